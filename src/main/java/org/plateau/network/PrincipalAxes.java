package org.plateau.network;

import java.util.Arrays;

/**
 * The eigenvectors of Sigma = C^T C with positive eigenvalues, largest first, and the components of
 * the explained signal along them.
 */
final class PrincipalAxes {

  private final int dimension;
  private final double[] rows;
  private final double[] lengths;
  private final double[] components;
  private final double unexplained;

  private PrincipalAxes(OrthogonalRows turned, int rank, int d) {
    this.dimension = d;
    this.rows = Arrays.copyOf(turned.rows(), rank * d);
    this.lengths = new double[rank];
    this.components = new double[rank];
    for (int i = 0; i < rank; i++) {
      lengths[i] = turned.norm(i);
      components[i] = turned.component(i);
    }
    double sum = 0;
    for (int i = rank; i < turned.count(); i++) {
      sum = Math.fma(turned.component(i), turned.component(i), sum);
    }
    this.unexplained = sum;
  }

  /**
   * The axes of the matrix C.
   *
   * @param c rows of C, row-major signal.length x d
   * @param signal one number for each row of C
   * @param threshold singular values up to this share of the largest count as zero
   */
  static PrincipalAxes of(double[] c, double[] signal, int d, double threshold) {
    OrthogonalRows turned = OrthogonalRows.of(c, signal, d);
    return new PrincipalAxes(turned, turned.rank(threshold), d);
  }

  int rank() {
    return lengths.length;
  }

  /** sqrt(lambda_i) v_i^T, row-major rank x d; not a copy. */
  double[] rows() {
    return rows;
  }

  /** lambda_i, length rank; a fresh array. */
  double[] spectrum() {
    double[] spectrum = new double[rank()];
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] = eigenvalue(i);
    }
    return spectrum;
  }

  double eigenvalue(int i) {
    return lengths[i] * lengths[i];
  }

  /** Length rank; not a copy. */
  double[] components() {
    return components;
  }

  /** Squared norm of the components along the axes whose eigenvalue is zero. */
  double unexplained() {
    return unexplained;
  }

  /** The vector w of least norm whose image under C has these components. */
  double[] solution() {
    double[] w = new double[dimension];
    for (int i = 0; i < rank(); i++) {
      for (int j = 0; j < dimension; j++) {
        // Each factor stays in range even when 1 / sigma^2 does not.
        double share = components[i] / lengths[i];
        w[j] = Math.fma(share, rows[i * dimension + j] / lengths[i], w[j]);
      }
    }
    return w;
  }

  /** Mean of the eigenvalues, weighted by the squares of the components. */
  double meanCurvature() {
    double squares = 0;
    double weighted = 0;
    for (int i = 0; i < rank(); i++) {
      double square = components[i] * components[i];
      squares += square;
      weighted = Math.fma(square, eigenvalue(i), weighted);
    }
    return weighted / squares;
  }
}
