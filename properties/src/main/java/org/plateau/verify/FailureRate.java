package org.plateau.verify;

import org.hipparchus.util.FastMath;

/** What zero violations rule out. */
final class FailureRate {

  private FailureRate() {}

  /**
   * Returns the least failure rate d that n instances without a violation rule out at confidence 1
   * - alpha: (1 - d)^n = alpha (Clopper, Pearson, for no event).
   */
  static double excluded(int n, double alpha) {
    return -FastMath.expm1(FastMath.log(alpha) / n);
  }
}
