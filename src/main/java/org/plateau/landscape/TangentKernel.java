package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;

/**
 * The d x d matrix M = J J^T = sum_{k=1}^L |g_k|^2 B_{k-1}^T B_{k-1}, J the Jacobian of the
 * end-to-end vector with respect to all parameters.
 *
 * <p>Horner form without stored prefix products: T_L = |g_L|^2 I, T_k = |g_k|^2 I + W_k^T T_{k+1}
 * W_k, M = T_1; O(L d^3) work, O(d^2) memory (spec: sharpness-and-depth, E3, derived). Each T_k
 * carries a power of two, so that layers of very different size neither overflow nor vanish.
 */
final class TangentKernel {

  private final double[] mantissa;
  private final int exponent;

  private TangentKernel(double[] mantissa, int exponent) {
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  static TangentKernel of(DeepLinearNetwork network) {
    int depth = network.depth();
    Scaled[] g = backward(network);
    int width = network.width(depth - 1);
    double[] t = new double[width * width];
    addToDiagonal(t, width, g[depth].squaredNorm());
    int exponent = 2 * g[depth].exponent;
    for (int k = depth - 1; k >= 1; k--) {
      int columns = network.width(k - 1);
      double[] layer = network.layer(k);
      int layerExponent = normalize(layer);
      double[] product = new double[width * columns];
      Kernels.multiply(t, layer, product, width, width, columns);
      double[] next = new double[columns * columns];
      Kernels.multiplyTransposeLeft(layer, product, next, columns, width, columns);
      int nextExponent = exponent + 2 * layerExponent;
      int own = 2 * g[k].exponent;
      double squared = g[k].squaredNorm();
      if (squared > 0) {
        int common = Math.max(nextExponent, own);
        shift(next, nextExponent - common);
        addToDiagonal(next, columns, Math.scalb(squared, own - common));
        nextExponent = common;
      }
      exponent = nextExponent + normalize(next);
      t = next;
      width = columns;
    }
    return new TangentKernel(t, exponent);
  }

  /** C M C^T / 2^exponent for a rows x d matrix C of moderate size, symmetric rows x rows. */
  double[] congruence(double[] c, int rows, int d) {
    double[] product = new double[rows * d];
    Kernels.multiply(c, mantissa, product, rows, d, d);
    double[] result = new double[rows * rows];
    Kernels.multiplyTransposeRight(product, c, result, rows, d, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (result[i * rows + j] + result[j * rows + i]) / 2;
        result[i * rows + j] = mean;
        result[j * rows + i] = mean;
      }
    }
    return result;
  }

  /** The power of two that {@link #congruence} leaves out. */
  int exponent() {
    return exponent;
  }

  private record Scaled(double[] mantissa, int exponent) {
    double squaredNorm() {
      return Kernels.dot(mantissa, mantissa);
    }
  }

  private static Scaled[] backward(DeepLinearNetwork network) {
    int depth = network.depth();
    Scaled[] g = new Scaled[depth + 1];
    double[] top = network.output();
    g[depth] = new Scaled(top, normalize(top));
    for (int k = depth; k > 1; k--) {
      double[] layer = network.layer(k);
      int layerExponent = normalize(layer);
      double[] next = new double[network.width(k - 1)];
      Kernels.multiplyTranspose(layer, g[k].mantissa, next, network.width(k), network.width(k - 1));
      g[k - 1] = new Scaled(next, g[k].exponent + layerExponent + normalize(next));
    }
    return g;
  }

  private static void addToDiagonal(double[] t, int width, double value) {
    for (int i = 0; i < width; i++) {
      t[i * width + i] += value;
    }
  }

  /** Divides by a power of two so that the largest entry is about 1; returns its exponent. */
  private static int normalize(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return 0;
    }
    int power = Math.getExponent(largest);
    shift(values, -power);
    return power;
  }

  private static void shift(double[] values, int power) {
    if (power == 0) {
      return;
    }
    if (power >= -1022 && power <= 1022) {
      double factor = Math.scalb(1.0, power);
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
      return;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], power);
    }
  }
}
