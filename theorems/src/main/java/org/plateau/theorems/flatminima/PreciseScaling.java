package org.plateau.theorems.flatminima;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.Measurements;

/**
 * D1² = (1/(m d2)) sum A_i A_i^T and D2² = (1/(m d1)) sum A_i^T A_i at 50 digits. Spec:
 * flat-minima-recovery, section 1.
 */
record PreciseScaling(PreciseMatrix leftSquare, PreciseMatrix rightSquare) {

  static PreciseScaling of(Measurements a) {
    Precise m = Precise.of(a.count());
    PreciseMatrix one = PreciseMatrix.of(a.rows(), a.cols(), a.matrix(0));
    PreciseMatrix left = one.multiply(one.transpose());
    PreciseMatrix right = one.transpose().multiply(one);
    for (int i = 1; i < a.count(); i++) {
      one = PreciseMatrix.of(a.rows(), a.cols(), a.matrix(i));
      left = left.add(one.multiply(one.transpose()));
      right = right.add(one.transpose().multiply(one));
    }
    return new PreciseScaling(
        left.scale(Precise.ONE.divide(m.multiply(a.cols()))),
        right.scale(Precise.ONE.divide(m.multiply(a.rows()))));
  }

  /** Returns kappa², from the eigenvalues of both squares. */
  Precise squaredConditionNumber() {
    Precise[] left = leftSquare.symmetricEigenvalues();
    Precise[] right = rightSquare.symmetricEigenvalues();
    Precise least = left[0].min(right[0]);
    return left[left.length - 1].max(right[right.length - 1]).divide(least);
  }

  /** Returns |(D1 L)^T D1 L - (D2 R)^T D2 R|_*. */
  Precise imbalanceNorm(PreciseFactors factors) {
    PreciseMatrix left = factors.left().transpose().multiply(leftSquare).multiply(factors.left());
    PreciseMatrix right =
        factors.right().transpose().multiply(rightSquare).multiply(factors.right());
    return PreciseNorms.symmetricNuclearNorm(left.subtract(right));
  }

  /** Returns 2 |D1 L|² + 2 |D2 R|². */
  Precise trace(PreciseFactors factors) {
    Precise left = leftSquare.multiply(factors.left()).dot(factors.left());
    Precise right = rightSquare.multiply(factors.right()).dot(factors.right());
    return left.add(right).multiply(2);
  }
}
