package org.plateau.network;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;

/**
 * The loss R = |y - f(X)|^2 / n of a fully connected network without biases, f(x) = W_L
 * gelu(W_{L-1} ... gelu(W_1 x)), as a function of its flat parameter vector. Spec:
 * sharpness-and-depth, section 6, figure 7.
 *
 * <p>gelu is the form with the hyperbolic tangent, z (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3))) /
 * 2 (D. Hendrycks, K. Gimpel, arXiv 1606.08415). Layer W_k has shape d_k x d_{k-1}, row-major, d_L
 * = 1; the layers lie one after another.
 *
 * <p>Holds workspaces: one object serves one thread.
 */
public final class GeluNetwork {

  private static final double CUBIC = 0.044715;
  private static final double SLOPE = Math.sqrt(2 / Math.PI);
  private static final double DIFFERENCE = 1e-5;

  private final int depth;
  private final int[] widths;
  private final int[] offsets;
  private final int samples;
  private final double[] design;
  private final double[] targets;
  private final double[][] activations;
  private final double[][] slopes;
  private final double[][] signals;

  /**
   * The loss of networks of the given widths on n samples.
   *
   * @param widths d_0, ..., d_L, at least two, all positive, the last one 1
   * @param x inputs, n x d_0, row-major
   * @param y the n targets
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public GeluNetwork(int[] widths, double[] x, double[] y) {
    if (widths.length < 2
        || Arrays.stream(widths).anyMatch(w -> w < 1)
        || widths[widths.length - 1] != 1) {
      throw new IllegalArgumentException(
          "widths must be at least two positive numbers, the last one 1, got "
              + Arrays.toString(widths));
    }
    if (y.length == 0 || x.length != y.length * widths[0]) {
      throw new IllegalArgumentException(
          "X must have "
              + widths[0]
              + " columns and as many rows as y has entries, got "
              + x.length
              + " and "
              + y.length
              + " entries");
    }
    this.depth = widths.length - 1;
    this.widths = widths.clone();
    this.samples = y.length;
    this.design = x.clone();
    this.targets = y.clone();
    this.offsets = new int[depth + 1];
    this.activations = new double[depth + 1][];
    this.slopes = new double[depth + 1][];
    this.signals = new double[depth + 1][];
    for (int k = 0; k <= depth; k++) {
      activations[k] = new double[widths[k]];
      slopes[k] = new double[widths[k]];
      signals[k] = new double[widths[k]];
      if (k > 0) {
        offsets[k] = offsets[k - 1] + widths[k] * widths[k - 1];
      }
    }
  }

  /** Returns the number of parameters P. */
  public int parameterCount() {
    return offsets[depth];
  }

  /** Writes the gradient into {@code out}, length P, and returns the loss. */
  public double gradient(double[] parameters, double[] out) {
    Arrays.fill(out, 0, parameterCount(), 0);
    double loss = 0;
    for (int i = 0; i < samples; i++) {
      System.arraycopy(design, i * widths[0], activations[0], 0, widths[0]);
      double error = forward(parameters) - targets[i];
      loss = Math.fma(error, error, loss);
      signals[depth][0] = 2 * error / samples;
      backward(parameters, out);
    }
    return loss / samples;
  }

  private double forward(double[] parameters) {
    for (int k = 1; k <= depth; k++) {
      int cols = widths[k - 1];
      for (int i = 0; i < widths[k]; i++) {
        double z = Kernels.dot(parameters, offsets[k - 1] + i * cols, activations[k - 1], 0, cols);
        activate(k, i, z);
      }
    }
    return activations[depth][0];
  }

  private void activate(int k, int i, double z) {
    if (k == depth) {
      activations[k][i] = z;
      slopes[k][i] = 1;
      return;
    }
    double square = z * z;
    double inner = SLOPE * z * (1 + CUBIC * square);
    double tanh = 1 - 2 / (FastMath.exp(2 * inner) + 1);
    double innerSlope = SLOPE * (1 + 3 * CUBIC * square);
    activations[k][i] = 0.5 * z * (1 + tanh);
    slopes[k][i] = 0.5 * (1 + tanh) + 0.5 * z * (1 - tanh * tanh) * innerSlope;
  }

  /** Adds this sample's gradient; signals hold the derivative with respect to activations. */
  private void backward(double[] parameters, double[] out) {
    for (int k = depth; k >= 1; k--) {
      int cols = widths[k - 1];
      Arrays.fill(signals[k - 1], 0);
      for (int i = 0; i < widths[k]; i++) {
        double signal = signals[k][i] * slopes[k][i];
        int row = offsets[k - 1] + i * cols;
        Kernels.axpy(signal, activations[k - 1], 0, out, row, cols);
        Kernels.axpy(signal, parameters, row, signals[k - 1], 0, cols);
      }
    }
  }

  /**
   * Returns the largest eigenvalue of the Hessian, from central differences of the gradient: about
   * 1e-9 relative for parameters of order 1, at the price of 2 P gradients and a P x P eigenvalue
   * problem.
   */
  public double sharpness(double[] parameters) {
    int n = parameterCount();
    double[] moved = Arrays.copyOf(parameters, n);
    double[] up = new double[n];
    double[] down = new double[n];
    double[] hessian = new double[n * n];
    for (int i = 0; i < n; i++) {
      double kept = moved[i];
      moved[i] = kept + DIFFERENCE;
      gradient(moved, up);
      moved[i] = kept - DIFFERENCE;
      gradient(moved, down);
      moved[i] = kept;
      for (int j = 0; j < n; j++) {
        double entry = (up[j] - down[j]) / (4 * DIFFERENCE);
        hessian[i * n + j] += entry;
        hessian[j * n + i] += entry;
      }
    }
    return SymmetricEigen.largest(hessian, n);
  }
}
