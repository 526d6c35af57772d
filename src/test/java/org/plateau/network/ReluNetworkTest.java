package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

class ReluNetworkTest {

  @Test
  void oneHiddenUnitByHand() {
    ReluNetwork network = new ReluNetwork(2, 1, 1);
    ReluNetwork.Batch batch = network.batch(new double[] {1, 2, -1, -2});
    double[] weights = {3, 1, 10};
    assertEquals(50, batch.predict(weights)[0], 0);
    assertEquals(0, batch.predict(weights)[1], 0);
    double[] out = new double[3];
    batch.pullback(new double[] {1, 1}, out);
    assertEquals(10, out[0], 0);
    assertEquals(20, out[1], 0);
    assertEquals(5, out[2], 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void pullbackAgreesWithDifferences(int depth) {
    int[] widths = new int[depth + 1];
    java.util.Arrays.fill(widths, 5);
    widths[depth] = 1;
    ReluNetwork network = new ReluNetwork(widths);
    RandomStream stream = RandomStream.of(1, "relu", depth);
    double[] weights = network.heWeights(stream, 1);
    double[] signal = stream.gaussian(new double[6]);
    ReluNetwork.Batch batch = network.batch(stream.gaussian(new double[30]));
    double[] out = new double[network.weightCount()];
    batch.predict(weights);
    batch.pullback(signal, out);
    double h = 1e-6;
    for (int i = 0; i < weights.length; i++) {
      double[] moved = weights.clone();
      moved[i] += h;
      double up = Kernels.dot(signal, batch.predict(moved));
      moved[i] = weights[i] - h;
      double down = Kernels.dot(signal, batch.predict(moved));
      assertEquals((up - down) / (2 * h), out[i], 1e-7);
    }
  }

  /** Variance scale² 2 / fan-in layer by layer; five standard deviations of a sample variance. */
  @Test
  void heWeightsHaveTheirVarianceInEachLayer() {
    int[] widths = {8, 50, 40, 1};
    ReluNetwork network = new ReluNetwork(widths);
    assertEquals(8, network.inputWidth());
    RandomStream stream = RandomStream.of(2, "he", 0);
    int draws = 200;
    double[] squares = new double[3];
    for (int draw = 0; draw < draws; draw++) {
      double[] weights = network.heWeights(stream, 3);
      for (int l = 0; l < 3; l++) {
        for (int i = network.layerStart(l); i < network.layerStart(l + 1); i++) {
          squares[l] += weights[i] * weights[i];
        }
      }
    }
    for (int l = 0; l < 3; l++) {
      int count = widths[l] * widths[l + 1];
      assertEquals(count, network.layerStart(l + 1) - network.layerStart(l));
      double samples = (double) draws * count;
      double variance = 9 * 2.0 / widths[l];
      assertEquals(variance, squares[l] / samples, 5 * variance * Math.sqrt(2 / samples));
    }
  }

  @Test
  void badShapesAreNamed() {
    refused("got 1 widths", () -> new ReluNetwork(3));
    refused("at least 1, got 0", () -> new ReluNetwork(3, 0, 1));
    refused("output width must be 1, a scalar prediction, got 4", () -> new ReluNetwork(3, 4));
    ReluNetwork network = new ReluNetwork(3, 1);
    refused("whole rows of 3 entries, got 4", () -> network.batch(new double[4]));
    refused("whole rows of 3 entries, got 0", () -> network.batch(new double[0]));
    assertEquals(2, network.batch(new double[6]).rows());
  }

  private static void refused(String part, Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }
}
