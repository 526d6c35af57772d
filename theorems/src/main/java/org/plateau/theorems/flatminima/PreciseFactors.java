package org.plateau.theorems.flatminima;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.Factors;

/** A factorization X = L R^T at 50 digits. */
record PreciseFactors(PreciseMatrix left, PreciseMatrix right) {

  static PreciseFactors of(Factors f) {
    return new PreciseFactors(
        PreciseMatrix.of(f.rows(), f.width(), f.left()),
        PreciseMatrix.of(f.cols(), f.width(), f.right()));
  }

  /** Returns L R^T. */
  PreciseMatrix product() {
    return left.multiply(right.transpose());
  }

  /** Returns |L|² + |R|². */
  Precise squaredNorm() {
    return left.dot(left).add(right.dot(right));
  }

  /** Returns |L^T L - R^T R|_*. */
  Precise imbalanceNorm() {
    return PreciseNorms.symmetricNuclearNorm(
        left.transpose().multiply(left).subtract(right.transpose().multiply(right)));
  }
}
