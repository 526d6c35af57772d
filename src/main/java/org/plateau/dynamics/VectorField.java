package org.plateau.dynamics;

/**
 * An autonomous right-hand side y' = f(y) with a gauge, the scalar whose fall to a level ends an
 * integration. For a gradient flow the gauge is the gap, which falls out of the gradient for free.
 */
public interface VectorField {

  /** Returns the length of the state. */
  int dimension();

  /**
   * Writes f(state) and returns the gauge at {@code state}.
   *
   * @param state not to be changed
   * @param derivative overwritten from {@code at} on
   * @param at where f(state) begins, since integrators keep all stages of a step in one array
   */
  double evaluate(double[] state, double[] derivative, int at);

  /**
   * Returns room for the stages of a step, in the form that suits this right-hand side: each as a
   * whole vector, unless it has a shorter form.
   */
  default Stages stages(int slots) {
    return new DenseStages(this, slots);
  }
}
