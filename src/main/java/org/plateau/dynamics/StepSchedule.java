package org.plateau.dynamics;

/**
 * Step sizes of a sub-gradient method: {@code initial} for the first {@code constantSteps} steps,
 * then falling by the factor {@code decay} a step. Spec: sub-gradient-balance, C.
 *
 * @param initial the first step size, positive
 * @param constantSteps T0, the number of steps at that size, not negative
 * @param steps T, the number of all steps, at least T0
 * @param decay rho, in (0, 1]
 */
public record StepSchedule(double initial, int constantSteps, int steps, double decay) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value lies outside its range
   */
  public StepSchedule {
    if (!(initial > 0) || Double.isInfinite(initial)) {
      throw new IllegalArgumentException(
          "the initial step size must be positive and finite, got " + initial);
    }
    if (constantSteps < 0 || steps < constantSteps) {
      throw new IllegalArgumentException(
          "steps must satisfy 0 <= constantSteps <= steps, got constantSteps "
              + constantSteps
              + " and steps "
              + steps);
    }
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          "the decay must lie in (0, 1], got " + decay + "; 1 keeps the step constant");
    }
  }

  /** Returns the schedule of {@code steps} steps of one size. */
  public static StepSchedule constant(double size, int steps) {
    return new StepSchedule(size, steps, steps, 1);
  }
}
