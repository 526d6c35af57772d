package org.plateau.verify;

import org.hipparchus.special.Beta;
import org.hipparchus.util.ContinuedFraction;
import org.hipparchus.util.FastMath;

/**
 * Logarithms of incomplete beta functions, far into tails that underflow in the linear domain.
 *
 * <p>The continued fraction is that of Abramowitz, Stegun 26.5.8 (DLMF 8.17.22), as it stands in
 * Hipparchus, but multiplied out as a sum of logarithms.
 */
final class LogBeta {

  private static final double PRECISION = 1e-14;
  private static final int ITERATIONS = 100_000;

  private LogBeta() {}

  /** Returns the logarithm of the beta function B(a, b), for a, b &gt; 0. */
  static double complete(double a, double b) {
    return Beta.logBeta(a, b);
  }

  /**
   * Returns the logarithm of the integral of t^(a-1) (1-t)^(b-1) over [0, x], for 0 &lt; x &lt; 1.
   */
  static double lower(double x, double a, double b) {
    return complete(a, b) + regularized(x, a, b);
  }

  /** Returns the logarithm of the regularized incomplete beta function I_x(a, b). */
  static double regularized(double x, double a, double b) {
    if (x > (a + 1) / (a + b + 2)) {
      return FastMath.log1p(-FastMath.exp(regularized(1 - x, b, a)));
    }
    double fraction = fraction(a, b).evaluate(x, PRECISION, ITERATIONS);
    return a * FastMath.log(x)
        + b * FastMath.log1p(-x)
        - FastMath.log(a)
        - complete(a, b)
        - FastMath.log(fraction);
  }

  private static ContinuedFraction fraction(double a, double b) {
    return new ContinuedFraction() {
      @Override
      protected double getA(int n, double x) {
        return 1;
      }

      @Override
      protected double getB(int n, double x) {
        if (n % 2 == 0) {
          double m = n / 2.0;
          return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        }
        double m = (n - 1) / 2.0;
        return -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
      }
    };
  }
}
