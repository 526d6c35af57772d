package org.plateau.verify;

import java.util.List;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Evidence;

/** Repeats one instance of a run, bit for bit. */
public final class Replay {

  private Replay() {}

  /**
   * Draws and examines the instance again, in double precision and, where the claim has such a
   * form, at 50 digits.
   *
   * @throws IllegalArgumentException if the claim or its probe is unknown
   * @throws org.plateau.theorems.InvalidChoiceException if an edit does not fit
   * @throws StaleInstanceException if the id has a fingerprint and the generator has changed since
   */
  public static InstanceRecord run(Catalogue catalogue, InstanceId id) {
    Claim<?> claim =
        catalogue
            .claim(id.claim())
            .orElseThrow(() -> new IllegalArgumentException("unknown claim " + id.claim()));
    return run(Subject.of(claim, id.probe()), id);
  }

  /**
   * Repeats an instance of a claim or probe at hand.
   *
   * @throws org.plateau.theorems.InvalidChoiceException if an edit does not fit
   * @throws StaleInstanceException if the id has a fingerprint and the generator has changed since
   */
  public static <I> InstanceRecord run(Subject<I> subject, InstanceId id) {
    Trial trial = Trial.run(subject, id);
    Long expected = id.fingerprint();
    Long drawn = trial.id().fingerprint();
    if (expected != null && !expected.equals(drawn)) {
      throw new StaleInstanceException(
          id
              + " is stale: the generator of "
              + id.claim()
              + " has changed since it was written; run 'verify' again, or drop the part from '#'"
              + " to see what the id draws now");
    }
    return trial.record(precise(subject, trial));
  }

  /** Returns the checks at 50 digits; empty where there is no such form, or it failed. */
  static <I> List<Check> precise(Subject<I> subject, Trial trial) {
    if (trial.evidence() == null) {
      return List.of();
    }
    try {
      return Trial.precisely(subject, trial.id()).map(Evidence::checks).orElse(List.of());
    } catch (IllegalStateException e) {
      return List.of();
    }
  }
}
