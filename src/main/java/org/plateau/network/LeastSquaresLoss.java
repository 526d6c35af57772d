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
  private final double[] components;

  /**
   * The loss of networks with the shape and output vector of {@code network}, on {@code data}.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  public LeastSquaresLoss(DeepLinearNetwork network, LeastSquaresData data) {
    network.requireMatching(data);
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
    this.components = new double[widths[0]];
  }

  /** Number L of layers. */
  public int depth() {
    return depth;
  }

  /** Width d_k, k = 0 .. L. */
  public int width(int k) {
    return widths[k];
  }

  /** Index of the first entry of W_k in the parameter vector, k = 1 .. L. */
  public int offset(int k) {
    return offsets[k];
  }

  /** Entry i of the output vector p. */
  public double output(int i) {
    return g[depth][i];
  }

  /**
   * Writes b_0 = Sigma (w - w*), half the gradient in the end-to-end vector w, and returns the loss
   * gap.
   *
   * @param w its first d entries count
   * @param out its first d entries are overwritten
   */
  public double slope(double[] w, double[] out) {
    data.deviation(w, deviation);
    return data.energy(deviation, components, out);
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
    double gap = moveTo(parameters);
    gradient(1, out, 0);
    return gap;
  }

  /** Computes the factors of the gradient at the given parameters; returns the loss gap there. */
  public double moveTo(double[] parameters) {
    backward(parameters);
    double gap = slope(g[0], b[0]);
    for (int k = 1; k < depth; k++) {
      Kernels.multiply(parameters, offsets[k], b[k - 1], b[k], widths[k], widths[k - 1]);
    }
    return gap;
  }

  /** Returns the squared norm of the gradient at the point of {@link #moveTo}, from its factors. */
  public double squaredGradientNorm() {
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
      double left = Kernels.dot(g[k], 0, g[k], 0, widths[k]);
      sum = Math.fma(left, Kernels.dot(b[k - 1], 0, b[k - 1], 0, widths[k - 1]), sum);
    }
    return 4 * sum;
  }

  /** Writes a multiple of the gradient at the point of {@link #moveTo}, length P, from at on. */
  public void gradient(double factor, double[] out, int at) {
    for (int k = 1; k <= depth; k++) {
      Kernels.outer(2 * factor, g[k], b[k - 1], out, at + offsets[k], widths[k], widths[k - 1]);
    }
  }

  /** Writes H v into {@code out}; all arrays have length P. */
  public void hessianVector(double[] parameters, double[] v, double[] out) {
    moveTo(parameters);
    for (int k = depth; k >= 1; k--) {
      Arrays.fill(gDot[k - 1], 0);
      addTransposed(v, offsets[k], widths[k], widths[k - 1], g[k], gDot[k - 1]);
      addTransposed(parameters, offsets[k], widths[k], widths[k - 1], gDot[k], gDot[k - 1]);
    }
    data.applyCovariance(gDot[0], bDot[0]);
    for (int k = 1; k < depth; k++) {
      Kernels.multiply(v, offsets[k], b[k - 1], bDot[k], widths[k], widths[k - 1]);
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

  private double[][] vectors() {
    double[][] result = new double[depth + 1][];
    for (int k = 0; k <= depth; k++) {
      result[k] = new double[widths[k]];
    }
    return result;
  }

  /** y += A^T x for the rows x columns block of {@code a} that begins at {@code start}. */
  static void addTransposed(double[] a, int start, int rows, int columns, double[] x, double[] y) {
    for (int i = 0; i < rows; i++) {
      Kernels.axpy(x[i], a, start + i * columns, y, 0, columns);
    }
  }
}
