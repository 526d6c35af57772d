package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.plateau.landscape.Sharpness;
import org.plateau.sampling.RandomStream;

class GeluNetworkTest {

  /** One hidden unit on one sample, against the formula with the library's own tanh. */
  @Test
  void valueMatchesTheFormula() {
    double w1 = 0.8;
    double w2 = -1.5;
    double x = 1.7;
    double z = w1 * x;
    double gelu = 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
    GeluNetwork network = new GeluNetwork(new int[] {1, 1, 1}, new double[] {x}, new double[] {3});
    double loss = network.gradient(new double[] {w1, w2}, new double[2]);
    double error = w2 * gelu - 3;
    assertEquals(error * error, loss, 1e-13 * loss);
  }

  /** The published value gelu(1) = 0.841192 of the form with the hyperbolic tangent. */
  @Test
  void geluOfOne() {
    GeluNetwork network = new GeluNetwork(new int[] {1, 1, 1}, new double[] {1}, new double[] {0});
    assertEquals(0.841192, Math.sqrt(network.gradient(new double[] {1, 1}, new double[2])), 1e-6);
  }

  @Test
  void gradientMatchesDifferences() {
    RandomStream stream = RandomStream.of(1, "gelu", 0);
    int[] widths = {3, 4, 2, 1};
    double[] x = stream.gaussian(new double[5 * 3]);
    double[] y = stream.gaussian(new double[5]);
    GeluNetwork network = new GeluNetwork(widths, x, y);
    double[] w = stream.gaussian(new double[network.parameterCount()]);
    double[] gradient = new double[w.length];
    double[] scratch = new double[w.length];
    network.gradient(w, gradient);
    for (int i = 0; i < w.length; i++) {
      double kept = w[i];
      double h = 1e-4;
      w[i] = kept + h;
      double up = network.gradient(w, scratch);
      w[i] = kept - h;
      double down = network.gradient(w, scratch);
      w[i] = kept + 2 * h;
      double farUp = network.gradient(w, scratch);
      w[i] = kept - 2 * h;
      double farDown = network.gradient(w, scratch);
      w[i] = kept;
      double slope = (8 * (up - down) - (farUp - farDown)) / (12 * h);
      assertEquals(slope, gradient[i], 1e-9 * (1 + Math.abs(slope)));
    }
  }

  /** A single layer has no gelu: the sharpness is that of linear regression. */
  @Test
  void oneLayerIsLinear() {
    RandomStream stream = RandomStream.of(2, "gelu", 0);
    double[] x = stream.gaussian(new double[20]);
    double[] y = stream.gaussian(new double[5]);
    GeluNetwork network = new GeluNetwork(new int[] {4, 1}, x, y);
    double[] w = stream.gaussian(new double[4]);
    LeastSquaresData data = LeastSquaresData.of(x, y, 5, 4);
    double exact = Sharpness.of(DeepLinearNetwork.plain(new int[] {4, 1}, w), data).value();
    assertEquals(exact, network.sharpness(w), 1e-8 * exact);
    assertEquals(data.loss(w), network.gradient(w, new double[4]), 1e-13);
  }

  /** For large positive inputs gelu is the identity, so the network is a product of scalars. */
  @Test
  void twoScalarsFarFromZeroMatchTheLinearNetwork() {
    double[] w = {2, 3};
    LeastSquaresData data = LeastSquaresData.of(new double[] {8}, new double[] {40}, 1, 1);
    GeluNetwork network = new GeluNetwork(new int[] {1, 1, 1}, new double[] {8}, new double[] {40});
    double exact =
        Sharpness.anywhere(DeepLinearNetwork.plain(new int[] {1, 1, 1}, w), data).value();
    assertEquals(exact, network.sharpness(w), 1e-6 * exact);
  }

  @Test
  void badShapesAreNamed() {
    double[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> new GeluNetwork(new int[] {1}, one, one));
    assertThrows(IllegalArgumentException.class, () -> new GeluNetwork(new int[] {1, 2}, one, one));
    assertThrows(IllegalArgumentException.class, () -> new GeluNetwork(new int[] {2, 1}, one, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GeluNetwork(new int[] {1, 1}, new double[0], new double[0]));
  }
}
