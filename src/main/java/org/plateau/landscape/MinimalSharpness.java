package org.plateau.landscape;

import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.Resolvent;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The least sharpness over all minimizers of a given depth, any hidden widths, any data.
 *
 * <p>Spec: sharpness-and-depth, C3 (derived): S_min = 2 min_{r>0} lambda_max(r^2 Sigma + (L-1)
 * (pi/r)^{2/(L-1)} z z^T), z = Sigma^{1/2} w*. The largest eigenvalue x = r^2 xi solves the secular
 * equation, and for given xi that equation gives r explicitly, so that no eigenvalue problem is
 * left (derived here):
 *
 * <pre>
 *   S_min = 2 min_{xi >= Lambda} xi ((L-1) pi^{2/(L-1)} G(xi))^{(L-1)/L},
 *   G(xi) = sum_i z_i^2 / (xi - lambda_i),
 * </pre>
 *
 * with stationary points where h(xi) = sum_i z_i^2 (xi - L lambda_i) / (xi - lambda_i)^2 = 0. The
 * original objective is convex in ln r and xi decreases in r, so h changes sign at most once,
 * inside [Lambda, L Lambda]; if h(Lambda) >= 0, which needs w* without a part along the top
 * eigenvectors, the minimum sits at xi = Lambda, the kink of the original objective.
 *
 * <p>G is all that this asks for, so no eigenvalue is found where X is far from losing rank: {@link
 * StationaryPivot} takes G from a tridiagonal form of C C^T. Near the kink, and where the
 * eigenvalues had to be found to tell the rank, {@link StationaryExcess} works on those.
 */
public final class MinimalSharpness {

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  /** Numbers between 2^-200 and 2^200 are moderate. */
  private static final int MODERATE = 200;

  private final LeastSquaresData data;
  private final int depth;
  private final double outputNorm;
  private final double value;
  private final double firstNorm;

  private MinimalSharpness(LeastSquaresData data, int depth, double outputNorm) {
    this.data = data;
    this.depth = depth;
    this.outputNorm = outputNorm;
    if (depth == 1) {
      this.firstNorm = outputNorm;
      this.value = 2 * data.largest() * outputNorm * outputNorm;
      return;
    }
    Minimum minimum = Minimum.of(data, depth, outputNorm);
    this.value = 2 * minimum.value();
    this.firstNorm = Math.sqrt(minimum.rSquared());
  }

  /**
   * min over r > 0 of lambda_max(r^2 diag(s) + (L-1) (pi/r)^{2/(L-1)} z z^T), half the least
   * sharpness when s and z are those of the data.
   *
   * @param s eigenvalues, descending, not negative, the first positive
   * @param z components along the eigenvectors, not all zero, as many
   * @param depth L, at least 2
   * @param outputNorm pi, positive
   */
  public static double leastTop(double[] s, double[] z, int depth, double outputNorm) {
    return Minimum.of(s, z, depth, outputNorm).value();
  }

  /**
   * The least sharpness of depth {@code depth} on {@code data}.
   *
   * @param outputNorm pi = |p|, 1 for the plain network
   * @throws IllegalArgumentException if the depth is below 1 or the norm not positive and finite
   */
  public static MinimalSharpness of(LeastSquaresData data, int depth, double outputNorm) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth: at least one layer is needed, but got " + depth);
    }
    if (!(outputNorm > 0) || Double.isInfinite(outputNorm)) {
      throw new IllegalArgumentException(
          "outputNorm: |p| must be positive and finite, but got " + outputNorm);
    }
    return new MinimalSharpness(data, depth, outputNorm);
  }

  /** The least sharpness among all minimizers of the depth and output vector of {@code network}. */
  public static MinimalSharpness of(DeepLinearNetwork network, LeastSquaresData data) {
    return of(data, network.depth(), network.outputNorm());
  }

  /** S_min. */
  public double value() {
    return value;
  }

  /**
   * S_min with its error: relative (n + 8 d + 64) u, to first order.
   *
   * <p>The triangle of the data is that of data with a relative error of n u; the d reflectors and
   * the continued fraction add E to C C^T, a few u Lambda each. Since lambda_max(r^2 Sigma + ...)
   * is at least r^2 Lambda for every r, E changes its minimum by a share |E| / Lambda at most,
   * however small other eigenvalues are (derived here). The minimum over xi is flat or at an end,
   * and adds nothing of this order.
   */
  public Enclosure enclosure() {
    double relative = (data.samples() + 8 * data.dimension() + 64) * UNIT_ROUNDOFF;
    return new Enclosure(value, relative * value);
  }

  /** r = |g_1| of the flattest minimizers, the product of the norms of all layers but the first. */
  public double firstNorm() {
    return firstNorm;
  }

  /** Lower bound 2 L a |w*|^{2-2/L} pi^{2/L} (spec: sharpness-and-depth, C1). */
  public double lowerBound() {
    return sandwich(data.rayleigh());
  }

  /** Lower bound 2 L alpha^{1/L} beta^{1-1/L} pi^{2/L}, sharper than C1 (C3, derived). */
  public double sharperLowerBound() {
    return sandwich(data.alpha());
  }

  /** Upper bound 2 L Lambda^{1/L} beta^{1-1/L} pi^{2/L} (C3, derived). */
  public double sharperUpperBound() {
    return sandwich(data.largest());
  }

  /**
   * Upper bound 2 |w*|^{2-2/L} pi^{2/L} sqrt((2L-1) Lambda^2 + (L-1)^2 a^2) (spec:
   * sharpness-and-depth, C2).
   */
  public double upperBound() {
    double a = data.rayleigh() / data.largest();
    double root = Math.sqrt(2.0 * depth - 1 + (depth - 1.0) * (depth - 1.0) * a * a);
    return 2 * normFactor() * data.largest() * root;
  }

  /** 2 |w*|^{2-2/L} pi^{2/L} (Lambda + (L-1) a), between the balanced sharpness and C2's bound. */
  public double balancedUpperBound() {
    return 2 * normFactor() * (data.largest() + (depth - 1) * data.rayleigh());
  }

  /**
   * Sharpness of the balanced rank-one minimizer, 2 |w*|^{2-2/L} pi^{2/L} lambda_max(Sigma + (L-1)
   * z z^T / |w*|^2) (spec: sharpness-and-depth, C2, derived).
   */
  public double balanced() {
    int rank = data.rank();
    double[] s = data.spectrum();
    double[] z = data.components();
    double norm = data.solutionNorm();
    double[] matrix = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        matrix[i * rank + j] = (depth - 1) * (z[i] / norm) * (z[j] / norm);
      }
      matrix[i * rank + i] += s[i];
    }
    return 2 * normFactor() * SymmetricEigen.largest(matrix, rank);
  }

  /**
   * A minimizer that attains S_min: rank one, |W_1| = |w*| / r, all other layers of norm
   * (r/pi)^{1/(L-1)}.
   *
   * @param widths d_0 .. d_L
   * @param p output vector of norm pi, or {@code {1}} for the plain network
   */
  public DeepLinearNetwork witness(int[] widths, double[] p) {
    if (widths.length != depth + 1) {
      throw new IllegalArgumentException(
          "widths: depth " + depth + " needs " + (depth + 1) + " widths, but got " + widths.length);
    }
    if (Math.abs(Kernels.norm(p) / outputNorm - 1) > 1e-12) {
      throw new IllegalArgumentException(
          "p: its norm is " + Kernels.norm(p) + ", but the minimum was sought for " + outputNorm);
    }
    return RankOneMinimizer.of(data, widths, p, firstNorm);
  }

  /** 2 L x^{1/L} beta^{1-1/L} pi^{2/L}, with x = a, alpha or Lambda. */
  private double sandwich(double x) {
    double inverse = 1.0 / depth;
    return 2
        * depth
        * FastMath.pow(x, inverse)
        * FastMath.pow(data.beta(), 1 - inverse)
        * outputFactor(outputNorm, depth);
  }

  private double normFactor() {
    return FastMath.pow(data.solutionNorm(), 2 - 2.0 / depth) * outputFactor(outputNorm, depth);
  }

  /**
   * pi^{2/L}, by which the least sharpness and its bounds grow with p; the plain network spares the
   * power, which costs more than a step of the search.
   */
  public static double outputFactor(double outputNorm, int depth) {
    return outputNorm == 1 ? 1 : FastMath.pow(outputNorm, 2.0 / depth);
  }

  /**
   * The minimum over xi.
   *
   * @param value the minimum of r^2 xi
   * @param rSquared r^2 there
   */
  private record Minimum(double value, double rSquared) {

    static Minimum of(LeastSquaresData data, int depth, double outputNorm) {
      if (data.isWellConditioned() && isModerate(data.trace()) && isModerate(data.beta())) {
        Resolvent resolvent = Resolvent.ofLower(data.gramFromSignal(), data.rank());
        StationaryPivot place = StationaryPivot.of(resolvent, depth);
        if (place.solve()) {
          return of(place.x(), data.beta() / place.pivot(), depth, outputNorm);
        }
      }
      return of(data.spectrum(), data.components(), depth, outputNorm);
    }

    /** Not for numbers whose squares, or quotients with others, may leave the range of doubles. */
    private static boolean isModerate(double value) {
      return Math.abs(Math.getExponent(value)) <= MODERATE;
    }

    static Minimum of(double[] s, double[] z, int depth, double outputNorm) {
      double excess = s[0] * StationaryExcess.of(s, z, depth);
      double g = 0;
      for (int i = 0; i < s.length; i++) {
        double gap = excess + (s[0] - s[i]);
        if (gap > 0) {
          g += z[i] * (z[i] / gap);
        }
      }
      return of(s[0] + excess, g, depth, outputNorm);
    }

    private static Minimum of(double xi, double g, int depth, double outputNorm) {
      double hidden = depth - 1;
      double rSquared = FastMath.pow(hidden * g, hidden / depth) * outputFactor(outputNorm, depth);
      return new Minimum(xi * rSquared, rSquared);
    }
  }
}
