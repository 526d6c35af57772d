package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.sampling.RandomStream;

class TriangularFormTest {

  /** Gram matrices, the solution by Commons Math, and what the solution leaves. */
  @ParameterizedTest
  @CsvSource({"1,1", "5,1", "7,7", "8,8", "9,7", "20,8", "31,15", "40,16", "50,33", "3,5", "1,4"})
  void keepsInnerProducts(int n, int d) {
    for (double scale : new double[] {1, 1e-130, 1e130}) {
      RandomStream stream = RandomStream.of(7, "triangle", n * 100L + d);
      double[] x = stream.gaussian(new double[n * d]);
      for (int i = 0; i < x.length; i++) {
        x[i] *= scale * (1 + i % d);
      }
      double[] y = stream.gaussian(new double[n]);
      TriangularForm form = TriangularForm.of(x, y, n, d);
      double tolerance = 1e-14 * d * d * n;
      assertProducts(x, x, form.rows(), form.rows(), d, d, n, tolerance, scale * scale);
      assertProducts(x, y, form.rows(), form.head(), d, 1, n, tolerance, scale);
      double[] head = form.head();
      double squares = form.rest();
      for (double entry : head) {
        squares += entry * entry;
      }
      assertEquals(
          new ArrayRealVector(y).dotProduct(new ArrayRealVector(y)) / n, squares, 1e-14 * n);
      assertEquals(Math.min(n, d), form.count());
      if (n >= d) {
        assertTrue(form.isWellConditioned());
        assertSolves(x, y, n, d, scale, form);
      }
    }
  }

  private static void assertSolves(
      double[] x, double[] y, int n, int d, double scale, TriangularForm form) {
    Array2DRowRealMatrix design = new Array2DRowRealMatrix(n, d);
    for (int e = 0; e < x.length; e++) {
      design.setEntry(e / d, e % d, x[e] / scale);
    }
    RealVector expected = new QRDecomposition(design).getSolver().solve(new ArrayRealVector(y));
    double[] actual = new ArrayRealVector(form.solution()).mapMultiply(scale).toArray();
    assertArrayEquals(expected.toArray(), actual, 1e-11 * expected.getNorm());
    RealVector left = new ArrayRealVector(y).subtract(design.operate(expected));
    assertEquals(left.dotProduct(left) / n, form.rest(), 1e-13);
  }

  /** A^T B / n = C^T D for A, B of n rows and C, D of whatever number of rows. */
  private static void assertProducts(
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      int p,
      int q,
      int n,
      double tolerance,
      double unit) {
    for (int j = 0; j < p; j++) {
      for (int k = 0; k < q; k++) {
        double expected = 0;
        for (int i = 0; i < n; i++) {
          expected += a[i * p + j] * b[i * q + k] / unit / n;
        }
        double actual = 0;
        for (int i = 0; i < c.length / p; i++) {
          actual += c[i * p + j] * d[i * q + k] / unit;
        }
        assertEquals(expected, actual, tolerance);
      }
    }
  }

  /** Reflector k is that of the k-th longest column, which then has no entry below row k. */
  @ParameterizedTest
  @CsvSource({"1,1", "4,3", "6,4", "7,7", "20,8", "12,11", "40,16"})
  void longestColumnsComeFirst(int n, int d) {
    RandomStream stream = RandomStream.of(7, "longest", n * 100L + d);
    for (int attempt = 0; attempt < 5; attempt++) {
      int[] place = stream.permutation(new int[d]);
      double[] x = new double[n * d];
      for (int e = 0; e < x.length; e++) {
        x[e] = (d - place[e % d]) * (stream.nextBoolean() ? 1 : -1) + 0.1 * stream.nextDouble();
      }
      double[] rows = TriangularForm.of(x, stream.gaussian(new double[n]), n, d).rows();
      for (int j = 0; j < d; j++) {
        for (int i = 0; i < d; i++) {
          assertEquals(i <= place[j], rows[i * d + j] != 0, "entry " + i + ", " + j);
        }
      }
    }
  }

  @Test
  void lostAndNearlyLostRankIsNoticed() {
    double[] y = {1, 2, 3};
    assertTrue(TriangularForm.of(new double[] {1, 0, 0, 1e-5, 0, 0}, y, 3, 2).isWellConditioned());
    assertFalse(TriangularForm.of(new double[] {1, 0, 0, 1e-7, 0, 0}, y, 3, 2).isWellConditioned());
    assertFalse(TriangularForm.of(new double[] {1, 1, 2, 2, 3, 3}, y, 3, 2).isWellConditioned());
    assertFalse(TriangularForm.of(new double[] {1, 0, 2, 0, 3, 0}, y, 3, 2).isWellConditioned());
    assertFalse(TriangularForm.of(new double[6], y, 3, 2).isWellConditioned());
    assertFalse(
        TriangularForm.of(new double[] {1, 0, 0, 1}, new double[] {1}, 1, 4).isWellConditioned());
    // Ones above the diagonal of -1, and 1 on it, have an inverse that doubles from row to row.
    int d = 24;
    double[] x = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        x[i * d + j] = i == j ? 1 : -1;
      }
    }
    assertFalse(TriangularForm.of(x, new double[d], d, d).isWellConditioned());
  }

  /** A column that is zero, or short beyond the range of squares, leaves a zero on the diagonal. */
  @Test
  void shortColumnsCountAsZero() {
    double[] x = {1, 1e-200, 0, 1, -1e-200, 0, 1, 3e-200, 0};
    double[] rows = TriangularForm.of(x, new double[] {1, 2, 4}, 3, 3).rows();
    assertEquals(1, Math.abs(rows[0]), 1e-15);
    for (int e = 1; e < 9; e++) {
      assertEquals(0, rows[e], 1e-199);
    }
  }
}
