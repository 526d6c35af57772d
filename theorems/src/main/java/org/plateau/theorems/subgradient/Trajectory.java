package org.plateau.theorems.subgradient;

import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.theorems.Chart;

/**
 * Relative error and excess loss along a run, at steps that are nearly evenly spaced.
 *
 * @param steps the steps, 0 first
 * @param errors ||theta - theta*|| / ||theta*||
 * @param excess the loss minus the loss at the truth
 */
record Trajectory(double[] steps, double[] errors, double[] excess) {

  private static final double FLOOR = 1e-6;

  /** Follows a run and keeps {@code points + 1} of its steps, the start included. */
  static Trajectory of(Training training, int points) {
    RegressionLoss loss =
        new RegressionLoss(training.problem(), training.network(), training.loss());
    double atTruth = training.problem().loss(training.problem().truth());
    int every = Math.max(1, training.schedule().steps() / points);
    int kept = training.schedule().steps() / every + 1;
    Trajectory out = new Trajectory(new double[kept], new double[kept], new double[kept]);
    SubgradientMethod method = new SubgradientMethod(loss, training.start());
    out.record(0, 0, training, method.weights(), atTruth);
    method.run(
        training.schedule(),
        (step, weights) -> {
          if (step % every == 0) {
            out.record(step / every, step, training, weights, atTruth);
          }
          return true;
        });
    return out;
  }

  private void record(int at, int step, Training training, double[] weights, double atTruth) {
    steps[at] = step;
    errors[at] = Math.max(FLOOR, training.relativeError(weights));
    excess[at] = training.problem().loss(training.network().product(weights)) - atTruth;
  }

  /** Returns the line of the error; errors below 1e-6 are drawn there. */
  Chart.Series errorLine(String name) {
    return new Chart.Series(name, Chart.Style.LINE, steps, errors);
  }

  /** Returns the line of the excess loss. */
  Chart.Series excessLine(String name) {
    return new Chart.Series(name, Chart.Style.LINE, steps, excess);
  }
}
