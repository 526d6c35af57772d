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
    double before = Kernels.norm(row);
    double after = before;
    double[] coefficients = new double[rank];
    double[] sum = new double[rank];
    double[] along = new double[length];
    for (int pass = 0; pass < 2; pass++) {
      Kernels.multiply(q, row, coefficients, rank, length);
      Kernels.multiplyTranspose(q, coefficients, along, rank, length);
      Kernels.axpy(-1, along, 0, row, 0, length);
      Kernels.axpy(1, coefficients, 0, sum, 0, rank);
      double left = Kernels.norm(row);
      boolean enough = left > 0.5 * after;
      after = left;
      if (enough) {
        break;
      }
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
