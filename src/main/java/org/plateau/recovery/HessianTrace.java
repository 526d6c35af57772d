package org.plateau.recovery;

import org.plateau.matrix.Kernels;

/**
 * The scaled trace of the Hessian of f(L, R) = (1/m) |A(L R^T) - b|² by second differences, an
 * oracle for the closed form {@link Scaling#scaledTrace}: along one coordinate f is a quadratic, so
 * a second difference of any step is exact.
 *
 * @param value (1/d1) times the trace of the L-block plus (1/d2) times that of the R-block
 * @param magnitude the sum of the magnitudes of all terms, to which round-off is relative
 */
public record HessianTrace(double value, double magnitude) {

  /**
   * Measures the scaled trace at any point, an interpolator or not.
   *
   * @param b the measured values, length m
   */
  public static HessianTrace byDifferences(Measurements measurements, double[] b, Factors at) {
    Shapes.requireLength("b", b, measurements.count());
    double center = loss(measurements, b, at);
    double[] left = sumOfDifferences(measurements, b, at, at.left(), center);
    double[] right = sumOfDifferences(measurements, b, at, at.right(), center);
    return new HessianTrace(
        left[0] / at.rows() + right[0] / at.cols(), left[1] / at.rows() + right[1] / at.cols());
  }

  /** Moves each entry of one factor by 1 either way; the entries are put back. */
  private static double[] sumOfDifferences(
      Measurements measurements, double[] b, Factors at, double[] factor, double center) {
    Factors moved =
        new Factors(
            at.rows(),
            at.cols(),
            at.width(),
            factor == at.left() ? factor.clone() : at.left(),
            factor == at.right() ? factor.clone() : at.right());
    double[] entries = factor == at.left() ? moved.left() : moved.right();
    double sum = 0;
    double magnitude = 0;
    for (int i = 0; i < entries.length; i++) {
      double kept = entries[i];
      entries[i] = kept + 1;
      double up = loss(measurements, b, moved);
      entries[i] = kept - 1;
      double down = loss(measurements, b, moved);
      entries[i] = kept;
      sum += up - 2 * center + down;
      magnitude += up + 2 * center + down;
    }
    return new double[] {sum, magnitude};
  }

  /** Returns (1/m) |A(L R^T) - b|². */
  public static double loss(Measurements measurements, double[] b, Factors at) {
    double[] residual = measurements.of(at.product());
    Kernels.axpy(-1, b, 0, residual, 0, b.length);
    return Kernels.dot(residual, residual) / b.length;
  }
}
