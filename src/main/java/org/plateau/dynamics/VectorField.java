package org.plateau.dynamics;

/**
 * An autonomous right-hand side y' = f(y) with a gauge, the scalar whose fall to a level ends an
 * integration. For a gradient flow the gauge is the gap, which falls out of the gradient for free.
 */
public interface VectorField {

  /** Returns the length of the state. */
  int dimension();

  /**
   * Writes f(state) to {@code derivative} and returns the gauge at {@code state}.
   *
   * @param state not to be changed
   * @param derivative overwritten
   */
  double evaluate(double[] state, double[] derivative);
}
