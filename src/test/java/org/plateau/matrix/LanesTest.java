package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class LanesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 16})
  void largestEigenvaluesAreThePrescribedOnes(int n) {
    RandomStream stream = RandomStream.of(1, "lanes", n);
    double[] lanes = new double[n * n * Lanes.COUNT];
    double[][] spectra = new double[Lanes.COUNT][n];
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      for (int i = 0; i < n; i++) {
        spectra[lane][i] = lane == 1 ? 3 : stream.nextDouble();
      }
      spectra[lane][n - 1] = 3;
      if (lane == 2) {
        spectra[lane] = new double[n];
      }
      double[] matrix = RandomMatrices.symmetric(stream.sub(lane), spectra[lane]);
      Lanes.put(matrix, 0, n * n, lanes, lane);
    }
    double[] found = new double[Lanes.COUNT];
    Lanes.largestEigenvalues(lanes, n, found);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      assertEquals(lane == 2 ? 0 : 3, found[lane], 1e-13);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-160, 1, 1e160, 1e300})
  void scaleDoesNotMatter(double scale) {
    double[] lanes = new double[3 * 3 * Lanes.COUNT];
    double[] matrix = {2, 1, 1, 1, 2, 1, 1, 1, 2};
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      Lanes.put(matrix, 0, 9, lanes, lane);
    }
    for (int e = 0; e < lanes.length; e++) {
      lanes[e] *= scale;
    }
    double[] found = new double[Lanes.COUNT];
    Lanes.largestEigenvalues(lanes, 3, found);
    assertEquals(4 * scale, found[5], 1e-14 * scale);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9})
  void diagonalMatricesNeedNoReduction(int n) {
    double[] lanes = new double[n * n * Lanes.COUNT];
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      for (int i = 0; i < n; i++) {
        lanes[(i * n + i) * Lanes.COUNT + lane] = i == lane % n ? 1e100 : 1e-100;
      }
    }
    double[] found = new double[Lanes.COUNT];
    Lanes.largestEigenvalues(lanes, n, found);
    for (double value : found) {
      assertEquals(1e100, value, 1e86);
    }
  }
}
