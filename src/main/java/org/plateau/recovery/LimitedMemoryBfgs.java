package org.plateau.recovery;

import org.plateau.matrix.Kernels;

/**
 * Minimization of a smooth function by the limited-memory BFGS method (J. Nocedal 1980) with a
 * bisection line search for the weak Wolfe conditions (A. Lewis, M. Overton 2013). Hipparchus 4.0.3
 * has no such optimizer.
 */
final class LimitedMemoryBfgs {

  /** A differentiable function. */
  interface Objective {

    /** Returns the value at {@code x} and writes the gradient there. */
    double evaluate(double[] x, double[] gradient);
  }

  private static final int MEMORY = 12;
  private static final int TRIALS = 50;
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  /**
   * Below this relative change of the value the slopes decide, as W. Hager and H. Zhang do (2005).
   */
  private static final double ROUNDOFF = 1e-13;

  private final double[][] steps = new double[MEMORY][];
  private final double[][] changes = new double[MEMORY][];
  private final double[] alpha = new double[MEMORY];
  private int stored;
  private int evaluations;

  /**
   * Moves {@code x} to a point with gradient norm at most {@code tolerance}, or as far as double
   * precision and the budget go.
   *
   * @param x the start; gets the end point
   * @param budget most iterations
   */
  Ending minimize(Objective objective, double[] x, double tolerance, int budget) {
    stored = 0;
    double[] gradient = new double[x.length];
    double[] trial = new double[x.length];
    double[] trialGradient = new double[x.length];
    double value = objective.evaluate(x, gradient);
    evaluations++;
    for (int k = 0; k < budget; k++) {
      if (Kernels.norm(gradient) <= tolerance) {
        return Ending.CONVERGED;
      }
      double[] direction = direction(gradient);
      double slope = Kernels.dot(gradient, direction);
      if (!(slope < 0)) {
        stored = 0;
        direction = direction(gradient);
        slope = Kernels.dot(gradient, direction);
      }
      double first = stored == 0 ? Math.min(1, 1 / Kernels.norm(gradient)) : 1;
      double next = search(objective, x, value, direction, slope, first, trial, trialGradient);
      if (Double.isNaN(next)) {
        return Kernels.norm(gradient) <= tolerance ? Ending.CONVERGED : Ending.STALLED;
      }
      remember(x, gradient, trial, trialGradient);
      System.arraycopy(trial, 0, x, 0, x.length);
      System.arraycopy(trialGradient, 0, gradient, 0, x.length);
      value = next;
    }
    return Kernels.norm(gradient) <= tolerance ? Ending.CONVERGED : Ending.BUDGET_SPENT;
  }

  /** Returns how often the objective was evaluated since this object was made. */
  int evaluations() {
    return evaluations;
  }

  private double search(
      Objective objective,
      double[] x,
      double value,
      double[] direction,
      double slope,
      double first,
      double[] trial,
      double[] trialGradient) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double t = first;
    for (int i = 0; i < TRIALS; i++) {
      for (int j = 0; j < x.length; j++) {
        trial[j] = Math.fma(t, direction[j], x[j]);
      }
      double next = objective.evaluate(trial, trialGradient);
      evaluations++;
      double slopeThere = Kernels.dot(trialGradient, direction);
      boolean decreased = next <= value + DECREASE * t * slope;
      boolean level =
          next <= value + ROUNDOFF * Math.abs(value) && slopeThere <= (2 * DECREASE - 1) * slope;
      if (!decreased && !level) {
        high = t;
      } else if (slopeThere < CURVATURE * slope) {
        low = t;
      } else {
        return next;
      }
      t = high < Double.POSITIVE_INFINITY ? 0.5 * (low + high) : 2 * low;
    }
    return Double.NaN;
  }

  /** The two-loop recursion. */
  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    for (int i = stored - 1; i >= 0; i--) {
      alpha[i] = Kernels.dot(steps[i], q) / Kernels.dot(steps[i], changes[i]);
      Kernels.axpy(-alpha[i], changes[i], 0, q, 0, q.length);
    }
    double scale =
        stored == 0
            ? 1
            : Kernels.dot(steps[stored - 1], changes[stored - 1])
                / Kernels.dot(changes[stored - 1], changes[stored - 1]);
    for (int j = 0; j < q.length; j++) {
      q[j] *= scale;
    }
    for (int i = 0; i < stored; i++) {
      double beta = Kernels.dot(changes[i], q) / Kernels.dot(steps[i], changes[i]);
      Kernels.axpy(alpha[i] - beta, steps[i], 0, q, 0, q.length);
    }
    for (int j = 0; j < q.length; j++) {
      q[j] = -q[j];
    }
    return q;
  }

  private void remember(double[] x, double[] gradient, double[] nextX, double[] nextGradient) {
    double[] step = new double[x.length];
    double[] change = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      step[j] = nextX[j] - x[j];
      change[j] = nextGradient[j] - gradient[j];
    }
    if (!(Kernels.dot(step, change) > 0)) {
      return;
    }
    if (stored == MEMORY) {
      System.arraycopy(steps, 1, steps, 0, MEMORY - 1);
      System.arraycopy(changes, 1, changes, 0, MEMORY - 1);
      stored--;
    }
    steps[stored] = step;
    changes[stored] = change;
    stored++;
  }
}
