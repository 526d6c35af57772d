package org.plateau.dynamics;

/** An adaptive integrator of y' = f(y) with one event, the fall of the gauge to a level. */
public interface OdeIntegrator {

  /**
   * Advances {@code state} in place from 0 to the horizon, or to the point where the gauge falls to
   * {@code level}, or to where the observer ends it, whichever comes first.
   *
   * @param field the right-hand side
   * @param state of length {@code field.dimension()}; the end point on return
   * @param horizon the largest value of the independent variable, positive, may be infinite
   * @param level the gauge's level; {@link Double#NEGATIVE_INFINITY} for no event
   * @param maxEvaluations the allowed evaluations of the right-hand side
   * @param observer called at the start and after each accepted step
   * @throws IllegalArgumentException if the state's length differs from the field's dimension or
   *     the horizon is not positive
   */
  Integration integrate(
      VectorField field,
      double[] state,
      double horizon,
      double level,
      long maxEvaluations,
      StepObserver observer);

  /** Rejects what no integrator can start from. */
  static void requireStart(VectorField field, double[] state, double horizon) {
    if (state.length != field.dimension()) {
      throw new IllegalArgumentException(
          "state has length "
              + state.length
              + " but the vector field has dimension "
              + field.dimension()
              + "; pass a state of that length");
    }
    if (!(horizon > 0)) {
      throw new IllegalArgumentException(
          "horizon must be positive, got " + horizon + "; pass a positive time, or infinity");
    }
  }
}
