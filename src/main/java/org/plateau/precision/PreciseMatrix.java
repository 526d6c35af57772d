package org.plateau.precision;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.UnaryOperator;

/**
 * A small dense matrix of {@link Precise} numbers. Immutable. A vector is a matrix of one column.
 */
public final class PreciseMatrix {

  private final int rows;
  private final int cols;
  private final Precise[] entries;

  private PreciseMatrix(int rows, int cols, Precise[] entries) {
    if (rows < 1 || cols < 1 || entries.length != rows * cols) {
      throw new IllegalArgumentException(
          "a " + rows + " x " + cols + " matrix cannot have " + entries.length + " entries");
    }
    this.rows = rows;
    this.cols = cols;
    this.entries = entries;
  }

  /**
   * Returns the matrix of the given row-major doubles.
   *
   * @throws IllegalArgumentException if the number of entries is not {@code rows * cols}
   */
  public static PreciseMatrix of(int rows, int cols, double[] rowMajor) {
    return new PreciseMatrix(rows, cols, Precise.of(rowMajor));
  }

  /**
   * Returns the matrix of the given row-major entries.
   *
   * @throws IllegalArgumentException if the number of entries is not {@code rows * cols}
   */
  public static PreciseMatrix of(int rows, int cols, Precise[] rowMajor) {
    return new PreciseMatrix(rows, cols, rowMajor.clone());
  }

  /** Returns the vector of the given doubles. */
  public static PreciseMatrix column(double[] x) {
    return of(x.length, 1, x);
  }

  /** Returns the vector of the given entries. */
  public static PreciseMatrix column(Precise[] x) {
    return of(x.length, 1, x);
  }

  /** Returns the identity of size n. */
  public static PreciseMatrix identity(int n) {
    Precise[] ones = new Precise[n];
    Arrays.fill(ones, Precise.ONE);
    return diagonal(ones);
  }

  /** Returns the diagonal matrix with the given entries. */
  public static PreciseMatrix diagonal(Precise[] x) {
    int n = x.length;
    Precise[] entries = new Precise[n * n];
    Arrays.fill(entries, Precise.ZERO);
    for (int i = 0; i < n; i++) {
      entries[i * n + i] = x[i];
    }
    return new PreciseMatrix(n, n, entries);
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of columns. */
  public int cols() {
    return cols;
  }

  /** Returns the entry in row i and column j, from 0. */
  public Precise get(int i, int j) {
    return entries[i * cols + j];
  }

  /** Returns the row-major entries. */
  public Precise[] entries() {
    return entries.clone();
  }

  /** Returns the midpoints, row-major, rounded to doubles. */
  public double[] toDoubles() {
    double[] x = new double[entries.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = entries[i].toDouble();
    }
    return x;
  }

  /**
   * Returns this times other.
   *
   * @throws IllegalArgumentException if the shapes do not chain
   */
  public PreciseMatrix multiply(PreciseMatrix other) {
    if (cols != other.rows) {
      throw new IllegalArgumentException(
          shape() + " times " + other.shape() + ": columns and rows must agree");
    }
    Precise[] product = new Precise[rows * other.cols];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < other.cols; j++) {
        Precise total = Precise.ZERO;
        for (int k = 0; k < cols; k++) {
          total = total.add(get(i, k).multiply(other.get(k, j)));
        }
        product[i * other.cols + j] = total;
      }
    }
    return new PreciseMatrix(rows, other.cols, product);
  }

  /** Returns the transpose. */
  public PreciseMatrix transpose() {
    Precise[] transposed = new Precise[entries.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        transposed[j * rows + i] = get(i, j);
      }
    }
    return new PreciseMatrix(cols, rows, transposed);
  }

  /**
   * Returns this + other.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public PreciseMatrix add(PreciseMatrix other) {
    requireSameShape(other);
    Precise[] sum = new Precise[entries.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = entries[i].add(other.entries[i]);
    }
    return new PreciseMatrix(rows, cols, sum);
  }

  /**
   * Returns this - other.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public PreciseMatrix subtract(PreciseMatrix other) {
    return add(other.scale(Precise.of(-1)));
  }

  /** Returns this times a number. */
  public PreciseMatrix scale(Precise factor) {
    Precise[] scaled = new Precise[entries.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = entries[i].multiply(factor);
    }
    return new PreciseMatrix(rows, cols, scaled);
  }

  /**
   * Returns the sum of the products of the entries.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public Precise dot(PreciseMatrix other) {
    requireSameShape(other);
    return Precise.dot(entries, other.entries);
  }

  /** Returns the Frobenius norm; for a vector, the Euclidean one. */
  public Precise norm() {
    return Precise.norm(entries);
  }

  /**
   * Returns the trace.
   *
   * @throws IllegalArgumentException unless square
   */
  public Precise trace() {
    requireSquare("a trace");
    Precise total = Precise.ZERO;
    for (int i = 0; i < rows; i++) {
      total = total.add(get(i, i));
    }
    return total;
  }

  /** Returns the largest singular value. */
  public Precise spectralNorm() {
    return singularValues()[0];
  }

  /**
   * Returns the min(rows, cols) singular values, descending, as square roots of the eigenvalues of
   * the smaller Gram matrix: those below 1e-20 times the largest keep only absolute accuracy.
   */
  public Precise[] singularValues() {
    PreciseMatrix gram = rows <= cols ? multiply(transpose()) : transpose().multiply(this);
    Precise[] ascending = gram.symmetricEigenvalues();
    Precise[] values = new Precise[ascending.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ascending[values.length - 1 - i].sqrt();
    }
    return values;
  }

  /**
   * Returns the eigenvalues of a symmetric matrix, ascending; only its symmetric part counts.
   *
   * <p>With approximate eigenvalues T and eigenvectors V from Jacobi rotations, the i-th eigenvalue
   * of A lies within |A - V T V'|_F + |V'V - I|_F |T_i| of T_i (Weyl for the first term, Ostrowski
   * for the second; derived). Both are evaluated with outward rounding, so the enclosure does not
   * depend on how the rotations went.
   *
   * @throws IllegalArgumentException unless square
   */
  public Precise[] symmetricEigenvalues() {
    requireSquare("an eigenvalue problem");
    PreciseMatrix symmetric = add(transpose()).scale(Precise.ratio(1, 2));
    JacobiRotations rotations = new JacobiRotations(rows, symmetric.entries);
    Precise[] approximate = rotations.eigenvalues();
    PreciseMatrix vectors = new PreciseMatrix(rows, rows, rotations.eigenvectors());
    PreciseMatrix rebuilt = vectors.multiply(diagonal(approximate)).multiply(vectors.transpose());
    double residual = symmetric.subtract(rebuilt).normBound();
    double defect = vectors.transpose().multiply(vectors).subtract(identity(rows)).normBound();
    Precise[] values = new Precise[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = approximate[i].widen(residual + defect * approximate[i].magnitude());
    }
    Arrays.sort(values, Comparator.naturalOrder());
    return values;
  }

  /**
   * Returns V f(T) V' for the symmetric part V T V' of this matrix: an approximation, good to about
   * 1e-50 relative where f is smooth, with radius 0. What is claimed of the result has to be
   * verified on the result.
   *
   * @throws IllegalArgumentException unless square
   */
  public PreciseMatrix symmetricFunction(UnaryOperator<Precise> f) {
    requireSquare("a function of a symmetric matrix");
    PreciseMatrix symmetric = add(transpose()).scale(Precise.ratio(1, 2));
    JacobiRotations rotations = new JacobiRotations(rows, symmetric.entries);
    Precise[] values = rotations.eigenvalues();
    for (int i = 0; i < rows; i++) {
      values[i] = f.apply(values[i]);
    }
    PreciseMatrix vectors = new PreciseMatrix(rows, rows, rotations.eigenvectors());
    return vectors.multiply(diagonal(values)).multiply(vectors.transpose()).midpoints();
  }

  /**
   * Returns the midpoints as exact numbers: for iterations whose result is verified afterwards, and
   * whose radii would only grow.
   *
   * @throws ArithmeticException if a radius is infinite, as after a division by zero
   */
  public PreciseMatrix midpoints() {
    Precise[] exact = new Precise[entries.length];
    for (int i = 0; i < exact.length; i++) {
      if (entries[i].radius() == Double.POSITIVE_INFINITY) {
        throw new ArithmeticException(
            "nothing is known of entry " + i + ": its radius is infinite");
      }
      exact[i] = Precise.ball(entries[i].middle(), 0);
    }
    return new PreciseMatrix(rows, cols, exact);
  }

  /**
   * Returns X with A X = B by Gaussian elimination with partial pivoting in ball arithmetic: the
   * radii say how far to trust it, and are infinite for a matrix that may be singular.
   *
   * @throws IllegalArgumentException unless square, with as many rows as {@code right}
   */
  public PreciseMatrix solve(PreciseMatrix right) {
    requireSquare("a linear system");
    if (right.rows != rows) {
      throw new IllegalArgumentException(
          "a system with " + rows + " rows has a right side of " + right.rows);
    }
    int width = cols + right.cols;
    Precise[] work = new Precise[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(entries, i * cols, work, i * width, cols);
      System.arraycopy(right.entries, i * right.cols, work, i * width + cols, right.cols);
    }
    for (int k = 0; k < rows; k++) {
      swapRows(work, width, k, pivot(work, width, k));
      for (int i = k + 1; i < rows; i++) {
        Precise factor = work[i * width + k].divide(work[k * width + k]);
        for (int j = k; j < width; j++) {
          work[i * width + j] = work[i * width + j].subtract(factor.multiply(work[k * width + j]));
        }
      }
    }
    return backSubstitute(work, width, right.cols);
  }

  /**
   * Returns the inverse; see {@link #solve}.
   *
   * @throws IllegalArgumentException unless square
   */
  public PreciseMatrix inverse() {
    return solve(identity(rows));
  }

  /**
   * Returns the upper triangular F with F^T F = A, for a positive definite A, in ball arithmetic:
   * the radii are infinite where A may have no such factor. Entries below the diagonal are not
   * read.
   *
   * @throws IllegalArgumentException unless square
   */
  public PreciseMatrix cholesky() {
    requireSquare("a Cholesky factor");
    Precise[] f = new Precise[rows * rows];
    Arrays.fill(f, Precise.ZERO);
    for (int i = 0; i < rows; i++) {
      for (int j = i; j < rows; j++) {
        Precise rest = get(i, j);
        for (int k = 0; k < i; k++) {
          rest = rest.subtract(f[k * rows + i].multiply(f[k * rows + j]));
        }
        f[i * rows + j] = i == j ? rest.sqrt() : rest.divide(f[i * rows + i]);
      }
    }
    return new PreciseMatrix(rows, rows, f);
  }

  /**
   * Returns a certain lower bound on the rank: the number of pivots of Gaussian elimination with
   * complete pivoting whose balls do not contain 0. A matrix of rank r gives at most r, whatever
   * the rounding, for the exact remainder after r pivots is 0.
   */
  public int certainRank() {
    Precise[] work = entries.clone();
    int pivots = Math.min(rows, cols);
    for (int k = 0; k < pivots; k++) {
      int largest = largestFrom(work, k);
      swapRows(work, cols, k, largest / cols);
      swapColumns(work, k, largest % cols);
      Precise pivot = work[k * cols + k];
      if (!pivot.abs().isCertainlyPositive()) {
        return k;
      }
      for (int i = k + 1; i < rows; i++) {
        Precise factor = work[i * cols + k].divide(pivot);
        for (int j = k + 1; j < cols; j++) {
          work[i * cols + j] = work[i * cols + j].subtract(factor.multiply(work[k * cols + j]));
        }
      }
    }
    return pivots;
  }

  /** The position of the largest midpoint among the rows and columns from k on. */
  private int largestFrom(Precise[] work, int k) {
    int best = k * cols + k;
    for (int i = k; i < rows; i++) {
      for (int j = k; j < cols; j++) {
        best = work[i * cols + j].abs().compareTo(work[best].abs()) > 0 ? i * cols + j : best;
      }
    }
    return best;
  }

  private void swapColumns(Precise[] work, int a, int b) {
    for (int i = 0; i < rows; i++) {
      Precise spare = work[i * cols + a];
      work[i * cols + a] = work[i * cols + b];
      work[i * cols + b] = spare;
    }
  }

  private PreciseMatrix backSubstitute(Precise[] work, int width, int columns) {
    Precise[] solution = new Precise[rows * columns];
    for (int c = 0; c < columns; c++) {
      for (int i = rows - 1; i >= 0; i--) {
        Precise rest = work[i * width + rows + c];
        for (int j = i + 1; j < rows; j++) {
          rest = rest.subtract(work[i * width + j].multiply(solution[j * columns + c]));
        }
        solution[i * columns + c] = rest.divide(work[i * width + i]);
      }
    }
    return new PreciseMatrix(rows, columns, solution);
  }

  private int pivot(Precise[] work, int width, int k) {
    int best = k;
    for (int i = k + 1; i < rows; i++) {
      if (work[i * width + k].abs().compareTo(work[best * width + k].abs()) > 0) {
        best = i;
      }
    }
    return best;
  }

  private static void swapRows(Precise[] work, int width, int a, int b) {
    for (int j = 0; j < width && a != b; j++) {
      Precise kept = work[a * width + j];
      work[a * width + j] = work[b * width + j];
      work[b * width + j] = kept;
    }
  }

  /** Returns an upper bound on the Frobenius norm that does not need a square root of a ball. */
  private double normBound() {
    double total = 0;
    for (Precise entry : entries) {
      total += entry.magnitude();
    }
    return total * (1 + 0x1p-40);
  }

  private void requireSquare(String what) {
    if (rows != cols) {
      throw new IllegalArgumentException(what + " needs a square matrix, got " + shape());
    }
  }

  private void requireSameShape(PreciseMatrix other) {
    if (rows != other.rows || cols != other.cols) {
      throw new IllegalArgumentException(shape() + " and " + other.shape() + " must agree");
    }
  }

  private String shape() {
    return rows + " x " + cols;
  }
}
