package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

class OrthonormalRowsTest {

  private static final int[][] SHAPES = {
    {1, 1}, {1, 7}, {5, 5}, {15, 24}, {16, 16}, {17, 40}, {33, 50}, {70, 90}
  };

  private static OrthonormalRows all(double[] rows, int count, int length) {
    OrthonormalRows span = new OrthonormalRows(Math.min(count, length), length);
    span.addAll(rows, count, 1e-10);
    return span;
  }

  private static double loss(double[] q, int count, int length) {
    double worst = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double inner = Kernels.dot(q, i * length, q, j * length, length);
        worst = Math.max(worst, Math.abs(inner - (i == j ? 1 : 0)));
      }
    }
    return worst;
  }

  /** Householder's QR of Commons Math, with signs that make its triangle positive. */
  @Test
  void rowsAreThoseOfHouseholder() {
    RandomStream stream = RandomStream.of(1, "rows", 0);
    for (int[] shape : SHAPES) {
      int count = shape[0];
      int length = shape[1];
      double[] rows = stream.gaussian(new double[count * length]);
      OrthonormalRows span = all(rows, count, length);
      assertEquals(count, span.rank());
      double[] q = span.rows();
      assertTrue(loss(q, count, length) <= 1e-14);
      RealMatrix transposed = new Array2DRowRealMatrix(length, count);
      for (int i = 0; i < count * length; i++) {
        transposed.setEntry(i % length, i / length, rows[i]);
      }
      QRDecomposition oracle = new QRDecomposition(transposed);
      for (int i = 0; i < count; i++) {
        double[] expected = oracle.getQ().getColumn(i);
        double sign = Math.signum(oracle.getR().getEntry(i, i));
        for (int k = 0; k < length; k++) {
          assertEquals(sign * expected[k], q[i * length + k], 1e-11);
        }
      }
    }
  }

  @Test
  void solvesForTheRowsThatWereAdded() {
    RandomStream stream = RandomStream.of(2, "rows", 0);
    for (int[] shape : SHAPES) {
      int count = shape[0];
      int length = shape[1];
      double[] rows = stream.gaussian(new double[count * length]);
      double[] b = stream.gaussian(new double[count]);
      OrthonormalRows span = all(rows, count, length);
      double[] x = new double[length];
      Kernels.multiplyTranspose(span.rows(), span.solve(b), x, count, length);
      double[] back = new double[count];
      Kernels.multiply(rows, x, back, count, length);
      assertArrayEquals(b, back, 1e-11 * (1 + Kernels.norm(x)));
    }
  }

  /** Each next row of the Hilbert matrix lies nearer to the span of those before it. */
  @Test
  void nearlyDependentRowsStayOrthonormal() {
    for (int n : new int[] {5, 20, 40}) {
      double[] rows = new double[n * n];
      for (int i = 0; i < n * n; i++) {
        rows[i] = 1.0 / (1 + i / n + i % n);
      }
      OrthonormalRows span = all(rows, n, n);
      assertEquals(n == 5, span.rank() == n);
      assertTrue(span.rank() >= 5);
      assertTrue(loss(span.rows(), span.rank(), n) <= 1e-14);
    }
    RandomStream stream = RandomStream.of(3, "rows", 0);
    double[] close = new double[30 * 40];
    double[] common = stream.gaussian(new double[40]);
    for (int i = 0; i < close.length; i++) {
      close[i] = common[i % 40] + 1e-7 * stream.nextGaussian();
    }
    OrthonormalRows span = all(close, 30, 40);
    assertEquals(30, span.rank());
    assertTrue(loss(span.rows(), 30, 40) <= 1e-14);
  }

  @Test
  void dependentRowsAreFoundInAnyPlaceOfABlock() {
    RandomStream stream = RandomStream.of(4, "rows", 0);
    int length = 50;
    for (int place : new int[] {1, 15, 16, 17, 31, 39}) {
      double[] rows = stream.gaussian(new double[40 * length]);
      Arrays.fill(rows, place * length, (place + 1) * length, 0);
      for (int k = 0; k < place; k++) {
        Kernels.axpy(stream.nextGaussian(), rows, k * length, rows, place * length, length);
      }
      OrthonormalRows span = new OrthonormalRows(40, length);
      boolean[] added = span.addAll(rows, 40, 1e-10);
      for (int i = 0; i < 40; i++) {
        assertEquals(i != place, added[i]);
      }
      assertEquals(39, span.rank());
      assertTrue(loss(span.rows(), 39, length) <= 1e-14);
      assertThrows(
          IllegalArgumentException.class, () -> OrthonormalRows.spanning(rows, 40, length));
    }
  }

  @Test
  void zeroAndMoreRowsThanDimensionsAreLeftOut() {
    OrthonormalRows none = new OrthonormalRows(2, 3);
    assertFalse(none.add(new double[3], 1e-10));
    assertEquals(0, none.rank());
    assertEquals(0, none.leastSingularValueBound());
    RandomStream stream = RandomStream.of(5, "rows", 0);
    OrthonormalRows full = all(stream.gaussian(new double[20 * 3]), 20, 3);
    assertEquals(3, full.rank());
    assertTrue(loss(full.rows(), 3, 3) <= 1e-14);
  }

  @Test
  void boundOfTheLeastSingularValueIsThatOfTheInverse() {
    OrthonormalRows span = new OrthonormalRows(2, 2);
    assertTrue(span.add(new double[] {3, 0}, 1e-10));
    assertTrue(span.add(new double[] {4, 2}, 1e-10));
    // T = [3 0; 4 2], T^-1 = [1/3 0; -2/3 1/2].
    double squares = 1.0 / 9 + 4.0 / 9 + 1.0 / 4;
    assertEquals(1 / Math.sqrt(squares), span.leastSingularValueBound(), 1e-15);
  }
}
