package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;

/**
 * A matrix Z = U diag(sigma) V^T of fixed rank that moves along its tangent space {U A^T + C V^T}.
 * Columns of U, V, A and C are kept as rows.
 */
final class LowRankMatrix {

  private static final double DEPENDENT = 1e-8;

  private final int rank;
  private final int rows;
  private final int cols;
  private double[] u;
  private final double[] v;
  private final double[] sigma;

  /** Z = 0, with the tangent space of these orthonormal vectors, rank x rows and rank x cols. */
  LowRankMatrix(int rank, double[] u, double[] v) {
    this.rank = rank;
    this.rows = u.length / rank;
    this.cols = v.length / rank;
    this.u = u.clone();
    this.v = v.clone();
    this.sigma = new double[rank];
  }

  /** The columns of U as rows; not a copy, and another one after a move. */
  double[] left() {
    return u;
  }

  /** The columns of V as rows; not a copy. */
  double[] right() {
    return v;
  }

  /** Column c of U, a copy. */
  double[] left(int c) {
    return Arrays.copyOfRange(u, c * rows, (c + 1) * rows);
  }

  /** Column c of V, a copy. */
  double[] right(int c) {
    return Arrays.copyOfRange(v, c * cols, (c + 1) * cols);
  }

  /** The sum of sigma. */
  double nuclearNorm() {
    double sum = 0;
    for (int c = rank - 1; c >= 0; c--) {
      sum += sigma[c];
    }
    return sum;
  }

  /** Adds diag(sigma) V^T to the first entries. */
  void addWeighted(double[] out) {
    for (int c = 0; c < rank; c++) {
      Kernels.axpy(sigma[c], v, c * cols, out, c * cols, cols);
    }
  }

  /** Z itself, rows x cols. */
  double[] product() {
    double[] scaled = u.clone();
    for (int c = 0; c < rank; c++) {
      for (int i = 0; i < rows; i++) {
        scaled[c * rows + i] *= sigma[c];
      }
    }
    double[] z = new double[rows * cols];
    Kernels.multiplyTransposeLeft(scaled, v, z, rows, rank, cols);
    return z;
  }

  /**
   * Goes to the matrix (U + C core^-1) A'^T of this rank, A'^T = diag(sigma) V^T + A^T, core = A'^T
   * V, which agrees with Z + U A^T + C V^T to second order (derived).
   *
   * @param a rank x cols, is used up
   * @param c rank x rows with U^T C = 0, is used up
   * @return false where that has no such rank, up to rounding; the object is of no more use then
   */
  boolean move(double[] a, double[] c) {
    addWeighted(a);
    double[] core = new double[rank * rank];
    Kernels.multiplyTransposeRight(a, v, core, rank, cols, rank);
    if (!divide(c, core)) {
      return false;
    }
    Kernels.axpy(1, u, 0, c, 0, rank * rows);
    return decompose(c, a);
  }

  /** Replaces the rows of C^T by those of core^-T C^T. */
  private boolean divide(double[] c, double[] core) {
    double[] transposed = Kernels.transpose(core, rank, rank);
    for (int k = 0; k < rank; k++) {
      int pivot = k;
      for (int i = k + 1; i < rank; i++) {
        if (Math.abs(transposed[i * rank + k]) > Math.abs(transposed[pivot * rank + k])) {
          pivot = i;
        }
      }
      if (!(Math.abs(transposed[pivot * rank + k]) > 0)) {
        return false;
      }
      swap(transposed, k, pivot, rank);
      swap(c, k, pivot, rows);
      for (int i = 0; i < rank; i++) {
        if (i != k) {
          double factor = -transposed[i * rank + k] / transposed[k * rank + k];
          Kernels.axpy(factor, transposed, k * rank, transposed, i * rank, rank);
          Kernels.axpy(factor, c, k * rows, c, i * rows, rows);
        }
      }
    }
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < rows; i++) {
        c[k * rows + i] /= transposed[k * rank + k];
      }
    }
    return true;
  }

  private void swap(double[] a, int i, int j, int length) {
    for (int k = 0; k < length && i != j; k++) {
      double held = a[i * length + k];
      a[i * length + k] = a[j * length + k];
      a[j * length + k] = held;
    }
  }

  /** The singular vectors and values of Z = L A, rows of {@code left} being columns of L. */
  private boolean decompose(double[] left, double[] a) {
    OrthonormalRows span = new OrthonormalRows(rank, cols);
    for (int c = 0; c < rank; c++) {
      if (!span.add(Arrays.copyOfRange(a, c * cols, (c + 1) * cols), DEPENDENT)) {
        return false;
      }
    }
    double[] basis = span.rows();
    double[] inBasis = new double[rank * rank];
    Kernels.multiplyTransposeRight(a, basis, inBasis, rank, cols, rank);
    double[] thin = new double[rows * rank];
    Kernels.multiplyTransposeLeft(left, inBasis, thin, rows, rank, rank);
    SingularValues svd = new SingularValues(rows, rank);
    svd.decompose(thin);
    if (!(svd.value(rank - 1) > DEPENDENT * svd.value(0))) {
      return false;
    }
    double[] leftVectors = new double[rows * rank];
    double[] turn = new double[rank * rank];
    svd.leading(rank, leftVectors, turn);
    u = Kernels.transpose(leftVectors, rows, rank);
    Kernels.multiplyTransposeLeft(turn, basis, v, rank, rank, cols);
    for (int c = 0; c < rank; c++) {
      sigma[c] = svd.value(c);
    }
    return true;
  }
}
