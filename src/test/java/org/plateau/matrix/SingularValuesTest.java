package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class SingularValuesTest {

  private static final int[][] SHAPES = {
    {1, 1}, {1, 5}, {5, 1}, {2, 2}, {3, 7}, {7, 3}, {16, 16}, {20, 13}
  };

  /** The oracle bidiagonalizes and iterates with QR steps: another algorithm. */
  private static double[] oracle(double[] a, int rows, int cols) {
    return new SingularValueDecomposition(new Array2DRowRealMatrix(rows(a, rows, cols)))
        .getSingularValues();
  }

  private static double[][] rows(double[] a, int rows, int cols) {
    double[][] full = new double[rows][cols];
    for (int i = 0; i < a.length; i++) {
      full[i / cols][i % cols] = a[i];
    }
    return full;
  }

  @Test
  void agreesWithTheOracle() {
    RandomStream stream = RandomStream.of(1, "svd", 0);
    for (int[] shape : SHAPES) {
      double[] a = RandomMatrices.gaussian(stream, shape[0], shape[1], 1);
      double[] expected = oracle(a, shape[0], shape[1]);
      assertArrayEquals(expected, SingularValues.of(a, shape[0], shape[1]), 1e-13 * expected[0]);
    }
  }

  @Test
  void rebuildsTheMatrixAtThresholdZero() {
    RandomStream stream = RandomStream.of(2, "svd", 0);
    for (int[] shape : SHAPES) {
      double[] a = RandomMatrices.gaussian(stream, shape[0], shape[1], 3);
      SingularValues svd = new SingularValues(shape[0], shape[1]);
      svd.decompose(a);
      double[] back = new double[a.length];
      Arrays.fill(back, Double.NaN);
      double nuclearNorm = svd.nuclearNorm();
      double operatorNorm = svd.value(0);
      assertEquals(nuclearNorm, svd.shrink(a, 0, back), 1e-12 * nuclearNorm);
      assertArrayEquals(a, back, 1e-13 * operatorNorm);
      assertTrue(Double.isNaN(svd.value(0)));
    }
  }

  @Test
  void proximalPointSatisfiesItsOptimalityCondition() {
    double[] a = RandomMatrices.gaussian(RandomStream.of(3, "svd", 0), 9, 6, 1);
    SingularValues svd = new SingularValues(9, 6);
    double[] x = new double[a.length];
    double nuclear = svd.shrink(a, 1.5, x);
    double[] subgradient = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      subgradient[i] = (a[i] - x[i]) / 1.5;
    }
    assertTrue(SingularValues.of(subgradient, 9, 6)[0] <= 1 + 1e-12);
    assertEquals(nuclear, Kernels.dot(subgradient, x), 1e-12 * nuclear);
  }

  @Test
  void warmStartsKeepTheAccuracyOfColdOnes() {
    RandomStream stream = RandomStream.of(4, "svd", 0);
    double[] a = RandomMatrices.gaussian(stream, 12, 10, 1);
    SingularValues warm = new SingularValues(12, 10);
    int sweeps = 0;
    for (int step = 0; step < 500; step++) {
      for (int i = 0; i < a.length; i++) {
        a[i] += 1e-3 * stream.nextGaussian();
      }
      warm.update(a);
      sweeps += warm.sweeps();
    }
    assertArrayEquals(oracle(a, 12, 10), toArray(warm), 1e-13 * warm.value(0));
    double[] back = new double[a.length];
    double operatorNorm = warm.value(0);
    warm.shrink(a, 0, back);
    assertArrayEquals(a, back, 1e-13 * operatorNorm);
    assertTrue(sweeps < 500 * 4, "warm starts took " + sweeps + " sweeps");
  }

  @Test
  void theLargestValueAloneAgreesWithTheOracle() {
    RandomStream stream = RandomStream.of(15, "svd", 0);
    for (int[] shape : SHAPES) {
      double[] a = RandomMatrices.gaussian(stream, shape[0], shape[1], 1);
      double expected = oracle(a, shape[0], shape[1])[0];
      for (double size : new double[] {1e-290, 1, 1e290}) {
        double[] scaled = new double[a.length];
        Kernels.axpy(size, a, 0, scaled, 0, a.length);
        double found = SingularValues.largest(scaled, shape[0], shape[1]);
        assertEquals(size * expected, found, 1e-13 * size * expected);
      }
    }
    assertEquals(0, SingularValues.largest(new double[6], 2, 3));
    assertEquals(1, SingularValues.largest(Kernels.identity(5), 5, 5), 1e-15);
    assertThrows(
        IllegalArgumentException.class,
        () -> SingularValues.largest(new double[] {1, Double.NaN}, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> SingularValues.largest(new double[] {1, Double.NEGATIVE_INFINITY}, 1, 2));
  }

  /** The proximal point by the bidiagonal decomposition of Commons Math. */
  private static double[] shrunk(double[] a, int rows, int cols, double threshold) {
    SingularValueDecomposition svd =
        new SingularValueDecomposition(new Array2DRowRealMatrix(rows(a, rows, cols)));
    double[][] middle = svd.getS().getData();
    for (int i = 0; i < middle.length; i++) {
      middle[i][i] = Math.max(0, middle[i][i] - threshold);
    }
    double[][] point =
        svd.getU().multiply(new Array2DRowRealMatrix(middle)).multiply(svd.getVT()).getData();
    return Arrays.stream(point).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void proximalPointsAgreeWithTheOracleAtAnyThreshold() {
    RandomStream stream = RandomStream.of(12, "svd", 0);
    for (int[] shape : SHAPES) {
      double[] a = RandomMatrices.gaussian(stream, shape[0], shape[1], 1);
      double[] values = oracle(a, shape[0], shape[1]);
      SingularValues svd = new SingularValues(shape[0], shape[1]);
      double[] out = new double[a.length];
      for (double value : values) {
        for (double factor : new double[] {0.5, 1 - 1e-12, 1, 1 + 1e-9, 1.01}) {
          double[] expected = shrunk(a, shape[0], shape[1], factor * value);
          svd.reset();
          svd.shrink(a, factor * value, out);
          assertArrayEquals(expected, out, 1e-12 * values[0]);
          svd.shrink(a, factor * value, out);
          assertArrayEquals(expected, out, 1e-12 * values[0], "warm");
        }
      }
    }
  }

  @Test
  void proximalPointsOfASlowSequenceStayAccurate() {
    RandomStream stream = RandomStream.of(13, "svd", 0);
    double[] a = RandomMatrices.gaussian(stream, 12, 10, 1);
    double threshold = 0.9 * oracle(a, 12, 10)[1];
    SingularValues warm = new SingularValues(12, 10);
    double[] out = new double[120];
    for (int step = 0; step < 400; step++) {
      for (int i = 0; i < a.length; i++) {
        a[i] += 3e-2 * Math.pow(0.95, step) * stream.nextGaussian();
      }
      double nuclear = warm.shrink(a, threshold, out);
      double[] expected = shrunk(a, 12, 10, threshold);
      assertArrayEquals(expected, out, 1e-12 * threshold);
      double sum = Arrays.stream(SingularValues.of(expected, 12, 10)).sum();
      assertEquals(sum, nuclear, 1e-12 * threshold);
    }
  }

  /** Two equal values, one of them pushed over the threshold by the last bits. */
  @Test
  void proximalPointIsContinuousAcrossTheThreshold() {
    double[] a = new double[64];
    for (int i = 0; i < 8; i++) {
      a[i * 9] = i < 4 ? 1 : 1 - i * 1e-15;
    }
    double[] turned = new double[64];
    double[] q = RandomMatrices.haar(RandomStream.of(14, "svd", 0), 8);
    Kernels.multiply(q, a, turned, 8, 8, 8);
    double[] out = new double[64];
    assertEquals(0, new SingularValues(8, 8).shrink(turned, 1, out), 1e-13);
    assertArrayEquals(new double[64], out, 1e-13);
    double[] half = new double[64];
    Kernels.axpy(0.5, turned, 0, half, 0, 64);
    assertEquals(4, new SingularValues(8, 8).shrink(turned, 0.5, out), 1e-12);
    assertArrayEquals(half, out, 1e-13);
  }

  @Test
  void hugeAndTinyMatricesAreShrunkLikeOthers() {
    for (double size : new double[] {1e-300, 1e300}) {
      double[] a = {3 * size, 0, 0, -size};
      double[] out = new double[4];
      assertEquals(size, new SingularValues(2, 2).shrink(a, 2 * size, out), 1e-15 * size);
      assertArrayEquals(new double[] {size, 0, 0, 0}, out, 1e-15 * size);
      double whole = size > 1 ? 4 * size : 0;
      assertEquals(whole, new SingularValues(2, 2).shrink(a, 1, out), 1e-15 * whole);
    }
  }

  private static double[] toArray(SingularValues svd) {
    double[] out = new double[svd.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = svd.value(i);
    }
    return out;
  }

  /** U V^T of the leading vectors, by the bidiagonal decomposition of Commons Math. */
  @Test
  void polarFactorAgreesWithTheOracle() {
    for (int[] shape : SHAPES) {
      double[] a = RandomMatrices.gaussian(RandomStream.of(9, "svd", 0), shape[0], shape[1], 1);
      SingularValues svd = new SingularValues(shape[0], shape[1]);
      svd.decompose(a);
      SingularValueDecomposition oracle =
          new SingularValueDecomposition(new Array2DRowRealMatrix(rows(a, shape[0], shape[1])));
      for (int count = 1; count <= Math.min(svd.size(), 3); count++) {
        double[] polar = new double[a.length];
        Arrays.fill(polar, Double.NaN);
        svd.polar(count, polar);
        int last = count - 1;
        double[][] expected =
            oracle
                .getU()
                .getSubMatrix(0, shape[0] - 1, 0, last)
                .multiply(oracle.getVT().getSubMatrix(0, last, 0, shape[1] - 1))
                .getData();
        double[] flat = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
        assertArrayEquals(flat, polar, 1e-12);
      }
    }
  }

  /** Scratch means scratch: nothing of an earlier matrix is left, not in the last bit. */
  @Test
  void decomposingForgetsTheLastMatrix() {
    RandomStream stream = RandomStream.of(10, "svd", 0);
    SingularValues used = new SingularValues(6, 5);
    used.decompose(RandomMatrices.gaussian(stream, 6, 5, 1));
    double[] a = RandomMatrices.gaussian(stream, 6, 5, 1);
    used.decompose(a);
    SingularValues fresh = new SingularValues(6, 5);
    fresh.decompose(a);
    double[] left = new double[30];
    double[] right = new double[25];
    double[] usedLeft = left.clone();
    double[] usedRight = right.clone();
    fresh.leading(5, left, right);
    used.leading(5, usedLeft, usedRight);
    assertArrayEquals(left, usedLeft);
    assertArrayEquals(right, usedRight);
    assertEquals(fresh.sweeps(), used.sweeps());
  }

  /** Jacobi converges quadratically: six to ten sweeps for sizes up to some hundreds. */
  @Test
  void sweepsAreFew() {
    SingularValues diagonal = new SingularValues(3, 3);
    diagonal.decompose(new double[] {1, 0, 0, 0, 3, 0, 0, 0, 2});
    assertEquals(0, diagonal.sweeps());
    for (int n : new int[] {2, 8, 24}) {
      SingularValues svd = new SingularValues(n, n);
      svd.decompose(RandomMatrices.gaussian(RandomStream.of(11, "svd", n), n, n, 1));
      assertTrue(svd.sweeps() <= 8, n + ": " + svd.sweeps());
      assertEquals(n > 2, svd.sweeps() > 2);
    }
  }

  @Test
  void handlesZeroRankDeficientAndRepeatedValues() {
    assertArrayEquals(new double[3], SingularValues.of(new double[12], 4, 3));
    assertArrayEquals(new double[] {1, 1, 1, 1}, SingularValues.of(Kernels.identity(4), 4, 4), 0);
    double[] u = RandomMatrices.unitVector(RandomStream.of(5, "svd", 0), 8);
    double[] rankOne = new double[64];
    Kernels.multiply(u, u, rankOne, 8, 1, 8);
    double[] values = SingularValues.of(rankOne, 8, 8);
    SingularValues zero = new SingularValues(3, 2);
    zero.decompose(new double[6]);
    double[] back = new double[6];
    assertEquals(0, zero.shrink(new double[6], 0, back));
    assertArrayEquals(new double[6], back);
    double[] largest = {Double.MAX_VALUE};
    assertArrayEquals(largest, SingularValues.of(largest, 1, 1));
    assertEquals(1, values[0], 1e-15);
    assertEquals(0, values[1], 1e-15);
  }

  @Test
  void isExactUnderScalingByPowersOfTwo() {
    double[] a = RandomMatrices.gaussian(RandomStream.of(6, "svd", 0), 5, 5, 1);
    double[] plain = SingularValues.of(a, 5, 5);
    for (int exponent : new int[] {-900, 900}) {
      double[] scaled = new double[a.length];
      double[] expected = new double[5];
      for (int i = 0; i < a.length; i++) {
        scaled[i] = Math.scalb(a[i], exponent);
      }
      for (int i = 0; i < 5; i++) {
        expected[i] = Math.scalb(plain[i], exponent);
      }
      assertArrayEquals(expected, SingularValues.of(scaled, 5, 5), 0);
    }
  }

  @Test
  void vectorsAreOrthonormalAndDiagonalize() {
    for (int[] shape : SHAPES) {
      int count = Math.min(shape[0], shape[1]);
      double[] a = RandomMatrices.gaussian(RandomStream.of(7, "svd", count), shape[0], shape[1], 1);
      SingularValues svd = new SingularValues(shape[0], shape[1]);
      svd.decompose(a);
      double[] u = new double[shape[0] * count];
      double[] v = new double[shape[1] * count];
      svd.leading(count, u, v);
      double[] gram = new double[count * count];
      Kernels.multiplyTransposeLeft(u, u, gram, count, shape[0], count);
      assertArrayEquals(Kernels.identity(count), gram, 1e-12);
      double[] av = new double[shape[0] * count];
      Kernels.multiply(a, v, av, shape[0], shape[1], count);
      Kernels.multiplyTransposeLeft(u, av, gram, count, shape[0], count);
      for (int i = 0; i < count; i++) {
        assertEquals(svd.value(i), gram[i * count + i], 1e-13 * svd.value(0));
      }
    }
  }

  @Test
  void absoluteValueOfASymmetricMatrixHasItsSquare() {
    double[] a =
        RandomMatrices.symmetric(RandomStream.of(8, "svd", 0), new double[] {2, -2, 1, -3, 0});
    SingularValues svd = new SingularValues(5, 5);
    svd.decompose(a);
    double[] abs = new double[25];
    Arrays.fill(abs, Double.NaN);
    svd.absolute(abs);
    double[] square = new double[25];
    double[] expected = new double[25];
    Kernels.multiply(abs, abs, square, 5, 5, 5);
    Kernels.multiply(a, a, expected, 5, 5, 5);
    assertArrayEquals(expected, square, 1e-13);
    assertEquals(8, abs[0] + abs[6] + abs[12] + abs[18] + abs[24], 1e-13);
  }

  @Test
  void refusesBadInput() {
    assertThrows(IllegalArgumentException.class, () -> new SingularValues(0, 3));
    assertThrows(IllegalArgumentException.class, () -> new SingularValues(3, 0));
    assertEquals(
        "a matrix of shape 2 x 3 has 6 entries, got 5",
        assertThrows(IllegalArgumentException.class, () -> SingularValues.of(new double[5], 2, 3))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> SingularValues.of(new double[] {1, Double.NaN}, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> SingularValues.of(new double[] {1, Double.POSITIVE_INFINITY}, 1, 2));
    assertThrows(
        IllegalStateException.class, () -> new SingularValues(2, 3).absolute(new double[4]));
    SingularValues zero = new SingularValues(2, 2);
    zero.decompose(new double[4]);
    assertThrows(
        IllegalArgumentException.class, () -> zero.leading(1, new double[2], new double[2]));
  }
}
