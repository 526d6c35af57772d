package org.plateau.theorems.identityinit;

import org.hipparchus.util.FastMath;
import org.plateau.dynamics.SquareDescent;
import org.plateau.theorems.Check;
import org.plateau.theorems.Evidence;

/**
 * Gradient flow, stood in for by gradient descent with steps of 0.02/(L max(1, ‖Φ‖²)), and what the
 * flow claims say about it. The two tolerances are allowances for the finite steps, as the
 * specification states them.
 */
final class SmallSteps {

  private static final double STRETCH_TOLERANCE = 1e-3;
  private static final double RATE_TOLERANCE = 1e-2;
  private static final double ROUNDING_FLOOR = 1e-22;
  private static final int STEPS_BETWEEN_LOOKS = 10;

  private SmallSteps() {}

  static double stepSize(double[] target, int d, int depth) {
    double norm = Math.max(1, Matrices.operatorNorm(target, d));
    return 0.02 / (depth * norm * norm);
  }

  /**
   * Runs and checks that the product's least singular value stays above {@code floor}, and that the
   * loss falls as fast as {@code pace} = c^(2-2/L) promises: ln(l_t/l_0) at most -2 L pace η t.
   */
  static Evidence examine(Descent run, double floor, double pace, int steps) {
    return measure(run, MatrixRun::inDouble, floor, pace, steps);
  }

  /** The same at 50 digits. */
  static Evidence examinePrecisely(Descent run, double floor, double pace, int steps) {
    return FiftyDigits.rounded(measure(run, MatrixRun::inFiftyDigits, floor, pace, steps));
  }

  private static Evidence measure(
      Descent run, MatrixRun.Arithmetic arithmetic, double floor, double pace, int steps) {
    int d = run.dimension();
    MatrixRun descent = run.begin(arithmetic);
    double first = descent.loss();
    Tightest stretch = new Tightest();
    Tightest rate = new Tightest();
    while (descent.steps() < steps && descent.loss() > ROUNDING_FLOOR) {
      for (int i = 0; i < STEPS_BETWEEN_LOOKS; i++) {
        descent.step(run.eta());
      }
      stretch.see(
          Check.atLeast(
                  "least singular value of the product",
                  Matrices.leastSingularValue(descent.product(), d),
                  floor)
              .scale(1)
              .absolute(STRETCH_TOLERANCE));
      double promised = -2 * run.depth() * pace * run.eta() * descent.steps();
      rate.see(
          Check.atMost(
                  "logarithm of loss over first loss",
                  FastMath.log(descent.loss() / first),
                  promised)
              .scale(1)
              .absolute(RATE_TOLERANCE));
    }
    return Evidence.of(stretch.check(), rate.check())
        .fact("final over first loss", descent.loss() / first);
  }

  /** Tells whether the loss fell at every step and ended at 1 % of its first value or less. */
  static boolean falls(Descent run, int steps) {
    SquareDescent descent = run.begin();
    double first = descent.loss();
    while (descent.steps() < steps && descent.loss() > ROUNDING_FLOOR) {
      double before = descent.loss();
      descent.step(run.eta());
      if (!(descent.loss() < before)) {
        return false;
      }
    }
    return descent.loss() <= 0.01 * first;
  }
}
