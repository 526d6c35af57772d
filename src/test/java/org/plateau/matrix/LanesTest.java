package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class LanesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 16})
  void largestEigenvaluesAreThePrescribedOnes(int n) {
    RandomStream stream = RandomStream.of(1, "lanes", n);
    double[] lanes = new double[n * n * Lanes.COUNT];
    double[][] spectra = new double[Lanes.COUNT][n];
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      for (int i = 0; i < n; i++) {
        spectra[lane][i] = lane == 1 ? 3 : stream.nextDouble();
      }
      spectra[lane][n - 1] = 3;
      if (lane == 2) {
        spectra[lane] = new double[n];
      }
      double[] matrix = RandomMatrices.symmetric(stream.sub(lane), spectra[lane]);
      Lanes.put(matrix, 0, n * n, lanes, lane);
    }
    double[] found = new double[Lanes.COUNT];
    Lanes.largestEigenvalues(lanes, n, found);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      assertEquals(lane == 2 ? 0 : 3, found[lane], 1e-13);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-160, 1, 1e160, 1e300})
  void scaleDoesNotMatter(double scale) {
    double[] lanes = new double[3 * 3 * Lanes.COUNT];
    double[] matrix = {2, 1, 1, 1, 2, 1, 1, 1, 2};
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      Lanes.put(matrix, 0, 9, lanes, lane);
    }
    for (int e = 0; e < lanes.length; e++) {
      lanes[e] *= scale;
    }
    double[] found = new double[Lanes.COUNT];
    Lanes.largestEigenvalues(lanes, 3, found);
    assertEquals(4 * scale, found[5], 1e-14 * scale);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9})
  void diagonalMatricesNeedNoReduction(int n) {
    double[] lanes = new double[n * n * Lanes.COUNT];
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      for (int i = 0; i < n; i++) {
        lanes[(i * n + i) * Lanes.COUNT + lane] = i == lane % n ? 1e200 : 1e-200;
      }
    }
    double[] found = new double[Lanes.COUNT];
    Lanes.largestEigenvalues(lanes, n, found);
    for (double value : found) {
      assertEquals(1e200, value, 2 * Math.ulp(1e200));
    }
  }

  /** Each lane against Commons Math on its own matrices. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "1,3,2", "5,2,1", "4,0,3", "3,4,17", "6,5,9"})
  void productsAgreeWithCommonsMathInEachLane(int m, int k, int n) {
    RandomStream stream = RandomStream.of(2, "lanes", m * 100 + n);
    double[] a = stream.gaussian(new double[m * k * Lanes.COUNT]);
    double[] b = stream.gaussian(new double[k * n * Lanes.COUNT]);
    double[] c = new double[m * n * Lanes.COUNT];
    Arrays.fill(c, Double.NaN);
    Lanes.multiply(a, b, c, m, k, n);
    double[] gram = stream.gaussian(new double[n * n * Lanes.COUNT]);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      RealMatrix right = lane(b, lane, k, n);
      assertSame(lane(a, lane, m, k).multiply(right), lane(c, lane, m, n));
    }
    // With A = F B for a symmetric F = diag(1, 2, ...) the product A^T B is symmetric.
    double[] scaled = b.clone();
    for (int e = 0; e < scaled.length; e++) {
      scaled[e] *= 1 + e / (n * Lanes.COUNT);
    }
    double[] before = gram.clone();
    Lanes.mirror(before, n);
    Lanes.gramAdd(scaled, b, gram, k, n);
    Lanes.mirror(gram, n);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      RealMatrix expected = lane(scaled, lane, k, n).transpose().multiply(lane(b, lane, k, n));
      assertSame(expected.add(lane(before, lane, n, n)), lane(gram, lane, n, n));
    }
  }

  @Test
  void mirroringCopiesTheLowerHalf() {
    double[] lanes = RandomStream.of(3, "lanes", 0).gaussian(new double[9 * Lanes.COUNT]);
    double[] mirrored = lanes.clone();
    Lanes.mirror(mirrored, 3);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      RealMatrix before = lane(lanes, lane, 3, 3);
      RealMatrix after = lane(mirrored, lane, 3, 3);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          assertEquals(before.getEntry(Math.max(i, j), Math.min(i, j)), after.getEntry(i, j));
        }
      }
    }
  }

  @Test
  void eachLaneIsScaledByItsOwnFactor() {
    double[] factors = {0, 1, -2, 3, 4, 5, 6, 7};
    double[] x = RandomStream.of(4, "lanes", 0).gaussian(new double[5 * Lanes.COUNT]);
    double[] y = new double[x.length];
    Lanes.scale(factors, x, y, 5);
    for (int lane = 0; lane < Lanes.COUNT; lane++) {
      assertSame(lane(x, lane, 5, 1).scalarMultiply(factors[lane]), lane(y, lane, 5, 1));
    }
  }

  private static RealMatrix lane(double[] lanes, int lane, int rows, int cols) {
    RealMatrix matrix = new Array2DRowRealMatrix(Math.max(1, rows), Math.max(1, cols));
    for (int e = 0; e < rows * cols; e++) {
      matrix.setEntry(e / cols, e % cols, lanes[e * Lanes.COUNT + lane]);
    }
    return matrix;
  }

  private static void assertSame(RealMatrix expected, RealMatrix actual) {
    assertEquals(0, expected.subtract(actual).getNorm(), 1e-13 * (1 + expected.getNorm()));
  }
}
