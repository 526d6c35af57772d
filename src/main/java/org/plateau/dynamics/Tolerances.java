package org.plateau.dynamics;

/**
 * Error tolerances of an adaptive integrator: a step is accepted when the root mean square of
 * error_i / (absolute + relative |y_i|) is at most 1.
 *
 * @param relative in [1e-14, 0.1]
 * @param absolute positive, in the units of the state
 */
public record Tolerances(double relative, double absolute) {

  /** What the claims use: relative 1e-9, absolute 1e-12 (spec: sharpness-and-depth, section 7). */
  public static final Tolerances STANDARD = new Tolerances(1e-9, 1e-12);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is violated
   */
  public Tolerances {
    if (!(relative >= 1e-14 && relative <= 0.1)) {
      throw new IllegalArgumentException(
          "relative tolerance must lie in [1e-14, 0.1], got " + relative);
    }
    if (!(absolute > 0 && absolute < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "absolute tolerance must be positive and finite, got " + absolute);
    }
  }
}
