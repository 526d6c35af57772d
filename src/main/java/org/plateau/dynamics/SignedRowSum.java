package org.plateau.dynamics;

import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;

/**
 * X^T s for sign vectors s that come one after another, at the cost of the rows whose sign is new.
 *
 * <p>Two sums are kept, each with its signs. A method of constant step ends in an oscillation in
 * which most signs return every other step, so that the sum before the last is often the nearer
 * one, and the nearer one is corrected. Where both are far, the corrected copy takes the place of
 * the older sum, so that the two become the ends of such an oscillation. A sum differs from the
 * full product in the last digits only, and is taken afresh every {@value #REFRESH} calls.
 */
final class SignedRowSum {

  private static final int REFRESH = 1024;

  private final RobustRegression problem;
  private final int rows;
  private final int width;
  private final double[][] signs;
  private final double[][] sums;
  private final int[] changed;
  private int newest;
  private int calls;
  private boolean unchanged;
  private long products;

  SignedRowSum(RobustRegression problem) {
    this.problem = problem;
    rows = problem.rows();
    width = problem.width();
    signs = new double[2][rows];
    sums = new double[2][width];
    changed = new int[rows];
  }

  /** Returns X^T s: an internal buffer that later calls overwrite. */
  double[] of(double[] s) {
    if (calls++ % REFRESH == 0) {
      return afresh(s);
    }
    int other = 1 - newest;
    int away = distance(s, signs[newest]);
    unchanged = away == 0;
    if (unchanged) {
      return sums[newest];
    }
    int otherAway = distance(s, signs[other]);
    if (Math.min(away, otherAway) > rows / 2) {
      return afresh(s);
    }
    if (otherAway < away) {
      newest = other;
    } else if (8 * away > rows) {
      System.arraycopy(signs[newest], 0, signs[other], 0, rows);
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

  /** The next call takes its sum afresh. */
  void forget() {
    calls = 0;
  }

  private double[] afresh(double[] s) {
    unchanged = false;
    newest = 1 - newest;
    System.arraycopy(s, 0, signs[newest], 0, rows);
    problem.timesTransposed(s, sums[newest]);
    products += rows;
    return sums[newest];
  }

  private int distance(double[] s, double[] known) {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      count += s[i] == known[i] ? 0 : 1;
    }
    return count;
  }

  private void correct(double[] s, double[] known, double[] sum) {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      changed[count] = i;
      count += s[i] == known[i] ? 0 : 1;
    }
    double[] x = problem.design();
    for (int k = 0; k < count; k++) {
      int i = changed[k];
      Kernels.axpy(s[i] - known[i], x, i * width, sum, 0, width);
      known[i] = s[i];
    }
    products += count;
  }
}
