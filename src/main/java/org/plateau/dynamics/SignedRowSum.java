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
    int k = 0;
    for (; k < count - 3; k += 4) {
      addFour(s, known, sum, k);
    }
    for (; k < count; k++) {
      int i = changed[k];
      Kernels.axpy(s[i] - known[i], problem.design(), i * width, sum, 0, width);
    }
    for (k = 0; k < count; k++) {
      known[changed[k]] = s[changed[k]];
    }
    products += count;
  }

  /** Four rows in one pass, so that the sum is loaded and stored once. */
  private void addFour(double[] s, double[] known, double[] sum, int k) {
    double[] x = problem.design();
    int row0 = changed[k];
    int row1 = changed[k + 1];
    int row2 = changed[k + 2];
    int row3 = changed[k + 3];
    double factor0 = s[row0] - known[row0];
    double factor1 = s[row1] - known[row1];
    double factor2 = s[row2] - known[row2];
    double factor3 = s[row3] - known[row3];
    int at0 = row0 * width;
    int at1 = row1 * width;
    int at2 = row2 * width;
    int at3 = row3 * width;
    for (int j = 0; j < width; j++) {
      double value = Math.fma(factor0, x[at0 + j], sum[j]);
      value = Math.fma(factor1, x[at1 + j], value);
      value = Math.fma(factor2, x[at2 + j], value);
      sum[j] = Math.fma(factor3, x[at3 + j], value);
    }
  }
}
