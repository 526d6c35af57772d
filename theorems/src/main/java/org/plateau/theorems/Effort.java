package org.plateau.theorems;

/** How much work a run may do. */
public enum Effort {
  /** The whole catalogue in under 30 seconds on two cores. */
  QUICK,
  /** The default: under 3 minutes. */
  STANDARD,
  /** As long as it takes. */
  DEEP
}
