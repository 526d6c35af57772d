package org.plateau.dynamics;

/** Watches a trajectory and may end it. */
@FunctionalInterface
public interface StepObserver {

  /** Watches nothing. */
  StepObserver NONE = (time, state, gap) -> true;

  /**
   * Called at the start and after each accepted step.
   *
   * @param time the independent variable, or the number of steps of a discrete method
   * @param state the state itself, not a copy; not to be changed or kept
   * @param gap the gauge at {@code state}
   * @return false to end the trajectory here
   */
  boolean observe(double time, double[] state, double gap);
}
