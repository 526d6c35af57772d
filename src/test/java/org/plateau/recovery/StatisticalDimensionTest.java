package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.SingularValues;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.sampling.RandomStream;

class StatisticalDimensionTest {

  @Test
  void agreesWithTheTabulatedValues() {
    double[][] expected = {
      {10, 35.1, 57.2, 72.5}, {16, 62.1, 106.1, 140.4}, {20, 80.9, 140.5, 188.7}
    };
    for (double[] row : expected) {
      for (int r = 1; r <= 3; r++) {
        assertEquals(row[r], StatisticalDimension.nuclearNorm((int) row[0], (int) row[0], r), 0.06);
      }
    }
  }

  @Test
  void agreesWithAMonteCarloEstimateOfTheDistanceToTheCone() {
    int d1 = 12;
    int d2 = 20;
    int r = 2;
    RandomStream stream = RandomStream.of(1, "cone", 0);
    double least = Double.POSITIVE_INFINITY;
    double[][] values = new double[100][];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          SingularValues.of(stream.gaussian(new double[(d1 - r) * (d2 - r)]), d1 - r, d2 - r);
    }
    for (double tau = 0; tau < 10; tau += 0.05) {
      double sum = 0;
      for (double[] sample : values) {
        for (double s : sample) {
          sum += s > tau ? (s - tau) * (s - tau) : 0;
        }
      }
      least = Math.min(least, r * (d1 + d2 - r + tau * tau) + sum / values.length);
    }
    assertEquals(least, StatisticalDimension.nuclearNorm(d1, d2, r), 0.03 * least);
    assertEquals(
        StatisticalDimension.nuclearNorm(d1, d2, r),
        StatisticalDimension.nuclearNorm(d2, d1, r),
        1e-12 * least);
  }

  @Test
  void symmetricFormAgreesWithAMonteCarloEstimate() {
    int d = 14;
    int r = 2;
    RandomStream stream = RandomStream.of(2, "cone", 0);
    double[][] values = new double[200][];
    for (int i = 0; i < values.length; i++) {
      double[] g = stream.gaussian(new double[(d - r) * (d - r)]);
      for (int p = 0; p < d - r; p++) {
        for (int q = 0; q < p; q++) {
          g[p * (d - r) + q] *= Math.sqrt(0.5);
          g[q * (d - r) + p] = g[p * (d - r) + q];
        }
      }
      values[i] = SymmetricEigen.values(g, d - r);
    }
    double least = Double.POSITIVE_INFINITY;
    for (double tau = 0; tau < 8; tau += 0.05) {
      double sum = 0;
      for (double[] sample : values) {
        for (double s : sample) {
          sum += Math.abs(s) > tau ? (Math.abs(s) - tau) * (Math.abs(s) - tau) : 0;
        }
      }
      least = Math.min(least, r * d - 0.5 * r * (r - 1) + r * tau * tau + sum / values.length);
    }
    assertEquals(least, StatisticalDimension.symmetricNuclearNorm(d, r), 0.03 * least);
    assertEquals(0, StatisticalDimension.symmetricNuclearNorm(5, 0), 1e-9);
    assertEquals(15, StatisticalDimension.symmetricNuclearNorm(5, 5));
    assertThrows(
        IllegalArgumentException.class, () -> StatisticalDimension.symmetricNuclearNorm(5, 6));
  }

  @Test
  void endsAndBadInput() {
    assertEquals(0, StatisticalDimension.nuclearNorm(5, 5, 0), 1e-9);
    assertEquals(35, StatisticalDimension.nuclearNorm(5, 7, 5));
    assertThrows(IllegalArgumentException.class, () -> StatisticalDimension.nuclearNorm(5, 7, 6));
    assertThrows(IllegalArgumentException.class, () -> StatisticalDimension.nuclearNorm(0, 7, 0));
  }
}
