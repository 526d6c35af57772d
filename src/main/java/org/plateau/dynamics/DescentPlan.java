package org.plateau.dynamics;

/**
 * What gradient descent is asked to do.
 *
 * @param stepSize eta, positive and finite
 * @param target the gap at which it has converged
 * @param divergedAbove the gap from which on it counts as diverged; may be infinite, for a state
 *     that is not finite counts as diverged anyway
 * @param maxSteps the allowed steps, at least 0
 */
public record DescentPlan(double stepSize, double target, double divergedAbove, long maxSteps) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is violated
   */
  public DescentPlan {
    if (!(stepSize > 0 && stepSize < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("stepSize must be positive and finite, got " + stepSize);
    }
    if (!(target >= 0)) {
      throw new IllegalArgumentException("target must be at least 0, got " + target);
    }
    if (!(divergedAbove > target)) {
      throw new IllegalArgumentException(
          "divergedAbove must exceed the target " + target + ", got " + divergedAbove);
    }
    if (maxSteps < 0) {
      throw new IllegalArgumentException("maxSteps must be at least 0, got " + maxSteps);
    }
  }
}
