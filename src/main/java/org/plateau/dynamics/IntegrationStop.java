package org.plateau.dynamics;

/** Why an integrator stopped. */
public enum IntegrationStop {
  /** The gauge fell to the level. */
  LEVEL_REACHED,
  /** The independent variable reached the horizon. */
  HORIZON_REACHED,
  /** The observer asked for it. */
  OBSERVER,
  /** Not even a step at the limit of rounding met the tolerances. */
  STEP_TOO_SMALL,
  /** The allowed evaluations were spent. */
  BUDGET_SPENT,
  /** The derivative, the state or the gauge was not finite. */
  NOT_FINITE
}
