package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
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
      for (int i = 0; i < a.count(); i++) {
        double[] one = a.matrix(i);
        assertEquals(Kernels.dot(one, x), values[i], 1e-12);
        Kernels.axpy(y[i], one, 0, sum, 0, sum.length);
        Kernels.multiplyAdd(one, Kernels.transpose(one, d1, d2), left, d1, d2, d1);
      }
      double[] adjoint = new double[d1 * d2];
      a.adjoint(y, adjoint);
      assertArrayEquals(sum, adjoint, 1e-12);
      assertArrayEquals(left, a.leftGram(), 1e-11);
      assertEquals(trace(a.leftGram(), d1), trace(a.rightGram(), d2), 1e-11 * trace(left, d1));
    }
  }

  private static double trace(double[] a, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[i * n + i];
    }
    return sum;
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
      HessianTrace measured = problem.traceByDifferences(v, depth, stream.gaussian(new double[3]));
      assertEquals(measured.value(), problem.trace(v, depth), 1e-14 * measured.magnitude());
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
