package org.plateau.dynamics;

/** How a trajectory ended. */
public enum Ending {
  /** The gap reached its target. */
  CONVERGED,
  /** The gradient all but vanished, or no step was small enough, while the gap stayed up. */
  STALLED,
  /** The allowed evaluations, steps or time ran out first. */
  BUDGET_SPENT,
  /** The state or the gap left the range in which it can still come back. */
  DIVERGED
}
