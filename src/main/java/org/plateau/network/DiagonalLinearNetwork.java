package org.plateau.network;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;

/**
 * The N-layer diagonal linear network theta = w_1 o ... o w_N (Hadamard product) of width d.
 *
 * <p>Weights are flat and row-major, N x d: layer j occupies entries [(j - 1) d, j d). Spec:
 * sub-gradient-balance, section 1. Products cost O(N d) through prefix and suffix products.
 *
 * @param depth the number of layers N, at least 1
 * @param width the number of coordinates d, at least 1
 */
public record DiagonalLinearNetwork(int depth, int width) implements Parametrization {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if depth or width is below 1
   */
  public DiagonalLinearNetwork {
    if (depth < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a diagonal network needs depth and width of at least 1, got depth "
              + depth
              + " and width "
              + width
              + "; use depth 1 for plain regression");
    }
  }

  @Override
  public int weightCount() {
    return depth * width;
  }

  @Override
  public int outputCount() {
    return width;
  }

  @Override
  public int workLength() {
    return width;
  }

  @Override
  public void apply(double[] weights, double[] theta, double[] work) {
    System.arraycopy(weights, 0, theta, 0, width);
    for (int j = 1; j < depth; j++) {
      multiplyBy(weights, j * width, theta, 0);
    }
  }

  @Override
  public void pullback(double[] weights, double[] gradient, double[] out, double[] work) {
    Arrays.fill(out, 0, width, 1);
    for (int j = 1; j < depth; j++) {
      int before = (j - 1) * width;
      Kernels.multiplyEntries(weights, before, out, before, out, j * width, width);
    }
    System.arraycopy(gradient, 0, work, 0, width);
    for (int j = depth - 1; j >= 0; j--) {
      multiplyBy(work, 0, out, j * width);
      multiplyBy(weights, j * width, work, 0);
    }
  }

  private void multiplyBy(double[] factor, int factorAt, double[] target, int targetAt) {
    Kernels.multiplyEntries(factor, factorAt, target, targetAt, target, targetAt, width);
  }

  /** Returns a new array: theta = w_1 o ... o w_N, of length d. */
  public double[] product(double[] weights) {
    requireShape(weights);
    double[] theta = new double[width];
    apply(weights, theta, theta);
    return theta;
  }

  /** Returns a new array: the partial product P_j = prod_{l != j} w_l, for j = 1 ... N. */
  public double[] partialProduct(double[] weights, int j) {
    requireShape(weights);
    if (j < 1 || j > depth) {
      throw new IllegalArgumentException(
          "layer must lie in 1 ... " + depth + ", got " + j + "; layers count from 1");
    }
    double[] partial = new double[width];
    Arrays.fill(partial, 1);
    for (int l = 0; l < depth; l++) {
      if (l != j - 1) {
        multiplyBy(weights, l * width, partial, 0);
      }
    }
    return partial;
  }

  /**
   * Returns a new array: D_i = sqrt(sum_j P_{j,i}^2), the length of the gradient of theta_i in the
   * weights. A unit ball of weights maps, to first order, onto the ellipsoid with these half-axes.
   */
  public double[] gains(double[] weights) {
    double[] sum = new double[width];
    for (int j = 1; j <= depth; j++) {
      double[] partial = partialProduct(weights, j);
      for (int i = 0; i < width; i++) {
        sum[i] = Math.fma(partial[i], partial[i], sum[i]);
      }
    }
    for (int i = 0; i < width; i++) {
      sum[i] = Math.sqrt(sum[i]);
    }
    return sum;
  }

  /**
   * Returns new weights: the balanced solution with product theta, |w_{j,i}| = |theta_i|^(1/N) for
   * all layers j, the sign in layer 1.
   */
  public double[] balanced(double[] theta) {
    if (theta.length != width) {
      throw new IllegalArgumentException(
          "theta must have " + width + " entries, one a coordinate, got " + theta.length);
    }
    double[] weights = new double[weightCount()];
    for (int i = 0; i < width; i++) {
      double root = root(Math.abs(theta[i]));
      for (int j = 0; j < depth; j++) {
        weights[j * width + i] = root;
      }
      weights[i] = Math.copySign(root, theta[i]);
    }
    return weights;
  }

  /** Returns value^(1/N) for a value that is not negative. */
  public double root(double value) {
    return switch (depth) {
      case 1 -> value;
      case 2 -> Math.sqrt(value);
      default -> value == 0 ? 0 : FastMath.pow(value, 1.0 / depth);
    };
  }

  /**
   * Returns new weights: layer 1 constant {@code first}, all further layers constant {@code rest}.
   */
  public double[] constant(double first, double rest) {
    double[] weights = new double[weightCount()];
    Arrays.fill(weights, rest);
    Arrays.fill(weights, 0, width, first);
    return weights;
  }

  private void requireShape(double[] weights) {
    if (weights.length != weightCount()) {
      throw new IllegalArgumentException(
          "weights must have depth x width = "
              + weightCount()
              + " entries, layer after layer, got "
              + weights.length);
    }
  }
}
