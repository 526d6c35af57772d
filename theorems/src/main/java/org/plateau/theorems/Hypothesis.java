package org.plateau.theorems;

/**
 * A hypothesis as measured on an instance.
 *
 * @param what the hypothesis, in a few words
 * @param margin how far it is from failing; it holds exactly when this is at least 0
 */
public record Hypothesis(String what, double margin) {

  /** Tells whether the hypothesis holds; NaN does not. */
  public boolean holds() {
    return margin >= 0;
  }
}
