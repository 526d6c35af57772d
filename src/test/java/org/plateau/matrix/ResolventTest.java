package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomStream;

class ResolventTest {

  /** Oracle: the sums over the eigenvalues of Commons Math. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 16, 17, 40})
  void agreesWithCommonsMath(int n) {
    for (int trial = 0; trial < 20; trial++) {
      RandomStream stream = RandomStream.of(trial, "resolvent", n);
      double[] a = new double[n * n];
      double[][] rows = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          // What lies above the diagonal is not read.
          a[i * n + j] = j > i ? Double.NaN : 5 * stream.nextGaussian();
        }
        for (int j = 0; j <= i; j++) {
          rows[i][j] = a[i * n + j];
          rows[j][i] = a[i * n + j];
        }
      }
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(rows));
      double top = eigen.getRealEigenvalue(0);
      double size = Math.max(Math.abs(top), Math.abs(eigen.getRealEigenvalue(n - 1)));
      Resolvent resolvent = Resolvent.ofLower(a, n);
      assertEquals(a[0], resolvent.mean(), 1e-14 * size);
      double rest = 0;
      for (int i = 1; i < n; i++) {
        rest += rows[i][0] * rows[i][0];
      }
      assertEquals(rest, resolvent.variance(), 1e-13 * size * size);
      for (double gap : new double[] {1e-3 * size, 0.5 * size, 20 * size}) {
        double x = top + gap;
        double g0 = 0;
        double g1 = 0;
        double g2 = 0;
        for (int i = 0; i < n; i++) {
          double component = eigen.getV().getEntry(0, i);
          double inverse = 1 / (x - eigen.getRealEigenvalue(i));
          g0 += component * component * inverse;
          g1 -= component * component * inverse * inverse;
          g2 += 2 * component * component * inverse * inverse * inverse;
        }
        double tolerance = 1e-12 * size / gap + 1e-13;
        assertTrue(resolvent.moveTo(x));
        assertEquals(1, g0 * resolvent.pivot(), tolerance);
        assertEquals(-g1 / g0 / g0, resolvent.slope(), tolerance * resolvent.slope());
        double bend = (2 * g1 * g1 / g0 - g2) / g0 / g0;
        assertEquals(bend, resolvent.bend(), 20 * tolerance * resolvent.slope() / gap);
        double lag = x * resolvent.slope() - resolvent.pivot();
        assertEquals(lag, resolvent.lag(), tolerance * (Math.abs(x) + size) * resolvent.slope());
        assertTrue(resolvent.slope() >= 1 && resolvent.bend() <= 0);
      }
      assertFalse(resolvent.moveTo(top - 1e-12 * size));
      assertFalse(resolvent.moveTo(eigen.getRealEigenvalue(n - 1) - size));
      assertTrue(resolvent.moveTo(top + 1e-12 * size));
    }
  }

  /** e_1 an eigenvector: the other eigenvalues count for what is above the spectrum only. */
  @Test
  void anEigenvectorInFront() {
    double[] a = {2, 0, 0, 0, 9, 0, 0, 3, 1};
    Resolvent resolvent = Resolvent.ofLower(a, 3);
    assertEquals(2, resolvent.mean());
    assertEquals(0, resolvent.variance());
    assertFalse(resolvent.moveTo(9));
    assertTrue(resolvent.moveTo(12));
    assertEquals(10, resolvent.pivot());
    assertEquals(1, resolvent.slope());
    assertTrue(resolvent.bend() == 0);
  }

  /** x - A = [[x - 1, -2], [-2, x]], f = x - 1 - 4 / x. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0x1p-200, 0x1p200})
  void twoDimensionsAreClosed(double scale) {
    Resolvent resolvent = Resolvent.ofLower(new double[] {scale, 0, 2 * scale, 0}, 2);
    assertTrue(resolvent.moveTo(4 * scale));
    assertEquals(2 * scale, resolvent.pivot());
    assertEquals(1.25, resolvent.slope());
    assertEquals(-0.125 / scale, resolvent.bend());
    assertEquals(3 * scale, resolvent.lag());
    assertFalse(resolvent.moveTo(2.5 * scale));
  }

  @Test
  void badInputIsNamed() {
    assertThrows(IllegalArgumentException.class, () -> Resolvent.ofLower(new double[3], 2));
    assertThrows(
        IllegalArgumentException.class, () -> Resolvent.ofLower(new double[] {Double.NaN}, 1));
  }
}
