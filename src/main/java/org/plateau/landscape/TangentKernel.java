package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.TopEigenpair;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The matrix C M C^T of order rank X, with M = J J^T = sum_{k=1}^L |g_k|^2 B_{k-1}^T B_{k-1}, J the
 * Jacobian of the end-to-end vector with respect to all parameters, and Sigma = C^T C (spec:
 * sharpness-and-depth, E3, derived).
 *
 * <p>It is the Gram matrix of the blocks H_k = |g_k| B_{k-1} C^T, one below the other, and so
 * positive semidefinite by construction: L - 1 products H_{k+1} = (|g_{k+1}| / |g_k|) W_k H_k, and
 * tall Gram products, which run closer to the limit of the core than square ones. O(L d^3) work.
 * The blocks are kept: H v gives every |g_k| B_{k-1} C^T v without another pass through the layers.
 *
 * <p>That is exact to rounding as long as nothing leaves the range of doubles. Since g_k^T B_k =
 * w^T, no |H_k| is below |C w| |g_k| / |g_{k-1}|, so moderate |g_k| and |C w| exclude an underflow;
 * an overflow shows in the trace, which is the sum of all |H_k|^2 (derived here). Anything else
 * goes to {@link ScaledPasses}.
 */
final class TangentKernel {

  /** Squared norms between 2^-200 and 2^200 are moderate. */
  private static final int MODERATE = 200;

  /** Entries of the blocks that are folded into the matrix at once: 32 kB, the nearest cache. */
  private static final int FOLDED = 1 << 12;

  private final DeepLinearNetwork network;
  private final int rank;
  private final double[] backward;
  private final double[] norms;
  private final double[] ratios;
  private final double[] blocks;
  private final double[] matrix;
  private final int exponent;

  private TangentKernel(DeepLinearNetwork network, LeastSquaresData data, Workspace workspace) {
    int depth = network.depth();
    this.network = network;
    this.rank = data.rank();
    int rows = network.start(depth);
    this.backward = workspace.array(Workspace.BACKWARD, rows + network.width(depth));
    this.norms = workspace.array(Workspace.NORMS, depth + 1);
    this.ratios = workspace.array(Workspace.RATIOS, depth);
    this.blocks = workspace.array(Workspace.BLOCKS, Math.multiplyExact(rows, rank));
    this.matrix = workspace.zeros(Workspace.MATRIX, rank * rank);
    if (goBackward() && carriesSignal(data, workspace) && goForward(data)) {
      ratios[0] = norms[1] * norms[1];
      this.exponent = 0;
    } else {
      ScaledPasses passes = new ScaledPasses(network, data);
      passes.copyBackward(backward, norms, ratios);
      passes.copyBlocks(blocks);
      Arrays.fill(matrix, 0);
      Kernels.lowerGramAdd(1, blocks, 0, matrix, rows, rank);
      ratios[0] = passes.norm(1) * passes.norm(1);
      this.exponent = passes.exponent();
    }
  }

  /**
   * The kernel of a network seen through these data.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  static TangentKernel of(DeepLinearNetwork network, LeastSquaresData data) {
    return of(network, data, new Workspace());
  }

  /** The same in arrays of a workspace, valid until they are used for something else. */
  static TangentKernel of(DeepLinearNetwork network, LeastSquaresData data, Workspace workspace) {
    network.requireMatching(data);
    return new TangentKernel(network, data, workspace);
  }

  /** All g_k, their norms and ratios; whether they are moderate. */
  private boolean goBackward() {
    int depth = network.depth();
    Arrays.fill(backward, 0, network.start(depth), 0);
    network.copyOutput(backward, network.start(depth));
    Arrays.fill(ratios, 0, depth, 1);
    network.pullBack(backward, ratios);
    network.innerProducts(backward, backward, 0, depth + 1, norms);
    boolean moderate = true;
    for (int k = 0; k <= depth; k++) {
      moderate &= isModerate(norms[k]);
      norms[k] = Math.sqrt(norms[k]);
    }
    for (int k = 1; k < depth; k++) {
      ratios[k] = norms[k + 1] / norms[k];
    }
    return moderate;
  }

  private boolean carriesSignal(LeastSquaresData data, Workspace workspace) {
    double[] signal = workspace.array(Workspace.SIGNAL, rank);
    data.applyFactor(backward, signal);
    return isModerate(Kernels.dot(signal, 0, signal, 0, rank));
  }

  /** All H_k and the lower half of the matrix; whether that is in range. */
  private boolean goForward(LeastSquaresData data) {
    int depth = network.depth();
    data.copyFactorTransposed(blocks);
    for (int i = 0; i < network.width(0) * rank; i++) {
      blocks[i] *= norms[1];
    }
    int folded = 0;
    for (int k = 1; k <= depth; k++) {
      int rows = network.start(k) - folded;
      if (k == depth || rows * rank >= FOLDED) {
        Kernels.lowerGramAdd(1, blocks, folded * rank, matrix, rows, rank);
        folded = network.start(k);
      }
      if (k < depth) {
        int from = network.start(k - 1) * rank;
        int to = network.start(k) * rank;
        network.pushForward(k, blocks, from, rank, ratios[k], blocks, to);
      }
    }
    double trace = 0;
    for (int i = 0; i < rank; i++) {
      trace += matrix[i * (rank + 1)];
    }
    return isModerate(trace);
  }

  /** Not for 0, which may be an underflow, nor where the square overflows. */
  private static boolean isModerate(double squared) {
    return Math.abs(Math.getExponent(squared)) <= MODERATE;
  }

  /** C M C^T / 2^{@link #exponent()}, symmetric rank x rank. */
  double[] matrix() {
    Kernels.mirror(matrix, rank);
    return matrix;
  }

  /** The largest eigenvalue of {@link #matrix} with a unit eigenvector. */
  TopEigenpair top() {
    return TopEigenpair.ofLower(matrix, rank);
  }

  /** The power of two that {@link #matrix} leaves out. */
  int exponent() {
    return 2 * exponent;
  }

  /** The network that this belongs to. */
  DeepLinearNetwork network() {
    return network;
  }

  /** Number of rows of all blocks, sum of d_{k-1}. */
  int rows() {
    return network.start(network.depth());
  }

  /** out = H v / 2^half the exponent, all |g_k| B_{k-1} C^T v one after the other. */
  void apply(double[] v, double[] out) {
    Kernels.rowDots(blocks, 0, v, 0, out, 0, rows(), rank);
  }

  /** The same for two vectors in one pass. */
  void apply(double[] v, double[] out, double[] second, double[] other) {
    Kernels.rowDots(blocks, 0, v, out, second, other, rows(), rank);
  }

  /** g_0 .. g_L one after the other, all but w = g_0 perhaps divided by a power of two. */
  double[] backward() {
    return backward;
  }

  /** The norm of g_k as in {@link #backward}. */
  double norm(int k) {
    return norms[k];
  }

  /** |g_1|^2, and |g_{k+1}| / |g_k| for 1 <= k < L; not to be changed. */
  double[] ratios() {
    return ratios;
  }
}
