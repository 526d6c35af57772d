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
    double[] units = new double[sum(widths)];
    int at = widths[0];
    for (int k = 1; k < widths.length - 1; k++) {
      units[at] = 1;
      at += widths[k];
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
    int all = sum(widths);
    int first = widths[0];
    int last = all - widths[widths.length - 1];
    double[] units = new double[all];
    stream.gaussian(units, first, last - first);
    for (int k = 1, at = first; at < last; at += widths[k], k++) {
      divide(units, at, widths[k], Kernels.norm(units, at, widths[k]));
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

  /**
   * The parameters.
   *
   * @param units room for w*, the hidden u_k, and room for p, one after the other, since a small
   *     array for each costs as much as its numbers
   */
  private static double[] parameters(
      LeastSquaresData data, int[] widths, double[] p, double r, double[] units) {
    int depth = widths.length - 1;
    double pi = Kernels.norm(p);
    double first = depth == 1 ? pi : r;
    double[] parameters = new double[DeepLinearNetwork.parameterCount(widths)];
    System.arraycopy(data.solution(), 0, units, 0, widths[0]);
    divide(units, 0, widths[0], data.solutionNorm());
    int last = units.length - p.length;
    System.arraycopy(p, 0, units, last, p.length);
    divide(units, last, p.length, pi);
    double firstLayer = data.solutionNorm() / first;
    double otherLayer = depth == 1 ? 1 : FastMath.pow(first / pi, 1.0 / (depth - 1));
    int at = 0;
    int below = 0;
    for (int k = 1; k <= depth; k++) {
      double size = k == 1 ? firstLayer : otherLayer;
      int above = below + widths[k - 1];
      Kernels.outer(size, units, above, units, below, parameters, at, widths[k], widths[k - 1]);
      at += widths[k] * widths[k - 1];
      below = above;
    }
    return parameters;
  }

  private static void divide(double[] v, int at, int n, double norm) {
    for (int i = at; i < at + n; i++) {
      v[i] /= norm;
    }
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }
}
