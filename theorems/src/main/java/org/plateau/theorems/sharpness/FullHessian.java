package org.plateau.theorems.sharpness;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/** The P x P Hessian, column by column: the slow way that the short forms are compared with. */
final class FullHessian {

  private static final int LARGEST = 500;

  private final int size;
  private final double[] entries;

  private FullHessian(int size, double[] entries) {
    this.size = size;
    this.entries = entries;
  }

  /**
   * The instance of a trained network, for claims that look at the whole Hessian.
   *
   * @throws IllegalArgumentException if the network has more than 500 trained entries
   */
  static Minimizer instance(DeepLinearNetwork network, LeastSquaresData data) {
    AnyPoint.limited(network, data, LARGEST, "looks at the whole Hessian");
    return Minimizer.nextTo(network, data);
  }

  static FullHessian of(DeepLinearNetwork network, LeastSquaresData data) {
    int size = network.parameterCount();
    double[] entries = new double[size * size];
    double[] unit = new double[size];
    for (int i = 0; i < size; i++) {
      unit[i] = 1;
      System.arraycopy(network.hessianVector(data, unit), 0, entries, i * size, size);
      unit[i] = 0;
    }
    return new FullHessian(size, entries);
  }

  /** All eigenvalues, ascending. */
  double[] eigenvalues() {
    return SymmetricEigen.values(entries, size);
  }

  /** Unit eigenvector of the largest eigenvalue. */
  double[] topEigenvector() {
    return SymmetricEigen.of(entries, size).vector(size - 1);
  }

  double largest() {
    return SymmetricEigen.largest(entries, size);
  }

  double frobeniusNorm() {
    return Kernels.norm(entries);
  }

  /** Bound on the rounding of the eigenvalues. */
  double roundoff() {
    return SymmetricEigen.roundoff(entries, size);
  }
}
