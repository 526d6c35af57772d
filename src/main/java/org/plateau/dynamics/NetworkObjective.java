package org.plateau.dynamics;

import org.plateau.network.LeastSquaresLoss;

/** The loss gap of a deep linear network, with its structure in view. */
record NetworkObjective(LeastSquaresLoss loss) implements Objective {

  @Override
  public int dimension() {
    return loss.parameterCount();
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    return loss.gradient(point, gradient);
  }
}
