package org.plateau.theorems;

/** What a check, or all checks of an instance together, came to. Ordered from best to worst. */
public enum Outcome {
  /** The comparison holds within its tolerance, whatever the numerical error. */
  HOLDS,
  /** The numerical error is too large to tell. */
  DOUBTFUL,
  /** The comparison fails beyond tolerance and numerical error. */
  VIOLATED,
  /** Not a number: nothing can be said. */
  FAULTY;

  /** Returns the worse of the two. */
  public Outcome and(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
