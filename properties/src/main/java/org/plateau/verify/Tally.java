package org.plateau.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Point;
import org.plateau.theorems.Statement;

/**
 * What the instances of one claim or probe have come to so far, taken in the order of their
 * indices. It depends on the blocks alone, so a resumed run tallies as an uninterrupted one.
 */
final class Tally {

  private static final int TIGHTEST = 5;
  private static final int WORST = 10;

  /**
   * So many doubtful instances are kept for 50 digits, and one more in each {@link #MORE} valid.
   */
  private static final int DOUBTFUL = 100;

  private static final int MORE = 200;

  /** An instance that stands out, with the number it stands out by. */
  record Standout(long index, double measure) {}

  private final Statement statement;
  private final boolean probe;
  private final Levels levels;
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final List<Standout> tightest = new ArrayList<>();
  private final List<Standout> worst = new ArrayList<>();
  private final List<Long> doubtfulIndices = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private final @Nullable MixtureMartingale against;
  private final @Nullable MixtureMartingale inFavor;
  private double logAgainst;
  private double logInFavor;
  private int tries;
  private int valid;
  private int discarded;
  private long redraws;
  private int holds;
  private int violations;
  private int doubtful;
  private int faults;
  private long firstFault = -1;
  private long firstViolation = -1;
  private double leastMargin = Double.NaN;
  private boolean decided;

  Tally(Subject<?> subject, Levels levels) {
    this.statement = subject.statement();
    this.probe = subject.isProbe();
    this.levels = levels;
    boolean probability = statement.direction() == Direction.PROBABILITY;
    double p0 = statement.probability();
    this.against = probability ? MixtureMartingale.againstAtLeast(p0) : null;
    this.inFavor =
        probability && !probe ? MixtureMartingale.againstAtMost(p0 - statement.delta()) : null;
  }

  /**
   * Takes the next block; what follows a decision inside it does not count.
   *
   * @return the number of instances that counted
   */
  int fold(Block block) {
    int next = 0;
    int offset = 0;
    for (; offset < block.size() && !decided; offset++) {
      double[] row = null;
      if (next < block.rows().length && block.rows()[next][0] == offset) {
        row = block.rows()[next++];
      }
      count(block, offset, row);
    }
    return offset;
  }

  private void count(Block block, int offset, double @Nullable [] row) {
    long index = block.from() + offset;
    char letter = block.outcomes().charAt(offset);
    Family family = families.computeIfAbsent(block.familyOf(offset), Family::new);
    tries++;
    family.tries++;
    redraws += block.redrawsOf(offset);
    if (letter == '-') {
      discarded++;
      return;
    }
    valid++;
    family.valid++;
    countOutcome(letter, index, family);
    if (row != null && letter != 'f') {
      measure(block, index, letter, row, family);
    }
    decide(letter);
  }

  private void countOutcome(char letter, long index, Family family) {
    switch (letter) {
      case 'h' -> holds++;
      case 'd' -> {
        doubtful++;
        if (doubtfulIndices.size() < DOUBTFUL + valid / MORE) {
          doubtfulIndices.add(index);
        }
      }
      case 'v' -> {
        violations++;
        family.violations++;
        firstViolation = firstViolation < 0 ? index : firstViolation;
      }
      default -> {
        faults++;
        firstFault = firstFault < 0 ? index : firstFault;
      }
    }
  }

  private void measure(Block block, long index, char letter, double[] row, Family family) {
    if (statement.direction() == Direction.TREND && !Double.isNaN(row[8])) {
      points.add(new Point(row[7], row[8]));
    }
    double margin = block.margin(row);
    if (Double.isNaN(margin)) {
      return;
    }
    leastMargin = least(leastMargin, margin);
    family.leastMargin = least(family.leastMargin, margin);
    if (letter == 'v') {
      insert(worst, new Standout(index, -block.excess(row)), WORST);
    } else {
      insert(tightest, new Standout(index, margin), TIGHTEST);
    }
  }

  private void decide(char letter) {
    if (against != null && letter != 'f') {
      // A doubtful instance speaks neither for the claim nor against it.
      against.observe(letter != 'v');
      logAgainst = against.logValue();
      decided = logAgainst >= (probe ? levels.logBiting() : levels.logRefuting());
      if (inFavor != null) {
        inFavor.observe(letter != 'h');
        logInFavor = inFavor.logValue();
        decided |= logInFavor >= levels.logUpholding();
      }
    } else if (probe && statement.direction().isDeterministic()) {
      decided = letter == 'v';
    }
  }

  private static double least(double a, double b) {
    return Double.isNaN(a) ? b : Math.min(a, b);
  }

  private static void insert(List<Standout> list, Standout item, int limit) {
    if (list.size() == limit && list.get(limit - 1).measure() <= item.measure()) {
      return;
    }
    list.add(item);
    list.sort(Comparator.comparingDouble(Standout::measure).thenComparing(Standout::index));
    if (list.size() > limit) {
      list.remove(limit);
    }
  }

  /** Tells whether more instances cannot change the verdict. */
  boolean isDecided() {
    return decided;
  }

  int tries() {
    return tries;
  }

  int valid() {
    return valid;
  }

  int discarded() {
    return discarded;
  }

  long redraws() {
    return redraws;
  }

  /** Returns the number of valid instances on which all checks hold. */
  int holds() {
    return holds;
  }

  int violations() {
    return violations;
  }

  int doubtful() {
    return doubtful;
  }

  int faults() {
    return faults;
  }

  /** Returns the index of the first faulty instance, or -1. */
  long firstFault() {
    return firstFault;
  }

  /** Returns the index of the first violated instance, or -1. */
  long firstViolation() {
    return firstViolation;
  }

  /** Returns the least margin, or null. */
  @Nullable Double leastMargin() {
    return Double.isNaN(leastMargin) ? null : leastMargin;
  }

  /** Returns up to five instances that were not violated, the tightest first. */
  List<Standout> tightest() {
    return tightest;
  }

  /** Returns up to ten violated instances, the worst first. */
  List<Standout> worst() {
    return worst;
  }

  /** Returns the doubtful instances that 50 digits can look at: a hundred, and 0.5 % of all. */
  List<Long> doubtfulIndices() {
    return doubtfulIndices;
  }

  List<Point> points() {
    return points;
  }

  /** Returns the log e-value against the claim; 0 unless it speaks of a probability. */
  double logAgainst() {
    return logAgainst;
  }

  /** Returns the log e-value against the claim's opposite; 0 unless it speaks of a probability. */
  double logInFavor() {
    return logInFavor;
  }

  List<FamilyRecord> families() {
    return families.values().stream().map(Family::record).toList();
  }

  private static final class Family {
    private final String name;
    private int tries;
    private int valid;
    private int violations;
    private double leastMargin = Double.NaN;

    Family(String name) {
      this.name = name;
    }

    FamilyRecord record() {
      return new FamilyRecord(
          name, tries, valid, violations, Double.isNaN(leastMargin) ? null : leastMargin);
    }
  }
}
