package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * What {@link TangentKernel} is made of, for networks whose layers or vectors leave the range in
 * which plain products are safe: each layer, vector and block is divided by a power of two, so that
 * its largest entry is about 1.
 */
final class ScaledPasses {

  private final DeepLinearNetwork network;
  private final int rank;
  private final double[][] backward;
  private final int[] backwardPowers;
  private final double[] norms;
  private final double[][] blocks;
  private final int[] powers;
  private final int exponent;

  ScaledPasses(DeepLinearNetwork network, LeastSquaresData data) {
    int depth = network.depth();
    this.network = network;
    this.rank = data.rank();
    this.backward = new double[depth + 1][];
    this.backwardPowers = new int[depth + 1];
    this.norms = new double[depth + 1];
    this.blocks = new double[depth + 1][];
    this.powers = new int[depth + 1];
    goBackward();
    goForward(data);
    this.exponent = largestPower();
  }

  private void goBackward() {
    int depth = network.depth();
    backward[depth] = network.output();
    for (int k = depth; ; k--) {
      backwardPowers[k] += normalize(backward[k]);
      norms[k] = Kernels.norm(backward[k]);
      if (k == 0) {
        return;
      }
      double[] layer = network.layer(k);
      backwardPowers[k - 1] = backwardPowers[k] + normalize(layer);
      backward[k - 1] = new double[network.width(k - 1)];
      Kernels.multiplyTranspose(
          layer, backward[k], backward[k - 1], network.width(k), network.width(k - 1));
    }
  }

  private void goForward(LeastSquaresData data) {
    int depth = network.depth();
    blocks[1] = new double[network.width(0) * rank];
    data.copyFactorTransposed(blocks[1]);
    for (int k = 1; ; k++) {
      powers[k] += normalize(blocks[k]);
      if (k == depth) {
        return;
      }
      double[] layer = network.layer(k);
      powers[k + 1] = powers[k] + normalize(layer);
      blocks[k + 1] = new double[network.width(k) * rank];
      Kernels.multiply(
          layer, blocks[k], blocks[k + 1], network.width(k), network.width(k - 1), rank);
    }
  }

  /** The largest of the powers of two that blocks |g_k| B_{k-1} C^T carry. */
  private int largestPower() {
    int largest = Integer.MIN_VALUE;
    for (int k = 1; k <= network.depth(); k++) {
      if (norms[k] > 0 && Kernels.norm(blocks[k]) > 0) {
        largest = Math.max(largest, powers[k] + backwardPowers[k]);
      }
    }
    return largest == Integer.MIN_VALUE ? 0 : largest;
  }

  /** The power of two that {@link #copyBlocks} leaves out. */
  int exponent() {
    return exponent;
  }

  /** |g_k|, which may overflow. */
  double norm(int k) {
    return Math.scalb(norms[k], backwardPowers[k]);
  }

  /**
   * Copies the backward vectors one after the other: w as it is, the others divided by some power
   * of two, with their norms; and |g_{k+1}| / |g_k| to {@code ratios[k]}, undefined for g_k = 0.
   */
  void copyBackward(double[] g, double[] gNorms, double[] ratios) {
    int at = 0;
    for (int k = 0; k < backward.length; k++) {
      System.arraycopy(backward[k], 0, g, at, backward[k].length);
      gNorms[k] = norms[k];
      if (k + 1 < backward.length) {
        int between = backwardPowers[k + 1] - backwardPowers[k];
        ratios[k] = Math.scalb(norms[k + 1] / norms[k], between);
      }
      at += backward[k].length;
    }
    shift(g, 0, backward[0].length, backwardPowers[0]);
  }

  /** Copies the blocks |g_k| B_{k-1} C^T / 2^{@link #exponent()}, one below the other. */
  void copyBlocks(double[] out) {
    int at = 0;
    for (int k = 1; k < blocks.length; k++) {
      int length = blocks[k].length;
      Arrays.fill(out, at, at + length, 0);
      Kernels.axpy(norms[k], blocks[k], 0, out, at, length);
      shift(out, at, length, powers[k] + backwardPowers[k] - exponent);
      at += length;
    }
  }

  /** Divides by a power of two so that the largest entry is about 1; returns its exponent. */
  private static int normalize(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    int power = largest == 0 ? 0 : Math.getExponent(largest);
    shift(values, 0, values.length, -power);
    return power;
  }

  private static void shift(double[] values, int at, int n, int power) {
    for (int i = at; i < at + n; i++) {
      values[i] = Math.scalb(values[i], power);
    }
  }
}
