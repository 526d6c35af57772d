package org.plateau.dynamics;

/**
 * The stages of a Runge-Kutta step, k_i = f(y + sum of a_ij k_j), in numbered slots and in whatever
 * form is cheapest for the right-hand side: an integrator asks for nothing but sums of them. One
 * object serves one integration.
 */
public interface Stages {

  /** Takes y, the base of the sums to come; copied. */
  void moveTo(double[] y);

  /**
   * Keeps f(y + sum of factors[j] times stage first + j, j &lt; count) in a slot, which may be one
   * of them, and returns the gauge there.
   */
  double evaluate(int first, double[] factors, int count, int slot);

  /**
   * Ends a step: next = y + sum of weights[j] times stage first + j, and the chains of the two sums
   * of squared errors, as {@link org.plateau.matrix.Kernels#stageEnd}.
   *
   * @param weights three rows of {@code count}
   * @param sums 16 entries, overwritten
   */
  void end(
      int first, double[] weights, int count, Tolerances tolerances, double[] next, double[] sums);

  /** Copies a stage to another slot. */
  void copy(int from, int to);

  /** Writes a stage as a vector. */
  void derivative(int slot, double[] out);
}
