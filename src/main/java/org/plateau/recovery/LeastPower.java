package org.plateau.recovery;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;

/** The interpolator of least sum w_j |x_j|^q with A x = b, for an exponent q above 1. Immutable. */
final class LeastPower {

  private static final double SMOOTHING_FALL = 0.8;
  private static final double LEAST_SMOOTHING = 1e-12;

  private final int m;
  private final int d;
  private final double[] a;
  private final double[] weights;
  private final double exponent;

  /**
   * Makes the problem.
   *
   * @param a A, shape m x d
   * @param weights w, positive, length d
   * @param exponent q, above 1 and at most 2
   */
  LeastPower(int m, int d, double[] a, double[] weights, double exponent) {
    this.m = m;
    this.d = d;
    this.a = a;
    this.weights = weights;
    this.exponent = exponent;
  }

  /**
   * Iteratively reweighted least squares with a smoothing that falls to nothing; strictly convex
   * for exponents above 1.
   */
  Recovery solve(double[] b, DouglasRachford settings) {
    double[] x = new double[d];
    double[] inverse = new double[d];
    Arrays.fill(x, 1);
    double smoothing = 1;
    for (int k = 1; ; k++) {
      for (int j = 0; j < d; j++) {
        inverse[j] =
            FastMath.pow(x[j] * x[j] + smoothing * smoothing, 0.5 * (2 - exponent)) / weights[j];
      }
      double[] next = weightedLeastNorm(inverse, b);
      double change = 0;
      for (int j = 0; j < d; j++) {
        change = Math.max(change, Math.abs(next[j] - x[j]));
      }
      double residual = change / Math.max(LeastOneNorm.largest(next), Double.MIN_NORMAL);
      x = next;
      boolean settled = residual <= settings.tolerance() && smoothing <= LEAST_SMOOTHING;
      if (settled || k >= settings.budget()) {
        double gap = gap(x, b);
        boolean converged = settled && gap <= settings.gapTolerance();
        return new Recovery(
            x, value(x), gap, residual, k, converged ? Ending.CONVERGED : Ending.BUDGET_SPENT);
      }
      smoothing = Math.max(LEAST_SMOOTHING, SMOOTHING_FALL * smoothing);
    }
  }

  /** The interpolator of least sum x_j² / inverse_j. */
  private double[] weightedLeastNorm(double[] inverse, double[] b) {
    double[] rows = a.clone();
    for (int e = 0; e < rows.length; e++) {
      rows[e] *= Math.sqrt(inverse[e % d]);
    }
    OrthonormalRows span = OrthonormalRows.spanning(rows, m, d);
    double[] x = new double[d];
    Kernels.multiplyTranspose(span.rows(), span.solve(b), x, m, d);
    for (int j = 0; j < d; j++) {
      x[j] *= Math.sqrt(inverse[j]);
    }
    return x;
  }

  private double value(double[] x) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += weights[j] * FastMath.pow(Math.abs(x[j]), exponent);
    }
    return sum;
  }

  /**
   * Fenchel duality: for s = A^T y the optimum is at least &lt;y, b> - sum conj_j(s_j), conj_j(s) =
   * (q - 1) w (|s|/(q w))^(q/(q-1)); y fits the gradient q w |x|^(q-1) sign(x) by least squares.
   */
  private double gap(double[] x, double[] b) {
    double q = exponent;
    OrthonormalRows span = OrthonormalRows.spanning(a, m, d);
    double[] rows = span.rows();
    double[] gradient = new double[d];
    for (int j = 0; j < d; j++) {
      gradient[j] = Math.copySign(q * weights[j] * FastMath.pow(Math.abs(x[j]), q - 1), x[j]);
    }
    double[] c = new double[m];
    double[] s = new double[d];
    Kernels.multiply(rows, gradient, c, m, d);
    Kernels.multiplyTranspose(rows, c, s, m, d);
    double lower = Kernels.dot(c, span.solve(b));
    for (int j = 0; j < d; j++) {
      lower -= (q - 1) * weights[j] * FastMath.pow(Math.abs(s[j]) / (q * weights[j]), q / (q - 1));
    }
    double value = value(x);
    return value == 0 ? 0 : Math.max(0, value - lower) / value;
  }
}
