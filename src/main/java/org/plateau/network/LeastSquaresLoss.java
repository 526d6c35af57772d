package org.plateau.network;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * The loss R(W) = |y - X w|^2 / n of a deep linear network as a function of its flat parameter
 * vector, with gradient and Hessian-vector product in O(sum d_k d_{k-1}) and no allocation.
 *
 * <p>Formulas: with q = Sigma (w - w*), g_L = p, g_{k-1} = W_k^T g_k, b_0 = q, b_k = W_k b_{k-1},
 * the gradient is dR/dW_k = 2 g_k b_{k-1}^T (spec: sharpness-and-depth, E1, derived) and the
 * Hessian-vector product is E2 there (derived).
 *
 * <p>Holds workspaces: one object serves one thread.
 */
public final class LeastSquaresLoss {

  private final int depth;
  private final int[] widths;
  private final int[] offsets;
  private final LeastSquaresData data;
  private final double[][] g;
  private final double[][] b;
  private final double[][] gDot;
  private final double[][] bDot;
  private final double[] deviation;

  /**
   * The loss of networks with the shape and output vector of {@code network}, on {@code data}.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  public LeastSquaresLoss(DeepLinearNetwork network, LeastSquaresData data) {
    if (network.width(0) != data.dimension()) {
      throw new IllegalArgumentException(
          "W1: the first layer has "
              + network.width(0)
              + " columns, but X has "
              + data.dimension()
              + "; they must agree");
    }
    this.depth = network.depth();
    this.widths = network.widths();
    this.data = data;
    this.offsets = new int[depth + 1];
    for (int k = 1; k <= depth; k++) {
      offsets[k] = network.offset(k);
    }
    this.g = vectors();
    this.b = vectors();
    this.gDot = vectors();
    this.bDot = vectors();
    this.g[depth] = network.output();
    this.deviation = new double[widths[0]];
  }

  /** Number of parameters P. */
  public int parameterCount() {
    return DeepLinearNetwork.parameterCount(widths);
  }

  /** R at the given parameters. */
  public double loss(double[] parameters) {
    backward(parameters);
    return data.loss(g[0]);
  }

  /** R - min R at the given parameters, computed without cancellation. */
  public double lossGap(double[] parameters) {
    backward(parameters);
    return data.lossGap(g[0]);
  }

  /** Writes the end-to-end vector w, length d, into {@code out}. */
  public void endToEnd(double[] parameters, double[] out) {
    backward(parameters);
    System.arraycopy(g[0], 0, out, 0, widths[0]);
  }

  /**
   * Writes the gradient into {@code out}, length P, and returns the loss gap R - min R at the same
   * point, which costs nothing more.
   */
  public double gradient(double[] parameters, double[] out) {
    backward(parameters);
    double gap = forward(parameters);
    for (int k = 1; k <= depth; k++) {
      int columns = widths[k - 1];
      double[] left = g[k];
      double[] right = b[k - 1];
      int at = offsets[k];
      for (int i = 0; i < widths[k]; i++) {
        double factor = 2 * left[i];
        for (int j = 0; j < columns; j++) {
          out[at + j] = factor * right[j];
        }
        at += columns;
      }
    }
    return gap;
  }

  /** Writes H v into {@code out}; all arrays have length P. */
  public void hessianVector(double[] parameters, double[] v, double[] out) {
    backward(parameters);
    forward(parameters);
    for (int k = depth; k >= 1; k--) {
      Arrays.fill(gDot[k - 1], 0);
      addTransposed(v, offsets[k], widths[k], widths[k - 1], g[k], gDot[k - 1]);
      addTransposed(parameters, offsets[k], widths[k], widths[k - 1], gDot[k], gDot[k - 1]);
    }
    data.applyCovariance(gDot[0], bDot[0]);
    for (int k = 1; k < depth; k++) {
      multiply(v, offsets[k], widths[k], widths[k - 1], b[k - 1], bDot[k]);
      for (int i = 0; i < widths[k]; i++) {
        bDot[k][i] +=
            Kernels.dot(parameters, offsets[k] + i * widths[k - 1], bDot[k - 1], 0, widths[k - 1]);
      }
    }
    for (int k = 1; k <= depth; k++) {
      int at = offsets[k];
      for (int i = 0; i < widths[k]; i++) {
        double first = 2 * gDot[k][i];
        double second = 2 * g[k][i];
        for (int j = 0; j < widths[k - 1]; j++) {
          out[at++] = Math.fma(first, b[k - 1][j], second * bDot[k - 1][j]);
        }
      }
    }
  }

  private void backward(double[] parameters) {
    for (int k = depth; k >= 1; k--) {
      Kernels.multiplyTranspose(parameters, offsets[k], g[k], g[k - 1], widths[k], widths[k - 1]);
    }
  }

  /** Fills b_0 .. b_{L-1}; returns the loss gap. */
  private double forward(double[] parameters) {
    for (int j = 0; j < widths[0]; j++) {
      deviation[j] = g[0][j] - data.solutionEntry(j);
    }
    data.applyCovariance(deviation, b[0]);
    for (int k = 1; k < depth; k++) {
      multiply(parameters, offsets[k], widths[k], widths[k - 1], b[k - 1], b[k]);
    }
    return data.lossGap(g[0]);
  }

  private double[][] vectors() {
    double[][] result = new double[depth + 1][];
    for (int k = 0; k <= depth; k++) {
      result[k] = new double[widths[k]];
    }
    return result;
  }

  private static void multiply(
      double[] a, int start, int rows, int columns, double[] x, double[] y) {
    for (int i = 0; i < rows; i++) {
      y[i] = Kernels.dot(a, start + i * columns, x, 0, columns);
    }
  }

  /** y += A^T x for the rows x columns block of {@code a} that begins at {@code start}. */
  static void addTransposed(double[] a, int start, int rows, int columns, double[] x, double[] y) {
    for (int i = 0; i < rows; i++) {
      Kernels.axpy(x[i], a, start + i * columns, y, 0, columns);
    }
  }
}
