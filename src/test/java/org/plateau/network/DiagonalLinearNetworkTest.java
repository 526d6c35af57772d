package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomStream;

class DiagonalLinearNetworkTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void pullbackIsGradientTimesPartialProduct(int depth) {
    int d = 7;
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, d);
    RandomStream stream = RandomStream.of(1, "diagonal", depth);
    double[] w = stream.gaussian(new double[depth * d]);
    w[2] = 0;
    double[] g = stream.gaussian(new double[d]);
    double[] out = new double[depth * d];
    network.pullback(w, g, out, new double[network.workLength()]);
    for (int j = 0; j < depth; j++) {
      for (int i = 0; i < d; i++) {
        double partial = 1;
        for (int l = 0; l < depth; l++) {
          partial *= l == j ? 1 : w[l * d + i];
        }
        assertEquals(partial * g[i], out[j * d + i], 1e-14 * Math.abs(partial));
        assertEquals(partial, network.partialProduct(w, j + 1)[i], 1e-14 * Math.abs(partial));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void balancedSolutionsMultiplyToTheTruthAndHaveLeastGains(int depth) {
    double[] theta = {0, 2, -0.5, 1};
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 4);
    double[] w = network.balanced(theta);
    assertArrayEquals(theta, network.product(w), 1e-15);
    double[] gains = network.gains(w);
    for (int i = 0; i < 4; i++) {
      double exponent = (depth - 1.0) / depth;
      double expected = depth == 1 ? 1 : Math.sqrt(depth) * Math.pow(Math.abs(theta[i]), exponent);
      assertEquals(expected, gains[i], 1e-14);
    }
  }

  @Test
  void oneNonzeroLayerAtAZeroCoordinateAlsoHasNoGain() {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(3, 1);
    assertEquals(0, network.gains(new double[] {0, 0, 1})[0], 0);
    assertEquals(1, network.gains(new double[] {0, 1, 1})[0], 0);
  }

  @Test
  void constantLayersMultiplyToOneConstant() {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(4, 3);
    double[] weights = network.constant(-5, 2);
    assertEquals(12, weights.length);
    assertEquals(3, network.outputCount());
    assertArrayEquals(new double[] {-40, -40, -40}, network.product(weights));
    assertArrayEquals(new double[] {8, 8, 8}, network.partialProduct(weights, 1));
  }

  @Test
  void badInputIsNamed() {
    refused("got depth 0 and width 3", () -> new DiagonalLinearNetwork(0, 3));
    refused("got depth 3 and width 0", () -> new DiagonalLinearNetwork(3, 0));
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(2, 3);
    refused("depth x width = 6 entries", () -> network.product(new double[5]));
    refused("depth x width = 6 entries", () -> network.partialProduct(new double[7], 1));
    refused("depth x width = 6 entries", () -> network.gains(new double[7]));
    refused("theta must have 3 entries", () -> network.balanced(new double[2]));
    refused("1 ... 2, got 3", () -> network.partialProduct(new double[6], 3));
    refused("1 ... 2, got 0", () -> network.partialProduct(new double[6], 0));
  }

  private static void refused(String part, Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }
}
