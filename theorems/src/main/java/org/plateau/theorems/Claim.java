package org.plateau.theorems;

import java.util.List;
import java.util.Optional;

/**
 * One claim of a theorem. Implementations are stateless, have a constructor without arguments, and
 * are found by {@link Catalogue}.
 *
 * @param <I> the instance that the claim speaks of: an immutable value
 */
public interface Claim<I> {

  /** Returns what is claimed, by whom, and where its constants come from. */
  Statement statement();

  /**
   * Draws an instance that satisfies the hypotheses, from named, recorded choices.
   *
   * @throws NoInstanceException if re-drawing did not find an instance that satisfies the
   *     hypotheses
   */
  I draw(Draws draws);

  /**
   * Measures both sides of the claim on the instance. Pure: the same instance gives the same
   * evidence, bit for bit.
   */
  Evidence examine(I instance);

  /**
   * Returns the wrong versions of this claim that must be refuted: each drops one hypothesis or
   * perturbs one constant.
   */
  List<Probe<I>> probes();

  /**
   * Measures again at 50 digits with outward rounding: the final word on a violation. The checks
   * come in the same order and with the same names as those of {@link #examine}.
   *
   * @return empty where the claim has no form in extended precision; a violation is then DOUBTFUL
   *     at most
   */
  default Optional<Evidence> examinePrecisely(I instance) {
    return Optional.empty();
  }

  /** Returns wrong encodings of this claim that the verifier must catch. */
  default List<Mutant<I>> mutants() {
    return List.of();
  }
}
