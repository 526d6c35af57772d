package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/**
 * Measurements by arbitrary matrices A_i, each stored: Gaussian sensing, and its anisotropic
 * variant P G_i T.
 */
public final class DenseMeasurements implements Measurements {

  private static final int BLOCK = 80;

  private final int rows;
  private final int cols;
  private final int count;
  private final double[] matrices;

  private DenseMeasurements(int rows, int cols, double[] matrices) {
    this.rows = rows;
    this.cols = cols;
    this.count = matrices.length / (rows * cols);
    this.matrices = matrices;
  }

  /**
   * Makes measurements by the given matrices.
   *
   * @param matrices the A_i one after the other, each of shape rows x cols; copied
   * @throws IllegalArgumentException if a dimension is below 1, there is no matrix, or the length
   *     does not fit
   */
  public static DenseMeasurements of(int rows, int cols, double[] matrices) {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    if (matrices.length == 0 || matrices.length % (rows * cols) != 0) {
      throw new IllegalArgumentException(
          "the matrices of shape "
              + rows
              + " x "
              + cols
              + " must fill a positive multiple of "
              + rows * cols
              + " numbers, got "
              + matrices.length);
    }
    Shapes.requireFinite("matrices", matrices);
    return new DenseMeasurements(rows, cols, matrices.clone());
  }

  /**
   * Returns {@code count} measurements by matrices of independent standard normal entries.
   *
   * @throws IllegalArgumentException if a dimension or the count is below 1
   */
  public static DenseMeasurements gaussian(RandomStream stream, int rows, int cols, int count) {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    Shapes.requirePositive("count", count);
    return new DenseMeasurements(rows, cols, stream.gaussian(new double[count * rows * cols]));
  }

  /**
   * Returns the measurements by P A_i T.
   *
   * @param p shape rows x rows
   * @param t shape cols x cols
   */
  public DenseMeasurements transformed(double[] p, double[] t) {
    Shapes.requireLength("p", p, rows * rows);
    Shapes.requireLength("t", t, cols * cols);
    double[] out = new double[matrices.length];
    double[] left = new double[rows * cols];
    double[] one = new double[rows * cols];
    for (int i = 0; i < count; i++) {
      Kernels.multiply(p, matrix(i), left, rows, rows, cols);
      Kernels.multiply(left, t, one, rows, cols, cols);
      System.arraycopy(one, 0, out, i * rows * cols, rows * cols);
    }
    return new DenseMeasurements(rows, cols, out);
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
    Kernels.multiply(matrices, x, values, count, rows * cols);
  }

  @Override
  public void adjoint(double[] y, double[] out) {
    Kernels.multiplyTranspose(matrices, y, out, count, rows * cols);
  }

  @Override
  public void images(double[] u, double[] v, double[] left, double[] right) {
    Kernels.images(matrices, count, rows, cols, u, v, left, right);
  }

  @Override
  public double norm() {
    return Kernels.norm(matrices);
  }

  @Override
  public double[] matrix(int i) {
    return Arrays.copyOfRange(matrices, i * rows * cols, (i + 1) * rows * cols);
  }

  /** All A_i below each other are one tall matrix S, and the sum is S^T S. */
  @Override
  public double[] rightGram() {
    return gram(rows, cols, false);
  }

  @Override
  public double[] leftGram() {
    return gram(cols, rows, true);
  }

  /**
   * S^T S for all A_i below each other, or all A_i^T, each height x n, by blocks that stay in the
   * first cache, with rows padded to whole registers.
   */
  private double[] gram(int height, int n, boolean transposed) {
    int wide = Scaling.padded(n);
    int each = Math.max(1, BLOCK / height);
    double[] block = new double[each * height * wide];
    double[] sum = new double[wide * wide];
    for (int from = 0; from < count; from += each) {
      int some = Math.min(each, count - from);
      for (int i = 0; i < some; i++) {
        if (transposed) {
          copyTransposed(from + i, block, i * height * wide, wide);
        } else {
          copyRows(from + i, block, i * height * wide, wide);
        }
      }
      Kernels.lowerGramAdd(1, block, sum, some * height, wide);
    }
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        out[i * n + j] = sum[i * wide + j];
        out[j * n + i] = sum[i * wide + j];
      }
    }
    return out;
  }

  private void copyRows(int i, double[] out, int at, int wide) {
    for (int p = 0; p < rows; p++) {
      System.arraycopy(matrices, (i * rows + p) * cols, out, at + p * wide, cols);
    }
  }

  private void copyTransposed(int i, double[] out, int at, int wide) {
    int from = i * rows * cols;
    for (int q = 0; q < cols; q++) {
      for (int p = 0; p < rows; p++) {
        out[at + q * wide + p] = matrices[from + p * cols + q];
      }
    }
  }
}
