package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class LargestEigenvaluesTest {

  private static final int COUNT = LargestEigenvalues.COUNT;

  /** Lane 1 has one eigenvalue only, lane 2 none but zero, lane 3 rank one, lane 4 a pair. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 14, 16, 32, 35, 90})
  void areThePrescribedOnes(int n) {
    RandomStream stream = RandomStream.of(1, "lanes", n);
    LargestEigenvalues eigenvalues = new LargestEigenvalues(n);
    for (int lane = 0; lane < COUNT; lane++) {
      double[] spectrum = new double[n];
      for (int i = 0; i < n && lane != 2; i++) {
        spectrum[i] = lane == 1 ? 3 : lane == 3 ? 0 : stream.nextDouble();
      }
      spectrum[n / 2] = lane == 4 ? 3 : spectrum[n / 2];
      spectrum[n - 1] = lane == 2 ? 0 : 3;
      eigenvalues.put(RandomMatrices.symmetric(stream.sub(lane), spectrum), lane);
    }
    double[] found = new double[COUNT];
    eigenvalues.solve(found);
    for (int lane = 0; lane < COUNT; lane++) {
      assertEquals(lane == 2 ? 0 : 3, found[lane], 1e-13, "lane " + lane);
    }
  }

  /** Against the whole spectra of Commons Math, eight matrices a round from the same object. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8, 11, 16})
  void agreeWithCommonsMath(int n) {
    RandomStream stream = RandomStream.of(2, "lanes", n);
    LargestEigenvalues eigenvalues = new LargestEigenvalues(n);
    for (int round = 0; round < 3; round++) {
      double[] expected = new double[COUNT];
      for (int lane = 0; lane < COUNT; lane++) {
        int rows = 1 + stream.nextInt(2 * n);
        RealMatrix b = new Array2DRowRealMatrix(rows, n);
        for (int i = 0; i < rows; i++) {
          b.setRow(i, stream.gaussian(new double[n]));
        }
        RealMatrix gram = b.transpose().multiply(b);
        expected[lane] = new EigenDecomposition(gram).getRealEigenvalue(0);
        eigenvalues.put(flat(gram, n), lane);
      }
      double[] found = new double[COUNT];
      eigenvalues.solve(found);
      for (int lane = 0; lane < COUNT; lane++) {
        assertEquals(expected[lane], found[lane], 1e-13 * expected[lane]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-160, 1, 1e160, 1e300})
  void scaleDoesNotMatter(double scale) {
    LargestEigenvalues eigenvalues = new LargestEigenvalues(3);
    for (int lane = 0; lane < COUNT; lane++) {
      double[] matrix = {2, 1, 1, 1, 2, 1, 1, 1, 2};
      for (int e = 0; e < matrix.length; e++) {
        matrix[e] *= lane == 5 ? scale : lane;
      }
      eigenvalues.put(matrix, lane);
    }
    double[] found = new double[COUNT];
    eigenvalues.solve(found);
    for (int lane = 0; lane < COUNT; lane++) {
      double expected = 4 * (lane == 5 ? scale : lane);
      assertEquals(expected, found[lane], 1e-14 * expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9})
  void diagonalMatricesNeedNoReduction(int n) {
    LargestEigenvalues eigenvalues = new LargestEigenvalues(n);
    for (int lane = 0; lane < COUNT; lane++) {
      double[] matrix = new double[n * n];
      for (int i = 0; i < n; i++) {
        matrix[i * n + i] = i == lane % n ? 1e200 : 1e-200;
      }
      eigenvalues.put(matrix, lane);
    }
    double[] found = new double[COUNT];
    eigenvalues.solve(found);
    for (double value : found) {
      assertEquals(1e200, value, 2 * Math.ulp(1e200));
    }
  }

  /** Neither what is above a diagonal nor a lane that overflowed reaches other lanes or rounds. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void lanesDoNotMix(int n) {
    LargestEigenvalues eigenvalues = new LargestEigenvalues(n);
    double[] found = new double[COUNT];
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1}) {
      for (int lane = 0; lane < COUNT; lane++) {
        double[] matrix = new double[n * n];
        for (int r = 0; r < n; r++) {
          for (int c = 0; c < n; c++) {
            matrix[r * n + c] = c > r ? Double.NaN : lane == 6 ? bad : 1;
          }
        }
        eigenvalues.put(matrix, lane);
      }
      eigenvalues.solve(found);
      for (int lane = 0; lane < COUNT; lane++) {
        if (lane == 6 && bad != 1) {
          assertFalse(Math.abs(found[lane]) < Double.POSITIVE_INFINITY, "lane of " + bad);
        } else {
          assertEquals(n, found[lane], 1e-14 * n, "lane " + lane + " beside " + bad);
        }
      }
    }
  }

  @Test
  void couplingsOfBothSignsCount() {
    LargestEigenvalues eigenvalues = new LargestEigenvalues(2);
    for (int lane = 0; lane < COUNT; lane++) {
      eigenvalues.put(new double[] {1, 0, lane % 2 == 0 ? -0.5 : 0.5, 1}, lane);
    }
    double[] found = new double[COUNT];
    eigenvalues.solve(found);
    for (double value : found) {
      assertEquals(1.5, value, 1e-15);
    }
  }

  private static double[] flat(RealMatrix matrix, int n) {
    double[] out = new double[n * n];
    for (int e = 0; e < out.length; e++) {
      out[e] = matrix.getEntry(e / n, e % n);
    }
    return out;
  }
}
