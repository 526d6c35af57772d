package org.plateau.theorems.flatminima;

import org.plateau.recovery.DiagonalDepth;
import org.plateau.theorems.Draws;

/**
 * A sparse vector seen through Gaussian measurements.
 *
 * @param model the diagonal network's data
 * @param truth x#, length d
 */
record DiagonalProblem(DiagonalDepth model, double[] truth) {

  private static final int LENGTH = 40;
  private static final int MEASUREMENTS = 24;
  private static final int SUPPORT = 3;

  static DiagonalProblem draw(Draws draws) {
    double[] truth = new double[LENGTH];
    int[] places = draws.stream("support").permutation(new int[LENGTH]);
    double[] entries = draws.gaussian("entries", SUPPORT);
    for (int k = 0; k < SUPPORT; k++) {
      truth[places[k]] = entries[k];
    }
    return new DiagonalProblem(
        new DiagonalDepth(
            MEASUREMENTS, LENGTH, draws.gaussian("measurements", MEASUREMENTS, LENGTH)),
        truth);
  }

  double[] values() {
    return model.measure(truth);
  }
}
