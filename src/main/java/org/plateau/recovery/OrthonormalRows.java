package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * Orthonormal rows that span given rows, by Gram-Schmidt, done twice where a projection takes away
 * more than half (twice is enough: L. Giraud, J. Langou, M. Rozložník, Comput. Math. Appl. 50,
 * 2005), and the lower triangular T with rows = T Q.
 */
final class OrthonormalRows {

  private static final double DEPENDENT = 1e-10;
  private static final int BLOCK = 16;

  private final int length;
  private final double[] q;
  private final double[] triangle;
  private final int capacity;
  private int rank;

  /** Makes room for at most {@code capacity} rows of the given length. */
  OrthonormalRows(int capacity, int length) {
    this.capacity = capacity;
    this.length = length;
    this.q = new double[capacity * length];
    this.triangle = new double[capacity * capacity];
  }

  /**
   * Returns the span of all rows of a matrix.
   *
   * @throws IllegalArgumentException if a row depends linearly on those before it
   */
  static OrthonormalRows spanning(double[] matrix, int rows, int length) {
    OrthonormalRows span = new OrthonormalRows(rows, length);
    for (int i = 0; i < rows; i++) {
      if (!span.add(Arrays.copyOfRange(matrix, i * length, (i + 1) * length), DEPENDENT)) {
        throw new IllegalArgumentException(
            "row " + i + " of a depends linearly on those before it; leave it out");
      }
    }
    return span;
  }

  /**
   * Adds the part of {@code row} that is orthogonal to the rows so far.
   *
   * @param row destroyed
   * @param tolerance a part smaller than this multiple of the row counts as dependent and is not
   *     added
   * @return whether the row was added
   */
  boolean add(double[] row, double tolerance) {
    return append(row, Kernels.norm(row), new double[rank], 0, tolerance);
  }

  /**
   * Adds rows one after the other, as {@link #add}; the rows so far are read once for sixteen of
   * them, in products of whole matrices, since that is what takes the time.
   *
   * @param rows shape count x length
   * @return which rows were added
   */
  boolean[] addAll(double[] rows, int count, double tolerance) {
    boolean[] added = new boolean[count];
    for (int from = 0; from < count; from += BLOCK) {
      int n = Math.min(BLOCK, count - from);
      int known = rank;
      double[] block = Arrays.copyOfRange(rows, from * length, (from + n) * length);
      double[] coefficients = new double[known * n];
      double[] columns = Kernels.transpose(block, n, length);
      Kernels.multiply(-1, q, 0, columns, 0, coefficients, 0, known, length, n);
      Kernels.multiplyTransposeLeftAdd(coefficients, q, block, n, known, length);
      for (int i = 0; i < n; i++) {
        double before =
            Kernels.norm(Arrays.copyOfRange(rows, (from + i) * length, (from + i + 1) * length));
        double[] row = Arrays.copyOfRange(block, i * length, (i + 1) * length);
        double[] sum = new double[rank];
        for (int k = 0; k < known; k++) {
          sum[k] = -coefficients[k * n + i];
        }
        added[from + i] = append(row, before, sum, known, tolerance);
      }
    }
    return added;
  }

  /**
   * Orthogonalizes and adds a row of which the parts along the first {@code known} rows are gone,
   * up to cancellation, and noted in {@code sum}.
   */
  private boolean append(double[] row, double before, double[] sum, int known, double tolerance) {
    double after = Kernels.norm(row);
    int from = after > 0.5 * before ? known : 0;
    for (int pass = 0; pass < 2; pass++) {
      project(row, from, sum);
      double left = Kernels.norm(row);
      boolean enough = left > 0.5 * after;
      after = left;
      if (enough) {
        break;
      }
      from = 0;
    }
    if (!(after > tolerance * before) || rank == capacity) {
      return false;
    }
    for (int k = 0; k < length; k++) {
      q[rank * length + k] = row[k] / after;
    }
    System.arraycopy(sum, 0, triangle, rank * capacity, rank);
    triangle[rank * capacity + rank] = after;
    rank++;
    return true;
  }

  /** Takes from a row its parts along the rows from number {@code from} on. */
  private void project(double[] row, int from, double[] sum) {
    double[] coefficients = new double[rank - from];
    Kernels.multiply(q, from * length, row, coefficients, rank - from, length);
    for (int k = from; k < rank; k++) {
      sum[k] += coefficients[k - from];
      coefficients[k - from] = -coefficients[k - from];
    }
    Kernels.multiplyTransposeAdd(q, from * length, coefficients, row, rank - from, length);
  }

  int rank() {
    return rank;
  }

  /** Returns the rows, shape rank x length; a fresh array. */
  double[] rows() {
    return Arrays.copyOf(q, rank * length);
  }

  /** Solves T c = b for the rows that were added, b of length rank. */
  double[] solve(double[] b) {
    double[] c = new double[rank];
    for (int i = 0; i < rank; i++) {
      c[i] = (b[i] - Kernels.dot(triangle, i * capacity, c, 0, i)) / triangle[i * capacity + i];
    }
    return c;
  }

  /**
   * Returns 1 / |T^-1| in the Frobenius norm, a lower bound of the least singular value of T; 0
   * without rows.
   */
  double leastSingularValueBound() {
    double sum = 0;
    double[] unit = new double[rank];
    for (int j = 0; j < rank; j++) {
      Arrays.fill(unit, 0);
      unit[j] = 1;
      double[] column = solve(unit);
      sum += Kernels.dot(column, column);
    }
    return sum == 0 ? 0 : 1 / Math.sqrt(sum);
  }
}
