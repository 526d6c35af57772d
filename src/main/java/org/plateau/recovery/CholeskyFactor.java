package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * The upper triangular R with R^T R = A, for positive definite matrices of one order. The workspace
 * of A becomes that of R, so that nothing is allocated from one matrix to the next.
 */
final class CholeskyFactor {

  /** Pivots below this share of their diagonal entry have lost half of their digits. */
  private static final double DEPENDENT = 1e-8;

  private final int n;
  private final double[] entries;

  /** Makes a workspace for matrices of order n. */
  CholeskyFactor(int n) {
    this.n = n;
    this.entries = new double[n * n];
  }

  /** Where A is to be written, row-major, on and above the diagonal at least; not a copy. */
  double[] entries() {
    return entries;
  }

  /** Replaces A by R; false where A is not positive definite by more than rounding. */
  boolean factor() {
    for (int i = 0; i < n; i++) {
      double diagonal = entries[i * n + i];
      double whole = diagonal;
      for (int k = 0; k < i; k++) {
        diagonal -= entries[k * n + i] * entries[k * n + i];
      }
      if (!(diagonal > DEPENDENT * whole)) {
        return false;
      }
      double root = Math.sqrt(diagonal);
      for (int k = 0; k < i; k++) {
        Kernels.axpy(-entries[k * n + i], entries, k * n + i, entries, i * n + i, n - i);
      }
      for (int j = i; j < n; j++) {
        entries[i * n + j] /= root;
      }
    }
    return true;
  }

  /** Solves R^T R x = y in place. */
  void solve(double[] y) {
    forward(y, 0);
    for (int i = n - 1; i >= 0; i--) {
      double sum = y[i] - Kernels.dot(entries, i * n + i + 1, y, i + 1, n - i - 1);
      y[i] = sum / entries[i * n + i];
    }
  }

  /** Solves R^T x = y in place, for a y whose first entries are zero. */
  private void forward(double[] y, int zeros) {
    for (int i = zeros; i < n; i++) {
      y[i] /= entries[i * n + i];
      Kernels.axpy(-y[i], entries, i * n + i + 1, y, i + 1, n - i - 1);
    }
  }

  /**
   * A lower bound of the least singular value of R: 1 / |R^-1| in the Frobenius norm.
   *
   * @param columns how many columns of R^-T count; the others must be those of the identity
   */
  double leastSingularValueBound(int columns) {
    double sum = 0;
    double[] column = new double[n];
    for (int j = 0; j < columns; j++) {
      Arrays.fill(column, 0);
      column[j] = 1;
      forward(column, j);
      sum += Kernels.dot(column, column);
    }
    return 1 / Math.sqrt(sum);
  }
}
