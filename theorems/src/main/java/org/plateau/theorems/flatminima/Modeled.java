package org.plateau.theorems.flatminima;

import java.util.Arrays;
import org.plateau.recovery.BilinearMeasurements;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.Factors;
import org.plateau.recovery.Measurements;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/**
 * A point of a factorized model: the instance of the claims on the trace.
 *
 * @param measurements A
 * @param labels b, length m; of order one, so that the loss does not dwarf the trace
 * @param factors L and R
 */
record Modeled(Measurements measurements, double[] labels, Factors factors) {

  static final String GAUSSIAN = "Gaussian";
  static final String BILINEAR = "bilinear";
  static final String COMPLETION = "completion";
  static final String IDENTITY = "all entries";

  /**
   * Any shape from 2 x 2 to {@code largest} on both sides, width 1 to 6, 1 to 30 measurements, and
   * a point of no significance.
   */
  static Modeled draw(Draws draws, int largest) {
    String ensemble = draws.family(GAUSSIAN, BILINEAR, COMPLETION, IDENTITY);
    int d1 = draws.integer("d1", 2, largest);
    int d2 = draws.integer("d2", 2, largest);
    int m = draws.integer("m", 1, 30);
    int k = draws.integer("k", 1, 6);
    Measurements measurements = ensemble(ensemble, draws.stream("measurements"), d1, d2, m);
    return new Modeled(
        measurements,
        draws.gaussian("labels", measurements.count()),
        new Factors(d1, d2, k, draws.gaussian("L", d1, k), draws.gaussian("R", d2, k)));
  }

  static Measurements ensemble(String name, RandomStream stream, int d1, int d2, int m) {
    return switch (name) {
      case GAUSSIAN -> DenseMeasurements.gaussian(stream, d1, d2, m);
      case BILINEAR -> BilinearMeasurements.gaussian(stream, d1, d2, m);
      case COMPLETION -> completion(stream, d1, d2);
      default -> allEntries(d1, d2);
    };
  }

  /** Half of the entries, and the first row and column, so that none is empty. */
  private static Measurements completion(RandomStream stream, int d1, int d2) {
    boolean[] seen = CompletionMeasurements.bernoulliMask(stream, d1, d2, 0.5);
    for (int i = 0; i < d1; i++) {
      seen[i * d2] = true;
    }
    for (int j = 0; j < d2; j++) {
      seen[j] = true;
    }
    return CompletionMeasurements.of(d1, d2, seen);
  }

  static Measurements allEntries(int d1, int d2) {
    boolean[] seen = new boolean[d1 * d2];
    Arrays.fill(seen, true);
    return CompletionMeasurements.of(d1, d2, seen);
  }
}
