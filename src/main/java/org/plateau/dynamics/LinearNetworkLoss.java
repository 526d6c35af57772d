package org.plateau.dynamics;

import java.util.Arrays;

/**
 * The gap of a deep linear network on least squares, (w - w*)^T Sigma (w - w*) with w = W_1^T …
 * W_L^T p, and its gradient 2 g_k b_{k-1}^T by layer (spec: sharpness-and-depth, E1), on the flat
 * state of a trajectory. It never subtracts two losses, so that a gap of 1e-28 is still a gap.
 *
 * <p>One evaluation costs about 3 multiply-adds per weight and allocates nothing. An instance owns
 * its workspace and serves one thread at a time.
 */
public final class LinearNetworkLoss implements Objective {

  private final int depth;
  private final int[] widths;
  private final int[] offsets;
  private final double[] sigma;
  private final double[] target;
  private final double[][] backward;
  private final double[][] forward;
  private final double[] error;

  /**
   * Creates the objective.
   *
   * @param widths d_0, …, d_L; at least two, each positive
   * @param output the fixed output vector p, of length d_L; (1) for a plain network
   * @param sigma X^T X / n, of shape d_0 x d_0, row-major, symmetric
   * @param target w*, of length d_0
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public LinearNetworkLoss(int[] widths, double[] output, double[] sigma, double[] target) {
    requireShapes(widths, output, sigma, target);
    this.depth = widths.length - 1;
    this.widths = widths.clone();
    this.sigma = sigma.clone();
    this.target = target.clone();
    this.offsets = new int[depth + 1];
    this.backward = new double[depth + 1][];
    this.forward = new double[depth][];
    for (int k = 0; k <= depth; k++) {
      backward[k] = new double[widths[k]];
      if (k < depth) {
        offsets[k + 1] = offsets[k] + widths[k] * widths[k + 1];
        forward[k] = new double[widths[k]];
      }
    }
    System.arraycopy(output, 0, backward[depth], 0, output.length);
    this.error = new double[widths[0]];
  }

  private static void requireShapes(
      int[] widths, double[] output, double[] sigma, double[] target) {
    if (widths.length < 2 || Arrays.stream(widths).anyMatch(w -> w < 1)) {
      throw new IllegalArgumentException(
          "widths must be d_0, …, d_L, at least two and each positive, got "
              + Arrays.toString(widths));
    }
    int d = widths[0];
    int last = widths[widths.length - 1];
    if (output.length != last) {
      throw new IllegalArgumentException(
          "output vector has length " + output.length + " but the last width is " + last);
    }
    if (sigma.length != d * d || target.length != d) {
      throw new IllegalArgumentException(
          "the first width is "
              + d
              + ", so sigma must have length "
              + d * d
              + " and the target "
              + d
              + "; got "
              + sigma.length
              + " and "
              + target.length);
    }
  }

  @Override
  public int dimension() {
    return offsets[depth];
  }

  /** Returns L. */
  public int depth() {
    return depth;
  }

  /** Returns d_0, …, d_L as a new array. */
  public int[] widths() {
    return widths.clone();
  }

  /** Returns where layer {@code k}, counted from 1, begins in the flat state. */
  public int offset(int k) {
    return offsets[k - 1];
  }

  /** Returns the gap of the zero network, w*^T Sigma w*. */
  public double gapAtZero() {
    double sum = 0;
    int d = widths[0];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        sum += target[i] * sigma[i * d + j] * target[j];
      }
    }
    return sum;
  }

  /** Returns w of the weights as a new array. */
  public double[] endToEnd(double[] weights) {
    pullBack(weights);
    return backward[0].clone();
  }

  @Override
  public double evaluate(double[] weights, double[] gradient) {
    pullBack(weights);
    double gap = residual();
    for (int k = 1; k <= depth; k++) {
      outer(k, gradient);
      if (k < depth) {
        push(k, weights);
      }
    }
    return gap;
  }

  /** g_{k-1} = W_k^T g_k, down to g_0 = w. */
  private void pullBack(double[] weights) {
    for (int k = depth; k >= 1; k--) {
      double[] from = backward[k];
      double[] to = backward[k - 1];
      int cols = to.length;
      int at = offsets[k - 1];
      Arrays.fill(to, 0);
      for (int i = 0; i < from.length; i++, at += cols) {
        double gi = from[i];
        for (int j = 0; j < cols; j++) {
          to[j] = Math.fma(gi, weights[at + j], to[j]);
        }
      }
    }
  }

  /** b_0 = Sigma (w - w*); returns the gap. */
  private double residual() {
    double[] w = backward[0];
    double[] q = forward[0];
    int d = w.length;
    for (int i = 0; i < d; i++) {
      error[i] = w[i] - target[i];
    }
    double gap = 0;
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum = Math.fma(sigma[i * d + j], error[j], sum);
      }
      q[i] = sum;
      gap = Math.fma(sum, error[i], gap);
    }
    return gap;
  }

  private void outer(int k, double[] gradient) {
    double[] g = backward[k];
    double[] b = forward[k - 1];
    int at = offsets[k - 1];
    for (double gi : g) {
      double twice = 2 * gi;
      for (int j = 0; j < b.length; j++) {
        gradient[at++] = twice * b[j];
      }
    }
  }

  private void push(int k, double[] weights) {
    double[] from = forward[k - 1];
    double[] to = forward[k];
    int cols = from.length;
    int at = offsets[k - 1];
    for (int i = 0; i < to.length; i++, at += cols) {
      double sum = 0;
      for (int j = 0; j < cols; j++) {
        sum = Math.fma(weights[at + j], from[j], sum);
      }
      to[i] = sum;
    }
  }
}
