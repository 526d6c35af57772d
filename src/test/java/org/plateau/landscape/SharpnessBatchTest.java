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
    "2,25,3,30,2"
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
    assertEquals(d > 24 ? count : 0, lanes.alone());
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
