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
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;

/**
 * Sparse recovery by a diagonal network of depth K, x = v_1 * ... * v_K entrywise with loss (1/m)
 * |A x - b|² (section 9 of arXiv 2203.03756). Flatness amounts to the least of sum_j |a_j|²
 * |x_j|^(2 - 2/K) among the interpolators (derived: spec flat-minima-recovery, C15): a weighted l1
 * norm at depth 2, a strictly convex power beyond, which does not favor sparse x.
 */
public final class DiagonalDepth {

  private static final double RELAXATION = 1.7;
  private static final double SMOOTHING_FALL = 0.8;
  private static final double LEAST_SMOOTHING = 1e-12;
  private static final double DEPENDENT = 1e-10;
  private static final double STRICT = 1 - 1e-6;

  private final int m;
  private final int d;
  private final double[] a;
  private final double[] weights;

  /**
   * Makes the problem.
   *
   * @param a A, shape m x d, row-major; copied
   * @throws IllegalArgumentException if a dimension is below 1, a length does not fit, or a column
   *     is zero
   */
  public DiagonalDepth(int m, int d, double[] a) {
    Shapes.requirePositive("m", m);
    Shapes.requirePositive("d", d);
    Shapes.requireLength("a", a, m * d);
    Shapes.requireFinite("a", a);
    this.m = m;
    this.d = d;
    this.a = a.clone();
    this.weights = new double[d];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < d; j++) {
        weights[j] = Math.fma(a[i * d + j], a[i * d + j], weights[j]);
      }
    }
    for (int j = 0; j < d; j++) {
      if (!(weights[j] > 0)) {
        throw new IllegalArgumentException(
            "column " + j + " of a is zero, so x_" + j + " is not determined; leave it out");
      }
    }
  }

  /** Returns A x. */
  public double[] measure(double[] x) {
    double[] b = new double[m];
    Kernels.multiply(a, x, b, m, d);
    return b;
  }

  /**
   * Returns sum_j |a_j|² |x_j|^(2 - 2/K); times 2 K / m it is the least trace of the Hessian over
   * the factors of x.
   */
  public double flatness(double[] x, int depth) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += weights[j] * FastMath.pow(Math.abs(x[j]), 2 - 2.0 / depth);
    }
    return sum;
  }

  /**
   * Returns the trace of the Hessian at the factors, (2/m) sum_i sum_j |a_j|² prod_(l != i) v_lj²;
   * it is the same at every loss.
   *
   * @param v the factors as rows, shape K x d
   */
  public double trace(double[] v, int depth) {
    double sum = 0;
    for (int i = 0; i < depth; i++) {
      for (int j = 0; j < d; j++) {
        double others = 1;
        for (int l = 0; l < depth; l++) {
          others *= l == i ? 1 : v[l * d + j] * v[l * d + j];
        }
        sum += weights[j] * others;
      }
    }
    return 2 * sum / m;
  }

  /**
   * Measures that trace by second differences, exact since the loss is a quadratic along each
   * coordinate.
   *
   * @param v the factors as rows, shape K x d
   * @param b the measured values, length m
   */
  public HessianTrace traceByDifferences(double[] v, int depth, double[] b) {
    double[] moved = v.clone();
    double center = loss(moved, depth, b);
    double sum = 0;
    double magnitude = 0;
    for (int i = 0; i < moved.length; i++) {
      double kept = moved[i];
      moved[i] = kept + 1;
      double up = loss(moved, depth, b);
      moved[i] = kept - 1;
      double down = loss(moved, depth, b);
      moved[i] = kept;
      sum += up - 2 * center + down;
      magnitude += up + 2 * center + down;
    }
    return new HessianTrace(sum, magnitude);
  }

  private double loss(double[] v, int depth, double[] b) {
    double[] x = new double[d];
    Arrays.fill(x, 1);
    for (int i = 0; i < depth; i++) {
      for (int j = 0; j < d; j++) {
        x[j] *= v[i * d + j];
      }
    }
    double[] residual = measure(x);
    Kernels.axpy(-1, b, 0, residual, 0, m);
    return Kernels.dot(residual, residual) / m;
  }

  /**
   * Returns the flat solution of depth K.
   *
   * @param b the measured values, length m
   * @param depth K, at least 2
   * @return x with |A x - b| at round-off, its value, and a proved bound of its relative gap
   * @throws IllegalArgumentException if the depth is below 2 or the rows of A are linearly
   *     dependent
   */
  public Recovery flattest(double[] b, int depth, DouglasRachford settings) {
    if (depth < 2) {
      throw new IllegalArgumentException("the depth must be at least 2, got " + depth);
    }
    Shapes.requireLength("b", b, m);
    return depth == 2 ? sparsest(b, settings) : reweighted(b, 2 - 2.0 / depth, settings);
  }

  /** Douglas-Rachford for the l1 norm of z = weights * x, with the gap of its dual candidate. */
  private Recovery sparsest(double[] b, DouglasRachford settings) {
    OrthonormalRows span = rowsOf(scaledByWeights());
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
        double lower = step == 0 ? 0 : infimum / Math.max(step, largest(w));
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

  private double[] scaledByWeights() {
    double[] rows = a.clone();
    for (int e = 0; e < rows.length; e++) {
      rows[e] /= weights[e % d];
    }
    return rows;
  }

  private OrthonormalRows rowsOf(double[] matrix) {
    OrthonormalRows span = new OrthonormalRows(m, d);
    for (int i = 0; i < m; i++) {
      if (!span.add(Arrays.copyOfRange(matrix, i * d, (i + 1) * d), DEPENDENT)) {
        throw new IllegalArgumentException(
            "row " + i + " of a depends linearly on those before it; leave it out");
      }
    }
    return span;
  }

  private static double largest(double[] x) {
    double max = 0;
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }

  /**
   * Iteratively reweighted least squares with a smoothing that falls to nothing; strictly convex
   * for exponents above 1.
   */
  private Recovery reweighted(double[] b, double exponent, DouglasRachford settings) {
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
      double residual = change / Math.max(largest(next), Double.MIN_NORMAL);
      x = next;
      boolean settled = residual <= settings.tolerance() && smoothing <= LEAST_SMOOTHING;
      if (settled || k >= settings.budget()) {
        double gap = powerGap(x, b, exponent);
        boolean converged = settled && gap <= settings.gapTolerance();
        return new Recovery(
            x,
            powerSum(x, exponent),
            gap,
            residual,
            k,
            converged ? Ending.CONVERGED : Ending.BUDGET_SPENT);
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
    OrthonormalRows span = rowsOf(rows);
    double[] x = new double[d];
    Kernels.multiplyTranspose(span.rows(), span.solve(b), x, m, d);
    for (int j = 0; j < d; j++) {
      x[j] *= Math.sqrt(inverse[j]);
    }
    return x;
  }

  private double powerSum(double[] x, double exponent) {
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
  private double powerGap(double[] x, double[] b, double q) {
    OrthonormalRows span = rowsOf(a);
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
    double value = powerSum(x, q);
    return value == 0 ? 0 : Math.max(0, value - lower) / value;
  }

  /**
   * Tries to prove that {@code x} is the only interpolator of least sum |a_j|² |x_j|: a dual vector
   * that equals the sign of x on its support and stays below 1 elsewhere, and columns independent
   * on the support. The dual vector is the best there is, by the simplex method, and is verified
   * here; so only round-off and ties keep a unique solution from its proof.
   *
   * @param x the sparse vector, length d
   */
  public boolean certifies(double[] x) {
    Shapes.requireLength("x", x, d);
    double[] scaled = scaledByWeights();
    OrthonormalRows columns = new OrthonormalRows(m, m);
    double[] missing = new double[m];
    double[] y = bestDual(scaled, x);
    for (int j = 0; j < d; j++) {
      if (x[j] != 0) {
        double[] column = column(scaled, j);
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
      double dual = Kernels.dot(column(scaled, j), y);
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
  private double[] bestDual(double[] scaled, double[] x) {
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      double[] row = Arrays.copyOf(column(scaled, j), m + 1);
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

  private double[] column(double[] matrix, int j) {
    double[] out = new double[m];
    for (int i = 0; i < m; i++) {
      out[i] = matrix[i * d + j];
    }
    return out;
  }
}
