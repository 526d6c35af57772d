package org.plateau.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Check;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Point;
import org.plateau.theorems.Relation;

/**
 * Consecutive instances of one claim or probe, as one line of the journal: all are counted, those
 * worth plotting have a row.
 *
 * @param claim id of the claim
 * @param probe slug of the probe, or an empty string
 * @param from index of the first instance
 * @param outcomes one letter an instance: {@code h}olds, {@code d}oubtful, {@code v}iolated, {@code
 *     f}aulty, or {@code -} for discarded
 * @param families names of the kinds of instance that occur
 * @param family one character an instance: {@code 0} plus the position in {@code families}
 * @param redraws attempts thrown away, one number an instance; empty when all are 0
 * @param checks names and relations of the checks that speak for instances
 * @param rows {offset, position in checks or -1, value, bound, tolerance, error, scale, x, y}, by
 *     ascending offset from {@code from}
 */
record Block(
    String claim,
    String probe,
    long from,
    String outcomes,
    List<String> families,
    String family,
    int[] redraws,
    List<CheckName> checks,
    double[][] rows) {

  /** So many first instances have a row. */
  static final int ALL_BEFORE = 2_062;

  /** After them, every so-many-th has one. */
  static final int EVERY = 16;

  private static final int TIGHTEST = 5;

  /** The name and relation of a check. */
  record CheckName(String what, Relation relation) {}

  /** Returns the block of the given trials, in the order of their indices. */
  static Block of(Subject<?> subject, long from, List<Trial> trials) {
    int n = trials.size();
    Positions<String> families = new Positions<>();
    Positions<CheckName> checks = new Positions<>();
    StringBuilder outcomes = new StringBuilder(n);
    StringBuilder family = new StringBuilder(n);
    int[] redraws = new int[n];
    boolean[] keep = keep(subject, from, trials);
    List<double[]> rows = new ArrayList<>();
    boolean redrawn = false;
    for (int i = 0; i < n; i++) {
      Trial trial = trials.get(i);
      outcomes.append(letter(trial));
      family.append((char) ('0' + families.of(trial.family())));
      redraws[i] = trial.redraws();
      redrawn |= redraws[i] > 0;
      if (keep[i]) {
        rows.add(row(subject, i, trial, checks));
      }
    }
    return new Block(
        subject.statement().id(),
        subject.probeSlug(),
        from,
        outcomes.toString(),
        families.items,
        family.toString(),
        redrawn ? redraws : new int[0],
        checks.items,
        rows.toArray(double[][]::new));
  }

  /** Returns the number of instances. */
  int size() {
    return outcomes.length();
  }

  /** Returns the block's first {@code n} instances. */
  Block first(int n) {
    if (n == size()) {
      return this;
    }
    return new Block(
        claim,
        probe,
        from,
        outcomes.substring(0, n),
        families,
        family.substring(0, n),
        redraws.length == 0 ? redraws : Arrays.copyOf(redraws, n),
        checks,
        Arrays.stream(rows).filter(row -> row[0] < n).toArray(double[][]::new));
  }

  /** Returns the plottable instances. */
  List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>(rows.length);
    for (double[] row : rows) {
      int offset = (int) row[0];
      CheckName check = row[1] < 0 ? null : checks.get((int) row[1]);
      entries.add(
          new JournalEntry(
              claim,
              probe,
              from + offset,
              familyOf(offset),
              outcomes.charAt(offset) != '-',
              outcome(outcomes.charAt(offset)),
              check == null ? "" : check.what(),
              check == null ? null : check.relation(),
              row[2],
              row[3],
              row[4],
              row[5],
              row[6],
              row[7],
              row[8]));
    }
    return entries;
  }

  String familyOf(int offset) {
    return families.get(family.charAt(offset) - '0');
  }

  int redrawsOf(int offset) {
    return redraws.length == 0 ? 0 : redraws[offset];
  }

  /** Returns the slack of a row in units of its scale, NaN when no check speaks. */
  double margin(double[] row) {
    return slack(row) / row[6];
  }

  /** Returns by how much a row is beyond its tolerance, in units of its scale. */
  double excess(double[] row) {
    return (-slack(row) - row[4]) / row[6];
  }

  private double slack(double[] row) {
    return row[1] < 0 ? Double.NaN : checks.get((int) row[1]).relation().slack(row[2], row[3]);
  }

  private static double[] row(
      Subject<?> subject, int offset, Trial trial, Positions<CheckName> checks) {
    double[] row = new double[9];
    Arrays.fill(row, Double.NaN);
    row[0] = offset;
    row[1] = -1;
    Check check = trial.headline();
    if (check != null) {
      row[1] = checks.of(new CheckName(check.what(), check.relation()));
      row[2] = check.value();
      row[3] = check.bound();
      row[4] = check.tolerance();
      row[5] = check.error();
      row[6] = check.scale();
    }
    Point point = trial.evidence() == null ? null : trial.evidence().point();
    if (point != null) {
      row[7] = point.x();
      row[8] = point.y();
    } else if (!subject.statement().growsWith().isEmpty()) {
      row[7] = trial.number(subject.statement().growsWith());
    }
    return row;
  }

  private static boolean[] keep(Subject<?> subject, long from, List<Trial> trials) {
    boolean all = !subject.statement().direction().isDeterministic();
    boolean[] keep = new boolean[trials.size()];
    Map<String, Tightest> others = new HashMap<>();
    for (int i = 0; i < keep.length; i++) {
      Trial trial = trials.get(i);
      long index = from + i;
      keep[i] =
          all
              || index < ALL_BEFORE
              || index % EVERY == 0
              || trial.valid() && trial.outcome() != Outcome.HOLDS;
      Check check = keep[i] || !trial.valid() ? null : trial.headline();
      if (check != null) {
        others.computeIfAbsent(trial.family(), name -> new Tightest()).add(i, check.margin());
      }
    }
    others.values().forEach(tightest -> tightest.markIn(keep));
    return keep;
  }

  /** The few offsets of least margin, of equal ones the first; NaN counts as the greatest. */
  private static final class Tightest {
    private final int[] offsets = new int[TIGHTEST];
    private final double[] margins = new double[TIGHTEST];
    private int size;

    void add(int offset, double margin) {
      int at = size;
      while (at > 0 && Double.compare(margin, margins[at - 1]) < 0) {
        at--;
      }
      if (at == TIGHTEST) {
        return;
      }
      size = Math.min(size + 1, TIGHTEST);
      System.arraycopy(offsets, at, offsets, at + 1, size - at - 1);
      System.arraycopy(margins, at, margins, at + 1, size - at - 1);
      offsets[at] = offset;
      margins[at] = margin;
    }

    void markIn(boolean[] keep) {
      for (int i = 0; i < size; i++) {
        keep[offsets[i]] = true;
      }
    }
  }

  private static char letter(Trial trial) {
    if (!trial.valid()) {
      return '-';
    }
    return switch (trial.outcome()) {
      case HOLDS -> 'h';
      case DOUBTFUL -> 'd';
      case VIOLATED -> 'v';
      case FAULTY -> 'f';
    };
  }

  private static Outcome outcome(char letter) {
    return switch (letter) {
      case 'd' -> Outcome.DOUBTFUL;
      case 'v' -> Outcome.VIOLATED;
      case 'f' -> Outcome.FAULTY;
      default -> Outcome.HOLDS;
    };
  }

  /** Numbers things in the order of their first appearance. */
  private static final class Positions<T> {
    private final List<T> items = new ArrayList<>();
    private @Nullable T last;
    private int lastPosition;

    int of(T item) {
      if (item.equals(last)) {
        return lastPosition;
      }
      int position = items.indexOf(item);
      if (position < 0) {
        position = items.size();
        items.add(item);
      }
      last = item;
      lastPosition = position;
      return position;
    }
  }
}
