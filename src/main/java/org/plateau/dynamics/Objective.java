package org.plateau.dynamics;

/**
 * A differentiable function that a trajectory descends. Implementations may own a workspace and are
 * then for one thread at a time.
 */
public interface Objective {

  /** Returns the number of unknowns. */
  int dimension();

  /**
   * Returns the gap, the value at {@code point} above the least value, and writes the gradient.
   *
   * @param point the state; only the first {@link #dimension()} entries are read
   * @param gradient overwritten in its first {@link #dimension()} entries
   */
  double evaluate(double[] point, double[] gradient);
}
