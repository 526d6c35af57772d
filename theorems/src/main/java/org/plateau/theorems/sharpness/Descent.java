package org.plateau.theorems.sharpness;

import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.Objective;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;

/**
 * Gradient descent about to start: a network, its data, and a learning rate.
 *
 * @param theta the learning rate in units of the threshold 2 / S_min
 */
record Descent(DeepLinearNetwork network, LeastSquaresData data, double theta) {

  /** The gap, relative to beta, at which a run counts as converged: far below chance. */
  static final double CONVERGED = 1e-24;

  private static final double FAR = 1e6;

  /** eta = theta 2 / S_min. */
  double stepSize() {
    return theta * 2 / least();
  }

  double least() {
    return MinimalSharpness.of(network, data).value();
  }

  /** Runs until the gap is {@link #CONVERGED} beta, the steps are used up, or it diverges. */
  DescentEnd run(int steps) {
    return run(stepSize(), steps, CONVERGED);
  }

  DescentEnd run(double stepSize, int steps, double relativeGap) {
    LeastSquaresLoss loss = new LeastSquaresLoss(network, data);
    Objective objective = Objective.of(network.parameterCount(), loss::gradient);
    DescentPlan plan =
        new DescentPlan(stepSize, relativeGap * data.beta(), FAR * data.beta(), steps);
    return new GradientDescent(objective).run(network.parameters(), plan);
  }

  boolean converges(int steps) {
    return run(steps).ending() == Ending.CONVERGED;
  }

  Sharpness sharpness(DescentEnd end) {
    return Sharpness.of(network.with(end.weights()), data);
  }
}
