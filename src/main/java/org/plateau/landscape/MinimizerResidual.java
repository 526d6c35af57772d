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
    kernel.apply(v, s);
    kernel.apply(deviation(data), b);
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
    double[] difference = data.solution();
    double[] g = kernel.backward();
    double unit = Math.scalb(1.0, kernel.exponent() / 2);
    for (int j = 0; j < difference.length; j++) {
      difference[j] = unit * (g[j] - difference[j]);
    }
    double[] out = new double[data.rank()];
    data.applyFactor(difference, out);
    return out;
  }

  private double bound(LeastSquaresData data, double value) {
    double[] gDot = pullBack();
    double[] bDot = workspace.array(Workspace.FORWARD_DOT, rows);
    data.applyCovariance(gDot, bDot);
    pushForward(bDot);
    for (int i = 0; i < rows; i++) {
      bDot[i] = Math.fma(2 / value, bDot[i], -s[i]);
    }
    // Relative to S, whose square may overflow.
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
      int from = kernel.start(k - 1);
      int at = kernel.start(k);
      double first = Math.sqrt(squared(gDot, at, network.width(k)));
      double second = Math.sqrt(squared(b, from, at - from));
      double part = 2 / value * first * second + Math.sqrt(squared(bDot, from, at - from));
      sum = Math.fma(part, part, sum);
    }
    int size = 2 * rows + network.width(depth) - network.width(0);
    return value * (Math.sqrt(sum / squared(s, 0, rows)) + size * UNIT_ROUNDOFF);
  }

  private static double squared(double[] vectors, int at, int n) {
    return Kernels.dot(vectors, at, vectors, at, n);
  }

  /** |g_1| gdot_0 and all gdot_k / |g_k|, by gdot_{k-1} = |g_k|^2 s_{k-1} + W_k^T gdot_k. */
  private double[] pullBack() {
    double[] gDot = workspace.array(Workspace.BACKWARD_DOT, rows + network.width(depth));
    System.arraycopy(s, 0, gDot, 0, rows);
    Arrays.fill(gDot, rows, rows + network.width(depth), 0);
    for (int k = depth; k >= 1; k--) {
      double first = kernel.firstNorm();
      double factor = k == 1 ? first * first : kernel.ratio(k - 1);
      network.addPullBack(k, gDot, kernel.start(k), factor, gDot, kernel.start(k - 1));
    }
    return gDot;
  }

  /** From |g_1| bdot_0 to all others, by bdot_k = W_k bdot_{k-1} + (s_{k-1}^T b_{k-1}) g_k. */
  private void pushForward(double[] bDot) {
    double[] g = kernel.backward();
    for (int k = 1; k < depth; k++) {
      int from = kernel.start(k - 1);
      int at = kernel.start(k);
      network.pushForward(k, bDot, from, bDot, at);
      double along = Kernels.dot(s, from, b, from, at - from) / kernel.norm(k);
      double ratio = kernel.ratio(k);
      for (int i = at; i < at + network.width(k); i++) {
        bDot[i] = ratio * Math.fma(along, g[i], bDot[i]);
      }
    }
  }
}
