package org.plateau.landscape;

/**
 * Where the objective of {@link MinimalSharpness} is least, as e = xi / Lambda - 1 in [0, L - 1].
 *
 * <p>With g_i = 1 - lambda_i / Lambda, the sign of h(xi) is that of
 *
 * <pre>
 *   phi(e) = sum_i z_i^2 (e + 1 - L lambda_i / Lambda) (e / (e + g_i))^2,
 * </pre>
 *
 * which has no pole at e = 0 and is linear where the top eigenvector carries all of w*. Newton's
 * method on phi in a bracket; where it leaves the bracket or moves down by more than three eighths
 * of e, the bracket is halved on the logarithmic scale, since e can be very small. (Derived here.)
 */
final class StationaryExcess {

  private static final double HALF_PRECISION = 0x1p-30;

  /** Less than half, the step towards a double root, of which there would be many. */
  private static final double LONGEST = 0.375;

  private static final int STEPS = 200;

  private final double[] gaps;
  private final double[] shifts;
  private final double[] weights;
  private double phi;
  private double slope;

  private StationaryExcess(double[] s, double[] z, int depth) {
    this.gaps = new double[s.length];
    this.shifts = new double[s.length];
    this.weights = new double[s.length];
    double largest = 0;
    for (double component : z) {
      largest = Math.max(largest, Math.abs(component));
    }
    for (int i = 0; i < s.length; i++) {
      gaps[i] = (s[0] - s[i]) / s[0];
      shifts[i] = 1 - depth * (s[i] / s[0]);
      double share = z[i] / largest;
      weights[i] = share * share;
    }
  }

  /**
   * Returns e at the minimum; 0 at the kink.
   *
   * @param s eigenvalues, descending, the first positive
   * @param z components along the eigenvectors, not all zero
   * @param depth L, at least 2
   */
  static double of(double[] s, double[] z, int depth) {
    StationaryExcess equation = new StationaryExcess(s, z, depth);
    return equation.risesFromKink() ? 0 : equation.solve(depth - 1);
  }

  /** Whether h(Lambda) >= 0, which takes a w* without a part along the top eigenvectors. */
  private boolean risesFromKink() {
    double sum = 0;
    for (int i = 0; i < gaps.length; i++) {
      if (gaps[i] > 0) {
        sum += weights[i] / gaps[i] * (shifts[i] / gaps[i]);
      } else if (weights[i] > 0) {
        return false;
      }
    }
    return sum >= 0;
  }

  private double solve(double greatest) {
    double low = 0;
    double high = greatest;
    double e = high;
    for (int step = 0; step < STEPS; step++) {
      evaluate(e);
      if (phi >= 0) {
        high = e;
      } else {
        low = e;
      }
      double change = phi / slope;
      double next = e - change;
      if (Math.abs(change) <= HALF_PRECISION * e || high < Double.MIN_NORMAL) {
        return next;
      }
      boolean inside = next > low && next < high && change <= LONGEST * e;
      e = inside ? next : middle(low, high);
    }
    return high;
  }

  private static double middle(double low, double high) {
    return low == 0 ? 0x1p-8 * high : Math.sqrt(low) * Math.sqrt(high);
  }

  private void evaluate(double e) {
    double sum = 0;
    double derivative = 0;
    for (int i = 0; i < gaps.length; i++) {
      double inverse = 1 / (e + gaps[i]);
      double q = e * inverse;
      double numerator = e + shifts[i];
      double weighted = weights[i] * q;
      sum = Math.fma(weighted * numerator, q, sum);
      derivative =
          Math.fma(weighted, Math.fma(2 * numerator * gaps[i], inverse * inverse, q), derivative);
    }
    phi = sum;
    slope = derivative;
  }
}
