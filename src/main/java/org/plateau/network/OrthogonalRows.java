package org.plateau.network;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;

/**
 * Rows sigma_i v_i^T of the singular value decomposition of X, largest first, together with the
 * components u_i^T y of the targets.
 *
 * <p>One-sided Jacobi: plane rotations from the left make the rows of (R | Q^T y) mutually
 * orthogonal in their first d entries. X and y are scaled by powers of two, so that neither tiny
 * nor huge data leave the range of doubles.
 *
 * <p>Many rows are first turned by the eigenvectors of R R^T, which leaves one or two sweeps of
 * rotations instead of ten; the rotations then restore the relative accuracy that the product R R^T
 * costs.
 */
final class OrthogonalRows {

  private static final double ORTHOGONAL = 0x1p-51;
  private static final double NEGLIGIBLE = 0x1p-60;
  private static final int MAXIMAL_SWEEPS = 60;
  private static final int MANY = 32;

  private final int count;
  private final int d;
  private final double[] rows;
  private final double[] c;
  private final double[] norms;
  private double rest;

  private OrthogonalRows(int count, int d) {
    this.count = count;
    this.d = d;
    this.rows = new double[count * d];
    this.c = new double[count];
    this.norms = new double[count];
  }

  static OrthogonalRows of(double[] x, double[] y, int n, int d) {
    OrthogonalRows result = new OrthogonalRows(Math.min(n, d), d);
    double scaleX = powerOfTwoNear(x);
    double scaleY = powerOfTwoNear(y);
    if (n > d) {
      result.triangularize(x, y, n, scaleX, scaleY);
    } else {
      for (int i = 0; i < n * d; i++) {
        result.rows[i] = x[i] / scaleX;
      }
      for (int i = 0; i < n; i++) {
        result.c[i] = y[i] / scaleY;
      }
    }
    result.orthogonalize();
    result.rescale(scaleX, scaleY);
    return result;
  }

  double[] rows() {
    return rows;
  }

  double norm(int i) {
    return norms[i];
  }

  double component(int i) {
    return c[i];
  }

  /** Number of rows longer than {@code threshold} times the longest. */
  int rank(double threshold) {
    int rank = 0;
    while (rank < count && norms[rank] > threshold * norms[0]) {
      rank++;
    }
    return rank;
  }

  /** Squared norm of the part of y outside the span of the first {@code rank} directions. */
  double unexplained(int rank) {
    double sum = rest;
    for (int i = rank; i < count; i++) {
      sum = Math.fma(c[i], c[i], sum);
    }
    return sum;
  }

  /** Householder QR, columns contiguous; keeps R, the head of Q^T y, and its tail's norm. */
  private void triangularize(double[] x, double[] y, int n, double scaleX, double scaleY) {
    double[] columns = new double[(d + 1) * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        columns[j * n + i] = x[i * d + j] / scaleX;
      }
      columns[d * n + i] = y[i] / scaleY;
    }
    for (int k = 0; k < d; k++) {
      double tail = Kernels.dot(columns, k * n + k + 1, columns, k * n + k + 1, n - k - 1);
      double head = columns[k * n + k];
      double norm = Math.sqrt(Math.fma(head, head, tail));
      if (norm > 0) {
        double diagonal = head > 0 ? -norm : norm;
        double first = head - diagonal;
        columns[k * n + k] = first;
        double factor = 2 / Math.fma(first, first, tail);
        for (int j = k + 1; j <= d; j++) {
          double inner = Kernels.dot(columns, k * n + k, columns, j * n + k, n - k);
          Kernels.axpy(-factor * inner, columns, k * n + k, columns, j * n + k, n - k);
        }
        columns[k * n + k] = diagonal;
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        rows[i * d + j] = columns[j * n + i];
      }
      c[i] = columns[d * n + i];
    }
    rest = Kernels.dot(columns, d * n + d, columns, d * n + d, n - d);
  }

  private void orthogonalize() {
    if (count > MANY) {
      turnByEigenvectors();
    }
    double total = 0;
    for (int i = 0; i < count; i++) {
      norms[i] = Kernels.dot(rows, i * d, rows, i * d, d);
      total += norms[i];
    }
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < MAXIMAL_SWEEPS; sweep++) {
      rotated = false;
      for (int i = 0; i < count; i++) {
        for (int j = i + 1; j < count; j++) {
          rotated |= rotate(i, j, total);
        }
      }
    }
    for (int i = 0; i < count; i++) {
      norms[i] = Math.sqrt(Kernels.dot(rows, i * d, rows, i * d, d));
    }
    sort();
  }

  private void turnByEigenvectors() {
    double[] gram = new double[count * count];
    Kernels.multiplyTransposeRight(rows, rows, gram, count, d, count);
    double[] vectors = SymmetricEigen.of(gram, count).vectors();
    double[] turned = new double[count * d];
    Kernels.multiply(vectors, rows, turned, count, count, d);
    System.arraycopy(turned, 0, rows, 0, turned.length);
    double[] components = new double[count];
    Kernels.multiply(vectors, c, components, count, count);
    System.arraycopy(components, 0, c, 0, count);
  }

  private boolean rotate(int i, int j, double total) {
    double inner = Kernels.dot(rows, i * d, rows, j * d, d);
    double limit = Math.max(ORTHOGONAL * Math.sqrt(norms[i]) * Math.sqrt(norms[j]), 1e-290);
    if (Math.abs(inner) <= limit
        || Math.min(norms[i], norms[j]) <= NEGLIGIBLE * NEGLIGIBLE * total) {
      return false;
    }
    double zeta = (norms[j] - norms[i]) / (2 * inner);
    double t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(Math.fma(zeta, zeta, 1)));
    double cosine = 1 / Math.sqrt(Math.fma(t, t, 1));
    double sine = cosine * t;
    for (int k = 0; k < d; k++) {
      double upper = rows[i * d + k];
      double lower = rows[j * d + k];
      rows[i * d + k] = cosine * upper - sine * lower;
      rows[j * d + k] = sine * upper + cosine * lower;
    }
    double upper = c[i];
    double lower = c[j];
    c[i] = cosine * upper - sine * lower;
    c[j] = sine * upper + cosine * lower;
    norms[i] = Kernels.dot(rows, i * d, rows, i * d, d);
    norms[j] = Kernels.dot(rows, j * d, rows, j * d, d);
    return true;
  }

  private void sort() {
    double[] spare = new double[d];
    for (int i = 0; i < count; i++) {
      int longest = i;
      for (int j = i + 1; j < count; j++) {
        if (norms[j] > norms[longest]) {
          longest = j;
        }
      }
      if (longest != i) {
        double norm = norms[i];
        norms[i] = norms[longest];
        norms[longest] = norm;
        double component = c[i];
        c[i] = c[longest];
        c[longest] = component;
        System.arraycopy(rows, i * d, spare, 0, d);
        System.arraycopy(rows, longest * d, rows, i * d, d);
        System.arraycopy(spare, 0, rows, longest * d, d);
      }
    }
  }

  private void rescale(double scaleX, double scaleY) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= scaleX;
    }
    for (int i = 0; i < count; i++) {
      norms[i] *= scaleX;
      c[i] *= scaleY;
    }
    rest *= scaleY * scaleY;
  }

  private static double powerOfTwoNear(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0
        ? 1
        : Math.scalb(1.0, Math.max(-1022, Math.min(1022, Math.getExponent(largest))));
  }
}
