package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;

/**
 * X^T s for sign vectors s that come one after another, at the cost of the rows whose sign is new.
 *
 * <p>Two sums are kept, each with its signs. A method of constant step ends in an oscillation in
 * which most signs return every other step, so that the sum before the last is often the nearer
 * one, and the nearer one is corrected. Where both are far, the corrected copy takes the place of
 * the older sum, so that the two become the ends of such an oscillation. A sum differs from the
 * full product by the rounding of the sums on the way only; the older one is taken afresh every
 * {@value #REFRESH} calls, and at every call if a sum of rows could leave the range of doubles.
 */
final class SignedRowSum {

  /** A power of two. */
  private static final int REFRESH = 1024;

  private final RobustRegression problem;
  private final int rows;
  private final int width;
  private final SignPattern[] signs;
  private final double[][] sums;
  private final double[] all;
  private final double[] factors;
  private final int[] changed;
  private final int keptCalls;
  private int newest;
  private int calls;
  private boolean unchanged;
  private long products;

  SignedRowSum(RobustRegression problem) {
    this.problem = problem;
    rows = problem.rows();
    width = problem.width();
    signs = new SignPattern[] {new SignPattern(rows), new SignPattern(rows)};
    sums = new double[2][width];
    all = new double[rows];
    factors = new double[rows + 3];
    changed = new int[rows + 3];
    boolean bounded = Kernels.largest(problem.design()) < Double.MAX_VALUE / 2 / rows;
    keptCalls = bounded ? REFRESH - 1 : 0;
  }

  /** Returns X^T s: an internal buffer that later calls overwrite. */
  double[] of(SignPattern s) {
    if ((calls++ & keptCalls) == 0) {
      return afresh(s);
    }
    int other = 1 - newest;
    int away = s.distance(signs[newest]);
    unchanged = away == 0;
    if (unchanged) {
      return sums[newest];
    }
    int otherAway = s.distance(signs[other]);
    if (Math.min(away, otherAway) > rows / 2) {
      return afresh(s);
    }
    if (otherAway < away) {
      newest = other;
    } else if (8 * away > rows) {
      signs[other].take(signs[newest]);
      System.arraycopy(sums[newest], 0, sums[other], 0, width);
      newest = other;
    }
    correct(s, signs[newest], sums[newest]);
    return sums[newest];
  }

  /** The sum of the last call. */
  double[] latest() {
    return sums[newest];
  }

  /** Whether the last call got the signs of the call before it. */
  boolean isUnchanged() {
    return unchanged;
  }

  /** How many rows have been added so far. */
  long rowProducts() {
    return products;
  }

  private double[] afresh(SignPattern s) {
    unchanged = false;
    newest = 1 - newest;
    signs[newest].take(s);
    for (int i = 0; i < rows; i++) {
      all[i] = s.sign(i);
    }
    problem.timesTransposed(all, sums[newest]);
    products += rows;
    return sums[newest];
  }

  private void correct(SignPattern s, SignPattern known, double[] sum) {
    int count = s.differences(known, changed);
    for (int k = 0; k < count; k++) {
      factors[k] = s.sign(changed[k]) - known.sign(changed[k]);
    }
    known.take(s);
    int padded = count + 3 & ~3;
    // Up to three rows of former calls come along, with factors of 0.
    Arrays.fill(factors, count, padded, 0);
    for (int k = 0; k < padded; k += 4) {
      addFour(k, sum);
    }
    products += count;
  }

  /** Four rows in one pass, so that the sum is loaded and stored once. */
  private void addFour(int k, double[] sum) {
    double[] x = problem.design();
    int at0 = changed[k] * width;
    int at1 = changed[k + 1] * width;
    int at2 = changed[k + 2] * width;
    int at3 = changed[k + 3] * width;
    double factor0 = factors[k];
    double factor1 = factors[k + 1];
    double factor2 = factors[k + 2];
    double factor3 = factors[k + 3];
    for (int j = 0; j < width; j++) {
      double value = Math.fma(factor0, x[at0 + j], sum[j]);
      value = Math.fma(factor1, x[at1 + j], value);
      value = Math.fma(factor2, x[at2 + j], value);
      sum[j] = Math.fma(factor3, x[at3 + j], value);
    }
  }
}
