package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.matrix.SymmetricEigen;

/**
 * The two matrices D1 and D2 that flatness puts around the unknown: X is flat among the
 * interpolators if and only if D1 X D2 has the least nuclear norm among theirs (arXiv 2203.03756,
 * rescaling of the measurement matrices; normalization derived: spec flat-minima-recovery, section
 * 1).
 */
public final class Scaling {

  private static final int REGISTER = 8;
  private static final int TOGETHER = 8;

  /** D_i with an eigenvalue below this multiple of its largest one counts as singular. */
  private static final double SINGULAR = 1e-9;

  private final int rows;
  private final int cols;
  private final double[] left;
  private final double[] right;
  private final double[] leftInverse;
  private final double[] rightInverse;
  private final double least;
  private final double greatest;

  private Scaling(
      int rows,
      int cols,
      double[] left,
      double[] right,
      double[] leftInverse,
      double[] rightInverse,
      double least,
      double greatest) {
    this.rows = rows;
    this.cols = cols;
    this.left = left;
    this.right = right;
    this.leftInverse = leftInverse;
    this.rightInverse = rightInverse;
    this.least = least;
    this.greatest = greatest;
  }

  /**
   * Returns D1 = I and D2 = I, with which the flat problem becomes that of the least nuclear norm.
   */
  public static Scaling identity(int rows, int cols) {
    double[] left = Kernels.identity(rows);
    double[] right = Kernels.identity(cols);
    return new Scaling(rows, cols, left, right, left, right, 1, 1);
  }

  /**
   * Returns D1 = ((1/(m d2)) sum A_i A_i^T)^(1/2) and D2 = ((1/(m d1)) sum A_i^T A_i)^(1/2).
   *
   * @throws IllegalArgumentException if one of the two is singular, for example because no entry of
   *     a row or column is seen
   */
  public static Scaling of(Measurements measurements) {
    if (measurements instanceof CompletionMeasurements completion) {
      requireSeen("row", completion.emptyRow());
      requireSeen("column", completion.emptyColumn());
    }
    int d1 = measurements.rows();
    int d2 = measurements.cols();
    double m = measurements.count();
    return fromSquares(
        d1,
        d2,
        scaled(measurements.leftGram(), 1 / (m * d2)),
        scaled(measurements.rightGram(), 1 / (m * d1)));
  }

  /**
   * Returns the scaling by given symmetric positive definite matrices.
   *
   * @param d1 shape rows x rows
   * @param d2 shape cols x cols
   * @throws IllegalArgumentException if one of them is singular, or is not symmetric
   */
  public static Scaling by(int rows, int cols, double[] d1, double[] d2) {
    double[] left = new double[rows * rows];
    double[] right = new double[cols * cols];
    Kernels.multiply(d1, d1, left, rows, rows, rows);
    Kernels.multiply(d2, d2, right, cols, cols, cols);
    return fromSquares(rows, cols, left, right);
  }

  private static Scaling fromSquares(int d1, int d2, double[] leftSquare, double[] rightSquare) {
    SymmetricEigen left = SymmetricEigen.of(leftSquare, d1);
    SymmetricEigen right = SymmetricEigen.of(rightSquare, d2);
    requireInvertible("D1", left);
    requireInvertible("D2", right);
    return new Scaling(
        d1,
        d2,
        left.compose(powers(left, false)),
        right.compose(powers(right, false)),
        left.compose(powers(left, true)),
        right.compose(powers(right, true)),
        Math.sqrt(Math.min(left.value(0), right.value(0))),
        Math.sqrt(Math.max(left.largest(), right.largest())));
  }

  private static void requireSeen(String what, int empty) {
    if (empty >= 0) {
      throw new IllegalArgumentException(
          what
              + " "
              + empty
              + " has no seen entry, so D"
              + (what.equals("row") ? 1 : 2)
              + " is singular and flatness does not determine that "
              + what
              + "; see at least one entry of each");
    }
  }

  private static void requireInvertible(String name, SymmetricEigen square) {
    if (!(square.value(0) > SINGULAR * SINGULAR * square.largest())) {
      throw new IllegalArgumentException(
          name
              + " is singular: its square has eigenvalues from "
              + square.value(0)
              + " to "
              + square.largest()
              + "; the measurements must reach every direction of both sides");
    }
  }

  private static double[] powers(SymmetricEigen square, boolean inverse) {
    double[] f = square.values();
    for (int i = 0; i < f.length; i++) {
      f[i] = inverse ? 1 / Math.sqrt(f[i]) : Math.sqrt(f[i]);
    }
    return f;
  }

  private static double[] scaled(double[] a, double factor) {
    double[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= factor;
    }
    return out;
  }

  /** Products run on rows of whole registers, without remainders. */
  static int padded(int length) {
    return (length + REGISTER - 1) / REGISTER * REGISTER;
  }

  /** Returns the rows of a matrix, each padded by zeros to whole registers. */
  static double[] paddedRows(double[] a, int rows, int cols) {
    int wide = padded(cols);
    double[] out = new double[rows * wide];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, i * cols, out, i * wide, cols);
    }
    return out;
  }

  /** Returns D1, shape d1 x d1; a fresh array. */
  public double[] left() {
    return left.clone();
  }

  /** Returns D2, shape d2 x d2; a fresh array. */
  public double[] right() {
    return right.clone();
  }

  /** D1^-1, not a copy. */
  double[] leftInverse() {
    return leftInverse;
  }

  /** D2^-1, not a copy. */
  double[] rightInverse() {
    return rightInverse;
  }

  /** Returns the least eigenvalue of D1 and D2. */
  public double leastEigenvalue() {
    return least;
  }

  /** Returns the greatest eigenvalue of D1 and D2. */
  public double greatestEigenvalue() {
    return greatest;
  }

  /**
   * Returns kappa, the ratio of the greatest to the least eigenvalue of both matrices together, at
   * least 1.
   */
  public double conditionNumber() {
    return greatest / least;
  }

  /** Returns D1 X D2, shape d1 x d2; a fresh array. */
  public double[] weigh(double[] x) {
    return sandwich(left, x, right);
  }

  /** Returns D1^-1 Z D2^-1, shape d1 x d2; a fresh array. */
  public double[] unweigh(double[] z) {
    return sandwich(leftInverse, z, rightInverse);
  }

  /** Returns D1^-1 A_i D2^-1 for all measurements, one after the other. */
  double[] unweighAll(Measurements measurements) {
    int count = measurements.count();
    int wide = padded(cols);
    int high = padded(rows);
    double[] left = Arrays.copyOf(leftInverse, high * rows);
    double[] right = paddedRows(rightInverse, cols, cols);
    double[] tall = new double[TOGETHER * rows * cols];
    double[] half = new double[TOGETHER * rows * wide];
    double[] whole = new double[high * wide];
    double[] out = new double[count * rows * cols];
    for (int from = 0; from < count; from += TOGETHER) {
      int some = Math.min(TOGETHER, count - from);
      for (int k = 0; k < some; k++) {
        System.arraycopy(measurements.matrix(from + k), 0, tall, k * rows * cols, rows * cols);
      }
      Kernels.multiply(tall, right, half, some * rows, cols, wide);
      for (int k = 0; k < some; k++) {
        Kernels.multiply(left, 0, half, k * rows * wide, whole, high, rows, wide);
        for (int i = 0; i < rows; i++) {
          System.arraycopy(whole, i * wide, out, ((from + k) * rows + i) * cols, cols);
        }
      }
    }
    return out;
  }

  private double[] sandwich(double[] p, double[] x, double[] t) {
    Shapes.requireLength("the matrix", x, rows * cols);
    double[] px = new double[rows * cols];
    double[] out = new double[rows * cols];
    Kernels.multiply(p, x, px, rows, rows, cols);
    Kernels.multiply(px, t, out, rows, cols, cols);
    return out;
  }

  /**
   * Returns the nuclear norm of D1 X D2: a quarter of the least scaled trace over the
   * factorizations of X.
   */
  public double flatness(double[] x) {
    SingularValues svd = new SingularValues(rows, cols);
    svd.decompose(weigh(x));
    return svd.nuclearNorm();
  }

  /** Returns 2 |D1 L|² + 2 |D2 R|², the scaled trace of the Hessian. */
  public double scaledTrace(Factors factors) {
    return 2 * factors.weighed(left, right).squaredNorm();
  }

  /** Returns (D1 L, D2 R), which is balanced for the flattest factors of a product. */
  public Factors weigh(Factors factors) {
    return factors.weighed(left, right);
  }

  /**
   * Returns the flattest factors of X: L = D1^-1 U S^(1/2), R = D2^-1 V S^(1/2) with D1 X D2 = U S
   * V^T.
   *
   * @param width k; singular values beyond the first k are left out, and columns beyond the rank
   *     are zero: what round-off leaves of a zero singular value has a root that would be seen
   */
  public Factors flattest(double[] x, int width) {
    Shapes.requirePositive("width", width);
    SingularValues svd = new SingularValues(rows, cols);
    svd.decompose(weigh(x));
    int count = 0;
    double roundoff = Math.max(rows, cols) * Math.ulp(1.0) * svd.value(0);
    while (count < Math.min(width, svd.size()) && svd.value(count) > roundoff) {
      count++;
    }
    double[] u = new double[rows * count];
    double[] v = new double[cols * count];
    svd.leading(count, u, v);
    double[] l = new double[rows * width];
    double[] r = new double[cols * width];
    for (int c = 0; c < count; c++) {
      double root = Math.sqrt(svd.value(c));
      for (int i = 0; i < rows; i++) {
        l[i * width + c] = root * u[i * count + c];
      }
      for (int i = 0; i < cols; i++) {
        r[i * width + c] = root * v[i * count + c];
      }
    }
    return new Factors(rows, cols, width, l, r).weighed(leftInverse, rightInverse);
  }
}
