package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

  @Test
  void oneByOneIsItsEntry() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[] {-3.5}, 1);
    assertEquals(-3.5, eigen.largest());
    assertArrayEquals(new double[] {1}, eigen.vector(0));
  }

  @Test
  void twoByTwoHasTheClosedForm() {
    double[] a = {2, 3, 3, -1};
    double mean = 0.5;
    double radius = Math.sqrt(1.5 * 1.5 + 9);
    assertArrayEquals(
        new double[] {mean - radius, mean + radius}, SymmetricEigen.values(a, 2), 1e-15 * 10);
  }

  @Test
  void secondDifferenceMatrixHasTheClosedForm() {
    int n = 30;
    double[] a = new double[n * n];
    double[] expected = new double[n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i > 0) {
        a[i * n + i - 1] = -1;
        a[(i - 1) * n + i] = -1;
      }
      double s = Math.sin((i + 1) * Math.PI / (2 * (n + 1)));
      expected[i] = 4 * s * s;
    }
    assertArrayEquals(expected, SymmetricEigen.values(a, n), 1e-14);
    assertArrayEquals(expected, SymmetricEigen.of(a, n).values(), 1e-14);
  }

  @Test
  void zeroAndScaledIdentityHaveRepeatedValues() {
    assertArrayEquals(new double[3], SymmetricEigen.values(new double[9], 3));
    SymmetricEigen identity = SymmetricEigen.of(new double[] {7, 0, 0, 0, 7, 0, 0, 0, 7}, 3);
    assertArrayEquals(new double[] {7, 7, 7}, identity.values());
    assertEquals(0, SymmetricEigen.roundoff(new double[9], 3));
    assertEquals(0, SymmetricEigen.of(new double[9], 3).residual(2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-150, 1, 1e150, 1e300})
  void rankOneIsFoundAtEveryScale(double scale) {
    int n = 7;
    double[] a = new double[n * n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        a[r * n + c] = scale * (r + 1) * (c + 1);
      }
    }
    double expected = 140 * scale;
    SymmetricEigen eigen = SymmetricEigen.of(a, n);
    assertEquals(expected, eigen.largest(), 1e-14 * expected);
    assertEquals(expected, SymmetricEigen.largest(a, n), 1e-14 * expected);
    assertTrue(eigen.residual(n - 1) < 1e-13 * expected);
    for (int i = 0; i < n - 1; i++) {
      assertEquals(0, eigen.value(i), SymmetricEigen.roundoff(a, n));
    }
  }

  /** The singular values of a symmetric matrix are the moduli of its eigenvalues. */
  @Test
  void moduliAgreeWithSingularValuesOfCommonsMath() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(20);
      double[] a = randomSymmetric(n, random);
      double[][] rows = new double[n][];
      for (int r = 0; r < n; r++) {
        rows[r] = Arrays.copyOfRange(a, r * n, (r + 1) * n);
      }
      double[] singular =
          new SingularValueDecomposition(new Array2DRowRealMatrix(rows)).getSingularValues();
      Arrays.sort(singular);
      double[] moduli =
          Arrays.stream(SymmetricEigen.values(a, n)).map(Math::abs).sorted().toArray();
      assertArrayEquals(singular, moduli, 1e-13 * singular[n - 1]);
    }
  }

  @Test
  void factorsReproduceTheMatrixAndAreOrthogonal() {
    Random random = new Random(6);
    for (int round = 0; round < 100; round++) {
      int n = 1 + random.nextInt(24);
      double[] a = randomSymmetric(n, random);
      if (round % 3 == 0) {
        a = clustered(n, random);
      }
      SymmetricEigen eigen = SymmetricEigen.of(a, n);
      double size = Math.max(Math.abs(eigen.value(0)), Math.abs(eigen.largest()));
      assertArrayEquals(a, eigen.compose(eigen.values()), 1e-14 * n * size);
      double[] vt = eigen.vectors();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double dot = 0;
          for (int k = 0; k < n; k++) {
            dot += vt[i * n + k] * vt[j * n + k];
          }
          assertEquals(i == j ? 1 : 0, dot, 1e-14 * n);
        }
        assertTrue(eigen.residual(i) <= SymmetricEigen.roundoff(a, n) + 1e-15 * n * size);
      }
      assertArrayEquals(eigen.values(), SymmetricEigen.values(a, n), SymmetricEigen.roundoff(a, n));
    }
  }

  /** Most eigenvalues are rounding noise around zero; a local stopping rule never ends here. */
  @Test
  void lowRankMatricesConverge() {
    Random random = new Random(7);
    int n = 120;
    double[] a = new double[n * n];
    for (int k = 0; k < 5; k++) {
      double[] v = random.doubles(n, -1, 1).toArray();
      for (int i = 0; i < n * n; i++) {
        a[i] += (k + 1) * v[i / n] * v[i % n];
      }
    }
    double[] values = SymmetricEigen.values(a, n);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += a[i * n + i];
    }
    assertEquals(trace, Arrays.stream(values).sum(), 1e-12 * trace);
    for (int i = 0; i < n - 5; i++) {
      assertEquals(0, values[i], SymmetricEigen.roundoff(a, n));
    }
    assertTrue(values[n - 5] > 1);
  }

  /** H diag(k) H with the reflector of (1, 1, 1, 2, 3), whose entries are exact eighths. */
  @Test
  void residualsBoundTheDistanceFromExactIntegers() {
    double[] u = {1, 1, 1, 2, 3};
    double[] spectrum = {-7, 0, 3, 3, 1024};
    int n = u.length;
    for (double scale : new double[] {0x1p-600, 1, 0x1p600}) {
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            double hik = (i == k ? 1 : 0) - u[i] * u[k] / 8;
            double hjk = (j == k ? 1 : 0) - u[j] * u[k] / 8;
            a[i * n + j] += hik * spectrum[k] * hjk * scale;
          }
        }
      }
      SymmetricEigen eigen = SymmetricEigen.of(a, n);
      assertEquals(n, eigen.size());
      double frobenius = scale * Math.sqrt(49 + 9 + 9 + 1024 * 1024);
      assertEquals(4 * n * 0x1p-53 * frobenius, SymmetricEigen.roundoff(a, n), 1e-27 * frobenius);
      for (int i = 0; i < n; i++) {
        double distance = Math.abs(eigen.value(i) - scale * spectrum[i]);
        assertTrue(distance <= eigen.residual(i), distance + " > " + eigen.residual(i));
        assertTrue(eigen.residual(i) >= n * 0x1p-53 * 1024 * scale * (1 - 1e-12));
        assertTrue(eigen.residual(i) <= SymmetricEigen.roundoff(a, n));
      }
    }
  }

  @Test
  void vectorsAreTheRowsOfTheFactor() {
    SymmetricEigen eigen = SymmetricEigen.of(randomSymmetric(6, new Random(8)), 6);
    for (int i = 0; i < 6; i++) {
      double[] row = Arrays.copyOfRange(eigen.vectors(), 6 * i, 6 * i + 6);
      assertArrayEquals(row, eigen.vector(i));
    }
  }

  /**
   * Couplings of both signs beside entries far below them: reflectors that turn the wrong way would
   * lose half of the digits.
   */
  @Test
  void nearlyTridiagonalMatricesLoseNothing() {
    for (double tiny : new double[] {1e-5, 1e-8, 1e-11}) {
      for (int sign = -1; sign <= 1; sign += 2) {
        int n = 7;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            int apart = Math.abs(i - j);
            a[i * n + j] = apart == 0 ? 1 + i : apart == 1 ? sign : tiny * (1 + i * j);
          }
        }
        SymmetricEigen eigen = SymmetricEigen.of(a, n);
        assertArrayEquals(a, eigen.compose(eigen.values()), 3e-14);
        double[] squares = Arrays.stream(eigen.values()).map(v -> v * v).toArray();
        assertArrayEquals(Square.product(a, a, n), eigen.compose(squares), 3e-13);
      }
    }
  }

  @Test
  void smallestAndLargestDoublesAreEigenvalues() {
    for (double x : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE}) {
      assertArrayEquals(new double[] {x}, SymmetricEigen.values(new double[] {x}, 1));
    }
  }

  @Test
  void asymmetryOfTheSizeOfRoundingIsAveraged() {
    double[] a = {0, 1, 1 + 1e-9, 0};
    assertArrayEquals(new double[] {-1 - 5e-10, 1 + 5e-10}, SymmetricEigen.values(a, 2), 1e-15);
  }

  @Test
  void composeGivesTheSquareRoot() {
    double[] a = {2, 1, 1, 2};
    SymmetricEigen eigen = SymmetricEigen.of(a, 2);
    double[] root = eigen.compose(new double[] {1, Math.sqrt(3)});
    double diagonal = (Math.sqrt(3) + 1) / 2;
    double corner = (Math.sqrt(3) - 1) / 2;
    assertArrayEquals(new double[] {diagonal, corner, corner, diagonal}, root, 1e-15);
    assertThrows(IllegalArgumentException.class, () -> eigen.compose(new double[3]));
  }

  @Test
  void badInputIsNamed() {
    assertMessage("at least one row", new double[0], 0);
    assertMessage("a 2 x 2 matrix has 4 entries, but the array has length 3", new double[3], 2);
    assertMessage("not finite", new double[] {1, Double.NaN, Double.NaN, 1}, 2);
    assertMessage("not finite", new double[] {Double.POSITIVE_INFINITY}, 1);
    assertMessage("differ from their mirrors by up to 1.0", new double[] {1, 2, 3, 4}, 2);
  }

  @Test
  void inputStaysUntouched() {
    double[] a = {1, 2, 3, 2, 5, 6, 3, 6, 9};
    double[] copy = a.clone();
    SymmetricEigen.of(a, 3);
    SymmetricEigen.values(a, 3);
    assertArrayEquals(copy, a);
  }

  private static void assertMessage(String part, double[] a, int n) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.of(a, n)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static double[] randomSymmetric(int n, Random random) {
    double[] a = new double[n * n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        a[r * n + c] = random.nextGaussian();
        a[c * n + r] = a[r * n + c];
      }
    }
    return a;
  }

  /** Identity plus a rank-one and a tiny perturbation: n - 1 nearly equal eigenvalues. */
  private static double[] clustered(int n, Random random) {
    double[] a = randomSymmetric(n, random);
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        a[r * n + c] = 1e-13 * a[r * n + c] + (r + 1) * (c + 1) + (r == c ? 1 : 0);
      }
    }
    return a;
  }
}
