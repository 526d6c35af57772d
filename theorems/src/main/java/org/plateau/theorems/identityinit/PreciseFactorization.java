package org.plateau.theorems.identityinit;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/**
 * The balanced factorization Theta_i = R^{i/L} S^{1/L} R^{-(i-1)/L} of a matrix of positive margin
 * at 50 digits, by other ways than those of double precision: the polar factor by Newton's
 * iteration, its root by the coupled one.
 *
 * @param psi the matrix
 * @param rotation R
 * @param rotationRoot R^{1/L}
 * @param layers Theta_1, …, Theta_L
 */
record PreciseFactorization(
    PreciseMatrix psi, PreciseMatrix rotation, PreciseMatrix rotationRoot, PreciseMatrix[] layers) {

  /** Halving steps from a condition number of 1e3, then quadratic ones. */
  private static final int NEWTON_STEPS = 20;

  static PreciseFactorization of(MarginMatrix matrix) {
    int d = matrix.dimension();
    PreciseMatrix psi = PreciseMatrix.of(d, d, matrix.psi());
    PreciseMatrix rotation = polar(psi);
    PreciseMatrix root = PreciseRoot.of(rotation, matrix.depth());
    Precise share = Precise.ratio(1, matrix.depth());
    PreciseMatrix stretch = rotation.transpose().multiply(psi).symmetricFunction(s -> s.pow(share));
    PreciseMatrix[] layers = new PreciseMatrix[matrix.depth()];
    PreciseMatrix before = PreciseMatrix.identity(d);
    for (int i = 0; i < layers.length; i++) {
      PreciseMatrix after = before.multiply(root);
      layers[i] = after.multiply(stretch).multiply(before.transpose());
      before = after;
    }
    return new PreciseFactorization(psi, rotation, root, layers);
  }

  /** The orthogonal polar factor, the limit of Newton's iteration X ← (X + X⁻ᵀ)/2. */
  static PreciseMatrix polar(PreciseMatrix psi) {
    PreciseMatrix rotation = psi;
    for (int i = 0; i < NEWTON_STEPS; i++) {
      rotation = rotation.add(rotation.inverse().transpose()).scale(Precise.ratio(1, 2));
    }
    return rotation;
  }

  /** Theta_L … Theta_1. */
  PreciseMatrix product() {
    PreciseMatrix product = layers[0];
    for (int i = 1; i < layers.length; i++) {
      product = layers[i].multiply(product);
    }
    return product;
  }

  /** The largest Frobenius norm of Theta_{i+1}ᵀ Theta_{i+1} - Theta_i Theta_iᵀ. */
  Precise imbalance() {
    Precise largest = Precise.ZERO;
    for (int i = 0; i + 1 < layers.length; i++) {
      PreciseMatrix above = layers[i + 1].transpose().multiply(layers[i + 1]);
      PreciseMatrix below = layers[i].multiply(layers[i].transpose());
      largest = largest.max(above.subtract(below).norm());
    }
    return largest;
  }
}
