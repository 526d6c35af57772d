package org.plateau.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
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
  }

  @Test
  void shapesAreChecked() {
    PreciseMatrix a = PreciseMatrix.of(2, 3, new double[6]);
    assertThrows(IllegalArgumentException.class, () -> PreciseMatrix.of(2, 2, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> a.multiply(a));
    assertThrows(IllegalArgumentException.class, a::trace);
    assertThrows(IllegalArgumentException.class, a::symmetricEigenvalues);
    assertThrows(IllegalArgumentException.class, () -> a.add(a.transpose()));
    assertThrows(IllegalArgumentException.class, () -> a.solve(a));
    assertThrows(
        IllegalArgumentException.class, () -> PreciseMatrix.identity(2).solve(a.transpose()));
  }
}
