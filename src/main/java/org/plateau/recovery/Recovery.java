package org.plateau.recovery;

/**
 * What a convex solver returns.
 *
 * @param matrix the solution, row-major, feasible up to round-off
 * @param value the objective at it
 * @param gap a proved bound for value minus optimum, relative to the value unless the solver says
 *     otherwise
 * @param residual of splitting, the last change |Z - X| relative to |X|, the Frobenius distance of
 *     the two proximal points; of Newton's method, the distance of the measured values from b
 *     relative to |b|
 * @param iterations steps done, of the method that found the solution
 * @param ending how it stopped
 */
public record Recovery(
    double[] matrix, double value, double gap, double residual, int iterations, Ending ending) {

  /** Says whether all stopping tolerances were met. */
  public boolean converged() {
    return ending == Ending.CONVERGED;
  }
}
