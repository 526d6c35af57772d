package org.plateau.landscape;

import org.plateau.matrix.Resolvent;

/**
 * Where the objective of {@link MinimalSharpness} is least, without eigenvalues. With the pivot f =
 * beta / G of {@link Resolvent}, h(xi) = 0 where
 *
 * <pre>
 *   k(xi) = L f - (L-1) xi f' = xi f' - L (xi f' - f) = 0,     k' = f' - (L-1) xi f'' &gt;= 1,
 * </pre>
 *
 * and d ln(objective) / d xi = k / (L xi f). (Derived here.) Newton's method in a bracket: two or
 * three steps from xi = L alpha + 2 variance / alpha, which is right to the second order for large
 * xi. It stops where the step would change the objective by less than rounding, and takes that step
 * too, since the place itself is wanted as exactly.
 *
 * <p>Where xi is so close to Lambda that rounding hides the sign of k, as at the kink, there is no
 * end, and the caller has to look at the eigenvalues themselves ({@link StationaryExcess}).
 */
final class StationaryPivot {

  /** Fifteen were the most in 8,000 draws of the generator; the kink takes any number. */
  private static final int STEPS = 16;

  private static final double NEGLIGIBLE = 0x1p-56;

  private final Resolvent resolvent;
  private final double depth;
  private double x;
  private double pivot;

  private StationaryPivot(Resolvent resolvent, int depth) {
    this.resolvent = resolvent;
    this.depth = depth;
  }

  /**
   * Looks for the minimum.
   *
   * @param resolvent of C C^T in a basis that begins with C w*
   * @param depth L, at least 2
   */
  static StationaryPivot of(Resolvent resolvent, int depth) {
    return new StationaryPivot(resolvent, depth);
  }

  /** Whether the minimum was found; {@link #x} and {@link #pivot} then hold there. */
  boolean solve() {
    double low = resolvent.mean();
    double high = Double.POSITIVE_INFINITY;
    double next = depth * low + 2 * (resolvent.variance() / low);
    for (int step = 0; step < STEPS; step++) {
      double at = next;
      if (!resolvent.moveTo(at)) {
        low = at;
        next = high == Double.POSITIVE_INFINITY ? 2 * at : low + (high - low) / 2;
        continue;
      }
      double f = resolvent.pivot();
      double hidden = (depth - 1) * at;
      double k = Math.fma(at, resolvent.slope(), -depth * resolvent.lag());
      double change = k / Math.fma(-hidden, resolvent.bend(), resolvent.slope());
      if (Math.abs(k * change) <= NEGLIGIBLE * depth * at * f) {
        x = at - change;
        pivot = f - change * (resolvent.slope() - change / 2 * resolvent.bend());
        return pivot > 0;
      }
      if (k < 0) {
        low = at;
      } else {
        high = at;
      }
      next = at - change;
      if (!(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
    }
    return false;
  }

  /** xi at the minimum. */
  double x() {
    return x;
  }

  /** beta / G there. */
  double pivot() {
    return pivot;
  }
}
