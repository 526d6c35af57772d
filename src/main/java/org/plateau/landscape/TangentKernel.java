package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;

/**
 * The d x d matrix M = J J^T = sum_{k=1}^L |g_k|^2 B_{k-1}^T B_{k-1}, J the Jacobian of the
 * end-to-end vector with respect to all parameters.
 *
 * <p>Horner form without stored prefix products: T_L = |g_L|^2 I, T_k = |g_k|^2 I + W_k^T T_{k+1}
 * W_k, M = T_1; O(L d^3) work, O(d^2) memory (spec: sharpness-and-depth, E3, derived). Each T_k and
 * g_k carries a power of two, so that layers of very different size neither overflow nor vanish.
 */
final class TangentKernel {

  /** Layers between 2^-200 and 2^200 are multiplied as they are; others are scaled first. */
  private static final int MODERATE = 200;

  private final DeepLinearNetwork network;
  private final int[] layerExponents;
  private final double[] squares;
  private final int[] squareExponents;
  private final double[][] backward;
  private final int[] powers;
  private double[] mantissa;
  private int exponent;

  private TangentKernel(DeepLinearNetwork network) {
    int depth = network.depth();
    this.network = network;
    this.layerExponents = new int[depth + 1];
    this.squares = new double[depth + 1];
    this.squareExponents = new int[depth + 1];
    this.backward = new double[depth + 1][];
    this.powers = new int[depth + 1];
    for (int k = 1; k <= depth; k++) {
      // Far cheaper than the largest entry, and decides almost always; 0 may be an underflow.
      double squared = network.squaredNorm(k);
      if (squared == 0 || Math.abs(exponentOf(squared)) > MODERATE) {
        int power = exponentOf(network.largestEntry(k));
        layerExponents[k] = Math.abs(power) <= MODERATE ? 0 : power;
      }
    }
    this.mantissa = new double[0];
  }

  static TangentKernel of(DeepLinearNetwork network) {
    TangentKernel kernel = new TangentKernel(network);
    kernel.horner();
    return kernel;
  }

  private static int widest(DeepLinearNetwork network) {
    int widest = 0;
    for (int k = 0; k <= network.depth(); k++) {
      widest = Math.max(widest, network.width(k));
    }
    return widest;
  }

  /** The backward vectors go down along with Horner's rule, while a layer is in the cache. */
  private void horner() {
    int depth = network.depth();
    int widest = widest(network);
    int width = network.width(depth - 1);
    double[] t = new double[widest * widest];
    double[] next = new double[widest * widest];
    double[] work = new double[widest * widest];
    backward[depth] = network.output();
    measure(depth);
    pullBack(depth);
    addToDiagonal(t, width, squares[depth]);
    exponent = squareExponents[depth];
    for (int k = depth - 1; k >= 1; k--) {
      measure(k);
      pullBack(k);
      width = network.width(k - 1);
      scaled(k).congruence(k, t, work, next);
      exponent += 2 * layerExponents[k];
      if (squares[k] > 0) {
        int common = Math.max(exponent, squareExponents[k]);
        shift(next, width * width, exponent - common);
        addToDiagonal(next, width, Math.scalb(squares[k], squareExponents[k] - common));
        exponent = common;
      }
      rescaleIfExtreme(next, width);
      double[] swap = t;
      t = next;
      next = swap;
    }
    exponent += normalize(t, width * width);
    mantissa = t;
  }

  /** The largest entry of a positive semidefinite matrix is on its diagonal. */
  private void rescaleIfExtreme(double[] t, int width) {
    double largest = 0;
    for (int i = 0; i < width; i++) {
      largest = Math.max(largest, t[i * width + i]);
    }
    if (Math.abs(exponentOf(largest)) > MODERATE) {
      exponent += normalize(t, width * width);
    }
  }

  /** |g_k|^2 as mantissa and exponent, and g_k itself scaled to entries of order 1. */
  private void measure(int k) {
    double[] g = backward[k];
    powers[k] += normalize(g, g.length);
    squares[k] = Kernels.dot(g, g);
    squareExponents[k] = 2 * powers[k];
  }

  private void pullBack(int k) {
    backward[k - 1] = new double[network.width(k - 1)];
    scaled(k).pullBack(k, backward[k], backward[k - 1]);
    powers[k - 1] = powers[k] + layerExponents[k];
  }

  /** The backward vectors g_0 .. g_L themselves; may be called once. */
  double[][] takeBackward() {
    for (int k = 0; k < backward.length; k++) {
      shift(backward[k], backward[k].length, powers[k]);
    }
    return backward;
  }

  /** The network, with layer k divided by its power of two where that is not moderate. */
  private DeepLinearNetwork scaled(int k) {
    if (layerExponents[k] == 0) {
      return network;
    }
    double[] layer = network.layer(k);
    shift(layer, layer.length, -layerExponents[k]);
    return network.withLayer(k, layer);
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

  private static void addToDiagonal(double[] t, int width, double value) {
    for (int i = 0; i < width; i++) {
      t[i * width + i] += value;
    }
  }

  private static int exponentOf(double largest) {
    return largest == 0 ? 0 : Math.getExponent(largest);
  }

  /**
   * Divides by a power of two so that the largest of n entries is about 1; returns its exponent.
   */
  private static int normalize(double[] values, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    int power = exponentOf(largest);
    shift(values, n, -power);
    return power;
  }

  private static void shift(double[] values, int n, int power) {
    if (power == 0) {
      return;
    }
    if (power >= -1022 && power <= 1022) {
      double factor = Math.scalb(1.0, power);
      for (int i = 0; i < n; i++) {
        values[i] *= factor;
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      values[i] = Math.scalb(values[i], power);
    }
  }
}
