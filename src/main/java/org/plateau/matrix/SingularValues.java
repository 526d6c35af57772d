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
  private static final int REGISTER = 8;
  private static final int WARM_STARTS_BETWEEN_CLEANINGS = 16;

  /** Sweeps that leave pairs out converge linearly: three to seven are common. EMPIRICAL. */
  private static final int PARTIAL_SWEEPS = 24;

  /** Where more than one image in so many is chosen, sweeps over all are faster. EMPIRICAL. */
  private static final int FULL_SWEEP = 4;

  /** Where all were chosen last time, a new choice is made only so often. EMPIRICAL. */
  private static final int WARM_STARTS_BETWEEN_CHOICES = 4;

  private final int rows;
  private final int cols;
  private final boolean wide;
  private final int n;
  private final int m;
  private final int basisStride;
  private final int imageStride;
  private final double[] basis;
  private final double[] image;
  private final double[] squares;
  private final double[] values;
  private final int[] order;
  private final double[] input;
  private final double[] gram;
  private final double[] spare;
  private final double[] imageColumns;
  private final double[] radii;
  private final boolean[] chosen;
  private final double[] tangents;
  private final double[] part;
  private double leastSquare;
  private double largestTangent;
  private double largestCosineSquare;
  private boolean someLeftOut;
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
    this.basisStride = padded(n);
    this.imageStride = padded(m);
    this.basis = new double[basisStride * basisStride];
    this.image = new double[n * imageStride];
    this.squares = new double[n];
    this.values = new double[n];
    this.order = new int[n];
    this.input = new double[basisStride * imageStride];
    this.gram = new double[n * basisStride];
    this.spare = new double[n * basisStride];
    this.imageColumns = new double[imageStride * basisStride];
    this.radii = new double[n];
    this.chosen = new boolean[n];
    this.tangents = new double[n];
    this.part = new double[imageStride];
    reset();
  }

  /** Rows are padded by zeros to whole vector registers, so that no loop has a remainder. */
  private static int padded(int length) {
    return (length + REGISTER - 1) / REGISTER * REGISTER;
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
    Arrays.fill(basis, 0);
    for (int i = 0; i < n; i++) {
      basis[i * basisStride + i] = 1;
    }
    someLeftOut = true;
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
    int exponent = start(a);
    chooseAll();
    sweeps = 0;
    settle();
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
    if (++warmStarts % WARM_STARTS_BETWEEN_CLEANINGS == 0) {
      cleanBasis();
    }
    int exponent = load(a);
    Kernels.multiply(basis, input, image, n, basisStride, imageStride);
    return exponent;
  }

  private void settle() {
    while (sweep()) {
      if (++sweeps >= SWEEP_LIMIT) {
        throw new ArithmeticException(
            "Jacobi rotations did not settle in " + SWEEP_LIMIT + " sweeps");
      }
      if (sweeps >= PARTIAL_SWEEPS) {
        chooseAll();
      }
    }
  }

  private void chooseAll() {
    Arrays.fill(chosen, true);
    someLeftOut = false;
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

  /**
   * Rotates each pair with a chosen image once; says whether another sweep is needed. After a sweep
   * the cosines are at most n times the largest tangent of a rotation times the largest cosine
   * before it, to first order; where that is at round-off, no further sweep has to find out.
   */
  private boolean sweep() {
    double total = 0;
    for (int i = 0; i < n; i++) {
      squares[i] = dot(i, i);
      total += squares[i];
    }
    leastSquare = total * UNIT_ROUNDOFF * UNIT_ROUNDOFF * total;
    largestTangent = 0;
    largestCosineSquare = 0;
    for (int i = 0; i < n; i++) {
      if (!chosen[i]) {
        largestCosineSquare = 1;
        continue;
      }
      if (someLeftOut) {
        turn(i);
      }
      for (int j = i + 1; j < n; j++) {
        if (chosen[j]) {
          rotate(i, j);
        }
      }
    }
    return n * largestTangent * Math.sqrt(largestCosineSquare) > m * UNIT_ROUNDOFF;
  }

  private void rotate(int i, int j) {
    double g = dot(i, j);
    double t = tangent(i, j, g);
    if (t != 0) {
      double c = 1 / Math.sqrt(1 + t * t);
      Kernels.rotate(image, i * imageStride, j * imageStride, imageStride, c, c * t);
      Kernels.rotate(basis, i * basisStride, j * basisStride, basisStride, c, c * t);
      squares[i] = Math.max(0, squares[i] - t * g);
      squares[j] += t * g;
    }
  }

  /** The tangent that makes images i and j orthogonal, whose inner product is g; 0 if they are. */
  private double tangent(int i, int j, double g) {
    double tolerance = m * UNIT_ROUNDOFF;
    double scale = Math.max(squares[i] * squares[j], leastSquare);
    if (g * g <= tolerance * tolerance * scale) {
      return 0;
    }
    double zeta = (squares[j] - squares[i]) / (2 * g);
    double t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    largestTangent = Math.max(largestTangent, Math.abs(t));
    largestCosineSquare = Math.max(largestCosineSquare, g * g / scale);
    return t;
  }

  /**
   * Rotates chosen image c against all that are not chosen, at once: in the plane of c and of the
   * sum of t_j times image j, by the angle whose tangent is |t|. To first order in t, which is
   * small at a warm start, this is what rotations of the single pairs do (derived).
   */
  private void turn(int c) {
    System.arraycopy(image, c * imageStride, part, 0, imageStride);
    Kernels.multiply(image, part, tangents, n, imageStride);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      tangents[j] = chosen[j] ? 0 : tangent(c, j, tangents[j]);
      sum = Math.fma(tangents[j], tangents[j], sum);
    }
    if (sum > 0) {
      double cosine = 1 / Math.sqrt(1 + sum);
      turn(image, imageStride, c, cosine);
      turn(basis, basisStride, c, cosine);
      squares[c] = dot(c, c);
    }
  }

  private void turn(double[] vectors, int stride, int c, double cosine) {
    Kernels.multiplyTranspose(vectors, tangents, part, n, stride);
    double factor = cosine * cosine / (1 + cosine);
    for (int k = 0; k < stride; k++) {
      double before = vectors[c * stride + k];
      vectors[c * stride + k] = cosine * (before - part[k]);
      part[k] = cosine * before - factor * part[k];
    }
    for (int j = 0; j < n; j++) {
      if (tangents[j] != 0) {
        Kernels.axpy(tangents[j], part, 0, vectors, j * stride, stride);
      }
    }
  }

  private double dot(int i, int j) {
    return Kernels.dot(image, i * imageStride, image, j * imageStride, imageStride);
  }

  /**
   * One Newton-Schulz step: rotations of many warm starts leave the basis orthonormal only to their
   * accumulated round-off.
   */
  private void cleanBasis() {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = Kernels.dot(basis, i * basisStride, basis, j * basisStride, basisStride);
        gram[i * basisStride + j] = (i == j ? 1.5 : 0) - 0.5 * product;
      }
    }
    Kernels.multiply(gram, basis, spare, n, basisStride, basisStride);
    System.arraycopy(spare, 0, basis, 0, spare.length);
  }

  private void finish(int exponent) {
    double scale = Math.scalb(1.0, exponent);
    for (int i = 0; i < n; i++) {
      squares[i] = scale * Math.sqrt(dot(i, i));
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
    double limit = Math.scalb(threshold, -exponent);
    sweeps = 0;
    if (someLeftOut || warmStarts % WARM_STARTS_BETWEEN_CHOICES == 0) {
      settleAbove(limit * limit);
    } else {
      settle();
    }
    finish(exponent);
    Arrays.fill(values, Double.NaN);
    Arrays.fill(out, 0, rows * cols, 0);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double excess = squares[i] - threshold;
      if (chosen[i] && excess > 0) {
        sum += excess;
        addTerm(i, excess / squares[i], out);
      }
    }
    return sum;
  }

  private void settleAbove(double limitSquare) {
    Arrays.fill(chosen, false);
    someLeftOut = true;
    boolean settled = false;
    while (!settled && chooseAbove(limitSquare)) {
      settle();
      settled = !someLeftOut || chosenExceed(limitSquare);
    }
  }

  /** Chooses more images until the others are below the limit; says whether there were any. */
  private boolean chooseAbove(double limitSquare) {
    for (int k = 0; k < m; k++) {
      for (int i = 0; i < n; i++) {
        imageColumns[k * basisStride + i] = image[i * imageStride + k];
      }
    }
    Kernels.multiply(image, imageColumns, gram, n, imageStride, basisStride);
    for (int i = 0; i < n; i++) {
      radii[i] = 0;
      for (int j = 0; j < n; j++) {
        radii[i] += chosen[j] ? 0 : Math.abs(gram[i * basisStride + j]);
      }
    }
    int more = 0;
    int worst = farthest();
    while (worst >= 0 && radii[worst] > limitSquare) {
      chosen[worst] = true;
      more++;
      for (int i = 0; i < n; i++) {
        radii[i] -= Math.abs(gram[i * basisStride + worst]);
      }
      worst = farthest();
    }
    if (FULL_SWEEP * more > n) {
      chooseAll();
    }
    return more > 0;
  }

  private boolean chosenExceed(double limitSquare) {
    for (int i = 0; i < n; i++) {
      if (chosen[i] && !(squares[i] > limitSquare)) {
        return false;
      }
    }
    return true;
  }

  /** The image whose circle reaches farthest among those not chosen, or -1. */
  private int farthest() {
    int worst = -1;
    for (int i = 0; i < n; i++) {
      if (!chosen[i] && (worst < 0 || radii[i] > radii[worst])) {
        worst = i;
      }
    }
    return worst;
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
            squares[i] * basis[i * basisStride + p], basis, i * basisStride, out, p * n, n);
      }
    }
  }
}
