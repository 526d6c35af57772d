package org.plateau.recovery;

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

  /** Returns sum_i A_i A_i^T, shape rows x rows. */
  double[] leftGram();

  /** Returns sum_i A_i^T A_i, shape cols x cols. */
  double[] rightGram();
}
