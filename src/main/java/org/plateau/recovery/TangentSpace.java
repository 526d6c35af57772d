package org.plateau.recovery;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;

/**
 * The tangent space T of the matrices of rank r at Z = U S V^T, that is {U B^T + C V^T}, with an
 * orthonormal coordinate system: Y lies at U'^T Y V' for U', V' the completions of U and V to
 * orthogonal matrices, and T is all of it but the last (d1 - r) x (d2 - r) block. If only symmetric
 * matrices compete, T is its symmetric part.
 */
final class TangentSpace {

  private static final double COMPLETION_TOLERANCE = 1e-3;

  private final int rows;
  private final int cols;
  private final int rank;
  private final boolean symmetric;
  private final double[] left;
  private final double[] right;
  private final double[] rightTransposed;
  private final double[] sign;
  private final double[] work;
  private final double[] rotated;

  /**
   * @param z shape rows x cols
   * @param rank r, the number of leading singular vectors
   */
  TangentSpace(double[] z, int rows, int cols, int rank, boolean symmetric) {
    this.rows = rows;
    this.cols = cols;
    this.rank = rank;
    this.symmetric = symmetric;
    SingularValues svd = new SingularValues(rows, cols);
    svd.decompose(z);
    double[] u = new double[rows * rank];
    double[] v = new double[cols * rank];
    svd.leading(rank, u, v);
    this.left = completed(u, rows, rank);
    this.rightTransposed = symmetric ? left : completed(v, cols, rank);
    this.right = Kernels.transpose(rightTransposed, cols, cols);
    this.work = new double[rows * cols];
    this.rotated = new double[rows * cols];
    double[] polar = new double[rows * cols];
    svd.polar(rank, polar);
    this.sign = new double[dimension()];
    coordinates(polar, sign);
  }

  /** Returns an orthogonal matrix whose first rows are the given columns. */
  private static double[] completed(double[] columns, int d, int rank) {
    OrthonormalRows rows = new OrthonormalRows(d, d);
    for (int c = 0; c < rank; c++) {
      double[] row = new double[d];
      for (int i = 0; i < d; i++) {
        row[i] = columns[i * rank + c];
      }
      rows.add(row, COMPLETION_TOLERANCE);
    }
    for (int i = 0; i < d && rows.rank() < d; i++) {
      double[] unit = new double[d];
      unit[i] = 1;
      rows.add(unit, COMPLETION_TOLERANCE);
    }
    return rows.rows();
  }

  int dimension() {
    return symmetric ? rank * rows - rank * (rank - 1) / 2 : rank * (rows + cols - rank);
  }

  /** Returns the coordinates of U V^T. */
  double[] sign() {
    return sign.clone();
  }

  /**
   * Writes the coordinates of the part of {@code y} in T, and keeps the rest for {@link
   * #normalNorm}.
   */
  void coordinates(double[] y, double[] out) {
    Kernels.multiply(left, y, work, rows, rows, cols);
    Kernels.multiply(work, right, rotated, rows, cols, cols);
    int at = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        if (Math.min(i, j) >= rank || (symmetric && j < i)) {
          continue;
        }
        out[at++] =
            symmetric && j > i
                ? Math.sqrt(0.5) * (rotated[i * cols + j] + rotated[j * cols + i])
                : rotated[i * cols + j];
      }
    }
  }

  /** Writes the member of T with the given coordinates; not for the symmetric case. */
  void member(double[] coordinates, double[] out) {
    int at = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        rotated[i * cols + j] = Math.min(i, j) >= rank ? 0 : coordinates[at++];
      }
    }
    Kernels.multiplyTransposeLeft(left, rotated, work, rows, rows, cols);
    Kernels.multiply(work, rightTransposed, out, rows, cols, cols);
  }

  /**
   * Replaces {@code w} by the nearest matrix that is U V^T on T and of operator norm at most {@code
   * most} off it; not for the symmetric case.
   */
  void limitNormal(double[] w, double most) {
    double[] normal = w.clone();
    double[] onTangent = new double[w.length];
    double[] coordinates = new double[dimension()];
    coordinates(w, coordinates);
    member(coordinates, onTangent);
    Kernels.axpy(-1, onTangent, 0, normal, 0, w.length);
    double[] beyond = new double[w.length];
    new SingularValues(rows, cols).shrink(normal, most, beyond);
    member(sign, w);
    Kernels.axpy(1, normal, 0, w, 0, w.length);
    Kernels.axpy(-1, beyond, 0, w, 0, w.length);
  }

  /**
   * Returns the operator norm of the part orthogonal to T of the matrix last given to {@link
   * #coordinates}.
   */
  double normalNorm() {
    int p = rows - rank;
    int q = cols - rank;
    if (p == 0 || q == 0) {
      return 0;
    }
    double[] block = new double[p * q];
    for (int i = 0; i < p; i++) {
      System.arraycopy(rotated, (rank + i) * cols + rank, block, i * q, q);
    }
    return SingularValues.of(block, p, q)[0];
  }
}
