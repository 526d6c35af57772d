package org.plateau.dynamics;

import org.plateau.matrix.SymmetricEigen;

/**
 * What gradient flow conserves: D_k = W_{k+1}^T W_{k+1} - W_k W_k^T for k = 1, …, L - 1 (spec:
 * sharpness-and-depth, F1), with the few numbers of their spectra that bounds are made of.
 *
 * <p>Immutable; D_k is d_k x d_k, and layers are counted from 1.
 */
public final class LayerBalance {

  private final int[] widths;
  private final double[][] matrices;

  private LayerBalance(int[] widths, double[][] matrices) {
    this.widths = widths;
    this.matrices = matrices;
  }

  /**
   * Returns the balance of a network.
   *
   * @param widths d_0, …, d_L
   * @param weights the layers one after the other, each row-major, layer k of shape d_k x d_{k-1};
   *     longer arrays are allowed
   */
  public static LayerBalance of(int[] widths, double[] weights) {
    int depth = widths.length - 1;
    double[][] matrices = new double[depth - 1][];
    int at = 0;
    for (int k = 1; k < depth; k++) {
      int rows = widths[k];
      int next = at + rows * widths[k - 1];
      double[] d = new double[rows * rows];
      addInner(weights, next, widths[k + 1], rows, d);
      subtractOuter(weights, at, rows, widths[k - 1], d);
      matrices[k - 1] = d;
      at = next;
    }
    return new LayerBalance(widths.clone(), matrices);
  }

  private static void addInner(double[] w, int at, int rows, int cols, double[] out) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < cols; i++) {
        double wi = w[at + r * cols + i];
        for (int j = 0; j < cols; j++) {
          out[i * cols + j] = Math.fma(wi, w[at + r * cols + j], out[i * cols + j]);
        }
      }
    }
  }

  private static void subtractOuter(double[] w, int at, int rows, int cols, double[] out) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        double sum = 0;
        for (int c = 0; c < cols; c++) {
          sum = Math.fma(w[at + i * cols + c], w[at + j * cols + c], sum);
        }
        out[i * rows + j] -= sum;
      }
    }
  }

  /** Returns the number of matrices, L - 1. */
  public int count() {
    return matrices.length;
  }

  /** Returns D_k as a new array. */
  public double[] matrix(int k) {
    return matrices[k - 1].clone();
  }

  /** Returns the eigenvalues of D_k, ascending. */
  public double[] spectrum(int k) {
    return SymmetricEigen.values(matrices[k - 1], widths[k]);
  }

  /** Returns the trace of D_k. */
  public double trace(int k) {
    double sum = 0;
    for (int i = 0; i < widths[k]; i++) {
      sum += matrices[k - 1][i * widths[k] + i];
    }
    return sum;
  }

  /** Returns |D_k|_2. */
  public double norm(int k) {
    double[] values = spectrum(k);
    return Math.max(-values[0], values[values.length - 1]);
  }

  /** Returns kappa, the sum of the |D_k|_2; 0 for a single layer. */
  public double kappa() {
    double sum = 0;
    for (int k = 1; k <= count(); k++) {
      sum += norm(k);
    }
    return sum;
  }

  /** Returns the sum over j = k, …, L - 1 of (lambda_max(D_j) - tr D_j), the bound of F2. */
  public double deficitBound(int k) {
    double sum = 0;
    for (int j = k; j <= count(); j++) {
      double[] values = spectrum(j);
      sum += values[values.length - 1] - trace(j);
    }
    return sum;
  }

  /**
   * Returns how far the balance of other weights of the same widths is from this one, max_k |D_k -
   * D'_k|_F.
   *
   * @param weights as in {@link #of}
   */
  public double drift(double[] weights) {
    LayerBalance other = of(widths, weights);
    double worst = 0;
    for (int k = 0; k < matrices.length; k++) {
      double sum = 0;
      for (int i = 0; i < matrices[k].length; i++) {
        double change = matrices[k][i] - other.matrices[k][i];
        sum = Math.fma(change, change, sum);
      }
      worst = Math.max(worst, Math.sqrt(sum));
    }
    return worst;
  }
}
