package org.plateau.precision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * Closed forms decide at full accuracy; Commons Math (QL iteration, bidiagonal SVD) decides for
 * random matrices in double precision.
 */
class PreciseMatrixTest {

  private static double[] gaussian(int rows, int cols, int seed) {
    return RandomMatrices.gaussian(RandomStream.of(seed, "precise-matrix", 0), rows, cols, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void secondDifferencesHaveTheirKnownEigenvalues(int n) {
    double[] entries = new double[n * n];
    for (int i = 0; i < n; i++) {
      entries[i * n + i] = 2;
      if (i > 0) {
        entries[i * n + i - 1] = -1;
        entries[(i - 1) * n + i] = -1;
      }
    }
    Precise[] values = PreciseMatrix.of(n, n, entries).symmetricEigenvalues();
    for (int k = 1; k <= n; k++) {
      Precise angle = Precise.pi().multiply(k).divide(Precise.of(n + 1));
      Precise truth = Precise.of(2).subtract(angle.cos().multiply(2));
      Precise distance = values[k - 1].subtract(truth);
      assertTrue(Math.abs(distance.toDouble()) <= distance.radius());
      assertTrue(values[k - 1].radius() < 1e-50, () -> "radius " + Arrays.toString(values));
    }
  }

  @Test
  void repeatedAndZeroEigenvalues() {
    Precise[] values =
        PreciseMatrix.of(3, 3, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}).symmetricEigenvalues();
    assertTrue(values[0].distance(0) < 1e-50);
    assertTrue(values[1].distance(0) < 1e-50);
    assertTrue(values[2].distance(3) < 1e-50);
    assertEquals(0, PreciseMatrix.of(2, 2, new double[4]).symmetricEigenvalues()[1].distance(0));
  }

  /**
   * H diag(k) H with a reflector H = I - 2 u u' / |u|² of integers, |u|² = 16: entries are exact,
   * so every enclosure must contain its integer, compared exactly.
   */
  @Test
  void enclosuresContainExactIntegers() {
    int[] u = {1, 1, 1, 2, 3};
    double[] spectrum = {-7, 0, 3, 3, 1024};
    int n = u.length;
    double[] entries = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          double hik = (i == k ? 1 : 0) - u[i] * u[k] / 8.0;
          double hjk = (j == k ? 1 : 0) - u[j] * u[k] / 8.0;
          entries[i * n + j] += hik * spectrum[k] * hjk;
        }
      }
    }
    Precise[] values = PreciseMatrix.of(n, n, entries).symmetricEigenvalues();
    for (int i = 0; i < n; i++) {
      assertEncloses(spectrum[i], values[i]);
      assertTrue(values[i].radius() < 1e-50);
    }
  }

  @Test
  void enclosuresContainTheIntegersOfAllOnes() {
    for (int n = 2; n <= 9; n++) {
      double[] ones = new double[n * n];
      Arrays.fill(ones, 1);
      Precise[] values = PreciseMatrix.of(n, n, ones).symmetricEigenvalues();
      for (int i = 0; i < n; i++) {
        assertEncloses(i == n - 1 ? n : 0, values[i]);
      }
    }
  }

  private static void assertEncloses(double truth, Precise ball) {
    BigDecimal distance =
        new BigDecimal(ball.middle().toString()).subtract(new BigDecimal(truth)).abs();
    assertTrue(
        distance.compareTo(new BigDecimal(ball.radius())) <= 0, () -> ball + " lacks " + truth);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void randomMatricesAgreeWithQlIteration(int n) {
    double[] g = gaussian(n, n, n);
    PreciseMatrix symmetric = PreciseMatrix.of(n, n, g);
    symmetric = symmetric.add(symmetric.transpose());
    RealMatrix same = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        same.setEntry(i, j, g[i * n + j] + g[j * n + i]);
      }
    }
    double[] expected = new EigenDecomposition(same).getRealEigenvalues();
    Arrays.sort(expected);
    Precise[] values = symmetric.symmetricEigenvalues();
    for (int i = 0; i < n; i++) {
      assertEquals(expected[i], values[i].toDouble(), 1e-12);
      assertTrue(values[i].radius() < 1e-50);
    }
  }

  @Test
  void singularValuesAgreeWithCommonsMath() {
    for (int[] shape : new int[][] {{1, 1}, {1, 4}, {3, 5}, {6, 2}}) {
      double[] g = gaussian(shape[0], shape[1], 7);
      RealMatrix same = new Array2DRowRealMatrix(shape[0], shape[1]);
      for (int i = 0; i < g.length; i++) {
        same.setEntry(i / shape[1], i % shape[1], g[i]);
      }
      double[] expected = new SingularValueDecomposition(same).getSingularValues();
      Precise[] values = PreciseMatrix.of(shape[0], shape[1], g).singularValues();
      assertEquals(Math.min(shape[0], shape[1]), values.length);
      for (int i = 0; i < values.length; i++) {
        assertEquals(expected[i], values[i].toDouble(), 1e-12);
      }
    }
  }

  @Test
  void rankOneHasItsNormAsOnlySingularValue() {
    PreciseMatrix u = PreciseMatrix.column(new double[] {1, 2, 2});
    PreciseMatrix v = PreciseMatrix.column(new double[] {3, 4});
    Precise[] values = u.multiply(v.transpose()).singularValues();
    assertTrue(values[0].distance(15) < 1e-47);
    assertTrue(values[1].distance(0) < 1e-24);
    assertTrue(u.multiply(v.transpose()).spectralNorm().distance(15) < 1e-47);
  }

  @Test
  void hilbertSystemsAreSolvedInSpiteOfTheirCondition() {
    int n = 10;
    Precise[] hilbert = new Precise[n * n];
    Precise[] ones = new Precise[n];
    Arrays.fill(ones, Precise.ONE);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        hilbert[i * n + j] = Precise.ratio(1, i + j + 1);
      }
    }
    PreciseMatrix h = PreciseMatrix.of(n, n, hilbert);
    PreciseMatrix x = h.solve(h.multiply(PreciseMatrix.column(ones)));
    for (Precise entry : x.entries()) {
      assertTrue(entry.distance(1) < 1e-25, () -> "" + entry);
    }
    // The inverse of a Hilbert matrix has integer entries; the corner is n^2.
    assertTrue(h.inverse().get(0, 0).distance(n * n) < 1e-25);
  }

  /** Zero pivots on the way, two right sides of known solution. */
  @Test
  void zeroPivotsAreExchanged() {
    double[] a = {0, 0, 2, 1, 0, 3, 0, 5, 1, 1, 0, 0, 0, 0, 7, 4};
    double[] x = {1, -2, 3, 4, -5, 6, 7, -8};
    PreciseMatrix system = PreciseMatrix.of(4, 4, a);
    PreciseMatrix truth = PreciseMatrix.of(4, 2, x);
    PreciseMatrix found = system.solve(system.multiply(truth));
    for (int i = 0; i < x.length; i++) {
      assertTrue(found.entries()[i].distance(x[i]) < 1e-50, found.entries()[i]::toString);
    }
    PreciseMatrix inverse = PreciseMatrix.of(2, 2, new double[] {0, 1, 1, 0}).inverse();
    assertArrayEquals(new double[] {0, 1, 1, 0}, inverse.toDoubles());
  }

  /** Without the largest pivot of each column, 1e-40 below it would cost forty digits a step. */
  @Test
  void tinyPivotsCostNoDigits() {
    double e = 1e-40;
    double[] a = {e, 1, 2, 3, 1, 1, 1, 2, 2, 2, e, 5, 4, 4, 3, e};
    double[] x = {1, 2, 3, 4};
    PreciseMatrix system = PreciseMatrix.of(4, 4, a);
    PreciseMatrix found = system.solve(system.multiply(PreciseMatrix.column(x)));
    for (int i = 0; i < x.length; i++) {
      assertTrue(found.entries()[i].distance(x[i]) < 1e-52, found.entries()[i]::toString);
    }
  }

  @Test
  void singularSystemsSayThatNothingIsKnown() {
    PreciseMatrix singular = PreciseMatrix.of(2, 2, new double[] {1, 2, 2, 4});
    assertEquals(Double.POSITIVE_INFINITY, singular.inverse().get(0, 0).radius());
  }

  /**
   * A product of Gaussian factors has the rank of the narrower one; nearly dependent rows count.
   */
  @Test
  void ranksAreNeverOverstated() {
    for (int rank = 0; rank <= 4; rank++) {
      PreciseMatrix left = PreciseMatrix.of(6, 4, gaussian(6, 4, rank));
      double[] ones = new double[4];
      Arrays.fill(ones, 0, rank, 1);
      PreciseMatrix middle = PreciseMatrix.diagonal(Precise.of(ones));
      PreciseMatrix right = PreciseMatrix.of(4, 5, gaussian(4, 5, rank + 10));
      assertEquals(rank, left.multiply(middle).multiply(right).certainRank());
    }
    assertEquals(1, PreciseMatrix.of(2, 2, new double[] {1, 2, 2, 4}).certainRank());
    assertEquals(2, PreciseMatrix.of(2, 2, new double[] {1, 1, 1, 1 + 0x1p-52}).certainRank());
    PreciseMatrix thirds = PreciseMatrix.identity(2).scale(Precise.ratio(1, 3));
    PreciseMatrix same =
        thirds.add(PreciseMatrix.of(2, 2, new double[] {0, 1, 1, 0}).scale(Precise.ratio(1, 3)));
    assertEquals(1, same.certainRank());
    assertEquals(0, PreciseMatrix.of(1, 3, new double[3]).certainRank());
    assertEquals(2, PreciseMatrix.of(2, 3, new double[] {0, 0, 1, 0, 2, 0}).certainRank());
    assertEquals(3, PreciseMatrix.of(3, 3, new double[] {0, 0, 3, 0, 2, 5, 1, 7, 0}).certainRank());
    double[] graded = {1e-40, 1, 0, 1, 1e-40, 1, 0, 1, 1e-30};
    assertEquals(3, PreciseMatrix.of(3, 3, graded).certainRank());
  }

  /**
   * The square of the square root is the matrix again, and |A| of an indefinite one is positive.
   */
  @Test
  void functionsOfSymmetricMatrices() {
    PreciseMatrix g = PreciseMatrix.of(4, 4, gaussian(4, 4, 3));
    PreciseMatrix positive = g.multiply(g.transpose());
    PreciseMatrix root = positive.symmetricFunction(Precise::sqrt);
    double defect = root.multiply(root).subtract(positive).norm().magnitude();
    assertTrue(defect <= 1e-48 * positive.norm().toDouble(), "defect " + defect);
    PreciseMatrix symmetric = g.add(g.transpose());
    PreciseMatrix absolute = symmetric.symmetricFunction(Precise::abs);
    assertTrue(absolute.symmetricEigenvalues()[0].isCertainlyPositive());
    assertEquals(
        0,
        absolute.multiply(absolute).subtract(symmetric.multiply(symmetric)).norm().toDouble(),
        1e-45);
    assertEquals(
        2, PreciseMatrix.identity(1).symmetricFunction(x -> x.add(x)).get(0, 0).toDouble());
  }

  @Test
  void midpointsAreExact() {
    PreciseMatrix thirds = PreciseMatrix.identity(2).scale(Precise.ratio(1, 3));
    assertTrue(thirds.get(0, 0).radius() > 0);
    PreciseMatrix exact = thirds.midpoints();
    assertEquals(0, exact.get(0, 0).radius());
    assertEquals(0, thirds.get(0, 0).compareTo(exact.get(0, 0)));
    PreciseMatrix unknown = PreciseMatrix.of(1, 1, new double[1]).inverse();
    assertThrows(ArithmeticException.class, unknown::midpoints);
  }

  @Test
  void smallAlgebra() {
    PreciseMatrix a = PreciseMatrix.of(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    assertEquals(14, a.multiply(a.transpose()).get(0, 0).toDouble());
    assertEquals(91, a.dot(a).toDouble());
    assertEquals(91, a.norm().square().toDouble(), 1e-13);
    assertEquals(14 + 77, a.multiply(a.transpose()).trace().toDouble());
    assertEquals(0, a.subtract(a).norm().toDouble());
    assertEquals(6, a.toDoubles()[5]);
    assertEquals(3, a.transpose().rows());
    assertEquals(2, a.transpose().cols());
    assertEquals(2, a.transpose().get(0, 0).add(Precise.ONE).toDouble());
    assertEquals(4, a.transpose().get(0, 1).toDouble());
    PreciseMatrix asymmetric = PreciseMatrix.of(2, 2, new double[] {0, 4, -2, 0});
    assertTrue(asymmetric.symmetricEigenvalues()[1].distance(1) < 1e-50);
  }

  @Test
  void shapesAreChecked() {
    PreciseMatrix a = PreciseMatrix.of(2, 3, new double[6]);
    refused("a 2 x 2 matrix cannot have 3 entries", () -> PreciseMatrix.of(2, 2, new double[3]));
    refused("a 0 x 2 matrix", () -> PreciseMatrix.of(0, 2, new double[0]));
    refused("a 2 x 0 matrix", () -> PreciseMatrix.of(2, 0, new double[0]));
    refused("2 x 3 times 2 x 3: columns and rows must agree", () -> a.multiply(a));
    refused("a trace needs a square matrix, got 2 x 3", a::trace);
    refused("an eigenvalue problem needs a square matrix, got 2 x 3", a::symmetricEigenvalues);
    refused("2 x 3 and 3 x 2 must agree", () -> a.add(a.transpose()));
    refused("2 x 3 and 3 x 2 must agree", () -> a.dot(a.transpose()));
    refused("2 x 3 and 2 x 2 must agree", () -> a.add(PreciseMatrix.identity(2)));
    refused("a linear system needs a square matrix, got 2 x 3", () -> a.solve(a));
    refused("a linear system needs a square matrix, got 2 x 3", a::inverse);
    refused(
        "a function of a symmetric matrix needs a square matrix, got 2 x 3",
        () -> a.symmetricFunction(x -> x));
    refused(
        "a system with 2 rows has a right side of 3",
        () -> PreciseMatrix.identity(2).solve(a.transpose()));
  }

  private static void refused(String part, Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void theCholeskyFactorSquaresToTheMatrix(int n) {
    PreciseMatrix x = PreciseMatrix.of(n + 2, n, gaussian(n + 2, n, 6));
    PreciseMatrix a = x.transpose().multiply(x);
    PreciseMatrix f = a.cholesky();
    PreciseMatrix defect = f.transpose().multiply(f).subtract(a);
    for (int i = 0; i < n; i++) {
      assertTrue(f.get(i, i).isCertainlyPositive());
      for (int j = 0; j < n; j++) {
        assertTrue(defect.get(i, j).distance(0) < 1e-45);
        assertTrue(j >= i || f.get(i, j).distance(0) == 0, "upper triangular");
      }
    }
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteHasNoCertainCholeskyFactor() {
    PreciseMatrix indefinite = PreciseMatrix.of(2, 2, new double[] {1, 2, 2, 1});
    assertEquals(Double.POSITIVE_INFINITY, indefinite.cholesky().get(1, 1).radius());
    PreciseMatrix flat = PreciseMatrix.of(2, 3, new double[6]);
    refused("a Cholesky factor needs a square matrix, got 2 x 3", flat::cholesky);
  }
}
