package org.plateau.recovery;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;

/**
 * A factorization X = L R^T. The arrays belong to this object; do not write to them.
 *
 * @param rows d1
 * @param cols d2
 * @param width k, the number of columns of both factors
 * @param left L, shape d1 x k, row-major
 * @param right R, shape d2 x k, row-major
 */
public record Factors(int rows, int cols, int width, double[] left, double[] right) {

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if a dimension is below 1 or a length does not fit
   */
  public Factors {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    Shapes.requirePositive("width", width);
    Shapes.requireLength("left", left, rows * width);
    Shapes.requireLength("right", right, cols * width);
  }

  /** Returns L R^T, shape d1 x d2. */
  public double[] product() {
    double[] x = new double[rows * cols];
    Kernels.multiplyTransposeRight(left, right, x, rows, width, cols);
    return x;
  }

  /** Returns |L|² + |R|², Frobenius norms. */
  public double squaredNorm() {
    return Kernels.dot(left, left) + Kernels.dot(right, right);
  }

  /** Returns L^T L - R^T R, shape k x k. */
  public double[] imbalance() {
    double[] l = new double[width * width];
    double[] r = new double[width * width];
    Kernels.multiplyTransposeLeft(left, left, l, width, rows, width);
    Kernels.multiplyTransposeLeft(right, right, r, width, cols, width);
    for (int i = 0; i < l.length; i++) {
      l[i] -= r[i];
    }
    return l;
  }

  /** Returns the nuclear norm of L^T L - R^T R, zero for balanced factors. */
  public double imbalanceNorm() {
    SingularValues svd = new SingularValues(width, width);
    svd.decompose(imbalance());
    return svd.nuclearNorm();
  }

  /** Returns the factors (c L, R / c) of the same product. */
  public Factors unbalanced(double c) {
    double[] l = left.clone();
    double[] r = right.clone();
    for (int i = 0; i < l.length; i++) {
      l[i] *= c;
    }
    for (int i = 0; i < r.length; i++) {
      r[i] /= c;
    }
    return new Factors(rows, cols, width, l, r);
  }

  /** Returns (P L, T R), for P of shape d1 x d1 and T of shape d2 x d2. */
  public Factors weighed(double[] p, double[] t) {
    double[] l = new double[rows * width];
    double[] r = new double[cols * width];
    Kernels.multiply(p, left, l, rows, rows, width);
    Kernels.multiply(t, right, r, cols, cols, width);
    return new Factors(rows, cols, width, l, r);
  }
}
