package org.plateau.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Statement;

/** All tries of one property together, as the verifier tallies and judges them. */
final class PropertyCourse {

  private static final int RECORDED = 400;
  private static final int TIGHTEST = 5;

  private final Subject<?> subject;
  private final Levels levels;
  private final Tally tally;
  private final List<JournalEntry> entries = new ArrayList<>();
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
    Block block = Block.of(subject, tries++, List.of(trial));
    tally.fold(block);
    entries.addAll(block.entries());
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

  /** Returns what the tries came to: at most some hundreds of them, and the tightest. */
  CourseRecord record() {
    Statement statement = subject.statement();
    boolean claim = !subject.isProbe();
    return new CourseRecord(
        StatementRecord.of(statement),
        claim && statement.direction() == Direction.PROBABILITY
            ? ProbabilityRecord.of(statement, tally, levels)
            : null,
        claim && statement.direction() == Direction.TREND
            ? TrendRecord.of(statement, tally, levels)
            : null,
        sample());
  }

  private List<JournalEntry> sample() {
    int n = entries.size();
    if (n <= RECORDED) {
      return entries;
    }
    TreeSet<Integer> kept = new TreeSet<>();
    for (int i = 0; i < RECORDED; i++) {
      kept.add((int) ((long) i * (n - 1) / (RECORDED - 1)));
    }
    IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> entries.get(i).margin()))
        .limit(TIGHTEST)
        .forEach(kept::add);
    return kept.stream().map(entries::get).toList();
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
