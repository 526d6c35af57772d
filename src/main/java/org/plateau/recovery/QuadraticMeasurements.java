package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/**
 * Measurements x_i^T X x_i of a symmetric matrix, as they arise from a network with one hidden
 * layer of quadratic units, y = |U1^T x|² - |U2^T x|² with X = U1 U1^T - U2 U2^T, and, without
 * negative units, from covariance estimation.
 */
public final class QuadraticMeasurements implements Measurements {

  private final int d;
  private final int count;
  private final double[] x;

  private QuadraticMeasurements(int d, int count, double[] x) {
    this.d = d;
    this.count = count;
    this.x = x;
  }

  /**
   * Makes measurements by x_i x_i^T.
   *
   * @param x the inputs as rows, shape count x d; copied
   * @throws IllegalArgumentException if a dimension is below 1 or the length does not fit
   */
  public static QuadraticMeasurements of(int d, int count, double[] x) {
    Shapes.requirePositive("d", d);
    Shapes.requirePositive("count", count);
    Shapes.requireLength("x", x, count * d);
    Shapes.requireFinite("x", x);
    return new QuadraticMeasurements(d, count, x.clone());
  }

  /** Returns {@code count} measurements by standard normal inputs. */
  public static QuadraticMeasurements gaussian(RandomStream stream, int d, int count) {
    return of(d, count, stream.gaussian(new double[count * d]));
  }

  /** Returns a fresh copy of the input x_i, length d. */
  public double[] input(int i) {
    return Arrays.copyOfRange(x, i * d, (i + 1) * d);
  }

  /** Returns |x_i|². */
  public double squaredNorm(int i) {
    return Kernels.dot(x, i * d, x, i * d, d);
  }

  @Override
  public int rows() {
    return d;
  }

  @Override
  public int cols() {
    return d;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public boolean symmetric() {
    return true;
  }

  @Override
  public void forward(double[] matrix, double[] values) {
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int p = 0; p < d; p++) {
        sum = Math.fma(x[i * d + p], Kernels.dot(matrix, p * d, x, i * d, d), sum);
      }
      values[i] = sum;
    }
  }

  @Override
  public void adjoint(double[] y, double[] out) {
    Arrays.fill(out, 0, d * d, 0);
    for (int i = 0; i < count; i++) {
      addOuter(i, y[i], out);
    }
  }

  @Override
  public double[] matrix(int i) {
    double[] out = new double[d * d];
    addOuter(i, 1, out);
    return out;
  }

  /**
   * Adds weight x_i x_i^T; products are formed first, so that the result is symmetric to the last
   * bit.
   */
  private void addOuter(int i, double weight, double[] out) {
    for (int p = 0; p < d; p++) {
      for (int q = 0; q < d; q++) {
        out[p * d + q] = Math.fma(weight, x[i * d + p] * x[i * d + q], out[p * d + q]);
      }
    }
  }

  @Override
  public double[] leftGram() {
    double[] sum = new double[d * d];
    for (int i = 0; i < count; i++) {
      addOuter(i, squaredNorm(i), sum);
    }
    return sum;
  }

  @Override
  public double[] rightGram() {
    return leftGram();
  }
}
