package org.plateau.dynamics;

/**
 * What a gradient flow is asked to do.
 *
 * @param target the gap at which it has converged, at least 0
 * @param arcLengthUntil the gap down to which it is followed by arc length; infinity leaves that
 *     phase out. Never close to {@code target}: the arc-length form is singular at a minimizer
 * @param horizon the time at which it ends, positive; a finite one leaves the arc-length phase out
 * @param maxEvaluations the allowed evaluations of the gradient
 */
public record FlowPlan(double target, double arcLengthUntil, double horizon, long maxEvaluations) {

  /** The fraction of the gap at 0 down to which the arc-length phase goes. */
  public static final double ARC_FRACTION = 0.3;

  private static final long EVALUATIONS = 400_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is violated
   */
  public FlowPlan {
    if (!(target >= 0 && target < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "target must be finite and at least 0, got " + target + "; try 1e-16 of the gap at 0");
    }
    if (!(arcLengthUntil > target)) {
      throw new IllegalArgumentException(
          "arcLengthUntil must exceed the target " + target + ", got " + arcLengthUntil);
    }
    if (!(horizon > 0)) {
      throw new IllegalArgumentException("horizon must be positive, got " + horizon);
    }
    if (maxEvaluations < 1) {
      throw new IllegalArgumentException("maxEvaluations must be positive, got " + maxEvaluations);
    }
  }

  /**
   * Two phases, until the gap is {@code relativeTarget * gapAtZero}.
   *
   * @param gapAtZero the gap of the zero network, positive
   */
  public static FlowPlan toMinimizer(double gapAtZero, double relativeTarget) {
    return new FlowPlan(
        relativeTarget * gapAtZero,
        ARC_FRACTION * gapAtZero,
        Double.POSITIVE_INFINITY,
        EVALUATIONS);
  }

  /** One phase in time, until the gap is {@code target} or time is {@code horizon}. */
  public static FlowPlan inTime(double target, double horizon) {
    return new FlowPlan(target, Double.POSITIVE_INFINITY, horizon, EVALUATIONS);
  }

  boolean hasArcLengthPhase() {
    return horizon == Double.POSITIVE_INFINITY && arcLengthUntil < Double.POSITIVE_INFINITY;
  }
}
