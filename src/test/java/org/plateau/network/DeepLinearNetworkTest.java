package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

class DeepLinearNetworkTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void gradientAndHessianAgreeWithAutomaticDifferentiation(int shape) {
    int[] widths = RandomNetworks.shapes()[shape];
    for (int seed = 0; seed < 5; seed++) {
      RandomStream stream = RandomStream.of(seed, "autodiff", shape);
      RandomNetworks.Fit fit = RandomNetworks.fit(widths, stream);
      LeastSquaresData data = fit.data();
      DeepLinearNetwork network = fit.network();
      FullHessian oracle = fit.oracle(network);
      assertEquals(oracle.loss(), network.loss(data), 1e-13 * (1 + oracle.loss()));
      double size = 1;
      for (double entry : oracle.gradient()) {
        size = Math.max(size, Math.abs(entry));
      }
      assertArrayEquals(oracle.gradient(), network.gradient(data), 1e-12 * size);
      double[] v = stream.gaussian(new double[network.parameterCount()]);
      assertArrayEquals(
          oracle.times(v), network.hessianVector(data, v), 1e-12 * (1 + oracle.frobeniusNorm()));
    }
  }

  @Test
  void gradientReturnsTheLossGap() {
    RandomStream stream = RandomStream.of(1, "gap", 0);
    LeastSquaresData data =
        LeastSquaresData.of(stream.gaussian(new double[15]), stream.gaussian(new double[5]), 5, 3);
    DeepLinearNetwork network = RandomNetworks.of(new int[] {3, 4, 1}, stream);
    LeastSquaresLoss loss = new LeastSquaresLoss(network, data);
    double[] out = new double[network.parameterCount()];
    assertEquals(network.lossGap(data), loss.gradient(network.parameters(), out));
    assertEquals(network.loss(data), loss.loss(network.parameters()));
    assertEquals(network.parameterCount(), loss.parameterCount());
  }

  @Test
  void movedToReachesTheTarget() {
    RandomStream stream = RandomStream.of(2, "moved", 0);
    DeepLinearNetwork network = RandomNetworks.of(new int[] {4, 3, 5, 2}, stream);
    double[] target = {1, -2, 3, 1e3};
    assertArrayEquals(target, network.movedTo(target).endToEnd(), 1e-12 * 1e3);
    LeastSquaresData data =
        LeastSquaresData.of(
            stream.gaussian(new double[40]), stream.gaussian(new double[10]), 10, 4);
    assertFalse(network.isMinimizer(data));
    assertTrue(network.movedTo(data.solution()).isMinimizer(data));
    DeepLinearNetwork dead = network.withLayer(2, new double[15]);
    assertThrows(IllegalArgumentException.class, () -> dead.movedTo(target));
  }

  /** The vectors that movedTo hands on are those that a fresh network finds, bit for bit. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void backwardVectorsAfterAMoveAreThoseOfAFreshNetwork(int shape) {
    int[] widths = RandomNetworks.shapes()[shape];
    RandomStream stream = RandomStream.of(3, "known", shape);
    DeepLinearNetwork moved =
        RandomNetworks.of(widths, stream).movedTo(stream.gaussian(new double[widths[0]]));
    DeepLinearNetwork fresh = moved.with(moved.parameters());
    assertArrayEquals(fresh.backward(), moved.backward());
    assertArrayEquals(fresh.endToEnd(), moved.endToEnd());
    moved.backward()[0][0] = Double.NaN;
    moved.endToEnd()[0] = Double.NaN;
    assertArrayEquals(fresh.backward(), moved.backward(), "handed out arrays are copies");
    double[] g1 = fresh.backward()[1];
    assertEquals(Math.sqrt(Kernels.dot(g1, g1)), moved.firstNorm());
  }

  /** With other parameters, a network keeps its shape and its output vector. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void otherParametersKeepEverythingElse(int shape) {
    int[] widths = RandomNetworks.shapes()[shape];
    RandomStream stream = RandomStream.of(4, "shape", shape);
    DeepLinearNetwork network = RandomNetworks.of(widths, stream);
    DeepLinearNetwork moved = network.movedTo(stream.gaussian(new double[widths[0]]));
    DeepLinearNetwork other = network.with(moved.parameters());
    for (DeepLinearNetwork one : List.of(moved, other)) {
      assertArrayEquals(widths, one.widths());
      assertArrayEquals(network.output(), one.output());
      assertEquals(Kernels.norm(network.output()), one.outputNorm());
      assertEquals(network.hasFixedOutput(), one.hasFixedOutput());
      for (int k = 1; k <= network.depth(); k++) {
        assertEquals(network.offset(k), one.offset(k));
        assertEquals(network.start(k), one.start(k));
      }
      double[] ones = new double[widths.length];
      Arrays.fill(ones, 1);
      double[] x = new double[one.start(one.depth()) + widths[one.depth()]];
      one.copyOutput(x, one.start(one.depth()));
      one.pullBack(x, ones);
      assertArrayEquals(one.endToEnd(), Arrays.copyOf(x, widths[0]), 1e-12 * Kernels.norm(x));
    }
  }

  @Test
  void wrappingIsPlainOrWithOutput() {
    int[] widths = {2, 3, 1};
    double[] parameters = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    DeepLinearNetwork plain = DeepLinearNetwork.wrapping(widths, parameters, new double[] {1});
    assertFalse(plain.hasFixedOutput());
    assertArrayEquals(DeepLinearNetwork.plain(widths, parameters).endToEnd(), plain.endToEnd());
    DeepLinearNetwork scaled = DeepLinearNetwork.wrapping(widths, parameters, new double[] {2});
    assertTrue(scaled.hasFixedOutput());
    assertEquals(1, plain.outputNorm());
    assertEquals(2, scaled.outputNorm());
    assertArrayEquals(
        DeepLinearNetwork.withOutput(widths, parameters, new double[] {2}).endToEnd(),
        scaled.endToEnd());
    message(
        "ends in width 1",
        () -> DeepLinearNetwork.wrapping(new int[] {2, 3}, new double[6], new double[] {1}));
    message("zero", () -> DeepLinearNetwork.wrapping(widths, parameters, new double[] {0}));
  }

  @Test
  void layersAndEndToEndVectorOfASmallNetwork() {
    DeepLinearNetwork network =
        DeepLinearNetwork.withOutput(
            new int[] {2, 2, 1}, new double[] {1, 2, 3, 4, 5, 6}, new double[] {-2});
    assertArrayEquals(new double[] {1, 2, 3, 4}, network.layer(1));
    assertArrayEquals(new double[] {5, 6}, network.layer(2));
    assertArrayEquals(new double[] {-46, -68}, network.endToEnd());
    assertArrayEquals(new double[] {-10, -12}, network.backward()[1]);
    assertEquals(2, network.outputNorm());
    assertEquals(2, network.depth());
    assertTrue(network.hasFixedOutput());
    assertFalse(DeepLinearNetwork.plain(new int[] {2, 1}, new double[2]).hasFixedOutput());
  }

  /** Whole passes through all layers against Commons Math on copies of the layers. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void passesThroughAllLayersAgreeWithCopiesOfThem(int shape) {
    int[][] equal = {{8, 8, 8, 1}, {16, 16, 16, 16, 16}, {3, 8, 8, 8, 5, 5}, {17, 17, 17, 1}};
    int[] widths = shape < 9 ? RandomNetworks.shapes()[shape] : equal[shape - 9];
    RandomStream stream = RandomStream.of(4, "passes", shape);
    DeepLinearNetwork network = RandomNetworks.of(widths, stream);
    int depth = network.depth();
    int size = network.start(depth) + widths[depth];
    double[] factors = stream.gaussian(new double[depth + 1]);
    double[] along = stream.gaussian(new double[depth + 1]);
    double[] before = stream.gaussian(new double[size]);
    double[] other = stream.gaussian(new double[size]);

    double[] back = before.clone();
    network.pullBack(back, factors);
    double[] g = part(before, network, depth);
    assertArrayEquals(g, part(back, network, depth));
    for (int k = depth; k >= 1; k--) {
      double[] sum = layer(network, k).preMultiply(g);
      g = part(before, network, k - 1);
      for (int i = 0; i < g.length; i++) {
        g[i] = factors[k - 1] * (g[i] + sum[i]);
      }
      assertArrayEquals(g, part(back, network, k - 1), 1e-12 * Math.max(1, Kernels.norm(g)));
    }

    double[] forward = before.clone();
    network.pushForward(forward, other, along, factors);
    double[] x = part(before, network, 0);
    for (int k = 1; k < depth; k++) {
      assertArrayEquals(x, part(forward, network, k - 1), 1e-12 * Math.max(1, Kernels.norm(x)));
      x = layer(network, k).operate(x);
      double[] direction = part(other, network, k);
      for (int i = 0; i < x.length; i++) {
        x[i] = factors[k] * (x[i] + along[k] * direction[i]);
      }
    }
    assertArrayEquals(part(before, network, depth), part(forward, network, depth));

    double[] products = new double[depth + 1];
    network.innerProducts(before, other, 1, depth + 1, products);
    for (int k = 1; k <= depth; k++) {
      double[] y = part(other, network, k);
      assertEquals(Kernels.dot(part(before, network, k), y), products[k]);
    }
    assertEquals(0, products[0]);
  }

  private static double[] part(double[] vectors, DeepLinearNetwork network, int k) {
    return Arrays.copyOfRange(vectors, network.start(k), network.start(k) + network.width(k));
  }

  private static RealMatrix layer(DeepLinearNetwork network, int k) {
    return matrix(network.layer(k), network.width(k), network.width(k - 1));
  }

  /** Each product in place against Commons Math on copies of the layers. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void productsInPlaceAgreeWithCopiesOfTheLayers(int shape) {
    int[] widths = RandomNetworks.shapes()[shape];
    RandomStream stream = RandomStream.of(3, "in place", shape);
    DeepLinearNetwork network = RandomNetworks.of(widths, stream);
    for (int k = 1; k <= network.depth(); k++) {
      int rows = widths[k];
      int columns = widths[k - 1];
      double[] flat = network.layer(k);
      RealMatrix layer = matrix(flat, rows, columns);

      double[] g = stream.gaussian(new double[3 + rows]);
      double[] pulled = new double[2 + columns];
      Arrays.fill(pulled, 7);
      network.addPullBack(k, g, 3, -2, pulled, 2);
      double[] pull = layer.preMultiply(Arrays.copyOfRange(g, 3, 3 + rows));
      for (int j = 0; j < columns; j++) {
        assertEquals(-2 * (7 + pull[j]), pulled[2 + j], 1e-13);
      }

      double[] x = stream.gaussian(new double[1 + columns]);
      double[] pushed = new double[2 + rows];
      network.pushForward(k, x, 1, pushed, 2);
      double[] push = layer.operate(Arrays.copyOfRange(x, 1, 1 + columns));
      assertArrayEquals(push, Arrays.copyOfRange(pushed, 2, 2 + rows), 1e-13);

      double[] three = stream.gaussian(new double[2 + columns * 3]);
      double[] pushedThree = new double[1 + rows * 3];
      Arrays.fill(pushedThree, 5);
      network.pushForward(k, three, 2, 3, 0.5, pushedThree, 1);
      RealMatrix expected =
          layer.multiply(matrix(Arrays.copyOfRange(three, 2, three.length), columns, 3));
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < 3; j++) {
          double product = 0.5 * expected.getEntry(i, j);
          assertEquals(product, pushedThree[1 + i * 3 + j], 1e-13);
        }
      }
      assertEquals(7, pulled[0] + pulled[1] - 7);
      assertEquals(0, pushed[0] + pushed[1]);
      assertEquals(5, pushedThree[0]);
    }
  }

  @Test
  void shapeAndOutputAreReadWithoutCopies() {
    DeepLinearNetwork network =
        DeepLinearNetwork.withOutput(new int[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    assertTrue(network.hasWidths(new int[] {1, 2}));
    assertFalse(network.hasWidths(new int[] {1, 2, 1}));
    assertFalse(network.hasWidths(new int[] {2, 2}));
    double[] target = {7, 8, 9};
    network.copyOutput(target, 1);
    assertArrayEquals(new double[] {7, 5, 6}, target);
  }

  private static RealMatrix matrix(double[] flat, int rows, int columns) {
    RealMatrix result = new Array2DRowRealMatrix(rows, columns);
    for (int e = 0; e < flat.length; e++) {
      result.setEntry(e / columns, e % columns, flat[e]);
    }
    return result;
  }

  /** One object on other parameters and directions gives what a fresh one gives. */
  @Test
  void workspacesCarryNothingOver() {
    RandomStream stream = RandomStream.of(4, "workspaces", 0);
    LeastSquaresData data =
        LeastSquaresData.of(stream.gaussian(new double[18]), stream.gaussian(new double[6]), 6, 3);
    DeepLinearNetwork first = RandomNetworks.of(new int[] {3, 4, 2, 2}, stream);
    LeastSquaresLoss loss = new LeastSquaresLoss(first, data);
    int size = first.parameterCount();
    loss.hessianVector(first.parameters(), stream.gaussian(new double[size]), new double[size]);

    double[] parameters = stream.gaussian(new double[size]);
    DeepLinearNetwork other = first.with(parameters);
    assertEquals(data.loss(other.endToEnd()), loss.loss(parameters));
    loss.loss(first.parameters());
    assertEquals(data.lossGap(other.endToEnd()), loss.lossGap(parameters));
    loss.loss(first.parameters());
    double[] w = new double[3];
    loss.endToEnd(parameters, w);
    assertArrayEquals(other.endToEnd(), w);
    loss.moveTo(parameters);
    double[] gradient = other.gradient(data);
    double squares = Arrays.stream(gradient).map(e -> e * e).sum();
    assertEquals(squares, loss.squaredGradientNorm(), 1e-13 * squares);
    double[] shifted = new double[2 + size];
    loss.gradient(-3, shifted, 2);
    double[] tripled = Arrays.stream(gradient).map(e -> -3 * e).toArray();
    assertArrayEquals(tripled, Arrays.copyOfRange(shifted, 2, 2 + size), 1e-14 * squares);
    assertEquals(3, loss.depth());
    for (int k = 1; k <= 3; k++) {
      assertEquals(other.width(k), loss.width(k));
      assertEquals(other.offset(k), loss.offset(k));
    }
    assertEquals(other.output()[1], loss.output(1));
    double[] v = stream.gaussian(new double[size]);
    double[] image = new double[size];
    loss.hessianVector(parameters, v, image);
    assertArrayEquals(other.hessianVector(data, v), image);
  }

  /** X = 1, y = 1000: the loss gap at w is (w - 1000)², against 1e-12 of beta = 1e6. */
  @Test
  void minimizersAreJudgedRelativeToTheSignal() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {1000}, 1, 1);
    int[] widths = {1, 1};
    assertTrue(DeepLinearNetwork.plain(widths, new double[] {1000.0009}).isMinimizer(data));
    assertFalse(DeepLinearNetwork.plain(widths, new double[] {1000.0011}).isMinimizer(data));
  }

  @Test
  void badInputIsNamed() {
    message("at least one layer", () -> DeepLinearNetwork.plain(new int[] {3}, new double[0]));
    message(
        "every width is at least 1",
        () -> DeepLinearNetwork.plain(new int[] {3, 0, 1}, new double[0]));
    message("need 4 entries", () -> DeepLinearNetwork.plain(new int[] {3, 1, 1}, new double[3]));
    message("ends in width 1", () -> DeepLinearNetwork.plain(new int[] {1, 2}, new double[2]));
    message(
        "entry 1 is NaN",
        () -> DeepLinearNetwork.plain(new int[] {2, 1}, new double[] {0, Double.NaN}));
    message(
        "as many entries",
        () -> DeepLinearNetwork.withOutput(new int[] {1, 2}, new double[2], new double[1]));
    message(
        "output vector is zero",
        () -> DeepLinearNetwork.withOutput(new int[] {1, 2}, new double[2], new double[2]));
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {1}, 1, 1);
    message(
        "must agree",
        () -> DeepLinearNetwork.plain(new int[] {2, 1}, new double[2]).gradient(data));
    message(
        "expected 2 entries",
        () -> DeepLinearNetwork.plain(new int[] {2, 1}, new double[2]).withLayer(1, new double[3]));
    message(
        "need 2 entries",
        () -> DeepLinearNetwork.withOutput(new int[] {1, 2}, new double[3], new double[2]));
    message(
        "p: entry 1 is Infinity",
        () ->
            DeepLinearNetwork.withOutput(
                new int[] {1, 2}, new double[2], new double[] {1, Double.POSITIVE_INFINITY}));
    DeepLinearNetwork ones = DeepLinearNetwork.plain(new int[] {2, 1, 1}, new double[] {1, 1, 1});
    message("need 3 entries", () -> ones.with(new double[2]));
    message("target: entry 0 is NaN", () -> ones.movedTo(new double[] {Double.NaN, 1}));
    message("needs as many entries, but has 3", () -> ones.movedTo(new double[3]));
    double huge = 1e308;
    DeepLinearNetwork steep = DeepLinearNetwork.plain(new int[] {1, 1, 1}, new double[] {1, 1e-10});
    message("parameters: entry 0 is NaN", () -> steep.movedTo(new double[] {huge}));
  }

  private static void message(String part, org.junit.jupiter.api.function.Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }
}
