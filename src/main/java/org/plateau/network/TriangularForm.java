package org.plateau.network;

import org.plateau.matrix.Kernels;

/**
 * Q^T (X | y) / sqrt(n) with Q orthogonal, the first min(n, d) rows: triangular up to the order of
 * the columns when n >= d, and (X | y) / sqrt(n) itself when n < d.
 *
 * <p>Householder QR, the longest columns first, which saves the rotations that may follow about one
 * sweep of six. X and y are scaled by powers of two, so that neither tiny nor huge data leave the
 * range of doubles.
 */
final class TriangularForm {

  /** Condition numbers up to this one leave no doubt about the rank, nor more than 20 bits. */
  private static final double WELL_CONDITIONED = 0x1p20;

  /** Columns shorter than the square root of this, with a longest entry of order one, are zero. */
  private static final double NEGLIGIBLE = 0x1p-900;

  private final int n;
  private final int d;
  private final double[] x;
  private final double[] y;
  private final int stride;
  private final double scaleX;
  private final double scaleY;

  /** The columns of X in the order of their reflectors. */
  private final int[] order;

  /** X and y scaled; without the first of those columns, which only the first reflector needs. */
  private final double[] a;

  private final double[] diagonal;
  private double rest;

  private TriangularForm(double[] x, double largestX, double[] y, double largestY, int n, int d) {
    this.n = n;
    this.d = d;
    this.x = x;
    this.y = y;
    this.stride = d + 7 & ~7;
    this.scaleX = powerOfTwoNear(largestX);
    this.scaleY = powerOfTwoNear(largestY);
    this.order = new int[d];
    this.a = new double[n < d ? 0 : n * stride];
    this.diagonal = new double[d];
  }

  static TriangularForm of(double[] x, double[] y, int n, int d) {
    return of(x, Kernels.largest(x), y, Kernels.largest(y), n, d);
  }

  /** As {@link #of(double[], double[], int, int)}, for those who know the largest moduli. */
  static TriangularForm of(double[] x, double largestX, double[] y, double largestY, int n, int d) {
    TriangularForm form = new TriangularForm(x, largestX, y, largestY, n, d);
    if (n >= d) {
      form.triangularize();
    }
    return form;
  }

  /** The number of rows. */
  int count() {
    return Math.min(n, d);
  }

  /** The rows without their last entry, row-major count x d, columns in their own order. */
  double[] rows() {
    if (n < d) {
      return multiple(x, 1 / Math.sqrt(n));
    }
    double[] rows = new double[d * d];
    double factor = scaleX / Math.sqrt(n);
    for (int i = 0; i < d; i++) {
      rows[i * d + order[i]] = diagonal[i] * factor;
      for (int j = i + 1; j < d; j++) {
        rows[i * d + order[j]] = entry(i, j) * factor;
      }
    }
    return rows;
  }

  /** The last entries of the rows, the head of Q^T y / sqrt(n). */
  double[] head() {
    if (n < d) {
      return multiple(y, 1 / Math.sqrt(n));
    }
    double[] head = new double[d];
    double factor = scaleY / Math.sqrt(n);
    for (int i = 0; i < d; i++) {
      head[i] = entry(i, d) * factor;
    }
    return head;
  }

  private static double[] multiple(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Entry of the triangle right of its diagonal, j = d for y. */
  private double entry(int i, int j) {
    return a[i * stride + j - 1];
  }

  /** Squared norm of the tail of Q^T y / sqrt(n). */
  double rest() {
    return rest * scaleY * scaleY / n;
  }

  /**
   * Whether X is far from losing rank: the inverse of the triangle with the same diagonal and the
   * other entries negative bounds that of R in the maximum norm (N. Higham, Accuracy and Stability
   * of Numerical Algorithms, 2002, section 8.3).
   */
  boolean isWellConditioned() {
    if (n < d) {
      return false;
    }
    double[] bound = new double[d];
    double largest = 0;
    double squares = 0;
    for (int i = d - 1; i >= 0; i--) {
      double sum = 1;
      for (int j = i + 1; j < d; j++) {
        double entry = entry(i, j);
        sum = Math.fma(Math.abs(entry), bound[j], sum);
        squares = Math.fma(entry, entry, squares);
      }
      squares = Math.fma(diagonal[i], diagonal[i], squares);
      bound[i] = sum / Math.abs(diagonal[i]);
      largest = Math.max(largest, bound[i]);
    }
    return largest * Math.sqrt(d * squares) <= WELL_CONDITIONED;
  }

  /** w with R w = head, for a triangle that is well-conditioned. */
  double[] solution() {
    double[] w = new double[d];
    double[] inOrder = new double[d];
    for (int i = d - 1; i >= 0; i--) {
      double sum = entry(i, d);
      for (int j = i + 1; j < d; j++) {
        sum = Math.fma(-entry(i, j), inOrder[j], sum);
      }
      inOrder[i] = sum / diagonal[i];
      w[order[i]] = inOrder[i] * scaleY / scaleX;
    }
    return w;
  }

  /**
   * Reflector k maps column k to a multiple of e_k: H = I - v v^T / c with v = column - alpha e_k,
   * c = |column|^2 - alpha head. From the inner products of column k with all columns follow those
   * of v, so that one pass over the rows does reflector k and the inner products of column k + 1.
   */
  private void triangularize() {
    double[] column = new double[n];
    double[] next = new double[n];
    double[] inner = new double[stride];
    double[] w = new double[stride];
    double square = putInOrder();
    copy(column, inner);
    for (int k = 0; k < d; k++) {
      diagonal[k] = reflector(k, square, column, inner, w);
      Kernels.reflect(a, k, n, stride, column, w, next, inner);
      square = inner[k];
      double[] spare = column;
      column = next;
      next = spare;
    }
    rest = square;
  }

  /** Makes the column v, and w = A^T v / c; returns the new diagonal entry. */
  private double reflector(int k, double square, double[] column, double[] inner, double[] w) {
    double head = column[k];
    double norm = Math.sqrt(square);
    double alpha = head > 0 ? -norm : norm;
    double inverse = square > NEGLIGIBLE ? 1 / Math.fma(-alpha, head, square) : 0;
    for (int j = k & ~7; j < stride; j++) {
      w[j] = Math.fma(-alpha, a[k * stride + j], inner[j]) * inverse;
    }
    column[k] = head - alpha;
    return inverse > 0 ? alpha : 0;
  }

  /** Orders the columns, the longest first, and returns the square of its length. */
  private double putInOrder() {
    double[] squares = columnSquares();
    for (int j = 0; j < d; j++) {
      int at = j;
      for (; at > 0 && squares[order[at - 1]] < squares[j]; at--) {
        order[at] = order[at - 1];
      }
      order[at] = j;
    }
    return squares[order[0]];
  }

  /** Squared lengths of the scaled columns, four at a time: their sums stay in registers. */
  private double[] columnSquares() {
    double inverse = 1 / scaleX;
    double[] squares = new double[d];
    int j = 0;
    for (; j + 4 <= d; j += 4) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int i = 0, at = j; i < n; i++, at += d) {
        double x0 = x[at] * inverse;
        double x1 = x[at + 1] * inverse;
        double x2 = x[at + 2] * inverse;
        double x3 = x[at + 3] * inverse;
        s0 = Math.fma(x0, x0, s0);
        s1 = Math.fma(x1, x1, s1);
        s2 = Math.fma(x2, x2, s2);
        s3 = Math.fma(x3, x3, s3);
      }
      squares[j] = s0;
      squares[j + 1] = s1;
      squares[j + 2] = s2;
      squares[j + 3] = s3;
    }
    for (; j < d; j++) {
      double sum = 0;
      for (int i = 0, at = j; i < n; i++, at += d) {
        double entry = x[at] * inverse;
        sum = Math.fma(entry, entry, sum);
      }
      squares[j] = sum;
    }
    return squares;
  }

  /**
   * Writes the first column there, all others to their places, and their products with the first.
   */
  private void copy(double[] column, double[] inner) {
    double inverseX = 1 / scaleX;
    double inverseY = 1 / scaleY;
    for (int i = 0; i < n; i++) {
      int from = i * d;
      int to = i * stride - 1;
      column[i] = x[from + order[0]] * inverseX;
      for (int j = 1; j < d; j++) {
        a[to + j] = x[from + order[j]] * inverseX;
      }
      a[to + d] = y[i] * inverseY;
    }
    Kernels.multiplyTranspose(a, column, inner, n, stride);
  }

  /** The power of two that brings the largest entry to [1, 2); 1 when all are zero. */
  static double powerOfTwoNear(double largest) {
    return largest == 0
        ? 1
        : Math.scalb(1.0, Math.max(-1022, Math.min(1022, Math.getExponent(largest))));
  }
}
