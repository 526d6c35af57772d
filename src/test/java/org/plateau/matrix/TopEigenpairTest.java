package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class TopEigenpairTest {

  @Test
  void oneByOneIsItsEntry() {
    TopEigenpair top = TopEigenpair.of(new double[] {-3.5}, 1);
    assertEquals(-3.5, top.value());
    assertArrayEquals(new double[] {1}, top.vector());
  }

  @Test
  void zeroAndMultiplesOfTheIdentity() {
    for (double value : new double[] {0, 7, -7}) {
      double[] a = new double[25];
      for (int i = 0; i < 5; i++) {
        a[6 * i] = value;
      }
      TopEigenpair top = TopEigenpair.of(a, 5);
      assertEquals(value, top.value());
      assertEquals(1, Kernels.norm(top.vector()), 1e-15);
    }
  }

  /** The oracle is another algorithm: Commons Math's QL with its own vectors. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 8, 9, 16, 17, 31, 40})
  void agreesWithCommonsMath(int n) {
    for (int trial = 0; trial < 20; trial++) {
      double[] a = symmetric(RandomStream.of(trial, "top", n), n);
      double expected = commonsLargest(a, n);
      TopEigenpair top = TopEigenpair.of(a, n);
      assertEquals(expected, top.value(), SymmetricEigen.roundoff(a, n));
      assertEquals(top.value(), SymmetricEigen.largest(a, n));
      assertPair(a, n, top);
      for (int i = 0; i < n; i++) {
        java.util.Arrays.fill(a, i * n + i + 1, (i + 1) * n, Double.NaN);
      }
      TopEigenpair same = TopEigenpair.ofLower(a, n);
      assertEquals(top.value(), same.value());
      assertArrayEquals(top.vector(), same.vector());
    }
  }

  /**
   * Half of the spectrum at the top: Laguerre's iteration is linear there, and no vector is sole.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 33})
  void repeatedTopValues(int n) {
    double[] spectrum = new double[n];
    for (int i = 0; i < n; i++) {
      spectrum[i] = i < (n + 1) / 2 ? 2 : -1;
    }
    double[] a = RandomMatrices.symmetric(RandomStream.of(1, "repeated", n), spectrum);
    TopEigenpair top = TopEigenpair.of(a, n);
    assertEquals(2, top.value(), SymmetricEigen.roundoff(a, n));
    assertPair(a, n, top);
  }

  /** Wilkinson's W21+: the two largest values agree to 15 digits, 10.746194182903... */
  @Test
  void wilkinsonsMatrix() {
    int n = 21;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.abs(i - 10);
      if (i > 0) {
        a[i * n + i - 1] = 1;
        a[(i - 1) * n + i] = 1;
      }
    }
    TopEigenpair top = TopEigenpair.of(a, n);
    assertEquals(10.746194182903, top.value(), 1e-12);
    assertPair(a, n, top);
  }

  /** The second difference, whose upper end is crowded: its eigenvalues are known. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 9, 64, 300})
  void secondDifferences(int n) {
    double cosine = Math.cos(Math.PI / (n + 1));
    for (double sign : new double[] {1, -1}) {
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = 2 * sign;
        if (i > 0) {
          a[i * n + i - 1] = -sign;
          a[(i - 1) * n + i] = -sign;
        }
      }
      TopEigenpair top = TopEigenpair.of(a, n);
      assertEquals(2 * sign + 2 * cosine, top.value(), 16 * Math.ulp(4.0));
      assertPair(a, n, top);
    }
  }

  /** Products of hundreds of differences, which alone would leave the range of doubles. */
  @ParameterizedTest
  @ValueSource(ints = {8, 65, 300})
  void manyEqualAndManyFarValues(int n) {
    for (double[] two : new double[][] {{3, 3}, {3, 1}, {-1e-9, -1}, {1, -1e-300}, {0, -7}}) {
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = two[i % 2];
      }
      TopEigenpair top = TopEigenpair.of(a, n);
      assertEquals(two[0], top.value(), 4 * Math.ulp(Math.max(Math.abs(two[0]), -two[1])));
      assertPair(a, n, top);
    }
  }

  /** Blocks that a tiny coupling joins: ten top eigenvalues agree to nine digits. */
  @Test
  void gluedBlocks() {
    int n = 90;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.abs(i % 9 - 4);
      double coupling = i % 9 == 0 ? 1e-9 : 1;
      if (i > 0) {
        a[i * n + i - 1] = coupling;
        a[(i - 1) * n + i] = coupling;
      }
    }
    TopEigenpair top = TopEigenpair.of(a, n);
    assertEquals(commonsLargest(a, n), top.value(), SymmetricEigen.roundoff(a, n));
    assertPair(a, n, top);
  }

  /** Against 50 digits of Jacobi's rotations. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void isAccurateToAFewRoundings(int n) {
    for (int trial = 0; trial < 5; trial++) {
      double[] a = symmetric(RandomStream.of(trial, "precise", n), n);
      Precise[] values = PreciseMatrix.of(n, n, a).symmetricEigenvalues();
      double expected = Double.NEGATIVE_INFINITY;
      for (Precise value : values) {
        expected = Math.max(expected, value.toDouble());
      }
      double error = TopEigenpair.of(a, n).value() - expected;
      assertEquals(0, error, 2 * n * 0x1p-53 * Kernels.norm(a));
    }
  }

  @Test
  void negativeDefiniteAndGradedMatrices() {
    double[] spectrum = {-1e-8, -1, -1e3, -1e6};
    double[] a = RandomMatrices.symmetric(RandomStream.of(2, "graded", 0), spectrum);
    TopEigenpair top = TopEigenpair.of(a, 4);
    assertEquals(-1e-8, top.value(), SymmetricEigen.roundoff(a, 4));
    assertPair(a, 4, top);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-160, 1, 1e160, 1e300})
  void scaleDoesNotMatter(double scale) {
    double[] a = {2, 1, 1, 1, 2, 1, 1, 1, 2};
    for (int i = 0; i < 9; i++) {
      a[i] *= scale;
    }
    TopEigenpair top = TopEigenpair.of(a, 3);
    assertEquals(4 * scale, top.value(), 1e-15 * 4 * scale);
    double third = 1 / Math.sqrt(3);
    double sign = Math.signum(top.vector()[0]);
    assertArrayEquals(new double[] {sign * third, sign * third, sign * third}, top.vector(), 1e-15);
  }

  @Test
  void badInputIsNamed() {
    assertTrue(message(new double[3], 2).contains("has length 3"));
    assertTrue(message(new double[] {1, 2, 3, 4}, 2).contains("not symmetric"));
    assertTrue(message(new double[] {Double.NaN}, 1).contains("not finite"));
    double infinite = Double.NEGATIVE_INFINITY;
    for (double[] a : new double[][] {{1, 0, Double.NaN, 2}, {1, 2, 3, infinite}, {1}}) {
      assertThrows(IllegalArgumentException.class, () -> TopEigenpair.ofLower(a, 2));
    }
  }

  /** The memory of a matrix serves the next one. */
  @Test
  void matricesLeaveNothingBehind() {
    double[] a = symmetric(RandomStream.of(1, "behind", 0), 11);
    TopEigenpair expected = TopEigenpair.of(a, 11);
    double[] bad = new double[121];
    for (double entry : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300, 1e-300, 0}) {
      java.util.Arrays.fill(bad, entry);
      if (Double.isFinite(entry)) {
        assertEquals(11 * entry, TopEigenpair.ofLower(bad, 11).value(), 1e-14 * entry);
      } else {
        assertThrows(IllegalArgumentException.class, () -> TopEigenpair.ofLower(bad, 11));
      }
      TopEigenpair top = TopEigenpair.ofLower(a, 11);
      assertEquals(expected.value(), top.value());
      assertArrayEquals(expected.vector(), top.vector());
    }
  }

  private static String message(double[] a, int n) {
    return assertThrows(IllegalArgumentException.class, () -> TopEigenpair.of(a, n)).getMessage();
  }

  private static double commonsLargest(double[] a, int n) {
    double[][] rows = new double[n][n];
    for (int i = 0; i < n * n; i++) {
      rows[i / n][i % n] = a[i];
    }
    return new EigenDecomposition(new Array2DRowRealMatrix(rows)).getRealEigenvalue(0);
  }

  private static void assertPair(double[] a, int n, TopEigenpair top) {
    double[] image = new double[n];
    Kernels.multiply(a, top.vector(), image, n, n);
    Kernels.axpy(-top.value(), top.vector(), 0, image, 0, n);
    assertEquals(1, Kernels.norm(top.vector()), 1e-14);
    assertTrue(
        Kernels.norm(image) <= 2 * SymmetricEigen.roundoff(a, n),
        "residual " + Kernels.norm(image));
  }

  private static double[] symmetric(RandomStream stream, int n) {
    double[] a = RandomMatrices.gaussian(stream, n, n, 1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[i * n + j] = a[j * n + i];
      }
    }
    return a;
  }
}
