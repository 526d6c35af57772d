package org.plateau.recovery;

import org.plateau.matrix.Kernels;

/**
 * Gauss-Newton interpolation of the factorized model with least-norm steps and no regularizer: it
 * finds an interpolator near where it starts, flat or not (spec: flat-minima-recovery, S5).
 *
 * @param factors the last iterate
 * @param residual |A(L R^T) - b| relative to |b|
 * @param iterations steps done
 * @param ending how it stopped
 */
public record GaussNewton(Factors factors, double residual, int iterations, Ending ending) {

  private static final double DEPENDENT = 1e-12;

  /**
   * Interpolates.
   *
   * @param b the measured values, length m, not all zero
   * @param start where to start; the width k is its width
   * @param tolerance on the relative residual
   * @param budget most steps
   * @throws IllegalArgumentException if b has another length, or is zero or not a number
   */
  public static GaussNewton interpolate(
      Measurements measurements, double[] b, Factors start, double tolerance, int budget) {
    Shapes.requireLength("b", b, measurements.count());
    Factors at = start;
    double scale = Kernels.norm(b);
    if (!(scale > 0)) {
      throw new IllegalArgumentException(
          "b must have an entry other than 0, since the residual is relative to its norm");
    }
    double residual = Double.POSITIVE_INFINITY;
    for (int k = 0; ; k++) {
      double[] missing = measurements.of(at.product());
      for (int i = 0; i < missing.length; i++) {
        missing[i] = b[i] - missing[i];
      }
      residual = Kernels.norm(missing) / scale;
      if (!(residual > tolerance) || k == budget || !Double.isFinite(residual)) {
        return new GaussNewton(
            at, residual, k, residual <= tolerance ? Ending.CONVERGED : Ending.BUDGET_SPENT);
      }
      at = step(measurements, at, missing);
    }
  }

  /** Rows of the Jacobian: A_i R for the entries of L, A_i^T L for those of R. */
  private static Factors step(Measurements measurements, Factors at, double[] missing) {
    int d1 = at.rows();
    int d2 = at.cols();
    int k = at.width();
    int unknowns = (d1 + d2) * k;
    int m = measurements.count();
    OrthonormalRows rows = new OrthonormalRows(Math.min(m, unknowns), unknowns);
    double[] wanted = new double[Math.min(m, unknowns)];
    double[] byLeft = new double[d1 * k];
    double[] byRight = new double[d2 * k];
    for (int i = 0; i < m; i++) {
      double[] a = measurements.matrix(i);
      Kernels.multiply(a, at.right(), byLeft, d1, d2, k);
      Kernels.multiplyTransposeLeft(a, at.left(), byRight, d2, d1, k);
      double[] row = new double[unknowns];
      System.arraycopy(byLeft, 0, row, 0, byLeft.length);
      System.arraycopy(byRight, 0, row, byLeft.length, byRight.length);
      if (rows.add(row, DEPENDENT)) {
        wanted[rows.rank() - 1] = missing[i];
      }
    }
    double[] delta = new double[unknowns];
    double[] c = rows.solve(wanted);
    Kernels.multiplyTranspose(rows.rows(), c, delta, rows.rank(), unknowns);
    double[] l = at.left().clone();
    double[] r = at.right().clone();
    Kernels.axpy(1, delta, 0, l, 0, l.length);
    Kernels.axpy(1, delta, l.length, r, 0, r.length);
    return new Factors(d1, d2, k, l, r);
  }
}
