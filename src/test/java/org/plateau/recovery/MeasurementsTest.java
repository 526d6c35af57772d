package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class MeasurementsTest {

  private static List<Measurements> ensembles(RandomStream stream) {
    DenseMeasurements gaussian = DenseMeasurements.gaussian(stream, 4, 6, 9);
    return List.of(
        DenseMeasurements.gaussian(stream, 1, 1, 1),
        gaussian,
        gaussian.transformed(RandomMatrices.haar(stream, 4), RandomMatrices.haar(stream, 6)),
        BilinearMeasurements.gaussian(stream, 5, 3, 7),
        CompletionMeasurements.of(5, 4, CompletionMeasurements.bernoulliMask(stream, 5, 4, 0.6)),
        QuadraticMeasurements.gaussian(stream, 5, 8));
  }

  @Test
  void forwardAdjointAndGramsAgreeWithTheSingleMatrices() {
    RandomStream stream = RandomStream.of(1, "measurements", 0);
    for (Measurements a : ensembles(stream)) {
      int d1 = a.rows();
      int d2 = a.cols();
      double[] x = RandomMatrices.gaussian(stream, d1, d2, 1);
      double[] y = stream.gaussian(new double[a.count()]);
      double[] values = a.of(x);
      double[] sum = new double[d1 * d2];
      double[] left = new double[d1 * d1];
      double[] right = new double[d2 * d2];
      double[] u = stream.gaussian(new double[d1]);
      double[] v = stream.gaussian(new double[d2]);
      double[] rows = stream.gaussian(new double[a.count() * d2]);
      double[] columns = stream.gaussian(new double[a.count() * d1]);
      a.images(u, v, rows, columns);
      double squares = 0;
      for (int i = 0; i < a.count(); i++) {
        double[] one = a.matrix(i);
        for (int p = 0; p < d1; p++) {
          double inner = Kernels.dot(one, p * d2, v, 0, d2);
          assertEquals(inner, columns[i * d1 + p], 1e-12);
          Kernels.axpy(-u[p], one, p * d2, rows, i * d2, d2);
        }
        squares += Kernels.dot(one, one);
        assertEquals(Kernels.dot(one, x), values[i], 1e-12);
        Kernels.axpy(y[i], one, 0, sum, 0, sum.length);
        Kernels.multiplyAdd(one, Kernels.transpose(one, d1, d2), left, d1, d2, d1);
        Kernels.multiplyAdd(Kernels.transpose(one, d1, d2), one, right, d2, d1, d2);
      }
      assertArrayEquals(new double[rows.length], rows, 1e-12);
      assertEquals(Math.sqrt(squares), a.norm(), 1e-13 * a.norm());
      double[] adjoint = stream.gaussian(new double[d1 * d2]);
      a.adjoint(y, adjoint);
      assertArrayEquals(sum, adjoint, 1e-12);
      assertArrayEquals(left, a.leftGram(), 1e-11);
      assertArrayEquals(right, a.rightGram(), 1e-11);
      assertEquals(a instanceof QuadraticMeasurements, a.symmetric());
    }
  }

  @Test
  void scalingHasTheSquaresOfItsDefinitionAndItsInverse() {
    RandomStream stream = RandomStream.of(2, "measurements", 0);
    for (Measurements a : ensembles(stream)) {
      Scaling scaling = Scaling.of(a);
      int d1 = a.rows();
      double[] square = new double[d1 * d1];
      Kernels.multiply(scaling.left(), scaling.left(), square, d1, d1, d1);
      double[] expected = a.leftGram();
      for (int i = 0; i < expected.length; i++) {
        expected[i] /= (double) a.count() * a.cols();
      }
      assertArrayEquals(expected, square, 1e-12);
      double[] x = RandomMatrices.gaussian(stream, d1, a.cols(), 1);
      assertArrayEquals(x, scaling.unweigh(scaling.weigh(x)), 1e-9);
      assertTrue(scaling.conditionNumber() >= 1);
    }
  }

  @Test
  void closedFormOfTheTraceAgreesWithExactDifferencesAtEveryPoint() {
    RandomStream stream = RandomStream.of(3, "measurements", 0);
    for (Measurements a : ensembles(stream)) {
      for (int k = 1; k <= 3; k++) {
        Factors at =
            new Factors(
                a.rows(),
                a.cols(),
                k,
                stream.gaussian(new double[a.rows() * k]),
                stream.gaussian(new double[a.cols() * k]));
        double[] b = stream.gaussian(new double[a.count()]);
        HessianTrace measured = HessianTrace.byDifferences(a, b, at);
        assertEquals(measured.value(), Scaling.of(a).scaledTrace(at), 1e-14 * measured.magnitude());
        double[] residual = a.of(at.product());
        Kernels.axpy(-1, b, 0, residual, 0, b.length);
        double loss = Kernels.dot(residual, residual) / b.length;
        assertEquals(loss, HessianTrace.loss(a, b, at), 1e-14 * loss);
        assertEquals(
            8 * k * loss, measured.magnitude() - measured.value(), 1e-13 * measured.magnitude());
      }
    }
  }

  @Test
  void flattestFactorsAttainFourTimesTheWeightedNuclearNorm() {
    RandomStream stream = RandomStream.of(4, "measurements", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 5, 4, 12);
    Scaling scaling = Scaling.of(a);
    double[] x = Truth.lowRank(stream, 5, 4, 2);
    Factors flat = scaling.flattest(x, 3);
    assertArrayEquals(x, flat.product(), 1e-13);
    assertEquals(4 * scaling.flatness(x), scaling.scaledTrace(flat), 1e-12);
    assertEquals(0, scaling.weigh(flat).imbalanceNorm(), 1e-12);
    for (int i = 0; i < 5; i++) {
      assertEquals(0, flat.left()[3 * i + 2], "no column beyond the rank");
    }
    assertTrue(scaling.scaledTrace(flat.unbalanced(1.1)) > scaling.scaledTrace(flat) * (1 + 1e-3));
    assertArrayEquals(new double[20], scaling.flattest(new double[20], 2).product());
  }

  @Test
  void networkTraceAgreesWithDifferencesOnAndOffTheMinimizers() {
    RandomStream stream = RandomStream.of(5, "measurements", 0);
    int[][] units = {{1, 0}, {2, 1}, {2, 2}, {0, 2}};
    for (int[] k : units) {
      QuadraticMeasurements inputs = QuadraticMeasurements.gaussian(stream, 4, 7);
      QuadraticNetwork network =
          new QuadraticNetwork(
              4,
              k[0],
              k[1],
              stream.gaussian(new double[4 * k[0]]),
              stream.gaussian(new double[4 * k[1]]));
      double[] labels = stream.gaussian(new double[7]);
      HessianTrace measured = network.traceByDifferences(inputs, labels);
      assertEquals(measured.value(), network.trace(inputs, labels), 1e-14 * measured.magnitude());
      double[] fitted = inputs.of(network.matrix());
      measured = network.traceByDifferences(inputs, fitted);
      assertEquals(measured.value(), network.traceAtZeroLoss(inputs), 1e-14 * measured.magnitude());
    }
  }

  @Test
  void diagonalNetworkTraceAgreesWithDifferencesAndHasTheLeastValueOfTheEvenSplit() {
    RandomStream stream = RandomStream.of(6, "measurements", 0);
    for (int depth = 1; depth <= 4; depth++) {
      DiagonalDepth problem = new DiagonalDepth(3, 5, stream.gaussian(new double[15]));
      double[] v = stream.gaussian(new double[5 * depth]);
      double[] b = stream.gaussian(new double[3]);
      HessianTrace measured = problem.traceByDifferences(v, depth, b);
      assertEquals(measured.value(), problem.trace(v, depth), 1e-14 * measured.magnitude());
      double[] residual = problem.measure(product(v, depth));
      Kernels.axpy(-1, b, 0, residual, 0, 3);
      assertEquals(
          4 * v.length * Kernels.dot(residual, residual) / 3,
          measured.magnitude() - measured.value(),
          1e-13 * measured.magnitude());
      double[] even = new double[5 * depth];
      double[] x = new double[5];
      for (int j = 0; j < 5; j++) {
        x[j] = 1;
        for (int i = 0; i < depth; i++) {
          x[j] *= v[i * 5 + j];
        }
        for (int i = 0; i < depth; i++) {
          even[i * 5 + j] = Math.pow(Math.abs(x[j]), 1.0 / depth);
        }
      }
      double least = 2.0 * depth / 3 * problem.flatness(x, depth);
      assertEquals(least, problem.trace(even, depth), 1e-12 * least);
      assertTrue(problem.trace(v, depth) >= least * (1 - 1e-12));
    }
  }

  private static double[] product(double[] v, int depth) {
    double[] x = new double[5];
    for (int j = 0; j < 5; j++) {
      x[j] = 1;
      for (int i = 0; i < depth; i++) {
        x[j] *= v[i * 5 + j];
      }
    }
    return x;
  }

  @Test
  void theMagnitudeOfAQuarticIsThatOfItsDifferences() {
    RandomStream stream = RandomStream.of(7, "measurements", 0);
    QuadraticMeasurements inputs = QuadraticMeasurements.gaussian(stream, 3, 5);
    double quartic = 0;
    for (int i = 0; i < 5; i++) {
      for (double x : inputs.input(i)) {
        quartic += x * x * x * x / 5;
      }
    }
    QuadraticNetwork zero = new QuadraticNetwork(3, 1, 1, new double[3], new double[3]);
    HessianTrace measured = zero.traceByDifferences(inputs, new double[5]);
    double magnitude = 2 * (16 * 2 + 2 * 16) / 12.0 * quartic;
    assertEquals(magnitude, measured.magnitude(), 1e-13 * magnitude);
    assertEquals(0, measured.value(), 1e-13 * magnitude);
    double[] labels = {1, 1, 1, 1, 1};
    double center = 6 * (30 + 2 * 16 + 2) / 12.0;
    HessianTrace shifted = zero.traceByDifferences(inputs, labels);
    assertEquals(magnitude + center, shifted.magnitude(), 1e-12 * (magnitude + center));
  }

  @Test
  void maskShowsItsShareOfTheEntries() {
    RandomStream stream = RandomStream.of(8, "measurements", 0);
    boolean[] mask = CompletionMeasurements.bernoulliMask(stream, 40, 50, 0.3);
    int[] seen = CompletionMeasurements.of(40, 50, mask).entries();
    assertEquals(600, seen.length, 100);
    for (int e : seen) {
      assertTrue(mask[e]);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            CompletionMeasurements.of(2, 2, CompletionMeasurements.bernoulliMask(stream, 2, 2, 0)));
  }

  @Test
  void scalingByGivenMatricesIsTheirs() {
    RandomStream stream = RandomStream.of(9, "measurements", 0);
    double[] p = RandomMatrices.symmetric(stream, new double[] {0.5, 1, 3});
    double[] t = RandomMatrices.symmetric(stream, new double[] {0.25, 2});
    Scaling scaling = Scaling.by(3, 2, p, t);
    assertArrayEquals(p, scaling.left(), 1e-13);
    assertArrayEquals(t, scaling.right(), 1e-13);
    assertEquals(0.25, scaling.leastEigenvalue(), 1e-13);
    assertEquals(3, scaling.greatestEigenvalue(), 1e-13);
    assertEquals(12, scaling.conditionNumber(), 1e-11);
    double[] x = stream.gaussian(new double[6]);
    double[] px = new double[6];
    double[] pxt = new double[6];
    Kernels.multiply(p, x, px, 3, 3, 2);
    Kernels.multiply(px, t, pxt, 3, 2, 2);
    assertArrayEquals(pxt, scaling.weigh(x), 1e-13);
    assertArrayEquals(x, Scaling.identity(3, 2).weigh(x));
    for (String side : new String[] {"D1", "D2"}) {
      double[] left = Kernels.identity(3);
      double[] right = Kernels.identity(2);
      (side.equals("D1") ? left : right)[0] = 0;
      named(side + " is singular", () -> Scaling.by(3, 2, left, right));
    }
    double[] nearly = {1, 0, 0, 1e-8};
    assertEquals(1e8, Scaling.by(1, 2, new double[] {1}, nearly).conditionNumber(), 1e-3);
    nearly[3] = 1e-10;
    named("D2 is singular", () -> Scaling.by(1, 2, new double[] {1}, nearly));
  }

  @Test
  void balanceIsMeasuredByTheNuclearNorm() {
    RandomStream stream = RandomStream.of(10, "measurements", 0);
    Factors f =
        new Factors(4, 5, 3, stream.gaussian(new double[12]), stream.gaussian(new double[15]));
    RealMatrix l = rows(f.left(), 4, 3);
    RealMatrix r = rows(f.right(), 5, 3);
    RealMatrix difference = l.transpose().multiply(l).subtract(r.transpose().multiply(r));
    double expected = 0;
    for (double eigenvalue : new EigenDecomposition(difference).getRealEigenvalues()) {
      expected += Math.abs(eigenvalue);
    }
    assertEquals(expected, f.imbalanceNorm(), 1e-12 * expected);
    Factors moved = f.unbalanced(4);
    assertArrayEquals(f.product(), moved.product(), 1e-13);
    for (int i = 0; i < 12; i++) {
      assertEquals(4 * f.left()[i], moved.left()[i]);
    }
  }

  private static RealMatrix rows(double[] a, int rows, int cols) {
    RealMatrix out = new Array2DRowRealMatrix(rows, cols);
    for (int i = 0; i < rows; i++) {
      out.setRow(i, Arrays.copyOfRange(a, i * cols, (i + 1) * cols));
    }
    return out;
  }

  private static void named(String part, Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void eachArgumentIsCheckedByName() {
    RandomStream stream = RandomStream.of(11, "measurements", 0);
    double[] none = {};
    double[] nan = {Double.NaN};
    double[] one = {1};
    double[] two = {1, 1};
    named("rows must", () -> BilinearMeasurements.of(0, 1, 1, none, one));
    named("cols must", () -> BilinearMeasurements.of(1, 0, 1, one, none));
    named("count must", () -> BilinearMeasurements.of(1, 1, 0, none, none));
    named("a must have 1", () -> BilinearMeasurements.of(1, 1, 1, two, one));
    named("b must have 1", () -> BilinearMeasurements.of(1, 1, 1, one, two));
    named("a must be finite", () -> BilinearMeasurements.of(1, 1, 1, nan, one));
    named("b must be finite", () -> BilinearMeasurements.of(1, 1, 1, one, nan));
    named("rows must", () -> CompletionMeasurements.of(0, 1, new boolean[0]));
    named("cols must", () -> CompletionMeasurements.of(1, 0, new boolean[0]));
    named("has 6 entries, got 5", () -> CompletionMeasurements.of(2, 3, new boolean[5]));
    named("cols must", () -> DenseMeasurements.of(1, 0, one));
    named("multiple of 6 numbers, got 1", () -> DenseMeasurements.of(2, 3, one));
    named("rows must", () -> DenseMeasurements.gaussian(stream, 0, 1, 1));
    named("cols must", () -> DenseMeasurements.gaussian(stream, 1, 0, 1));
    named("count must", () -> DenseMeasurements.gaussian(stream, 1, 1, 0));
    DenseMeasurements dense = DenseMeasurements.of(2, 1, two);
    named("p must have 4", () -> dense.transformed(new double[5], one));
    named("t must have 1", () -> dense.transformed(new double[4], two));
    named("d must", () -> QuadraticMeasurements.of(0, 1, none));
    named("x must have 1", () -> QuadraticMeasurements.of(1, 1, two));
    named("x must be finite", () -> QuadraticMeasurements.of(1, 1, nan));
    named("rows must", () -> new CorruptionBall(0, 1, none, 1));
    named("cols must", () -> new CorruptionBall(1, 0, none, 1));
    named("data must have 1", () -> new CorruptionBall(1, 1, two, 1));
    named("data must be finite", () -> new CorruptionBall(1, 1, nan, 1));
    named("at least 0 and finite, got NaN", () -> new CorruptionBall(1, 1, one, Double.NaN));
    named("got Infinity", () -> new CorruptionBall(1, 1, one, Double.POSITIVE_INFINITY));
    named("m must", () -> new DiagonalDepth(0, 1, none));
    named("d must", () -> new DiagonalDepth(1, 0, none));
    named("a must have 1", () -> new DiagonalDepth(1, 1, two));
    named("a must be finite", () -> new DiagonalDepth(1, 2, new double[] {1, Double.NaN}));
    named("x must have 1", () -> new DiagonalDepth(1, 1, one).certifies(two));
    named("rows must", () -> new Factors(0, 1, 1, none, one));
    named("cols must", () -> new Factors(1, 0, 1, one, none));
    named("width must", () -> new Factors(1, 1, 0, none, none));
    named("left must have 1", () -> new Factors(1, 1, 1, two, one));
    named("right must have 1", () -> new Factors(1, 1, 1, one, two));
    Factors f = new Factors(2, 1, 1, two, one);
    named("b must have 1", () -> HessianTrace.byDifferences(dense, two, f));
    named("b must have 1", () -> GaussNewton.interpolate(dense, two, f, 1, 1));
    named("other than 0", () -> GaussNewton.interpolate(dense, new double[1], f, 1, 1));
    named("d must", () -> new QuadraticNetwork(0, 1, 1, none, none));
    named("the number of units must", () -> new QuadraticNetwork(1, 0, 0, none, none));
    named("got 2 and -1", () -> new QuadraticNetwork(1, 2, -1, two, none));
    named("u1 must have 1", () -> new QuadraticNetwork(1, 1, 1, two, one));
    named("u2 must have 1", () -> new QuadraticNetwork(1, 1, 1, one, two));
    named("width must", () -> Scaling.identity(1, 1).flattest(one, 0));
    named("the matrix must have 1", () -> Scaling.identity(1, 1).weigh(two));
    named("b must be finite", () -> AffineSet.of(dense, Scaling.identity(2, 1), nan));
    named("cols must", () -> StatisticalDimension.nuclearNorm(1, 0, 0));
    named("rows must", () -> StatisticalDimension.nuclearNorm(0, 1, 0));
    named("d must", () -> StatisticalDimension.symmetricNuclearNorm(0, 0));
    CorruptionBall ball = new CorruptionBall(1, 1, one, 1);
    named("between 1 and 1, got 2", () -> UniquenessCertificate.of(ball, one, 2));
  }

  @Test
  void namesWhatIsWrongWithBadInput() {
    boolean[] seen = {true, true, false, false};
    IllegalArgumentException emptyRow =
        assertThrows(
            IllegalArgumentException.class,
            () -> Scaling.of(CompletionMeasurements.of(2, 2, seen)));
    assertTrue(emptyRow.getMessage().contains("row 1 has no seen entry"), emptyRow.getMessage());
    IllegalArgumentException emptyColumn =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Scaling.of(
                    CompletionMeasurements.of(2, 2, new boolean[] {true, false, true, false})));
    assertTrue(
        emptyColumn.getMessage().contains("column 1 has no seen entry"), emptyColumn.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> CompletionMeasurements.of(1, 2, new boolean[2]));
    assertThrows(
        IllegalArgumentException.class, () -> CompletionMeasurements.of(2, 2, new boolean[3]));
    assertThrows(IllegalArgumentException.class, () -> DenseMeasurements.of(2, 2, new double[6]));
    assertThrows(IllegalArgumentException.class, () -> DenseMeasurements.of(2, 2, new double[0]));
    assertThrows(IllegalArgumentException.class, () -> DenseMeasurements.of(0, 2, new double[4]));
    assertThrows(
        IllegalArgumentException.class,
        () -> DenseMeasurements.of(1, 1, new double[] {Double.NaN}));
    assertThrows(
        IllegalArgumentException.class,
        () -> BilinearMeasurements.of(2, 2, 1, new double[2], new double[1]));
    assertThrows(
        IllegalArgumentException.class, () -> QuadraticMeasurements.of(2, 0, new double[0]));
    IllegalArgumentException singular =
        assertThrows(
            IllegalArgumentException.class,
            () -> Scaling.of(DenseMeasurements.of(2, 2, new double[] {1, 0, 0, 0})));
    assertTrue(singular.getMessage().contains("D1 is singular"), singular.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new Factors(2, 2, 1, new double[2], new double[3]));
    assertThrows(
        IllegalArgumentException.class, () -> new DiagonalDepth(1, 2, new double[] {1, 0}));
    assertThrows(IllegalArgumentException.class, () -> new CorruptionBall(1, 1, new double[1], -1));
    assertThrows(IllegalArgumentException.class, () -> new DouglasRachford(0, 1, 1));
  }
}
