package org.plateau.dynamics;

/**
 * Gradient descent W <- W - eta grad R(W) with a constant step.
 *
 * <p>Slightly above the threshold eta = 2/S the iterates stay bounded and oscillate, so that
 * success is judged by the gap alone (spec: sharpness-and-depth, trap 6). An instance serves one
 * thread at a time, and no step allocates.
 */
public final class GradientDescent {

  private final Objective objective;
  private final double[] gradient;

  /** Creates the method for one objective. */
  public GradientDescent(Objective objective) {
    this.objective = objective;
    this.gradient = new double[objective.dimension()];
  }

  /** Descends without an observer. */
  public DescentEnd run(double[] start, DescentPlan plan) {
    return run(start, plan, StepObserver.NONE);
  }

  /**
   * Descends.
   *
   * @param start of the objective's dimension; not changed
   * @param observer sees the number of steps taken so far, the iterate and its gap, before the
   *     step; not the iterate that diverged
   * @throws IllegalArgumentException if the start has the wrong length
   */
  public DescentEnd run(double[] start, DescentPlan plan, StepObserver observer) {
    int n = objective.dimension();
    if (start.length != n) {
      throw new IllegalArgumentException(
          "start has length " + start.length + " but the objective has dimension " + n);
    }
    double[] weights = start.clone();
    double initialGap = objective.evaluate(weights, gradient);
    double gap = initialGap;
    long step = 0;
    while (true) {
      if (!(gap < plan.divergedAbove())) {
        return new DescentEnd(Ending.DIVERGED, weights, initialGap, gap, step);
      }
      boolean goOn = observer.observe(step, weights, gap);
      if (gap <= plan.target()) {
        return new DescentEnd(Ending.CONVERGED, weights, initialGap, gap, step);
      }
      if (!goOn || step >= plan.maxSteps()) {
        return new DescentEnd(Ending.BUDGET_SPENT, weights, initialGap, gap, step);
      }
      descend(weights, plan.stepSize());
      gap = objective.evaluate(weights, gradient);
      step++;
    }
  }

  private void descend(double[] weights, double stepSize) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.fma(-stepSize, gradient[i], weights[i]);
    }
  }
}
