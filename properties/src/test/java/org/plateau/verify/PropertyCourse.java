package org.plateau.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Outcome;

/** All tries of one property together, as the verifier tallies and judges them. */
final class PropertyCourse {

  private final Subject<?> subject;
  private final Levels levels;
  private final Tally tally;
  private int tries;
  private boolean closed;
  private @Nullable Trial witness;

  PropertyCourse(Subject<?> subject, Effort effort, int statisticalClaims) {
    this.subject = subject;
    this.levels = Levels.of(effort, statisticalClaims);
    this.tally = new Tally(subject, levels);
  }

  /** Takes a try; what comes after the decision, or after {@link #close}, is shrinking. */
  void take(Trial trial) {
    if (closed || tally.isDecided()) {
      return;
    }
    tally.fold(Block.of(subject, tries++, List.of(trial)));
    boolean telling = trial.outcome() == Outcome.VIOLATED || witness == null && trial.valid();
    if (telling) {
      witness = trial;
    }
  }

  /** Ends the tries: the first falsified one has been seen. */
  void close() {
    closed = true;
  }

  boolean isStatistical() {
    return !subject.statement().direction().isDeterministic();
  }

  /** Tells whether the statistics have spoken, so that no further try is needed. */
  boolean isDecided() {
    return isStatistical() && tally.isDecided();
  }

  Tally tally() {
    return tally;
  }

  /** Returns the violated instance seen last, else the first valid one. */
  @Nullable Trial witness() {
    return witness;
  }

  /** Judges a statistical claim. */
  Judgment judgment() {
    Judge judge = new Judge(levels);
    return subject.statement().direction() == Direction.PROBABILITY
        ? judge.probability(subject.statement(), tally)
        : judge.slope(subject.statement(), SlopeFit.of(tally.points()));
  }

  /** Tells whether a statistical probe bites. */
  boolean bites() {
    return new Judge(levels).bites(subject.statement(), tally);
  }

  /** Tells whether too few instances satisfied the hypotheses. */
  boolean isVacuous() {
    return tally.valid() < subject.statement().validShare() * tally.tries() || tally.valid() == 0;
  }
}
