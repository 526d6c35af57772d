package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Lanes;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The sharpness of many minimizers of one shape on common data, eight at a time: the d x d form of
 * {@link Sharpness#atMinimizer} with one network a lane (spec: sharpness-and-depth, E3, derived).
 * Several times faster than one by one for widths up to 16. It gives values without residual
 * bounds; their error is that of the reduction to tridiagonal form, about 4 d u times the value.
 *
 * <p>One object serves one thread.
 */
public final class SharpnessBatch {

  /** Beyond these the lanes, which carry no exponents, may have lost digits. */
  private static final double LEAST = 1e-200;

  private static final double MOST = 1e200;

  /** Eight wider matrices do not fit into the cache that lanes live on; they come one by one. */
  private static final int WIDEST = 24;

  private final int[] widths;
  private final LeastSquaresData data;
  private final int rank;
  private final int widest;
  private final double[] factor;
  private final double[][] layers;
  private final double[][] squares;
  private double[] g;
  private double[] gNext;
  private double[] block;
  private double[] next;
  private final double[] scaled;
  private final double[] matrix;
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
    int depth = widths.length - 1;
    this.widest = Math.max(rank, Arrays.stream(widths).max().orElseThrow());
    this.factor = new double[rank * widths[0] * Lanes.COUNT];
    double[] transposed = new double[rank * widths[0]];
    data.copyFactorTransposed(transposed);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      Lanes.put(transposed, 0, transposed.length, factor, lane);
    }
    this.layers = new double[depth + 1][];
    for (int k = 1; k <= depth && widest <= WIDEST; k++) {
      layers[k] = new double[widths[k] * widths[k - 1] * Lanes.COUNT];
    }
    this.squares = new double[depth + 1][Lanes.COUNT];
    this.g = new double[widest * Lanes.COUNT];
    this.gNext = new double[widest * Lanes.COUNT];
    this.block = new double[widest * rank * Lanes.COUNT];
    this.next = new double[widest * rank * Lanes.COUNT];
    this.scaled = new double[widest * rank * Lanes.COUNT];
    this.matrix = new double[rank * rank * Lanes.COUNT];
  }

  /**
   * Returns the sharpness of each network; the caller vouches that they are minimizers.
   *
   * @throws IllegalArgumentException if a network has other widths
   */
  public double[] atMinimizers(DeepLinearNetwork... networks) {
    double[] out = new double[networks.length];
    alone = 0;
    for (DeepLinearNetwork network : networks) {
      requireShape(network);
    }
    if (widest > WIDEST) {
      for (int i = 0; i < networks.length; i++) {
        TangentKernel kernel = TangentKernel.of(networks[i], data);
        double largest = SymmetricEigen.largest(kernel.matrix(), rank);
        out[i] = Math.scalb(largest, kernel.exponent() + 1);
      }
      alone = networks.length;
      return out;
    }
    double[] values = new double[Lanes.COUNT];
    for (int from = 0; from < networks.length; from += Lanes.COUNT) {
      load(networks, from);
      solve(values);
      for (int lane = 0; lane < Lanes.COUNT && from + lane < networks.length; lane++) {
        out[from + lane] = 2 * values[lane];
        if (!(out[from + lane] > LEAST && out[from + lane] < MOST)) {
          alone++;
          out[from + lane] = Sharpness.atMinimizer(networks[from + lane], data).value();
        }
      }
    }
    return out;
  }

  /**
   * Number of networks of the last call that were done one by one: all where the layers are too
   * wide for the lanes, and those whose values leave the range that the lanes can carry.
   */
  public int alone() {
    return alone;
  }

  private void requireShape(DeepLinearNetwork network) {
    if (!Arrays.equals(network.widths(), widths)) {
      throw new IllegalArgumentException(
          "a batch has one shape, "
              + Arrays.toString(widths)
              + ", but a network has widths "
              + Arrays.toString(network.widths()));
    }
  }

  /** Each layer is copied once; the last group is filled up with its last network. */
  private void load(DeepLinearNetwork[] networks, int from) {
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      DeepLinearNetwork network = networks[Math.min(from + lane, networks.length - 1)];
      for (int k = 1; k < widths.length; k++) {
        network.copyLayer(k, layers[k], lane, Lanes.COUNT);
      }
      Lanes.put(network.output(), 0, widths[widths.length - 1], g, lane);
    }
  }

  private void solve(double[] values) {
    int depth = widths.length - 1;
    weigh();
    Arrays.fill(matrix, 0);
    System.arraycopy(factor, 0, block, 0, factor.length);
    for (int k = 1; k <= depth; k++) {
      addGram(k);
      if (k < depth) {
        Lanes.multiply(layers[k], block, next, widths[k], widths[k - 1], rank);
        double[] swap = block;
        block = next;
        next = swap;
      }
    }
    Lanes.mirror(matrix, rank);
    Lanes.largestEigenvalues(matrix, rank, values);
  }

  /** |g_k|^2 for k = L .. 1. */
  private void weigh() {
    for (int k = widths.length - 1; k >= 1; k--) {
      Arrays.fill(squares[k], 0);
      Lanes.gramAdd(g, g, squares[k], widths[k], 1);
      if (k > 1) {
        Lanes.multiply(g, layers[k], gNext, 1, widths[k], widths[k - 1]);
        double[] swap = g;
        g = gNext;
        gNext = swap;
      }
    }
  }

  /** The matrix grows by |g_k|^2 times the Gram matrix of the block B_{k-1} C^T. */
  private void addGram(int k) {
    Lanes.scale(squares[k], block, scaled, widths[k - 1] * rank);
    Lanes.gramAdd(block, scaled, matrix, widths[k - 1], rank);
  }
}
