package org.plateau.theorems.flatminima;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/** The few norms that the claims need of matrices known to 50 digits. */
final class PreciseNorms {

  private PreciseNorms() {}

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
}
