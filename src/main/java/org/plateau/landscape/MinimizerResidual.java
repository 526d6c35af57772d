package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * A bound of |H V - S V|_F / |V|_F for the direction V_k = g_k s_{k-1}^T, s_k = B_k C^T v, that
 * moves w along M C^T v, with the true Hessian H (spec: sharpness-and-depth, E2): some eigenvalue
 * of H is no further from S.
 *
 * <p>Block k of H V is 2 (gdot_k b_{k-1}^T + g_k bdot_{k-1}^T), so that its part of the residual is
 * at most 2 |gdot_k| |b_{k-1}| + |g_k| |2 bdot_{k-1} - S s_{k-1}| by the triangle inequality, and
 * equal to it at a minimizer, where every b vanishes (derived here). The blocks of the tangent
 * kernel give all |g_k| s_{k-1}, and all |g_k| b_{k-1} with C (w - w*) in place of v; gdot and bdot
 * go through the layers, divided and multiplied by |g_k|. So nothing of size P is formed, and
 * nothing leaves the range of doubles where the layers are of very different size: O(L d^2) work.
 */
final class MinimizerResidual {

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final TangentKernel kernel;
  private final DeepLinearNetwork network;
  private final int depth;
  private final Workspace workspace;
  private final int rows;
  private final double[] s;
  private final double[] b;

  private MinimizerResidual(
      TangentKernel kernel, LeastSquaresData data, double[] v, Workspace workspace) {
    this.kernel = kernel;
    this.network = kernel.network();
    this.depth = network.depth();
    this.workspace = workspace;
    this.rows = kernel.rows();
    this.s = workspace.array(Workspace.DIRECTION, rows);
    this.b = workspace.array(Workspace.FORWARD, rows);
    kernel.apply(v, s, deviation(data), b);
  }

  /**
   * The bound, with the rounding of its own products; not finite where they overflow, or where a
   * g_k vanishes, which it does at no minimizer.
   *
   * @param v length rank X, not zero
   * @param value S
   * @param workspace may be that of the kernel
   */
  static double bound(
      TangentKernel kernel, LeastSquaresData data, double[] v, double value, Workspace workspace) {
    return new MinimizerResidual(kernel, data, v, workspace).bound(data, value);
  }

  /** C (w - w*), in units in which the blocks give b itself; s may have any length. */
  private double[] deviation(LeastSquaresData data) {
    double[] difference = workspace.array(Workspace.FORWARD_DOT, rows);
    data.deviation(kernel.backward(), difference);
    int power = kernel.exponent() / 2;
    for (int j = 0; power != 0 && j < data.dimension(); j++) {
      difference[j] = Math.scalb(difference[j], power);
    }
    double[] out = workspace.array(Workspace.SIGNAL, data.rank());
    data.applyFactor(difference, out);
    return out;
  }

  private double bound(LeastSquaresData data, double value) {
    double[] gDot = pullBack();
    double[] bDot = workspace.array(Workspace.FORWARD_DOT, rows);
    data.applyCovariance(gDot, bDot);
    pushForward(bDot);
    double scale = 2 / value;
    for (int i = 0; i < rows; i++) {
      bDot[i] = Math.fma(scale, bDot[i], -s[i]);
    }
    double[] first = squares(Workspace.FIRST_SQUARES, gDot, 1, depth + 1);
    double[] second = squares(Workspace.SECOND_SQUARES, b, 0, depth);
    double[] third = squares(Workspace.THIRD_SQUARES, bDot, 0, depth);
    // Relative to S, whose square may overflow.
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
      double product = Math.sqrt(first[k]) * Math.sqrt(second[k - 1]);
      double part = Math.fma(scale, product, Math.sqrt(third[k - 1]));
      sum = Math.fma(part, part, sum);
    }
    int size = 2 * rows + network.width(depth) - network.width(0);
    double direction = Kernels.dot(s, 0, s, 0, rows);
    return value * (Math.sqrt(sum / direction) + size * UNIT_ROUNDOFF);
  }

  /** The squared norms of vectors from .. to - 1. */
  private double[] squares(int use, double[] vectors, int from, int to) {
    double[] out = workspace.array(use, depth + 1);
    network.innerProducts(vectors, vectors, from, to, out);
    return out;
  }

  /** |g_1| gdot_0 and all gdot_k / |g_k|, by gdot_{k-1} = |g_k|^2 s_{k-1} + W_k^T gdot_k. */
  private double[] pullBack() {
    double[] gDot = workspace.array(Workspace.BACKWARD_DOT, rows + network.width(depth));
    System.arraycopy(s, 0, gDot, 0, rows);
    Arrays.fill(gDot, rows, rows + network.width(depth), 0);
    network.pullBack(gDot, kernel.ratios());
    return gDot;
  }

  /** From |g_1| bdot_0 to all others, by bdot_k = W_k bdot_{k-1} + (s_{k-1}^T b_{k-1}) g_k. */
  private void pushForward(double[] bDot) {
    double[] along = workspace.array(Workspace.FIRST_SQUARES, depth + 1);
    network.innerProducts(s, b, 0, depth - 1, along);
    for (int k = depth - 1; k >= 1; k--) {
      along[k] = along[k - 1] / kernel.norm(k);
    }
    network.pushForward(bDot, kernel.backward(), along, kernel.ratios());
  }
}
