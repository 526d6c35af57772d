package org.plateau.recovery;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;

/**
 * Sparse recovery by a diagonal network of depth K, x = v_1 * ... * v_K entrywise with loss (1/m)
 * |A x - b|² (section 9 of arXiv 2203.03756). Flatness amounts to the least of sum_j |a_j|²
 * |x_j|^(2 - 2/K) among the interpolators (derived: spec flat-minima-recovery, C15): a weighted l1
 * norm at depth 2, a strictly convex power beyond, which does not favor sparse x.
 */
public final class DiagonalDepth {

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
    return depth == 2
        ? new LeastOneNorm(m, d, a, weights).solve(b, settings)
        : new LeastPower(m, d, a, weights, 2 - 2.0 / depth).solve(b, settings);
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
    return new LeastOneNorm(m, d, a, weights).certifies(x);
  }
}
