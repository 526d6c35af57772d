package org.plateau.theorems.sharpness;

import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.Objective;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.sampling.RandomStream;

/**
 * Gradient descent about to start: a network, its data, and a learning rate.
 *
 * @param theta the learning rate in units of the threshold 2 / S_min
 */
record Descent(DeepLinearNetwork network, LeastSquaresData data, double theta) {

  /** The gap, relative to beta, at which the runs of a figure stop. */
  static final double CONVERGED = 1e-24;

  private static final double FAR = 1e6;
  private static final double BESIDE = 1e-6;

  /** eta = theta 2 / S_min. */
  double stepSize() {
    return theta * 2 / least();
  }

  double least() {
    return MinimalSharpness.of(network, data).value();
  }

  DescentEnd run(double stepSize, int steps, double relativeGap) {
    LeastSquaresLoss loss = new LeastSquaresLoss(network, data);
    Objective objective = Objective.of(loss);
    DescentPlan plan =
        new DescentPlan(stepSize, relativeGap * data.beta(), FAR * data.beta(), steps);
    return new GradientDescent(objective).run(network.parameters(), plan);
  }

  /**
   * Runs, and where that converged runs again from slightly beside the end. A run can reach any gap
   * along the stable directions of a minimizer that is too sharp, because the unstable component
   * has not grown yet; the second run leaves such a minimizer.
   */
  DescentEnd settle(double stepSize, int steps, double relativeGap) {
    DescentEnd first = run(stepSize, steps, relativeGap);
    if (first.ending() != Ending.CONVERGED) {
      return first;
    }
    double[] beside = first.weights().clone();
    double size = BESIDE * Kernels.norm(beside) / Math.sqrt(beside.length);
    double[] noise = RandomStream.ofKey(beside.length).gaussian(new double[beside.length]);
    Kernels.axpy(size, noise, 0, beside, 0, beside.length);
    return new Descent(network.with(beside), data, theta).run(stepSize, steps, relativeGap);
  }

  /** Tells whether the gap falls to {@code relativeGap} beta within the steps. */
  boolean converges(int steps, double relativeGap) {
    return run(stepSize(), steps, relativeGap).ending() == Ending.CONVERGED;
  }

  Sharpness sharpness(DescentEnd end) {
    return Sharpness.of(network.with(end.weights()), data);
  }
}
