package org.plateau.recovery;

import org.plateau.matrix.Kernels;

/**
 * A linear map from matrices of shape {@code rows x cols} to {@code count} numbers, X -> (&lt;A_i,
 * X&gt;)_i, and its adjoint. Implementations are immutable.
 */
public interface Measurements {

  /** Returns d1, the number of rows of the unknown matrix. */
  int rows();

  /** Returns d2, the number of columns of the unknown matrix. */
  int cols();

  /** Returns m, the number of measurements. */
  int count();

  /**
   * Says whether the model knows its matrix to be symmetric. It is a property of the model, not of
   * single A_i: a problem whose A_i happen to be symmetric still has non-symmetric competitors
   * unless the model excludes them.
   */
  boolean symmetric();

  /**
   * Writes &lt;A_i, X&gt; for all i.
   *
   * @param x shape rows x cols
   * @param values gets the measurements, length count
   */
  void forward(double[] x, double[] values);

  /**
   * Writes sum_i y_i A_i.
   *
   * @param y length count
   * @param out shape rows x cols
   */
  void adjoint(double[] y, double[] out);

  /** Returns a fresh copy of A_i, shape rows x cols. */
  double[] matrix(int i);

  /** Returns the measurements of {@code x} in a fresh array. */
  default double[] of(double[] x) {
    double[] values = new double[count()];
    forward(x, values);
    return values;
  }

  /**
   * Writes A_i^T u and A_i v for all i.
   *
   * @param u length rows
   * @param v length cols
   * @param left gets the A_i^T u as rows, shape count x cols
   * @param right gets the A_i v as rows, shape count x rows
   */
  default void images(double[] u, double[] v, double[] left, double[] right) {
    double[] row = new double[cols()];
    double[] column = new double[rows()];
    for (int i = 0; i < count(); i++) {
      Kernels.images(matrix(i), 1, rows(), cols(), u, v, row, column);
      System.arraycopy(row, 0, left, i * cols(), cols());
      System.arraycopy(column, 0, right, i * rows(), rows());
    }
  }

  /** Returns (sum_i |A_i|²)^(1/2), Frobenius norms. */
  default double norm() {
    double[] gram = leftGram();
    double trace = 0;
    for (int p = 0; p < rows(); p++) {
      trace += gram[p * (rows() + 1)];
    }
    return Math.sqrt(trace);
  }

  /** Returns sum_i A_i A_i^T, shape rows x rows. */
  double[] leftGram();

  /** Returns sum_i A_i^T A_i, shape cols x cols. */
  double[] rightGram();
}
