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

  private final double[] values;
  private final int exponent;

  private MinimizerSpectrum(double[] values, int exponent) {
    this.values = values;
    this.exponent = exponent;
  }

  /**
   * The spectrum at a minimizer; the caller vouches that the network is one.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  public static MinimizerSpectrum of(DeepLinearNetwork network, LeastSquaresData data) {
    TangentKernel kernel = TangentKernel.of(network, data);
    double[] values = SymmetricEigen.values(kernel.matrix(), data.rank());
    return new MinimizerSpectrum(values, kernel.exponent() + 1);
  }

  /** Number of eigenvalues listed, the rank of X. */
  public int size() {
    return values.length;
  }

  /** The i-th smallest of the listed Hessian eigenvalues. */
  public double value(int i) {
    return Math.scalb(values[i], exponent);
  }

  /** The largest Hessian eigenvalue. */
  public double largest() {
    return value(size() - 1);
  }

  /** Frobenius norm of the Hessian, |H|_F = 2 sqrt(tr((Sigma M)^2)). */
  public double frobeniusNorm() {
    double top = values[size() - 1];
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      double ratio = values[i] / top;
      sum = Math.fma(ratio, ratio, sum);
    }
    return top == 0 ? 0 : Math.scalb(top * Math.sqrt(sum), exponent);
  }

  /** Number of eigenvalues above {@code relative} times the largest. */
  public int rank(double relative) {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (values[i] > relative * values[size() - 1]) {
        count++;
      }
    }
    return count;
  }
}
