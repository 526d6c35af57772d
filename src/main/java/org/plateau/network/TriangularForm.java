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
  private final int stride;
  private final double scaleX;
  private final double scaleY;
  private final int[] order;
  private final double[] a;
  private double rest;

  private TriangularForm(double[] x, double[] y, int n, int d) {
    this.n = n;
    this.d = d;
    this.stride = d + 8 & ~7;
    this.scaleX = powerOfTwoNear(x);
    this.scaleY = powerOfTwoNear(y);
    this.order = n < d ? inOrder(d) : byLength(x);
    this.a = new double[n * stride];
    double inverseX = 1 / scaleX;
    double inverseY = 1 / scaleY;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        a[i * stride + j] = x[i * d + order[j]] * inverseX;
      }
      a[i * stride + d] = y[i] * inverseY;
    }
  }

  static TriangularForm of(double[] x, double[] y, int n, int d) {
    TriangularForm form = new TriangularForm(x, y, n, d);
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
    double[] rows = new double[count() * d];
    double rootN = Math.sqrt(n);
    for (int i = 0; i < count(); i++) {
      for (int j = n < d ? 0 : i; j < d; j++) {
        rows[i * d + order[j]] = a[i * stride + j] * scaleX / rootN;
      }
    }
    return rows;
  }

  /** The last entries of the rows, the head of Q^T y / sqrt(n). */
  double[] head() {
    double[] head = new double[count()];
    double rootN = Math.sqrt(n);
    for (int i = 0; i < head.length; i++) {
      head[i] = a[i * stride + d] * scaleY / rootN;
    }
    return head;
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
        double entry = a[i * stride + j];
        sum = Math.fma(Math.abs(entry), bound[j], sum);
        squares = Math.fma(entry, entry, squares);
      }
      double diagonal = a[i * stride + i];
      squares = Math.fma(diagonal, diagonal, squares);
      bound[i] = sum / Math.abs(diagonal);
      largest = Math.max(largest, bound[i]);
    }
    return largest * Math.sqrt(d * squares) <= WELL_CONDITIONED;
  }

  /** w with R w = head, for a triangle that is well-conditioned. */
  double[] solution() {
    double[] w = new double[d];
    double[] inOrder = new double[d];
    for (int i = d - 1; i >= 0; i--) {
      double sum = a[i * stride + d];
      for (int j = i + 1; j < d; j++) {
        sum = Math.fma(-a[i * stride + j], inOrder[j], sum);
      }
      inOrder[i] = sum / a[i * stride + i];
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
    for (int i = 0; i < n; i++) {
      column[i] = a[i * stride];
    }
    Kernels.multiplyTranspose(a, column, inner, n, stride);
    for (int k = 0; k < d; k++) {
      double diagonal = reflector(k, column, inner, w);
      Kernels.reflect(a, k, n, stride, column, w, next, inner);
      a[k * stride + k] = diagonal;
      double[] spare = column;
      column = next;
      next = spare;
    }
    rest = inner[d];
  }

  /** Makes the column v, and w = A^T v / c; returns the new diagonal entry. */
  private double reflector(int k, double[] column, double[] inner, double[] w) {
    double square = inner[k];
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

  private static int[] inOrder(int d) {
    int[] order = new int[d];
    for (int j = 0; j < d; j++) {
      order[j] = j;
    }
    return order;
  }

  /** The columns of X, longest first. */
  private int[] byLength(double[] x) {
    double inverse = 1 / scaleX;
    double[] squares = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        double entry = x[i * d + j] * inverse;
        squares[j] = Math.fma(entry, entry, squares[j]);
      }
    }
    int[] order = new int[d];
    for (int j = 0; j < d; j++) {
      int at = j;
      for (; at > 0 && squares[order[at - 1]] < squares[j]; at--) {
        order[at] = order[at - 1];
      }
      order[at] = j;
    }
    return order;
  }

  /** The power of two that brings the largest entry to [1, 2); 1 when all are zero. */
  static double powerOfTwoNear(double[] values) {
    double largest = 0;
    for (double value : values) {
      // Once it is large, the branch costs less than the chain of a maximum.
      if (Math.abs(value) > largest) {
        largest = Math.abs(value);
      }
    }
    return largest == 0
        ? 1
        : Math.scalb(1.0, Math.max(-1022, Math.min(1022, Math.getExponent(largest))));
  }
}
