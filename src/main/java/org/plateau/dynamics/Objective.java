package org.plateau.dynamics;

import java.util.function.ToDoubleBiFunction;
import org.plateau.network.LeastSquaresLoss;

/**
 * A differentiable function that a trajectory descends: all that this package asks of a model.
 * Implementations may own a workspace and are then for one thread at a time.
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

  /**
   * Returns the gap of a deep linear network, the flow of which has cheaper stages than that of
   * other objectives; for one thread, as the loss.
   */
  static Objective of(LeastSquaresLoss loss) {
    return new NetworkObjective(loss);
  }

  /**
   * Returns an objective made of a method that returns the gap and writes the gradient.
   *
   * @throws IllegalArgumentException if the dimension is not positive
   */
  static Objective of(int dimension, ToDoubleBiFunction<double[], double[]> gapAndGradient) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    return new Objective() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public double evaluate(double[] point, double[] gradient) {
        return gapAndGradient.applyAsDouble(point, gradient);
      }
    };
  }
}
