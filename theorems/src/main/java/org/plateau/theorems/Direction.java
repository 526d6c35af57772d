package org.plateau.theorems;

/** What kind of statement a claim makes; it decides how the evidence is judged. */
public enum Direction {
  /** Two quantities are equal. */
  IDENTITY,
  /** A quantity is at least a bound. */
  LOWER,
  /** A quantity is at most a bound. */
  UPPER,
  /** A bound holds and is attained. */
  TIGHT,
  /** An object with the stated properties exists; the claim constructs it. */
  EXISTENCE,
  /** An event has at least a stated probability under the claim's own draws. */
  PROBABILITY,
  /** A quantity grows with a stated slope over a fixed grid. */
  TREND;

  /** Tells whether one confirmed violation refutes the claim. */
  public boolean isDeterministic() {
    return this != PROBABILITY && this != TREND;
  }
}
