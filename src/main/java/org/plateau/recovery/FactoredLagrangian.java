package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * The flat minimum sought where the paper defines it, among factors: min (|L'|² + |R'|²)/2 over D1
 * X D2 = L' R'^T that interpolates, by an augmented Lagrangian with limited-memory BFGS (spec:
 * flat-minima-recovery, S2). The problem is not convex; this is a second route, independent of the
 * convex one.
 *
 * @param factors (L', R') = (D1 L, D2 R)
 * @param value (|L'|² + |R'|²)/2, at the optimum the nuclear norm of D1 X D2
 * @param residual distance from the interpolators relative to their offset
 * @param gradient norm of the Lagrangian's gradient at the factors; |L'^T L' - R'^T R'|_* is at
 *     most this times (|L'|² + |R'|²)^(1/2), since it equals L'^T g_L - g_R^T R'
 * @param iterations evaluations of the Lagrangian and its gradient
 * @param ending how it stopped
 */
public record FactoredLagrangian(
    Factors factors,
    double value,
    double residual,
    double gradient,
    int iterations,
    Ending ending) {

  private static final double FEASIBLE = 1e-10;
  private static final double STATIONARY = 1e-10;
  private static final int OUTER_BUDGET = 40;
  private static final int INNER_BUDGET = 500;
  private static final double FIRST_PENALTY = 4;
  private static final double PENALTY_GROWTH = 3;
  private static final double ENOUGH_PROGRESS = 0.25;

  /**
   * Searches from the given factors.
   *
   * @param set the interpolators in the coordinates D1 X D2
   * @param start where to start; its width k is that of the model
   * @throws IllegalArgumentException if the start has another shape than the set's matrices
   */
  public static FactoredLagrangian solve(AffineSet set, Factors start) {
    requireShape(set, start);
    Problem problem = new Problem(set, start);
    if (problem.scale == 0) {
      double[] zero = new double[start.left().length + start.right().length];
      return new FactoredLagrangian(problem.factors(zero), 0, 0, 0, 0, Ending.CONVERGED);
    }
    double[] x = new double[start.left().length + start.right().length];
    System.arraycopy(start.left(), 0, x, 0, start.left().length);
    System.arraycopy(start.right(), 0, x, start.left().length, start.right().length);
    LimitedMemoryBfgs search = new LimitedMemoryBfgs();
    double last = Double.POSITIVE_INFINITY;
    double gradient = Double.POSITIVE_INFINITY;
    Ending ending = Ending.BUDGET_SPENT;
    for (int outer = 0; outer < OUTER_BUDGET; outer++) {
      double inner =
          Math.max(0.5 * STATIONARY, Math.min(1e-3, 0.1 * last)) * Math.sqrt(problem.scale);
      search.minimize(problem, x, inner, INNER_BUDGET);
      gradient = problem.gradientNorm(x);
      double residual = problem.residual(x);
      if (residual <= FEASIBLE && gradient <= STATIONARY * Math.sqrt(problem.scale)) {
        ending = Ending.CONVERGED;
        last = residual;
        break;
      }
      problem.updateMultipliers(residual > Math.max(FEASIBLE, ENOUGH_PROGRESS * last));
      last = residual;
    }
    return new FactoredLagrangian(
        problem.factors(x), 0.5 * Kernels.dot(x, x), last, gradient, search.evaluations(), ending);
  }

  private static void requireShape(AffineSet set, Factors start) {
    if (start.rows() != set.rows() || start.cols() != set.cols()) {
      throw new IllegalArgumentException(
          "the start has the shape "
              + start.rows()
              + " x "
              + start.cols()
              + ", but the interpolators are "
              + set.rows()
              + " x "
              + set.cols()
              + "; begin with factors of matrices of their shape");
    }
  }

  /**
   * The Lagrangian (|L|² + |R|²)/2 - &lt;multipliers, h> + penalty |h|²/2 with h = Q vec(L R^T) -
   * c.
   */
  private static final class Problem implements LimitedMemoryBfgs.Objective {

    private final int d1;
    private final int d2;
    private final int k;
    private final int rank;
    private final double[] basis;
    private final double[] transposed;
    private final double[] offset;
    private final double scale;
    private final double[] multipliers;
    private final double[] h;
    private final double[] product;
    private final double[] gradientOfProduct;
    private double penalty;

    Problem(AffineSet set, Factors start) {
      d1 = set.rows();
      d2 = set.cols();
      k = start.width();
      rank = set.rank();
      basis = set.basis();
      transposed = Kernels.transpose(basis, rank, d1 * d2);
      offset = new double[rank];
      Kernels.multiplyTranspose(transposed, set.leastNormPoint(), offset, d1 * d2, rank);
      scale = Kernels.norm(offset);
      penalty = FIRST_PENALTY / scale;
      multipliers = new double[rank];
      h = new double[rank];
      product = new double[d1 * d2];
      gradientOfProduct = new double[d1 * d2];
    }

    Factors factors(double[] x) {
      return new Factors(
          d1, d2, k, Arrays.copyOf(x, d1 * k), Arrays.copyOfRange(x, d1 * k, x.length));
    }

    private void constraint(double[] x) {
      for (int i = 0; i < d1; i++) {
        for (int j = 0; j < d2; j++) {
          product[i * d2 + j] = Kernels.dot(x, i * k, x, (d1 + j) * k, k);
        }
      }
      Kernels.multiplyTranspose(transposed, product, h, d1 * d2, rank);
      Kernels.axpy(-1, offset, 0, h, 0, rank);
    }

    double gradientNorm(double[] x) {
      double[] gradient = new double[x.length];
      evaluate(x, gradient);
      return Kernels.norm(gradient);
    }

    double residual(double[] x) {
      constraint(x);
      return Kernels.norm(h) / scale;
    }

    /** Uses h of the last call of {@link #residual}. */
    void updateMultipliers(boolean raisePenalty) {
      Kernels.axpy(-penalty, h, 0, multipliers, 0, rank);
      if (raisePenalty) {
        penalty *= PENALTY_GROWTH;
      }
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
      constraint(x);
      double value =
          0.5 * Kernels.dot(x, x) - Kernels.dot(multipliers, h) + 0.5 * penalty * Kernels.dot(h, h);
      double[] weights = new double[rank];
      for (int i = 0; i < rank; i++) {
        weights[i] = penalty * h[i] - multipliers[i];
      }
      Kernels.multiplyTranspose(basis, weights, gradientOfProduct, rank, d1 * d2);
      System.arraycopy(x, 0, gradient, 0, x.length);
      for (int i = 0; i < d1; i++) {
        for (int j = 0; j < d2; j++) {
          double g = gradientOfProduct[i * d2 + j];
          Kernels.axpy(g, x, (d1 + j) * k, gradient, i * k, k);
          Kernels.axpy(g, x, i * k, gradient, (d1 + j) * k, k);
        }
      }
      return value;
    }
  }
}
