package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
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

  @Test
  void badShapesAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new ReluNetwork(3));
    assertThrows(IllegalArgumentException.class, () -> new ReluNetwork(3, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ReluNetwork(3, 4));
    assertThrows(IllegalArgumentException.class, () -> new ReluNetwork(3, 1).batch(new double[4]));
  }
}
