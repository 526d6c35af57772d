package org.plateau.landscape;

import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

/**
 * Minimizers whose layers all have rank one: W_1 = (|w*|/r) u_1 what^T, W_k = t u_k u_{k-1}^T with
 * t = (r/pi)^{1/(L-1)}, W_L = t (p/pi) u_{L-1}^T; u_k arbitrary unit vectors (spec:
 * sharpness-and-depth, C2 and C3, derived).
 */
public final class RankOneMinimizer {

  private RankOneMinimizer() {}

  /**
   * The rank-one minimizer with |g_1| = r and u_k = (1, 0, ..., 0).
   *
   * @param widths d_0 .. d_L
   * @param p the output vector, {@code {1}} for the plain network (then d_L = 1)
   * @param r product of the norms of all layers but the first, and of pi; ignored for depth 1,
   *     where r = pi
   */
  public static DeepLinearNetwork of(LeastSquaresData data, int[] widths, double[] p, double r) {
    double[][] units = new double[widths.length][];
    for (int k = 1; k < widths.length - 1; k++) {
      units[k] = new double[widths[k]];
      units[k][0] = 1;
    }
    return network(data, widths, p, parameters(data, widths, p, r, units));
  }

  /** The rank-one minimizer with |g_1| = r and random unit vectors u_k from the stream. */
  public static DeepLinearNetwork of(
      LeastSquaresData data, int[] widths, double[] p, double r, RandomStream stream) {
    return network(data, widths, p, parameters(data, widths, p, r, stream));
  }

  /**
   * The parameters of that minimizer up to the rounding of each layer, for those who go on to
   * change them; a new array.
   */
  public static double[] parameters(
      LeastSquaresData data, int[] widths, double[] p, double r, RandomStream stream) {
    double[][] units = new double[widths.length][];
    for (int k = 1; k < widths.length - 1; k++) {
      units[k] = unit(stream.gaussian(new double[widths[k]]));
    }
    return parameters(data, widths, p, r, units);
  }

  /** r of the balanced minimizer, all layers of norm (|w*|/pi)^{1/L}. */
  public static double balancedNorm(LeastSquaresData data, int depth, double outputNorm) {
    double layer = FastMath.pow(data.solutionNorm() / outputNorm, 1.0 / depth);
    return data.solutionNorm() / layer;
  }

  private static DeepLinearNetwork network(
      LeastSquaresData data, int[] widths, double[] p, double[] parameters) {
    return DeepLinearNetwork.wrapping(widths.clone(), parameters, p.clone())
        .movedTo(data.solution());
  }

  private static double[] parameters(
      LeastSquaresData data, int[] widths, double[] p, double r, double[][] units) {
    int depth = widths.length - 1;
    double pi = Kernels.norm(p);
    double first = depth == 1 ? pi : r;
    double[] parameters = new double[DeepLinearNetwork.parameterCount(widths)];
    units[0] = unit(data.solution());
    units[depth] = unit(p.clone());
    double firstLayer = data.solutionNorm() / first;
    double otherLayer = depth == 1 ? 1 : FastMath.pow(first / pi, 1.0 / (depth - 1));
    int at = 0;
    for (int k = 1; k <= depth; k++) {
      double size = k == 1 ? firstLayer : otherLayer;
      Kernels.outer(size, units[k], units[k - 1], parameters, at, widths[k], widths[k - 1]);
      at += widths[k] * widths[k - 1];
    }
    return parameters;
  }

  private static double[] unit(double[] v) {
    double norm = Kernels.norm(v);
    for (int i = 0; i < v.length; i++) {
      v[i] /= norm;
    }
    return v;
  }
}
