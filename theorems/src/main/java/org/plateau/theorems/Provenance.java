package org.plateau.theorems;

/** Where a constant or a statement comes from. */
public enum Provenance {
  /** Read in the paper, or in its authors' code. */
  PAPER,
  /** Proved in the specification of this project. */
  DERIVED,
  /** Measured, with a margin; not proved. */
  EMPIRICAL
}
