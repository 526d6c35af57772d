package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.RandomNetworks;
import org.plateau.sampling.RandomStream;

class TangentKernelTest {

  private static RealMatrix matrix(double[] a, int rows, int columns) {
    RealMatrix out = new Array2DRowRealMatrix(rows, columns);
    for (int e = 0; e < rows * columns; e++) {
      out.setEntry(e / columns, e % columns, a[e]);
    }
    return out;
  }

  /** Matrix, blocks and norms from their definitions with Commons Math; n < d occurs. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void followsItsDefinition(int shape) {
    int[] widths = RandomNetworks.shapes()[shape];
    for (int n = 1; n <= 5; n += 2) {
      RandomStream stream = RandomStream.of(1, "kernel", shape * 10L + n);
      LeastSquaresData data = data(stream, n, widths[0]);
      DeepLinearNetwork network = RandomNetworks.of(widths, stream);
      assertFollows(TangentKernel.of(network, data), network, data);
    }
  }

  /** More entries than are folded in at once, and widths beside the registers. */
  @Test
  void followsItsDefinitionInManyParts() {
    for (int[] widths : new int[][] {{17, 40, 33, 90, 5, 64, 1}, {40, 200, 1}, {9, 9, 9, 9}}) {
      RandomStream stream = RandomStream.of(2, "kernel", widths[0]);
      LeastSquaresData data = data(stream, 50, widths[0]);
      DeepLinearNetwork network = RandomNetworks.of(widths, stream);
      assertFollows(TangentKernel.of(network, data), network, data);
    }
  }

  private static LeastSquaresData data(RandomStream stream, int n, int d) {
    return LeastSquaresData.of(
        stream.gaussian(new double[n * d]), stream.gaussian(new double[n]), n, d);
  }

  private static void assertFollows(
      TangentKernel kernel, DeepLinearNetwork network, LeastSquaresData data) {
    double[] v = RandomStream.of(3, "v", 0).gaussian(new double[data.rank()]);
    double[] image = new double[kernel.rows()];
    kernel.apply(v, image);
    double[][] g = network.backward();
    RealMatrix block = matrix(data.factor(), data.rank(), data.dimension()).transpose(); // B_0 C^T
    RealMatrix sum = MatrixUtils.createRealMatrix(data.rank(), data.rank());
    for (int k = 1; k <= network.depth(); k++) {
      double norm = Kernels.norm(g[k]);
      RealMatrix scaled = block.scalarMultiply(norm);
      sum = sum.add(scaled.transpose().multiply(scaled));
      double[] expected = scaled.operate(v);
      int at = network.start(k - 1);
      double size = scaled.getFrobeniusNorm() * Kernels.norm(v);
      assertArrayEquals(
          expected, Arrays.copyOfRange(image, at, at + expected.length), 1e-13 * size);
      assertEquals(norm, kernel.norm(k), 1e-14 * norm);
      if (k < network.depth()) {
        double ratio = Kernels.norm(g[k + 1]) / norm;
        assertEquals(ratio, kernel.ratios()[k], 1e-14 * ratio);
        block = matrix(network.layer(k), network.width(k), network.width(k - 1)).multiply(block);
      }
    }
    assertEquals(0, kernel.exponent());
    double first = Kernels.dot(g[1], g[1]);
    assertEquals(first, kernel.ratios()[0], 1e-14 * first);
    for (int i = 0; i < data.rank(); i++) {
      double[] row = Arrays.copyOfRange(kernel.matrix(), i * data.rank(), (i + 1) * data.rank());
      assertArrayEquals(sum.getRow(i), row, 1e-13 * sum.getFrobeniusNorm());
    }
  }

  /** The passes with powers of two agree with the plain ones where both are in range. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void scaledPassesAgreeWithPlainOnes(int shape) {
    int[] widths = RandomNetworks.shapes()[shape];
    RandomStream stream = RandomStream.of(4, "kernel", shape);
    LeastSquaresData data = data(stream, 4, widths[0]);
    DeepLinearNetwork network = RandomNetworks.of(widths, stream);
    TangentKernel kernel = TangentKernel.of(network, data);
    ScaledPasses passes = new ScaledPasses(network, data);
    int depth = network.depth();
    double[] g = new double[kernel.backward().length];
    double[] norms = new double[depth + 1];
    double[] ratios = new double[depth];
    passes.copyBackward(g, norms, ratios);
    double[] blocks = new double[kernel.rows() * data.rank()];
    passes.copyBlocks(blocks);
    double unit = Math.scalb(1.0, passes.exponent());
    double[] v = stream.gaussian(new double[data.rank()]);
    double[] expected = new double[kernel.rows()];
    kernel.apply(v, expected);
    double[] actual = new double[kernel.rows()];
    Kernels.multiply(blocks, v, actual, kernel.rows(), data.rank());
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i], unit * actual[i], 1e-13 * Kernels.norm(expected));
    }
    assertEquals(kernel.norm(1), passes.norm(1), 1e-13 * kernel.norm(1));
    for (int k = 0; k <= depth; k++) {
      double factor = k == 0 ? 1 : norms[k] / kernel.norm(k);
      for (int i = network.start(k); i < network.start(k) + network.width(k); i++) {
        assertEquals(factor * kernel.backward()[i], g[i], 1e-13 * norms[k] + 1e-300);
      }
      if (k > 0 && k < depth) {
        assertEquals(kernel.ratios()[k], ratios[k], 1e-13 * ratios[k]);
      }
    }
  }

  /** What a deeper or wider network left behind changes nothing, in range and out of it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void aWorkspaceMayHaveServedAnotherNetwork(int shape) {
    RandomStream stream = RandomStream.of(6, "workspace", shape);
    Workspace used = new Workspace();
    int[] larger = new int[40];
    Arrays.fill(larger, 9);
    TangentKernel.of(RandomNetworks.of(larger, stream), data(stream, 12, 9), used);
    int[] widths = RandomNetworks.shapes()[shape];
    LeastSquaresData data = data(stream, 4, widths[0]);
    DeepLinearNetwork plain = RandomNetworks.of(widths, stream);
    double[] huge = plain.parameters();
    for (int i = 0; i < huge.length; i++) {
      huge[i] *= 0x1p400;
    }
    for (DeepLinearNetwork network : new DeepLinearNetwork[] {plain, plain.with(huge)}) {
      TangentKernel expected = TangentKernel.of(network, data);
      TangentKernel actual = TangentKernel.of(network, data, used);
      assertArrayEquals(expected.matrix(), actual.matrix());
      assertEquals(expected.exponent(), actual.exponent());
      double[] v = stream.gaussian(new double[data.rank()]);
      double value = 1.5;
      assertEquals(
          MinimizerResidual.bound(expected, data, v, value, new Workspace()),
          MinimizerResidual.bound(actual, data, v, value, used));
    }
  }

  /** Blocks that grow to 2^493 while all backward vectors stay e_1, with Sigma = I. */
  @Test
  void blocksMayGrowBeyondTheRangeOfTheirSquares() {
    double root = Math.sqrt(2);
    LeastSquaresData data =
        LeastSquaresData.of(new double[] {root, 0, 0, root}, new double[] {root, 0}, 2, 2);
    int depth = 30;
    double[] parameters = new double[4 * depth];
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, 2);
    double sum = 0;
    for (int k = 0; k < depth; k++) {
      parameters[4 * k] = 1;
      parameters[4 * k + 3] = 0x1p17;
      sum += Math.scalb(1.0, 34 * k);
    }
    DeepLinearNetwork network =
        DeepLinearNetwork.withOutput(widths, parameters, new double[] {1, 0});
    Enclosure sharpness = Sharpness.atMinimizer(network, data);
    assertEquals(2 * sum, sharpness.value(), 1e-13 * sum);
    assertTrue(sharpness.error() <= 1e-11 * sum, sharpness.toString());
    assertTrue(TangentKernel.of(network, data).exponent() > 900);
  }

  /** Two scalar layers a b = w*: S = 2 Sigma (a^2 + b^2), however small the signal. */
  @Test
  void signalsMayBeTiny() {
    for (int power : new int[] {-60, -300, -480}) {
      double w = Math.scalb(1.0, power);
      LeastSquaresData data = LeastSquaresData.of(new double[] {3}, new double[] {3 * w}, 1, 1);
      double a = Math.scalb(1.0, power / 3);
      DeepLinearNetwork network =
          DeepLinearNetwork.plain(new int[] {1, 1, 1}, new double[] {a, w / a});
      double expected = 18 * Math.fma(a, a, (w / a) * (w / a));
      Enclosure sharpness = Sharpness.atMinimizer(network, data);
      assertEquals(expected, sharpness.value(), 1e-14 * expected);
      assertTrue(sharpness.error() <= 1e-12 * expected, sharpness.toString());
    }
  }
}
