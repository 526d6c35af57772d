package org.plateau.precision;

import org.hipparchus.dfp.Dfp;

/**
 * Reads the first twelve digits of a {@link Dfp}: {@link Dfp#toDouble} searches for its binary
 * exponent and costs as much as a division.
 */
final class LeadingDigits extends Dfp {

  private static final long serialVersionUID = 1L;
  private static final double BASE = 1e4;
  private static final int RANGE = 77;
  private static final double[] POWERS = powers();

  /** More than the truncation after twelve digits and the roundings here. */
  private static final double ABOVE = 1 + 1e-11;

  private LeadingDigits(Dfp x) {
    super(x);
  }

  /** Returns an upper bound on |x|, within a factor 1 + 2e-11 in the range of normal doubles. */
  static double atMost(Dfp x) {
    return x.isZero() ? 0 : Math.max(Double.MIN_NORMAL, new LeadingDigits(x).magnitude() * ABOVE);
  }

  /**
   * Returns a lower bound on |x|, within a factor 1 - 2e-11 in the range of normal doubles; 0 below
   * it, and the largest double above it.
   */
  static double atLeast(Dfp x) {
    if (x.isZero() || x.isNaN()) {
      return 0;
    }
    double below = new LeadingDigits(x).magnitude() / ABOVE;
    return below < Double.MIN_NORMAL ? 0 : Math.min(Double.MAX_VALUE, below);
  }

  private double magnitude() {
    if (isNaN() || isInfinite() || exp > RANGE) {
      return Double.POSITIVE_INFINITY;
    }
    if (exp < -RANGE) {
      return 0;
    }
    int n = mant.length;
    double digits = ((mant[n - 1] * BASE + mant[n - 2]) * BASE + mant[n - 3]) * BASE + mant[n - 4];
    // In this order nothing overflows below 1e308.
    return digits * (1 / (BASE * BASE * BASE * BASE)) * POWERS[exp + RANGE];
  }

  private static double[] powers() {
    double[] powers = new double[2 * RANGE + 1];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Double.parseDouble("1e" + 4 * (i - RANGE));
    }
    return powers;
  }
}
