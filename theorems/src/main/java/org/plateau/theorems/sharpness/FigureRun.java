package org.plateau.theorems.sharpness;

import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.Ending;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Draws;

/**
 * One run of the paper's figures 1 and 3: n = 50, d = 5, L = 10, |w*| = 1, all entries N(0,
 * scale²), gradient descent at a multiple of the threshold 2 / S_min, which is 0.095 on the paper's
 * data.
 *
 * @param descent network, data and learning rate
 * @param scale the initial scale
 */
record FigureRun(Descent descent, double scale) {

  /** The learning rates 0.02, 0.07, 0.1 and 0.2 of the figures in units of the threshold 0.095. */
  static final double SMALL = 0.21;

  static final double LARGE = 0.74;
  static final double ABOVE = 1.05;
  static final double FAR_ABOVE = 2.1;

  private static final double GAP = 1e-16;

  static FigureRun draw(Draws draws, double scale, double theta) {
    LeastSquaresData data =
        PaperSetting.draw(draws.stream("data"), PaperSetting.SAMPLES, PaperSetting.INPUTS);
    return new FigureRun(
        new Descent(
            PaperSetting.plain(draws.stream("W"), PaperSetting.INPUTS, PaperSetting.DEPTH, scale),
            data,
            theta),
        scale);
  }

  DescentEnd run(int steps) {
    return descent.run(descent.stepSize(), steps, GAP);
  }

  /** As {@link #run}, but an end that does not hold against a small push is left. */
  DescentEnd settle(int steps) {
    return descent.settle(descent.stepSize(), steps, GAP);
  }

  static boolean converged(DescentEnd end) {
    return end.ending() == Ending.CONVERGED;
  }
}
