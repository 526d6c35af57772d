package org.plateau.theorems.sharpness;

import org.plateau.precision.Precise;
import org.plateau.theorems.Check;

/**
 * Checks in the form that the claims on minimizers share, in double precision and at 50 digits:
 * relative to the bound where that is not 0, with the tolerance 1e-9 of the spec's section 2.
 */
final class Comparison {

  private static final double TOLERANCE = 1e-9;

  private Comparison() {}

  static Check atLeast(String what, double value, double bound) {
    return relative(Check.atLeast(what, value, bound));
  }

  static Check atMost(String what, double value, double bound) {
    return relative(Check.atMost(what, value, bound));
  }

  static Check equal(String what, double value, double bound) {
    return relative(Check.equal(what, value, bound));
  }

  static Check atLeast(String what, Precise value, Precise bound) {
    return relative(Check.atLeast(what, value, bound));
  }

  static Check atMost(String what, Precise value, Precise bound) {
    return relative(Check.atMost(what, value, bound));
  }

  static Check equal(String what, Precise value, Precise bound) {
    return relative(Check.equal(what, value, bound));
  }

  private static Check relative(Check check) {
    double size = Math.abs(check.bound());
    return (size > 0 ? check.scale(size) : check).relative(TOLERANCE);
  }
}
