package org.plateau.theorems.subgradient;

import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;

/**
 * A run of the sub-gradient method on a diagonal network, from its start. Spec:
 * sub-gradient-balance, C.
 *
 * @param problem the regression
 * @param network the network, N x d
 * @param start the weights to start from
 * @param loss absolute in the paper; squared in probes
 * @param schedule the step sizes
 */
record Training(
    RobustRegression problem,
    DiagonalLinearNetwork network,
    double[] start,
    ResidualLoss loss,
    StepSchedule schedule) {

  /** Step size of the spec's runs toward the truth. */
  static final double STEP = 0.05;

  /** Decay of the step size of the spec's runs toward the truth. */
  static final double DECAY = 0.995;

  /** All layers start at alpha and stay equal for ever; the truth must not be negative. */
  static Training symmetric(
      RobustRegression problem, int depth, double alpha, int steps, int constantSteps) {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, problem.width());
    return new Training(
        problem,
        network,
        network.constant(alpha, alpha),
        ResidualLoss.ABSOLUTE,
        new StepSchedule(STEP, constantSteps, steps, DECAY));
  }

  /** Layer 1 starts at 0, the others at alpha; reaches truths of any sign. */
  static Training zeroFirst(
      RobustRegression problem, int depth, double alpha, int steps, int constantSteps) {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, problem.width());
    return new Training(
        problem,
        network,
        network.constant(0, alpha),
        ResidualLoss.ABSOLUTE,
        new StepSchedule(STEP, constantSteps, steps, DECAY));
  }

  /** Returns this run with another loss. */
  Training with(ResidualLoss other) {
    return new Training(problem, network, start, other, schedule);
  }

  /** Returns the final weights. */
  double[] run() {
    SubgradientMethod method =
        new SubgradientMethod(new RegressionLoss(problem, network, loss), start);
    method.run(schedule);
    return method.weights();
  }

  /** Returns ||theta(W) - theta*|| / ||theta*||; infinite if the weights are no longer finite. */
  double relativeError(double[] weights) {
    double error = problem.relativeError(network.product(weights));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /** Returns max over the support and the layers of | |w_{j,i}| - |theta*_i|^(1/N) |. */
  double supportGap(double[] weights) {
    double gap = 0;
    for (int i : problem.support()) {
      double root = network.root(Math.abs(problem.truth()[i]));
      for (int at = i; at < weights.length; at += network.width()) {
        gap = Math.max(gap, Math.abs(Math.abs(weights[at]) - root));
      }
    }
    return Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
  }

  /** Returns the largest weight off the support. */
  double residualWeight(double[] weights) {
    double largest = 0;
    for (int at = 0; at < weights.length; at++) {
      if (problem.truth()[at % network.width()] == 0) {
        largest = Math.max(largest, Math.abs(weights[at]));
      }
    }
    return largest;
  }
}
