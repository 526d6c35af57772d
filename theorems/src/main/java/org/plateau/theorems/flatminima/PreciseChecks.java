package org.plateau.theorems.flatminima;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;

/**
 * Comparisons of numbers known to 50 digits, and the few norms that the claims need of such
 * matrices.
 */
final class PreciseChecks {

  private static final double UNIT_ROUNDOFF = 0x1.0p-53;

  private PreciseChecks() {}

  static Check equal(String what, Precise value, Precise bound) {
    return withError(Check.equal(what, value.toDouble(), bound.toDouble()), value, bound);
  }

  static Check atMost(String what, Precise value, Precise bound) {
    return withError(Check.atMost(what, value.toDouble(), bound.toDouble()), value, bound);
  }

  static Check atLeast(String what, Precise value, Precise bound) {
    return withError(Check.atLeast(what, value.toDouble(), bound.toDouble()), value, bound);
  }

  /** The radii of both balls and the rounding of their midpoints to doubles. */
  private static Check withError(Check check, Precise value, Precise bound) {
    return check.error(
        value.radius() + bound.radius() + UNIT_ROUNDOFF * (value.magnitude() + bound.magnitude()));
  }

  /** Returns the sum of the singular values. */
  static Precise nuclearNorm(PreciseMatrix x) {
    return Precise.sum(x.singularValues());
  }

  /** Returns the sum of the magnitudes of the eigenvalues of a symmetric matrix. */
  static Precise symmetricNuclearNorm(PreciseMatrix x) {
    Precise sum = Precise.ZERO;
    for (Precise eigenvalue : x.symmetricEigenvalues()) {
      sum = sum.add(eigenvalue.abs());
    }
    return sum;
  }

  /** Returns |x|², Frobenius norm. */
  static Precise square(PreciseMatrix x) {
    return x.dot(x);
  }

  /** Returns L^T L - R^T R. */
  static PreciseMatrix imbalance(PreciseMatrix l, PreciseMatrix r) {
    return l.transpose().multiply(l).subtract(r.transpose().multiply(r));
  }
}
