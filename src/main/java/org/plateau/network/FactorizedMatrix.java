package org.plateau.network;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * The deep matrix factorization X = W_1 W_2 ... W_N of square n x n layers, W_1 leftmost.
 *
 * <p>Weights are flat: layer j, row-major, occupies entries [(j - 1) n^2, j n^2); theta is X,
 * row-major. Note the order: a network that applies W_1 first computes W_N ... W_1 instead. Spec:
 * sub-gradient-balance, D1 and D2.
 *
 * @param depth the number of layers N, at least 1
 * @param order the order n of the layers, at least 1
 */
public record FactorizedMatrix(int depth, int order) implements Parametrization {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if depth or order is below 1
   */
  public FactorizedMatrix {
    if (depth < 1 || order < 1) {
      throw new IllegalArgumentException(
          "a factorized matrix needs depth and order of at least 1, got depth "
              + depth
              + " and order "
              + order
              + "; use depth 1 for a plain matrix");
    }
  }

  @Override
  public int weightCount() {
    return depth * outputCount();
  }

  @Override
  public int outputCount() {
    return order * order;
  }

  @Override
  public int workLength() {
    return weightCount() + 2 * outputCount();
  }

  @Override
  public void apply(double[] weights, double[] theta, double[] work) {
    int size = outputCount();
    System.arraycopy(weights, 0, theta, 0, size);
    for (int j = 1; j < depth; j++) {
      System.arraycopy(theta, 0, work, 0, size);
      multiply(work, 0, weights, j * size, theta, 0);
    }
  }

  @Override
  public void pullback(double[] weights, double[] gradient, double[] out, double[] work) {
    int size = outputCount();
    for (int j = 1; j < depth; j++) {
      if (j == 1) {
        System.arraycopy(weights, 0, work, size, size);
      } else {
        multiply(work, (j - 1) * size, weights, (j - 1) * size, work, j * size);
      }
    }
    int right = weightCount();
    int next = right + size;
    System.arraycopy(gradient, 0, work, right, size);
    for (int j = depth - 1; j >= 0; j--) {
      if (j == 0) {
        System.arraycopy(work, right, out, 0, size);
      } else {
        multiplyTransposeLeft(work, j * size, work, right, out, j * size);
        multiplyTransposeRight(work, right, weights, j * size, work, next);
        System.arraycopy(work, next, work, right, size);
      }
    }
  }

  /** Returns a new array: the product W_1 ... W_N, row-major. */
  public double[] product(double[] weights) {
    requireShape(weights);
    double[] theta = new double[outputCount()];
    apply(weights, theta, new double[workLength()]);
    return theta;
  }

  /** Returns new weights: every layer is {@code factor} times the identity. */
  public double[] scaledIdentity(double factor) {
    double[] weights = new double[weightCount()];
    for (int at = 0; at < weights.length; at += outputCount()) {
      for (int i = 0; i < order; i++) {
        weights[at + i * order + i] = factor;
      }
    }
    return weights;
  }

  /**
   * Returns a new n x n array: the imbalance W_j^T W_j - W_{j+1} W_{j+1}^T, for j = 1 ... N - 1.
   *
   * @throws IllegalArgumentException if there is no layer j + 1
   */
  public double[] imbalance(double[] weights, int j) {
    requireShape(weights);
    if (j < 1 || j >= depth) {
      throw new IllegalArgumentException(
          "the imbalance compares layers j and j + 1, so j must lie in 1 ... "
              + (depth - 1)
              + ", got "
              + j);
    }
    int size = outputCount();
    double[] left = new double[size];
    double[] right = new double[size];
    multiplyTransposeLeft(weights, (j - 1) * size, weights, (j - 1) * size, left, 0);
    multiplyTransposeRight(weights, j * size, weights, j * size, right, 0);
    for (int i = 0; i < size; i++) {
      left[i] -= right[i];
    }
    return left;
  }

  private void multiply(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    int n = order;
    Arrays.fill(c, cAt, cAt + n * n, 0);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        axpy(a[aAt + i * n + k], b, bAt + k * n, c, cAt + i * n);
      }
    }
  }

  private void multiplyTransposeLeft(
      double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    int n = order;
    Arrays.fill(c, cAt, cAt + n * n, 0);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        axpy(a[aAt + k * n + i], b, bAt + k * n, c, cAt + i * n);
      }
    }
  }

  private void multiplyTransposeRight(
      double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    int n = order;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        c[cAt + i * n + j] = Kernels.dot(a, aAt + i * n, b, bAt + j * n, n);
      }
    }
  }

  private void axpy(double factor, double[] x, int xAt, double[] y, int yAt) {
    Kernels.axpy(factor, x, xAt, y, yAt, order);
  }

  private void requireShape(double[] weights) {
    if (weights.length != weightCount()) {
      throw new IllegalArgumentException(
          "weights must have depth x order x order = "
              + weightCount()
              + " entries, layer after layer, got "
              + weights.length);
    }
  }
}
