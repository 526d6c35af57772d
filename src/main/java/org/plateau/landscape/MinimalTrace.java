package org.plateau.landscape;

import org.hipparchus.util.FastMath;
import org.plateau.network.LeastSquaresData;

/**
 * The least trace of the Hessian over all minimizers of a given depth, 2 L (tr Sigma)^{1/L}
 * beta^{1-1/L} pi^{2/L} (spec: sharpness-and-depth, C9, derived). Attained by the rank-one
 * minimizer whose layers above the first have norm product {@link #firstNorm}.
 */
public final class MinimalTrace {

  private MinimalTrace() {}

  /** The least trace; {@code outputNorm} is pi = |p|, 1 for the plain network. */
  public static double of(LeastSquaresData data, int depth, double outputNorm) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth: at least one layer is needed, but got " + depth);
    }
    double inverse = 1.0 / depth;
    return 2
        * depth
        * FastMath.pow(data.trace(), inverse)
        * FastMath.pow(data.beta(), 1 - inverse)
        * FastMath.pow(outputNorm, 2 * inverse);
  }

  /** r with r^2 = (beta pi^{2/(L-1)} / tr Sigma)^{(L-1)/L}, the minimizing |g_1|. */
  public static double firstNorm(LeastSquaresData data, int depth, double outputNorm) {
    double exponent = (depth - 1.0) / (2.0 * depth);
    return FastMath.pow(data.beta() / data.trace(), exponent)
        * FastMath.pow(outputNorm, 1.0 / depth);
  }
}
