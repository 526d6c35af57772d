package org.plateau.landscape;

import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The nonzero eigenvalues of the Hessian at a minimizer, from a matrix of size rank X instead of P
 * x P: where the gradient vanishes, H = 2 J^T Sigma J, so they are twice the eigenvalues of C M C^T
 * with Sigma = C^T C (spec: sharpness-and-depth, E3, E5, E6, derived). Valid only at a minimizer,
 * also for singular Sigma.
 */
public final class MinimizerSpectrum {

  private final SymmetricEigen eigen;
  private final int exponent;
  private final double[] factor;
  private final int dimension;
  private final TangentKernel kernel;

  private MinimizerSpectrum(
      SymmetricEigen eigen, TangentKernel kernel, double[] factor, int dimension) {
    this.eigen = eigen;
    this.kernel = kernel;
    this.exponent = kernel.exponent() + 1;
    this.factor = factor;
    this.dimension = dimension;
  }

  /**
   * The spectrum at a minimizer; the caller vouches that the network is one.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  public static MinimizerSpectrum of(DeepLinearNetwork network, LeastSquaresData data) {
    if (network.width(0) != data.dimension()) {
      throw new IllegalArgumentException(
          "W1: the first layer has "
              + network.width(0)
              + " columns, but X has "
              + data.dimension()
              + "; they must agree");
    }
    double[] factor = data.factor();
    int rank = data.rank();
    TangentKernel kernel = TangentKernel.of(network);
    double[] small = kernel.congruence(factor, rank, data.dimension());
    return new MinimizerSpectrum(SymmetricEigen.of(small, rank), kernel, factor, data.dimension());
  }

  /** Number of eigenvalues listed, the rank of X. */
  public int size() {
    return eigen.size();
  }

  /** The i-th smallest of the listed Hessian eigenvalues. */
  public double value(int i) {
    return Math.scalb(eigen.value(i), exponent);
  }

  /** The largest Hessian eigenvalue. */
  public double largest() {
    return value(size() - 1);
  }

  /** Frobenius norm of the Hessian, |H|_F = 2 sqrt(tr((Sigma M)^2)). */
  public double frobeniusNorm() {
    double top = eigen.largest();
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      double ratio = eigen.value(i) / top;
      sum = Math.fma(ratio, ratio, sum);
    }
    return top == 0 ? 0 : Math.scalb(top * Math.sqrt(sum), exponent);
  }

  /** Number of eigenvalues above {@code relative} times the largest. */
  public int rank(double relative) {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (eigen.value(i) > relative * eigen.largest()) {
        count++;
      }
    }
    return count;
  }

  /** The backward vectors g_0 .. g_L; may be called once. */
  double[][] takeBackward() {
    return kernel.takeBackward();
  }

  /** C^T v for the top eigenvector v: the direction in R^d along which w moves. */
  double[] topDirection() {
    double[] v = eigen.vector(size() - 1);
    double[] result = new double[dimension];
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < dimension; j++) {
        result[j] = Math.fma(v[i], factor[i * dimension + j], result[j]);
      }
    }
    return result;
  }
}
