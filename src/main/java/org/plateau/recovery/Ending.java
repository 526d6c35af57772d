package org.plateau.recovery;

/** How a solver stopped. None of these is an error. */
public enum Ending {
  /** All stopping tolerances are met. */
  CONVERGED,
  /** The iteration budget was spent first. */
  BUDGET_SPENT,
  /** No further progress in double precision, though a tolerance is not met. */
  STALLED
}
