package org.plateau.matrix;

import java.util.Arrays;

/**
 * Singular value decomposition of small dense matrices by one-sided Jacobi rotations (M. R.
 * Hestenes, J. SIAM 6, 1958), with a warm start for sequences of matrices that change little.
 *
 * <p>The vectors of the shorter side are accumulated; their images under the matrix are rotated
 * until they are orthogonal. The image of a vector is then the singular value times the vector of
 * the other side, so that a proximal step needs no division: {@link #shrink} works for singular
 * values of any size, zero included.
 *
 * <p>An object is the workspace of one shape and holds the last decomposition. It is not
 * thread-safe. No method allocates but the constructor and {@link #of}.
 */
public final class SingularValues {

  private static final double UNIT_ROUNDOFF = 0x1.0p-53;
  private static final int SWEEP_LIMIT = 64;
  private static final int WARM_STARTS_BETWEEN_CLEANINGS = 16;

  private final int rows;
  private final int cols;
  private final boolean wide;
  private final int n;
  private final int m;
  private final double[] basis;
  private final double[] image;
  private final double[] squares;
  private final double[] values;
  private final int[] order;
  private final double[] input;
  private final double[] gram;
  private int warmStarts;
  private int sweeps;

  /**
   * Makes a workspace for matrices of shape {@code rows x cols}.
   *
   * @throws IllegalArgumentException if a dimension is not positive
   */
  public SingularValues(int rows, int cols) {
    if (rows < 1 || cols < 1) {
      throw new IllegalArgumentException(
          "the shape must be at least 1 x 1, got "
              + rows
              + " x "
              + cols
              + "; leave out empty matrices");
    }
    this.rows = rows;
    this.cols = cols;
    this.wide = rows <= cols;
    this.n = Math.min(rows, cols);
    this.m = Math.max(rows, cols);
    this.basis = new double[n * n];
    this.image = new double[n * m];
    this.squares = new double[n];
    this.values = new double[n];
    this.order = new int[n];
    this.input = new double[n * m];
    this.gram = new double[n * n];
    reset();
  }

  /** Returns the singular values of {@code a}, shape {@code rows x cols}, in descending order. */
  public static double[] of(double[] a, int rows, int cols) {
    SingularValues svd = new SingularValues(rows, cols);
    svd.decompose(a);
    return svd.values.clone();
  }

  /** Forgets the last decomposition, so that the next warm start is a cold one. */
  public void reset() {
    Arrays.fill(basis, 0);
    for (int i = 0; i < n; i++) {
      basis[i * n + i] = 1;
    }
    warmStarts = 0;
  }

  /**
   * Decomposes {@code a} from scratch.
   *
   * @throws IllegalArgumentException if the length is not rows times cols, or an entry is not
   *     finite
   */
  public void decompose(double[] a) {
    reset();
    update(a);
  }

  /**
   * Decomposes {@code a}, starting at the singular vectors of the last decomposition. The result
   * has the same accuracy as that of {@link #decompose}; only the number of sweeps depends on how
   * near the two matrices are.
   *
   * @throws IllegalArgumentException if the length is not rows times cols, or an entry is not
   *     finite
   */
  public void update(double[] a) {
    if (a.length != rows * cols) {
      throw new IllegalArgumentException(
          "a matrix of shape "
              + rows
              + " x "
              + cols
              + " has "
              + rows * cols
              + " entries, got "
              + a.length);
    }
    if (++warmStarts % WARM_STARTS_BETWEEN_CLEANINGS == 0) {
      cleanBasis();
    }
    int exponent = load(a);
    Kernels.multiply(basis, input, image, n, n, m);
    sweeps = 0;
    while (sweep()) {
      if (++sweeps >= SWEEP_LIMIT) {
        throw new ArithmeticException(
            "Jacobi rotations did not settle in " + SWEEP_LIMIT + " sweeps");
      }
    }
    finish(exponent);
  }

  /**
   * Copies the matrix, scaled to entries of order one, with its short side as rows; returns the
   * exponent taken out.
   */
  private int load(double[] a) {
    double max = 0;
    for (double v : a) {
      max = Math.max(max, Math.abs(v));
    }
    if (!(max <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("the matrix has an entry that is not finite");
    }
    int exponent = max == 0 ? 0 : Math.max(Math.getExponent(max), -1000);
    double scale = Math.scalb(1.0, -exponent);
    if (wide) {
      for (int i = 0; i < a.length; i++) {
        input[i] = a[i] * scale;
      }
    } else {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < cols; j++) {
          input[j * rows + i] = a[i * cols + j] * scale;
        }
      }
    }
    return exponent;
  }

  /** Rotates each pair of images once; says whether any pair was not yet orthogonal. */
  private boolean sweep() {
    double total = 0;
    for (int i = 0; i < n; i++) {
      squares[i] = dot(image, i * m, i * m, m);
      total += squares[i];
    }
    double tolerance = m * UNIT_ROUNDOFF;
    double negligible = total * UNIT_ROUNDOFF * UNIT_ROUNDOFF;
    boolean rotated = false;
    for (int i = 0; i < n - 1; i++) {
      for (int j = i + 1; j < n; j++) {
        if (squares[i] <= negligible && squares[j] <= negligible) {
          continue;
        }
        double g = dot(image, i * m, j * m, m);
        if (g * g
            <= tolerance * tolerance * Math.max(squares[i] * squares[j], negligible * total)) {
          continue;
        }
        rotated = true;
        double zeta = (squares[j] - squares[i]) / (2 * g);
        double t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double c = 1 / Math.sqrt(1 + t * t);
        rotate(image, i * m, j * m, m, c, c * t);
        rotate(basis, i * n, j * n, n, c, c * t);
        squares[i] = Math.max(0, squares[i] - t * g);
        squares[j] += t * g;
      }
    }
    return rotated;
  }

  private static void rotate(double[] a, int x, int y, int length, double c, double s) {
    for (int k = 0; k < length; k++) {
      double u = a[x + k];
      double v = a[y + k];
      a[x + k] = c * u - s * v;
      a[y + k] = s * u + c * v;
    }
  }

  /** Four partial sums in a fixed order: the chain of one sum is what a sweep would wait for. */
  private static double dot(double[] a, int x, int y, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      s0 = Math.fma(a[x + k], a[y + k], s0);
      s1 = Math.fma(a[x + k + 1], a[y + k + 1], s1);
      s2 = Math.fma(a[x + k + 2], a[y + k + 2], s2);
      s3 = Math.fma(a[x + k + 3], a[y + k + 3], s3);
    }
    for (; k < length; k++) {
      s0 = Math.fma(a[x + k], a[y + k], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * One Newton-Schulz step: rotations of many warm starts leave the basis orthonormal only to their
   * accumulated round-off.
   */
  private void cleanBasis() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gram[i * n + j] = (i == j ? 1.5 : 0) - 0.5 * dot(basis, i * n, j * n, n);
      }
    }
    Kernels.multiply(gram, basis, image, n, n, n);
    System.arraycopy(image, 0, basis, 0, n * n);
  }

  private void finish(int exponent) {
    double scale = Math.scalb(1.0, exponent);
    for (int i = 0; i < n * m; i++) {
      image[i] *= scale;
    }
    for (int i = 0; i < n; i++) {
      squares[i] = scale * Math.sqrt(squares[i]);
      int at = i;
      while (at > 0 && squares[order[at - 1]] < squares[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    for (int i = 0; i < n; i++) {
      values[i] = squares[order[i]];
    }
  }

  /** Returns the number of singular values, the smaller of the two dimensions. */
  public int size() {
    return n;
  }

  /** Returns the singular value number {@code i} (0 is the largest) of the last decomposition. */
  public double value(int i) {
    return values[i];
  }

  /** Returns the largest singular value of the last decomposition, the operator norm. */
  public double operatorNorm() {
    return values[0];
  }

  /** Returns the sum of the singular values of the last decomposition, the nuclear norm. */
  public double nuclearNorm() {
    double sum = 0;
    for (int i = n - 1; i >= 0; i--) {
      sum += values[i];
    }
    return sum;
  }

  /** Returns how many sweeps with rotations the last decomposition took. */
  public int sweeps() {
    return sweeps;
  }

  /**
   * Writes the leading singular vectors of both sides.
   *
   * @param left gets the left vectors as columns, shape rows x count
   * @param right gets the right vectors as columns, shape cols x count
   * @throws IllegalArgumentException if one of the leading {@code count} singular values is zero
   */
  public void leading(int count, double[] left, double[] right) {
    for (int c = 0; c < count; c++) {
      int i = order[c];
      if (!(values[c] > 0)) {
        throw new IllegalArgumentException(
            "singular value "
                + c
                + " is zero, so its vectors are not determined; ask for fewer than "
                + count);
      }
      double[] shortSide = wide ? left : right;
      double[] longSide = wide ? right : left;
      for (int k = 0; k < n; k++) {
        shortSide[k * count + c] = basis[i * n + k];
      }
      for (int k = 0; k < m; k++) {
        longSide[k * count + c] = image[i * m + k] / values[c];
      }
    }
  }

  /**
   * Writes the proximal point of the nuclear norm: all singular values lowered by {@code
   * threshold}, those below it gone.
   *
   * @param threshold at least 0
   * @param out shape rows x cols, may be the matrix that was decomposed
   * @return the nuclear norm of {@code out}
   */
  public double shrink(double threshold, double[] out) {
    Arrays.fill(out, 0, rows * cols, 0);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double excess = squares[i] - threshold;
      if (excess > 0) {
        sum += excess;
        addTerm(i, excess / squares[i], out);
      }
    }
    return sum;
  }

  /** Writes the polar factor U V^T of rank {@code count} into {@code out}, shape rows x cols. */
  public void polar(int count, double[] out) {
    Arrays.fill(out, 0, rows * cols, 0);
    for (int c = 0; c < count; c++) {
      addTerm(order[c], 1 / values[c], out);
    }
  }

  private void addTerm(int i, double factor, double[] out) {
    if (wide) {
      for (int p = 0; p < n; p++) {
        Kernels.axpy(factor * basis[i * n + p], image, i * m, out, p * cols, m);
      }
    } else {
      for (int p = 0; p < m; p++) {
        Kernels.axpy(factor * image[i * m + p], basis, i * n, out, p * cols, n);
      }
    }
  }

  /**
   * Writes (A A^T)^(1/2) of a square matrix A, which for a symmetric A is its absolute value.
   *
   * @param out shape rows x rows
   * @throws IllegalStateException if the workspace is not of a square shape
   */
  public void absolute(double[] out) {
    if (rows != cols) {
      throw new IllegalStateException(
          "the absolute value needs a square matrix, this is " + rows + " x " + cols);
    }
    Arrays.fill(out, 0, n * n, 0);
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < n; p++) {
        Kernels.axpy(squares[i] * basis[i * n + p], basis, i * n, out, p * n, n);
      }
    }
  }
}
