package org.plateau.theorems.identityinit;

import org.hipparchus.util.FastMath;
import org.plateau.theorems.Check;
import org.plateau.theorems.Evidence;

/**
 * What remains of error in a check whose numbers were computed at 50 digits and then rounded to
 * double.
 */
final class FiftyDigits {

  private FiftyDigits() {}

  /** Adds the rounding to double to the error of each check; counts are exact. */
  static Evidence rounded(Evidence evidence) {
    return evidence.mapChecks(check -> isCount(check) ? check : check.error(rounding(check)));
  }

  private static boolean isCount(Check check) {
    return check.value() == FastMath.rint(check.value())
        && check.bound() == FastMath.rint(check.bound());
  }

  private static double rounding(Check check) {
    return 2 * (Math.ulp(check.value()) + Math.ulp(check.bound()));
  }
}
