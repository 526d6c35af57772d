package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.LargestEigenvalues;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The sharpness of many minimizers of one shape on common data: the d x d form of {@link
 * Sharpness#atMinimizer} (spec: sharpness-and-depth, E3, derived) without residual bounds, in
 * workspaces that all networks share, and the eigenvalues of eight of them at once. The error of a
 * value is that of the products and of the reduction to tridiagonal form, about 4 d u times it.
 *
 * <p>One object serves one thread.
 */
public final class SharpnessBatch {

  /**
   * With all |g_k|^2, beta and the sharpness between these, nothing has lost digits to the range of
   * doubles: g_k^T B_k C^T = (C w)^T, so no block |g_{k+1}| B_k C^T is below sqrt(beta) |g_{k+1}| /
   * |g_k|, and an overflow shows in the sharpness (derived, as in {@link TangentKernel}).
   */
  private static final double LEAST = 1e-100;

  private static final double MOST = 1e100;

  /** Entries of the blocks that are folded into the matrix at once: 32 kB, the nearest cache. */
  private static final int FOLDED = 1 << 12;

  private static final int TOGETHER = LargestEigenvalues.COUNT;

  private final int[] widths;
  private final LeastSquaresData data;
  private final int rank;
  private final boolean moderate;
  private final double[] first;
  private final double[][] squares;
  private final double[] ones;
  private final double[] backward;
  private final double[] factor;
  private final double[] blocks;
  private final double[] matrix;
  private final LargestEigenvalues eigenvalues;
  private int alone;

  /**
   * Prepares for networks with the given widths.
   *
   * @throws IllegalArgumentException if the first width is not the dimension of the data
   */
  public SharpnessBatch(int[] widths, LeastSquaresData data) {
    if (widths[0] != data.dimension()) {
      throw new IllegalArgumentException(
          "the first width is "
              + widths[0]
              + ", but X has "
              + data.dimension()
              + " columns; they must agree");
    }
    this.widths = widths.clone();
    this.data = data;
    this.rank = data.rank();
    this.moderate = moderate(data.beta());
    this.first = new double[rank * rank];
    this.squares = new double[TOGETHER][widths.length];
    this.ones = new double[widths.length - 1];
    Arrays.fill(ones, 1);
    this.backward = new double[Arrays.stream(widths).sum()];
    this.factor = new double[widths[0] * rank];
    int rows = Arrays.stream(widths, 1, widths.length - 1).sum();
    this.blocks = new double[Math.multiplyExact(rows, rank)];
    this.matrix = new double[rank * rank];
    data.copyFactorTransposed(factor);
    Kernels.lowerGramAdd(1, factor, first, widths[0], rank);
    this.eigenvalues = new LargestEigenvalues(rank);
  }

  /**
   * Returns the sharpness of each network; the caller vouches that they are minimizers.
   *
   * @throws IllegalArgumentException if a network has other widths
   */
  public double[] atMinimizers(DeepLinearNetwork... networks) {
    for (DeepLinearNetwork network : networks) {
      requireShape(network);
    }
    double[] out = new double[networks.length];
    double[] values = new double[TOGETHER];
    alone = 0;
    for (int from = 0; from < networks.length; from += TOGETHER) {
      int count = Math.min(TOGETHER, networks.length - from);
      for (int i = 0; i < count; i++) {
        goBackward(networks[from + i], squares[i]);
        goForward(networks[from + i], squares[i]);
        eigenvalues.put(matrix, i);
      }
      for (int lane = count; lane < TOGETHER; lane++) {
        eigenvalues.put(matrix, lane);
      }
      eigenvalues.solve(values);
      for (int i = 0; i < count; i++) {
        out[from + i] = settle(networks[from + i], squares[i], 2 * values[i]);
      }
    }
    return out;
  }

  /** Number of networks of the last call whose numbers leave the range that is safe here. */
  public int alone() {
    return alone;
  }

  private void requireShape(DeepLinearNetwork network) {
    if (!network.hasWidths(widths)) {
      throw new IllegalArgumentException(
          "a batch has one shape, "
              + Arrays.toString(widths)
              + ", but a network has widths "
              + Arrays.toString(network.widths()));
    }
  }

  /** All |g_k|^2, k = 1 .. L. */
  private void goBackward(DeepLinearNetwork network, double[] square) {
    int depth = widths.length - 1;
    Arrays.fill(backward, 0, network.start(depth), 0);
    network.copyOutput(backward, network.start(depth));
    network.pullBack(backward, ones);
    network.innerProducts(backward, backward, 1, depth + 1, square);
  }

  /** The Gram matrix of the blocks |g_k| B_{k-1} C^T, each made of the one before. */
  private void goForward(DeepLinearNetwork network, double[] square) {
    for (int i = 0; i < first.length; i++) {
      matrix[i] = square[1] * first[i];
    }
    int folded = 0;
    int rows = 0;
    for (int k = 2; k < widths.length; k++) {
      double[] before = k == 2 ? factor : blocks;
      int from = k == 2 ? 0 : (rows - widths[k - 2]) * rank;
      double ratio = Math.sqrt(k == 2 ? square[2] : square[k] / square[k - 1]);
      network.pushForward(k - 1, before, from, rank, ratio, blocks, rows * rank);
      rows += widths[k - 1];
      if (k == widths.length - 1 || (rows - folded) * rank >= FOLDED) {
        Kernels.lowerGramAdd(1, blocks, folded * rank, matrix, rows - folded, rank);
        folded = rows;
      }
    }
  }

  private double settle(DeepLinearNetwork network, double[] square, double value) {
    boolean safe = moderate && moderate(value);
    for (int k = 1; k < widths.length; k++) {
      safe &= moderate(square[k]);
    }
    if (safe) {
      return value;
    }
    alone++;
    return Sharpness.atMinimizer(network, data).value();
  }

  private static boolean moderate(double value) {
    return value > LEAST && value < MOST;
  }
}
