package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/** Bilinear sensing: A_i = a_i b_i^T, so that the measurement is a_i^T X b_i. */
public final class BilinearMeasurements implements Measurements {

  private final int rows;
  private final int cols;
  private final int count;
  private final double[] a;
  private final double[] b;

  private BilinearMeasurements(int rows, int cols, int count, double[] a, double[] b) {
    this.rows = rows;
    this.cols = cols;
    this.count = count;
    this.a = a;
    this.b = b;
  }

  /**
   * Makes measurements by a_i b_i^T.
   *
   * @param a the left vectors as rows, shape count x rows; copied
   * @param b the right vectors as rows, shape count x cols; copied
   * @throws IllegalArgumentException if a dimension is below 1 or a length does not fit
   */
  public static BilinearMeasurements of(int rows, int cols, int count, double[] a, double[] b) {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    Shapes.requirePositive("count", count);
    Shapes.requireLength("a", a, count * rows);
    Shapes.requireLength("b", b, count * cols);
    Shapes.requireFinite("a", a);
    Shapes.requireFinite("b", b);
    return new BilinearMeasurements(rows, cols, count, a.clone(), b.clone());
  }

  /** Returns {@code count} measurements by independent standard normal vectors on both sides. */
  public static BilinearMeasurements gaussian(RandomStream stream, int rows, int cols, int count) {
    return of(
        rows,
        cols,
        count,
        stream.gaussian(new double[count * rows]),
        stream.gaussian(new double[count * cols]));
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public boolean symmetric() {
    return false;
  }

  @Override
  public void forward(double[] x, double[] values) {
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int p = 0; p < rows; p++) {
        sum = Math.fma(a[i * rows + p], Kernels.dot(x, p * cols, b, i * cols, cols), sum);
      }
      values[i] = sum;
    }
  }

  @Override
  public void adjoint(double[] y, double[] out) {
    Arrays.fill(out, 0, rows * cols, 0);
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < rows; p++) {
        Kernels.axpy(y[i] * a[i * rows + p], b, i * cols, out, p * cols, cols);
      }
    }
  }

  @Override
  public double[] matrix(int i) {
    double[] out = new double[rows * cols];
    for (int p = 0; p < rows; p++) {
      Kernels.axpy(a[i * rows + p], b, i * cols, out, p * cols, cols);
    }
    return out;
  }

  @Override
  public void images(double[] u, double[] v, double[] left, double[] right) {
    Arrays.fill(left, 0, count * cols, 0);
    Arrays.fill(right, 0, count * rows, 0);
    for (int i = 0; i < count; i++) {
      double alongA = Kernels.dot(a, i * rows, u, 0, rows);
      double alongB = Kernels.dot(b, i * cols, v, 0, cols);
      Kernels.axpy(alongA, b, i * cols, left, i * cols, cols);
      Kernels.axpy(alongB, a, i * rows, right, i * rows, rows);
    }
  }

  @Override
  public double[] leftGram() {
    return weightedGram(a, rows, b, cols);
  }

  @Override
  public double[] rightGram() {
    return weightedGram(b, cols, a, rows);
  }

  /** Returns sum_i |w_i|² v_i v_i^T. */
  private double[] weightedGram(double[] v, int d, double[] w, int other) {
    double[] sum = new double[d * d];
    for (int i = 0; i < count; i++) {
      double weight = Kernels.dot(w, i * other, w, i * other, other);
      for (int p = 0; p < d; p++) {
        Kernels.axpy(weight * v[i * d + p], v, i * d, sum, p * d, d);
      }
    }
    return sum;
  }
}
