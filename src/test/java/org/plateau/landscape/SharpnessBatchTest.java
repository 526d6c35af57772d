package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

class SharpnessBatchTest {

  /** Depth, d, hidden width, samples, number of networks. */
  @ParameterizedTest
  @CsvSource({
    "1,1,1,3,1",
    "2,1,3,4,8",
    "3,2,1,5,9",
    "5,3,4,2,17",
    "8,8,8,20,64",
    "4,16,16,40,3",
    "6,7,3,5,8",
    "2,25,3,30,2",
    "3,32,32,70,9",
    "9,32,32,70,3",
    "2,13,40,20,5"
  })
  void agreesWithOneByOne(int depth, int d, int hidden, int n, int count) {
    RandomStream stream = RandomStream.of(1, "batch", depth * 100L + d);
    LeastSquaresData data =
        LeastSquaresData.of(
            stream.gaussian(new double[n * d]), stream.gaussian(new double[n]), n, d);
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, hidden);
    widths[0] = d;
    widths[depth] = 1;
    DeepLinearNetwork[] networks = new DeepLinearNetwork[count];
    for (int i = 0; i < count; i++) {
      double[] parameters = stream.gaussian(new double[DeepLinearNetwork.parameterCount(widths)]);
      networks[i] = DeepLinearNetwork.plain(widths, parameters).movedTo(data.solution());
    }
    SharpnessBatch lanes = new SharpnessBatch(widths, data);
    double[] batch = lanes.atMinimizers(networks);
    assertEquals(0, lanes.alone());
    for (int i = 0; i < count; i++) {
      double alone = Sharpness.atMinimizer(networks[i], data).value();
      assertEquals(alone, batch[i], 1e-12 * alone);
    }
  }

  @Test
  void extremeLayersGoOneByOne() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 2}, new double[] {1, 1}, 2, 1);
    int[] widths = {1, 1, 1};
    DeepLinearNetwork network =
        DeepLinearNetwork.plain(widths, new double[] {data.solution()[0] * 1e-120, 1e120});
    DeepLinearNetwork moderate =
        DeepLinearNetwork.plain(widths, new double[] {data.solution()[0] / 2, 2});
    SharpnessBatch lanes = new SharpnessBatch(widths, data);
    double[] values = lanes.atMinimizers(network, moderate);
    assertEquals(Sharpness.atMinimizer(network, data).value(), values[0]);
    assertEquals(1, lanes.alone());
    lanes.atMinimizers(moderate);
    assertEquals(0, lanes.alone());
  }

  /** A tiny output vector, a huge first layer: no product leaves the range, |p|^2 does. */
  @Test
  void outputsThatLoseDigitsWhenSquaredGoOneByOne() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 2}, new double[] {1, 1}, 2, 1);
    double w = data.solution()[0];
    int[] widths = {1, 1, 1};
    DeepLinearNetwork[] networks = new DeepLinearNetwork[9];
    for (int i = 0; i < networks.length; i++) {
      double size = i == 3 ? 1.3e160 : i == 8 ? 1.3e-160 : 1 + i;
      networks[i] =
          DeepLinearNetwork.withOutput(widths, new double[] {w * size, 1}, new double[] {1 / size});
    }
    SharpnessBatch batch = new SharpnessBatch(widths, data);
    double[] values = batch.atMinimizers(networks);
    assertEquals(2, batch.alone());
    for (int i = 0; i < networks.length; i++) {
      double expected = Sharpness.atMinimizer(networks[i], data).value();
      assertEquals(expected, values[i], 1e-14 * expected, "network " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-120, 2", "1, 0", "1e120, 2"})
  void dataOfAnyScaleGiveTheSameValues(double scale, int alone) {
    double[] y = {scale, scale};
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 2}, y, 2, 1);
    DeepLinearNetwork first =
        DeepLinearNetwork.plain(new int[] {1, 1}, new double[] {data.solution()[0]});
    SharpnessBatch batch = new SharpnessBatch(new int[] {1, 1}, data);
    double[] values = batch.atMinimizers(first, first);
    assertEquals(5, values[0], 1e-14);
    assertEquals(5, values[1], 1e-14);
    assertEquals(alone, batch.alone());
  }

  /** No minimizer: the value is still that of the d x d form. */
  @Test
  void networksThatMapToZeroGoOneByOne() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 2}, new double[] {1, 1}, 2, 1);
    DeepLinearNetwork zero = DeepLinearNetwork.plain(new int[] {1, 1, 1}, new double[2]);
    SharpnessBatch batch = new SharpnessBatch(new int[] {1, 1, 1}, data);
    assertEquals(0, batch.atMinimizers(zero)[0]);
    assertEquals(1, batch.alone());
  }

  @Test
  void shapesMustAgree() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1, 2}, new double[] {1, 1}, 2, 1);
    DeepLinearNetwork other = DeepLinearNetwork.plain(new int[] {1, 1}, new double[] {1});
    SharpnessBatch batch = new SharpnessBatch(new int[] {1, 1, 1}, data);
    assertThrows(IllegalArgumentException.class, () -> batch.atMinimizers(other));
    assertThrows(IllegalArgumentException.class, () -> new SharpnessBatch(new int[] {2, 1}, data));
    assertEquals(0, batch.atMinimizers().length);
  }
}
