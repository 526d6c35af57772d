package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
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
  private final double[] layer;
  private final double[][] squares;
  private final double[] above;
  private final double[] below;
  private double[] block;
  private double[] next;
  private final double[] scaled;
  private final double[] matrix;

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
    this.layer = new double[widest * widest * Lanes.COUNT];
    this.squares = new double[depth + 1][Lanes.COUNT];
    this.above = new double[widest];
    this.below = new double[widest];
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
    for (DeepLinearNetwork network : networks) {
      requireShape(network);
    }
    if (widest > WIDEST) {
      for (int i = 0; i < networks.length; i++) {
        TangentKernel kernel = TangentKernel.of(networks[i], data);
        double largest = SymmetricEigen.largest(kernel.matrix(), rank);
        out[i] = Math.scalb(largest, kernel.exponent() + 1);
      }
      return out;
    }
    double[] values = new double[Lanes.COUNT];
    for (int from = 0; from < networks.length; from += Lanes.COUNT) {
      solve(networks, from, values);
      for (int lane = 0; lane < Lanes.COUNT && from + lane < networks.length; lane++) {
        double value = 2 * values[lane];
        boolean sound = value > LEAST && value < MOST;
        out[from + lane] =
            sound ? value : Sharpness.atMinimizer(networks[from + lane], data).value();
      }
    }
    return out;
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

  private void solve(DeepLinearNetwork[] networks, int from, double[] values) {
    int depth = widths.length - 1;
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      weigh(at(networks, from, lane), lane);
    }
    Arrays.fill(matrix, 0);
    System.arraycopy(factor, 0, block, 0, factor.length);
    for (int k = 1; k <= depth; k++) {
      addGram(k);
      if (k < depth) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
          at(networks, from, lane).copyLayer(k, layer, lane, Lanes.COUNT);
        }
        Lanes.multiply(layer, block, next, widths[k], widths[k - 1], rank);
        double[] swap = block;
        block = next;
        next = swap;
      }
    }
    Lanes.mirror(matrix, rank);
    Lanes.largestEigenvalues(matrix, rank, values);
  }

  /** The last group is filled up with its last network. */
  private static DeepLinearNetwork at(DeepLinearNetwork[] networks, int from, int lane) {
    return networks[Math.min(from + lane, networks.length - 1)];
  }

  private void weigh(DeepLinearNetwork network, int lane) {
    double[] g = network.output();
    for (int k = widths.length - 1; k >= 1; k--) {
      squares[k][lane] = Kernels.dot(g, 0, g, 0, widths[k]);
      double[] pulled = g == above ? below : above;
      network.pullBack(k, g, pulled);
      g = pulled;
    }
  }

  /** The matrix grows by |g_k|^2 times the Gram matrix of the block B_{k-1} C^T. */
  private void addGram(int k) {
    Lanes.scale(squares[k], block, scaled, widths[k - 1] * rank);
    Lanes.gramAdd(block, scaled, matrix, widths[k - 1], rank);
  }
}
