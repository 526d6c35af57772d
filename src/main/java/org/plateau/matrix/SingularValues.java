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

  private final int rows;
  private final int cols;
  private final boolean wide;
  private final int n;
  private final int m;
  private final JacobiRotations rotations;
  private final int basisStride;
  private final int imageStride;
  private final double[] basis;
  private final double[] image;
  private final double[] lengths;
  private final double[] values;
  private final int[] order;
  private final double[] input;

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
    this.rotations = new JacobiRotations(n, m);
    this.basisStride = rotations.basisStride();
    this.imageStride = rotations.imageStride();
    this.basis = rotations.basis();
    this.image = rotations.image();
    this.lengths = new double[n];
    this.values = new double[n];
    this.order = new int[n];
    this.input = new double[basisStride * imageStride];
  }

  /** Returns the singular values of {@code a}, shape {@code rows x cols}, in descending order. */
  public static double[] of(double[] a, int rows, int cols) {
    SingularValues svd = new SingularValues(rows, cols);
    svd.decompose(a);
    return svd.values.clone();
  }

  /**
   * Returns the largest singular value of {@code a}, the operator norm, from the largest eigenvalue
   * of the Gram matrix of its shorter side: a tenth of the work of all values at order 20.
   *
   * <p>The error is at most 2 (rows + cols) sqrt(min(rows, cols)) u |A|, Frobenius norm: the Gram
   * matrix and the eigenvalue cost (4 min + max) u |A|² in the square of a value of at least |A| /
   * sqrt(min) (derived).
   *
   * @throws IllegalArgumentException if an entry is not finite
   */
  public static double largest(double[] a, int rows, int cols) {
    double max = 0;
    for (double v : a) {
      max = Math.max(max, Math.abs(v));
    }
    if (max == 0) {
      return 0;
    }
    requireFinite(max);
    double scale = Tridiagonal.powerOfTwoNear(max);
    double[] tall = rows < cols ? Kernels.transpose(a, rows, cols) : a.clone();
    for (int i = 0; i < tall.length; i++) {
      tall[i] /= scale;
    }
    int n = Math.min(rows, cols);
    double[] gram = new double[n * n];
    Kernels.gramAdd(tall, gram, Math.max(rows, cols), n);
    return Math.sqrt(Math.max(0, SymmetricEigen.largest(gram, n))) * scale;
  }

  private static void requireFinite(double largestModulus) {
    if (!(largestModulus <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("the matrix has an entry that is not finite");
    }
  }

  /** Forgets the last decomposition, so that the next warm start is a cold one. */
  public void reset() {
    rotations.reset();
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
    int exponent = start(a);
    rotations.orthogonalize();
    finish(exponent);
  }

  /** Loads a matrix and finds the images of the vectors of the last one. */
  private int start(double[] a) {
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
    int exponent = load(a);
    rotations.start(input);
    return exponent;
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
    requireFinite(max);
    int exponent = max == 0 ? 0 : Math.max(Math.getExponent(max), -1000);
    double scale = Math.scalb(1.0, -exponent);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        input[wide ? i * imageStride + j : j * imageStride + i] = a[i * cols + j] * scale;
      }
    }
    return exponent;
  }

  private void finish(int exponent) {
    double scale = Math.scalb(1.0, exponent);
    for (int i = 0; i < n; i++) {
      lengths[i] = scale * rotations.length(i);
      int at = i;
      while (at > 0 && lengths[order[at - 1]] < lengths[i]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = i;
    }
    for (int i = 0; i < n; i++) {
      values[i] = lengths[order[i]];
    }
    for (int i = 0; i < image.length; i++) {
      image[i] *= scale;
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
    return rotations.sweeps();
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
        shortSide[k * count + c] = basis[i * basisStride + k];
      }
      for (int k = 0; k < m; k++) {
        longSide[k * count + c] = image[i * imageStride + k] / values[c];
      }
    }
  }

  /**
   * Writes the proximal point of the nuclear norm at {@code a}: all singular values lowered by
   * {@code threshold}, those below it gone. Starts at the vectors of the last call, as {@link
   * #update}, and leaves no decomposition to ask for.
   *
   * <p>Only images that may exceed the threshold are made orthogonal to the others and to each
   * other. The rest of the matrix is below it where Gershgorin's circles of the Gram matrix of its
   * images say so, and then all of it goes, whatever its singular values are. What is below the
   * threshold on all but k dimensions has at most k singular values above it (Courant, Fischer), so
   * if the k that were made orthogonal all exceed it, the rest needs no second look (derived).
   *
   * @param threshold at least 0
   * @param out shape rows x cols, may be {@code a}
   * @return the nuclear norm of {@code out}
   * @throws IllegalArgumentException as {@link #update}
   */
  public double shrink(double[] a, double threshold, double[] out) {
    int exponent = start(a);
    rotations.orthogonalizeAbove(Math.scalb(threshold, -exponent));
    finish(exponent);
    Arrays.fill(values, Double.NaN);
    Arrays.fill(out, 0, rows * cols, 0);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double excess = lengths[i] - threshold;
      if (rotations.isChosen(i) && excess > 0) {
        sum += excess;
        addTerm(i, excess / lengths[i], out);
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
        Kernels.axpy(factor * basis[i * basisStride + p], image, i * imageStride, out, p * cols, m);
      }
    } else {
      for (int p = 0; p < m; p++) {
        Kernels.axpy(factor * image[i * imageStride + p], basis, i * basisStride, out, p * cols, n);
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
        Kernels.axpy(
            lengths[i] * basis[i * basisStride + p], basis, i * basisStride, out, p * n, n);
      }
    }
  }
}
