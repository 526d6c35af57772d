package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * A bound of |H V - S V|_F / |V|_F for the direction V_k = g_k s_{k-1}^T, s_k = B_k c, that moves w
 * along M c, with the true Hessian H (spec: sharpness-and-depth, E2): some eigenvalue of H is no
 * further from S.
 *
 * <p>Block k of H V is 2 (gdot_k b_{k-1}^T + g_k bdot_{k-1}^T), so that its part of the residual is
 * at most 2 |gdot_k| |b_{k-1}| + |g_k| |2 bdot_{k-1} - S s_{k-1}| by the triangle inequality, and
 * equal to it at a minimizer, where every b vanishes (derived here). So nothing of size P is
 * formed: O(L d^2) work, O(d) memory beside the g.
 */
final class MinimizerResidual {

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final DeepLinearNetwork network;
  private final double[][] g;
  private final double[][] s;
  private final double[] squares;

  private MinimizerResidual(DeepLinearNetwork network, double[][] g, double[] c) {
    int depth = network.depth();
    this.network = network;
    this.g = g;
    this.s = new double[depth][];
    this.squares = new double[depth + 1];
    s[0] = c;
    for (int k = 1; k < depth; k++) {
      s[k] = new double[network.width(k)];
      network.pushForward(k, s[k - 1], s[k]);
    }
    double total = 0;
    for (int k = 1; k <= depth; k++) {
      squares[k] = Kernels.dot(g[k], g[k]);
      total = Math.fma(squares[k], Kernels.dot(s[k - 1], s[k - 1]), total);
    }
    scaleTo(1 / Math.sqrt(total));
  }

  /**
   * The bound, with the rounding of its own products; not finite where they overflow.
   *
   * @param g the backward vectors g_0 .. g_L
   * @param c length d, not zero; overwritten
   * @param value S
   */
  static double bound(
      DeepLinearNetwork network, LeastSquaresData data, double[][] g, double[] c, double value) {
    double norm = Kernels.norm(c);
    for (int i = 0; i < c.length; i++) {
      c[i] /= norm;
    }
    return new MinimizerResidual(network, g, c).bound(data, value);
  }

  private void scaleTo(double factor) {
    for (double[] vector : s) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }

  private double bound(LeastSquaresData data, double value) {
    int depth = network.depth();
    double[][] gDot = new double[depth + 1][];
    gDot[depth] = new double[network.width(depth)];
    for (int k = depth; k >= 1; k--) {
      gDot[k - 1] = new double[network.width(k - 1)];
      Kernels.axpy(squares[k], s[k - 1], 0, gDot[k - 1], 0, gDot[k - 1].length);
      network.addPullBack(k, gDot[k], gDot[k - 1]);
    }
    double[] deviation = g[0].clone();
    Kernels.axpy(-1, data.solution(), 0, deviation, 0, deviation.length);
    double[] b = new double[deviation.length];
    double[] bDot = new double[deviation.length];
    data.applyCovariance(deviation, b);
    data.applyCovariance(gDot[0], bDot);
    double sum = 0;
    int size = 0;
    for (int k = 1; k <= depth; k++) {
      double part = part(k, gDot[k], b, bDot, value);
      sum = Math.fma(part, part, sum);
      size += network.width(k) + network.width(k - 1);
      if (k < depth) {
        double along = Kernels.dot(s[k - 1], b);
        bDot = push(k, bDot);
        Kernels.axpy(along, g[k], 0, bDot, 0, bDot.length);
        b = push(k, b);
      }
    }
    return Math.sqrt(sum) + size * UNIT_ROUNDOFF * value;
  }

  private double part(int k, double[] gDot, double[] b, double[] bDot, double value) {
    double[] direction = s[k - 1];
    double squared = 0;
    for (int i = 0; i < b.length; i++) {
      double q = Math.fma(2, bDot[i], -value * direction[i]);
      squared = Math.fma(q, q, squared);
    }
    double first = 2 * Math.sqrt(Kernels.dot(gDot, gDot) * Kernels.dot(b, b));
    return first + Math.sqrt(squares[k] * squared);
  }

  private double[] push(int k, double[] vector) {
    double[] out = new double[network.width(k)];
    network.pushForward(k, vector, out);
    return out;
  }
}
