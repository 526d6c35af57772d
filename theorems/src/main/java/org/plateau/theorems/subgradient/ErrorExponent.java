package org.plateau.theorems.subgradient;

import org.hipparchus.util.FastMath;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;

/**
 * How the final error depends on the size alpha of a symmetric start: runs of one regression from
 * several alphas. Spec: sub-gradient-balance, C3.
 */
final class ErrorExponent {

  private static final double SIGNAL = 0.3;
  private static final int SLACK_STEPS = 400;
  private static final int DECAYING_STEPS = 400;
  private static final double DECAY = 0.985;

  private ErrorExponent() {}

  /** Returns the relative error after growth and decay from alpha. */
  static double error(RobustRegression problem, int depth, double alpha) {
    return error(problem, depth, alpha, growthSteps(depth, alpha));
  }

  /** Returns the relative error after the given number of constant steps, and decay. */
  static double error(RobustRegression problem, int depth, double alpha, int growing) {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, problem.width());
    Training training =
        new Training(
            problem,
            network,
            network.constant(alpha, alpha),
            ResidualLoss.ABSOLUTE,
            new StepSchedule(Training.STEP, growing, growing + DECAYING_STEPS, DECAY));
    return training.relativeError(training.run());
  }

  /** The escape time of C5 at drift 0.3, plus 400 steps. */
  private static int growthSteps(int depth, double alpha) {
    double time =
        switch (depth) {
          case 1 -> 1 / SIGNAL;
          case 2 -> FastMath.log(1 / alpha) / SIGNAL;
          default -> FastMath.pow(alpha, -(depth - 2)) / ((depth - 2) * SIGNAL);
        };
    return (int) FastMath.ceil(time / Training.STEP) + SLACK_STEPS;
  }

  /** Returns log(error(high) / error(low)) / log(high / low) on one regression. */
  static double between(RobustRegression problem, int depth, double low, double high) {
    double rise = FastMath.log(error(problem, depth, high) / error(problem, depth, low));
    return rise / FastMath.log(high / low);
  }
}
