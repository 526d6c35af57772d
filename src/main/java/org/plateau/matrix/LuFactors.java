package org.plateau.matrix;

/**
 * LU factorization with partial pivoting of one small square matrix: determinant, inverse, solution
 * of a linear system.
 *
 * <p>Source: G. Golub, C. Van Loan, Matrix Computations, 4th ed., algorithm 3.4.1. The factors
 * overwrite a copy; the input is left alone. The cost is d³/3 multiply-adds, and one d x d array.
 */
public final class LuFactors {

  private final int dimension;
  private final double[] factors;
  private final int[] rows;
  private final int sign;

  private LuFactors(int dimension, double[] factors, int[] rows, int sign) {
    this.dimension = dimension;
    this.factors = factors;
    this.rows = rows;
    this.sign = sign;
  }

  /**
   * Factors {@code a}, of shape {@code dimension x dimension}. A singular matrix is factored too:
   * its determinant is zero.
   *
   * @throws IllegalArgumentException if the shape is wrong
   */
  public static LuFactors of(double[] a, int dimension) {
    Square.require("matrix", a, dimension);
    double[] lu = a.clone();
    int[] rows = new int[dimension];
    for (int i = 0; i < dimension; i++) {
      rows[i] = i;
    }
    int sign = 1;
    for (int k = 0; k < dimension; k++) {
      int pivot = pivot(lu, dimension, k);
      if (pivot != k) {
        swap(lu, dimension, rows, pivot, k);
        sign = -sign;
      }
      eliminate(lu, dimension, k);
    }
    return new LuFactors(dimension, lu, rows, sign);
  }

  private static int pivot(double[] lu, int d, int k) {
    int best = k;
    for (int i = k + 1; i < d; i++) {
      if (Math.abs(lu[i * d + k]) > Math.abs(lu[best * d + k])) {
        best = i;
      }
    }
    return best;
  }

  private static void swap(double[] lu, int d, int[] rows, int i, int k) {
    for (int j = 0; j < d; j++) {
      double kept = lu[i * d + j];
      lu[i * d + j] = lu[k * d + j];
      lu[k * d + j] = kept;
    }
    int kept = rows[i];
    rows[i] = rows[k];
    rows[k] = kept;
  }

  private static void eliminate(double[] lu, int d, int k) {
    double pivot = lu[k * d + k];
    if (pivot == 0) {
      return;
    }
    for (int i = k + 1; i < d; i++) {
      double factor = lu[i * d + k] / pivot;
      lu[i * d + k] = factor;
      for (int j = k + 1; j < d; j++) {
        lu[i * d + j] = Math.fma(-factor, lu[k * d + j], lu[i * d + j]);
      }
    }
  }

  /** Returns the determinant: the signed product of the pivots. */
  public double determinant() {
    double product = sign;
    for (int i = 0; i < dimension; i++) {
      product *= factors[i * dimension + i];
    }
    return product;
  }

  /**
   * Returns whether a pivot is exactly zero (or not a number), so that no inverse can be formed.
   */
  public boolean singular() {
    for (int i = 0; i < dimension; i++) {
      if (!(Math.abs(factors[i * dimension + i]) > 0)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the inverse, a new array of shape {@code dimension x dimension}.
   *
   * @throws IllegalArgumentException if a pivot is zero
   */
  public double[] inverse() {
    if (singular()) {
      throw new IllegalArgumentException(
          "matrix is singular: a pivot of its LU factorization is zero; an inverse needs full rank");
    }
    int d = dimension;
    double[] out = new double[d * d];
    double[] x = new double[d];
    for (int column = 0; column < d; column++) {
      for (int i = 0; i < d; i++) {
        double sum = rows[i] == column ? 1 : 0;
        for (int j = 0; j < i; j++) {
          sum = Math.fma(-factors[i * d + j], x[j], sum);
        }
        x[i] = sum;
      }
      for (int i = d - 1; i >= 0; i--) {
        double sum = x[i];
        for (int j = i + 1; j < d; j++) {
          sum = Math.fma(-factors[i * d + j], x[j], sum);
        }
        x[i] = sum / factors[i * d + i];
        out[i * d + column] = x[i];
      }
    }
    return out;
  }
}
