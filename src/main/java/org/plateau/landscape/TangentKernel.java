package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The matrix C M C^T of order rank X, with M = J J^T = sum_{k=1}^L |g_k|^2 B_{k-1}^T B_{k-1}, J the
 * Jacobian of the end-to-end vector with respect to all parameters, and Sigma = C^T C (spec:
 * sharpness-and-depth, E3, derived).
 *
 * <p>It is the Gram matrix of the blocks |g_k| B_{k-1} C^T, one below the other: L - 1 products for
 * the blocks, and one tall product, which runs closer to the limit of the core than L square ones.
 * So it is positive semidefinite by construction. O(L d^3) work; the blocks are folded in as soon
 * as a cache is full of them. Vectors and blocks carry powers of two, so that layers of very
 * different size neither overflow nor vanish.
 */
final class TangentKernel {

  /** Squared norms between 2^-200 and 2^200 stay as they are. */
  private static final int MODERATE = 200;

  /** A block may exceed the reference by 2^64 before the sum so far is scaled down. */
  private static final int HEADROOM = 64;

  /** Entries of the blocks that are kept before they are folded in, 128 kB. */
  private static final int CAPACITY = 1 << 12;

  private final DeepLinearNetwork network;
  private final int rank;
  private final double[][] backward;
  private final int[] powers;
  private final double[] norms;
  private final double[] matrix;
  private final double[] stack;
  private int rows;
  private int exponent;

  private TangentKernel(DeepLinearNetwork network, LeastSquaresData data) {
    int depth = network.depth();
    this.network = network;
    this.rank = data.rank();
    this.backward = new double[depth + 1][];
    this.powers = new int[depth + 1];
    this.norms = new double[depth + 1];
    this.matrix = new double[rank * rank];
    int total = 0;
    int widest = 0;
    for (int k = 0; k < depth; k++) {
      total += network.width(k);
      widest = Math.max(widest, network.width(k));
    }
    int kept = Math.max(widest, Math.min(total, CAPACITY / rank));
    this.stack = new double[kept * rank];
    goBackward();
    goForward(data, widest);
  }

  /**
   * The kernel of a network seen through these data.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  static TangentKernel of(DeepLinearNetwork network, LeastSquaresData data) {
    network.requireMatching(data);
    return new TangentKernel(network, data);
  }

  private void goBackward() {
    int depth = network.depth();
    backward[depth] = network.output();
    settle(depth, Kernels.dot(backward[depth], backward[depth]));
    for (int k = depth; k >= 1; k--) {
      double[] next = new double[network.width(k - 1)];
      backward[k - 1] = next;
      network.pullBack(k, backward[k], next);
      powers[k - 1] = powers[k];
      double squared = Kernels.dot(next, next);
      if (!moderate(squared)) {
        int power = exponentOf(network.largestEntry(k));
        scaled(k, power).pullBack(k, backward[k], next);
        powers[k - 1] += power;
        squared = Kernels.dot(next, next);
      }
      settle(k - 1, squared);
    }
  }

  private void settle(int k, double squared) {
    if (moderate(squared)) {
      norms[k] = Math.sqrt(squared);
      return;
    }
    powers[k] += normalize(backward[k], backward[k].length);
    norms[k] = Kernels.norm(backward[k]);
  }

  private void goForward(LeastSquaresData data, int widest) {
    int depth = network.depth();
    double[] block = new double[widest * rank];
    double[] next = new double[widest * rank];
    data.copyFactorTransposed(block);
    int power = 0;
    double squared = Kernels.dot(block, 0, block, 0, data.dimension() * rank);
    for (int k = 1; ; k++) {
      int entries = network.width(k - 1) * rank;
      if (!moderate(squared)) {
        power += normalize(block, entries);
      }
      add(block, entries, k, power);
      if (k == depth) {
        fold();
        return;
      }
      entries = network.width(k) * rank;
      network.pushForward(k, block, rank, next);
      squared = Kernels.dot(next, 0, next, 0, entries);
      if (!moderate(squared)) {
        int extra = exponentOf(network.largestEntry(k));
        scaled(k, extra).pushForward(k, block, rank, next);
        power += extra;
        squared = Kernels.dot(next, 0, next, 0, entries);
      }
      double[] swap = block;
      block = next;
      next = swap;
    }
  }

  /** Puts |g_k| times the block of layer k on the stack, in units of 2^exponent. */
  private void add(double[] block, int entries, int k, int power) {
    int own = power + powers[k];
    if (k == 1) {
      exponent = own;
    } else if (own > exponent + HEADROOM && norms[k] > 0) {
      fold();
      shift(matrix, matrix.length, 2 * (exponent - own));
      exponent = own;
    }
    if (rows * rank + entries > stack.length) {
      fold();
    }
    double factor = norms[k] * Math.scalb(1.0, own - exponent);
    int at = rows * rank;
    for (int i = 0; i < entries; i++) {
      stack[at + i] = factor * block[i];
    }
    rows += entries / rank;
  }

  private void fold() {
    Kernels.gramAdd(stack, matrix, rows, rank);
    rows = 0;
  }

  /** C M C^T / 2^{@link #exponent()}, symmetric rank x rank. */
  double[] matrix() {
    return matrix;
  }

  /** The power of two that {@link #matrix} leaves out. */
  int exponent() {
    return 2 * exponent;
  }

  /** The backward vectors g_0 .. g_L themselves; may be called once. */
  double[][] takeBackward() {
    for (int k = 0; k < backward.length; k++) {
      shift(backward[k], backward[k].length, powers[k]);
    }
    return backward;
  }

  /** The network with layer k divided by a power of two. */
  private DeepLinearNetwork scaled(int k, int power) {
    double[] layer = network.layer(k);
    shift(layer, layer.length, -power);
    return network.withLayer(k, layer);
  }

  /** Not for 0, which may be an underflow, nor where the square overflows. */
  private static boolean moderate(double squared) {
    return Math.abs(Math.getExponent(squared)) <= MODERATE;
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
