package org.plateau.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.plateau.matrix.Kernels;

/** The interpolator of least weighted l1 norm, sum w_j |x_j| with A x = b. Immutable. */
final class LeastOneNorm {

  private static final double RELAXATION = 1.7;
  private static final double DEPENDENT = 1e-10;
  private static final double STRICT = 1 - 1e-6;

  private final int m;
  private final int d;
  private final double[] scaled;
  private final double[] weights;

  /**
   * Makes the problem.
   *
   * @param a A, shape m x d
   * @param weights w, positive, length d
   */
  LeastOneNorm(int m, int d, double[] a, double[] weights) {
    this.m = m;
    this.d = d;
    this.weights = weights;
    this.scaled = a.clone();
    for (int e = 0; e < scaled.length; e++) {
      scaled[e] /= weights[e % d];
    }
  }

  /** Douglas-Rachford for the l1 norm of z = weights * x, with the gap of its dual candidate. */
  Recovery solve(double[] b, DouglasRachford settings) {
    OrthonormalRows span = OrthonormalRows.spanning(scaled, m, d);
    double[] q = span.rows();
    double[] offset = span.solve(b);
    double[] y = new double[d];
    Kernels.multiplyTranspose(q, offset, y, m, d);
    double step = largest(y);
    double[] z = new double[d];
    double[] w = new double[d];
    double[] c = new double[m];
    for (int k = 1; ; k++) {
      double[] zero = y.clone();
      Kernels.multiply(q, y, c, m, d);
      Kernels.axpy(-1, offset, 0, c, 0, m);
      Kernels.multiplyTranspose(q, c, w, m, d);
      Kernels.axpy(-1, w, 0, zero, 0, d);
      double change = 0;
      double norm = 0;
      for (int j = 0; j < d; j++) {
        double reflected = 2 * zero[j] - y[j];
        z[j] = Math.copySign(Math.max(Math.abs(reflected) - step, 0), reflected);
        change = Math.fma(z[j] - zero[j], z[j] - zero[j], change);
        norm = Math.fma(zero[j], zero[j], norm);
      }
      double residual = norm == 0 ? 0 : Math.sqrt(change / norm);
      if (residual <= settings.tolerance() || k >= settings.budget()) {
        double value = 0;
        for (double v : zero) {
          value += Math.abs(v);
        }
        double infimum = -Kernels.dot(c, offset);
        // A norm is never below zero, whatever the dual candidate says.
        double lower = step == 0 ? 0 : Math.max(0, infimum / Math.max(step, largest(w)));
        double gap = value == 0 ? 0 : Math.max(0, value - lower) / value;
        boolean converged = residual <= settings.tolerance() && gap <= settings.gapTolerance();
        if (converged || k >= settings.budget()) {
          for (int j = 0; j < d; j++) {
            zero[j] /= weights[j];
          }
          return new Recovery(
              zero, value, gap, residual, k, converged ? Ending.CONVERGED : Ending.BUDGET_SPENT);
        }
      }
      for (int j = 0; j < d; j++) {
        y[j] = Math.fma(RELAXATION, z[j] - zero[j], y[j]);
      }
    }
  }

  /** Tries to prove that {@code x} is the only solution; see {@link DiagonalDepth#certifies}. */
  boolean certifies(double[] x) {
    OrthonormalRows columns = new OrthonormalRows(m, m);
    double[] missing = new double[m];
    double[] y = bestDual(x);
    for (int j = 0; j < d; j++) {
      if (x[j] != 0) {
        double[] column = column(j);
        double gap = Math.signum(x[j]) - Kernels.dot(column, y);
        if (!columns.add(column, DEPENDENT)) {
          return false;
        }
        missing[columns.rank() - 1] = gap;
      }
    }
    double[] correction = new double[m];
    Kernels.multiplyTranspose(
        columns.rows(), columns.solve(missing), correction, columns.rank(), m);
    Kernels.axpy(1, correction, 0, y, 0, m);
    double residual = 0;
    double off = 0;
    for (int j = 0; j < d; j++) {
      double dual = Kernels.dot(column(j), y);
      if (x[j] != 0) {
        residual = Math.max(residual, Math.abs(dual - Math.signum(x[j])));
      } else {
        off = Math.max(off, Math.abs(dual));
      }
    }
    return off + residual * Math.sqrt(m) * largest(scaled) / columns.leastSingularValueBound()
        <= STRICT;
  }

  /** The y with a_j^T y = sign(x_j) on the support whose largest |a_j^T y| elsewhere is least. */
  private double[] bestDual(double[] x) {
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      double[] row = Arrays.copyOf(column(j), m + 1);
      if (x[j] != 0) {
        constraints.add(new LinearConstraint(row, Relationship.EQ, Math.signum(x[j])));
        continue;
      }
      double[] negative = new double[m + 1];
      for (int i = 0; i < m; i++) {
        negative[i] = -row[i];
      }
      row[m] = -1;
      negative[m] = -1;
      constraints.add(new LinearConstraint(row, Relationship.LEQ, 0));
      constraints.add(new LinearConstraint(negative, Relationship.LEQ, 0));
    }
    double[] cost = new double[m + 1];
    cost[m] = 1;
    try {
      return Arrays.copyOf(
          new SimplexSolver()
              .optimize(
                  new LinearObjectiveFunction(cost, 0),
                  new LinearConstraintSet(constraints),
                  GoalType.MINIMIZE,
                  new NonNegativeConstraint(false))
              .getPoint(),
          m);
    } catch (MathIllegalStateException noDual) {
      return new double[m];
    }
  }

  private double[] column(int j) {
    double[] out = new double[m];
    for (int i = 0; i < m; i++) {
      out[i] = scaled[i * d + j];
    }
    return out;
  }

  /** Returns the largest magnitude. */
  static double largest(double[] x) {
    double max = 0;
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }
}
