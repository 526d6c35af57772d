package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.sampling.RandomStream;

class KernelsTest {

  private static RealMatrix matrix(double[] a, int m, int n) {
    double[][] rows = new double[m][];
    for (int i = 0; i < m; i++) {
      rows[i] = Arrays.copyOfRange(a, i * n, (i + 1) * n);
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private static double[] flat(RealMatrix a) {
    return Arrays.stream(a.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,5,1", "4,1,3", "2,3,4", "8,8,8", "17,5,9"})
  void productsAgreeWithCommonsMath(int m, int k, int n) {
    RandomStream stream = RandomStream.of(1, "kernels", m * 100L + n);
    double[] a = stream.gaussian(new double[m * k]);
    double[] b = stream.gaussian(new double[k * n]);
    double[] at = Kernels.transpose(a, m, k);
    double[] bt = Kernels.transpose(b, k, n);
    double[] expected = flat(matrix(a, m, k).multiply(matrix(b, k, n)));
    double[] c = new double[m * n];

    Kernels.multiply(a, b, c, m, k, n);
    assertArrayEquals(expected, c, 1e-13);
    Kernels.multiplyTransposeLeft(at, b, c, m, k, n);
    assertArrayEquals(expected, c, 1e-13);
    Kernels.multiplyTransposeRight(a, bt, c, m, k, n);
    assertArrayEquals(expected, c, 1e-13);
    Kernels.multiplyAdd(a, b, c, m, k, n);
    assertArrayEquals(flat(matrix(expected, m, n).scalarMultiply(2)), c, 1e-13);

    double[] gram = Kernels.identity(n);
    Kernels.gramAdd(b, gram, k, n);
    RealMatrix right = matrix(b, k, n);
    RealMatrix square = right.transpose().multiply(right);
    assertArrayEquals(flat(square.add(matrix(Kernels.identity(n), n, n))), gram, 1e-13);
    assertArrayEquals(Kernels.transpose(gram, n, n), gram);
    Kernels.multiplyTransposeLeftAdd(at, b, c, m, k, n);
    assertArrayEquals(flat(matrix(expected, m, n).scalarMultiply(3)), c, 1e-13);

    double[] x = stream.gaussian(new double[k]);
    double[] image = matrix(a, m, k).operate(x);
    double[] y = new double[m];
    Kernels.multiply(a, x, y, m, k);
    assertArrayEquals(image, y, 1e-13);
    Arrays.fill(y, Double.NaN);
    Kernels.multiplyTranspose(at, x, y, k, m);
    assertArrayEquals(image, y, 1e-13);
    Kernels.multiplyTransposeAdd(at, 0, x, y, k, m);
    assertArrayEquals(matrix(image, 1, m).scalarMultiply(2).getRow(0), y, 1e-13);
  }

  /** Parts of longer arrays, and factors. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "4,1,3", "2,3,4", "8,8,8", "5,17,16", "17,5,33"})
  void productsOfPartsAgreeWithCommonsMath(int m, int k, int n) {
    RandomStream stream = RandomStream.of(9, "kernels", m * 100L + n);
    double[] a = stream.gaussian(new double[2 + m * k]);
    double[] b = stream.gaussian(new double[3 + k * n]);
    double[] c = stream.gaussian(new double[1 + m * n]);
    RealMatrix left = matrix(Arrays.copyOfRange(a, 2, a.length), m, k);
    RealMatrix right = matrix(Arrays.copyOfRange(b, 3, b.length), k, n);
    double first = c[0];
    Kernels.multiply(-3, a, 2, b, 3, c, 1, m, k, n);
    double[] expected = flat(left.multiply(right).scalarMultiply(-3));
    assertArrayEquals(expected, Arrays.copyOfRange(c, 1, c.length), 1e-12);
    assertEquals(first, c[0]);

    double[] gram = new double[n * n];
    Kernels.lowerGramAdd(-2, b, 3, gram, k, n);
    Kernels.mirror(gram, n);
    assertArrayEquals(flat(right.transpose().multiply(right).scalarMultiply(-2)), gram, 1e-12);

    double[] y = stream.gaussian(new double[4 + k]);
    double[] start = Arrays.copyOfRange(y, 4, 4 + k);
    double[] x = stream.gaussian(new double[1 + m]);
    double[] image = left.preMultiply(Arrays.copyOfRange(x, 1, 1 + m));
    Kernels.multiplyTransposeAdd(0.5, a, 2, x, 1, y, 4, m, k);
    for (int i = 0; i < k; i++) {
      assertEquals(0.5 * (start[i] + image[i]), y[4 + i], 1e-13);
    }
  }

  /** The order of the sum is a promise: one chain below 16 entries, eight and a tree from 16 on. */
  @Test
  void innerProductsSumInThePromisedOrder() {
    RandomStream stream = RandomStream.of(2, "kernels", 0);
    for (int n = 0; n < 70; n++) {
      double[] x = stream.gaussian(new double[n + 3]);
      double[] y = stream.gaussian(new double[n + 5]);
      int whole = n < 16 ? 0 : n / 8 * 8;
      double[] chains = new double[8];
      for (int i = 0; i < whole; i++) {
        chains[i % 8] = Math.fma(x[3 + i], y[5 + i], chains[i % 8]);
      }
      for (int width = 4; width > 0; width /= 2) {
        for (int i = 0; i < width; i++) {
          chains[i] += chains[i + width];
        }
      }
      for (int i = whole; i < n; i++) {
        chains[0] = Math.fma(x[3 + i], y[5 + i], chains[0]);
      }
      assertEquals(chains[0], Kernels.dot(x, 3, y, 5, n), 0, "n = " + n);
    }
  }

  @Test
  void productsOfRowsAreInnerProducts() {
    RandomStream stream = RandomStream.of(10, "kernels", 0);
    for (int n = 0; n < 40; n++) {
      double[] a = stream.gaussian(new double[2 + 11 * n]);
      double[] b = stream.gaussian(new double[2 + 11 * n]);
      double[] products = new double[13];
      Kernels.rowProducts(a, b, 2, products, 1, 11, n);
      double[] x = stream.gaussian(new double[n]);
      double[] y = stream.gaussian(new double[n]);
      double[] first = new double[11];
      double[] second = new double[11];
      Kernels.rowDots(a, 2, x, first, y, second, 11, n);
      for (int i = 0; i < 11; i++) {
        assertEquals(Kernels.dot(a, 2 + i * n, b, 2 + i * n, n), products[1 + i], 0, "n = " + n);
        assertEquals(Kernels.dot(a, 2 + i * n, x, 0, n), first[i], 0, "n = " + n);
        assertEquals(Kernels.dot(a, 2 + i * n, y, 0, n), second[i], 0, "n = " + n);
      }
      assertEquals(0, products[0] + products[12]);
    }
  }

  @Test
  void matrixTimesVectorIsAnInnerProductInEachRow() {
    RandomStream stream = RandomStream.of(3, "kernels", 0);
    for (int n = 0; n < 40; n++) {
      double[] a = stream.gaussian(new double[2 + 11 * n]);
      double[] x = stream.gaussian(new double[1 + n]);
      double[] y = new double[14];
      Arrays.fill(y, 7);
      Kernels.rowDots(a, 2, x, 1, y, 3, 11, n);
      assertEquals(7, y[2]);
      for (int i = 0; i < 11; i++) {
        assertEquals(Kernels.dot(a, 2 + i * n, x, 1, n), y[3 + i], 0);
      }
    }
  }

  @Test
  void residualsAgreeWithCommonsMath() {
    RandomStream stream = RandomStream.of(10, "kernels", 0);
    for (int n : new int[] {1, 7, 8, 15, 16, 20, 33}) {
      for (int m : new int[] {0, 1, 3, 4, 9}) {
        double[] q = stream.gaussian(new double[m * n]);
        double[] b = stream.gaussian(new double[m]);
        double[] y = stream.gaussian(new double[n]);
        double[] out = stream.gaussian(new double[n]);
        double[] expected = out.clone();
        if (m > 0) {
          RealMatrix rows = matrix(q, m, n);
          ArrayRealVector missing =
              new ArrayRealVector(b).subtract(new ArrayRealVector(rows.operate(y)));
          Kernels.axpy(1, rows.preMultiply(missing.toArray()), 0, expected, 0, n);
        }
        Kernels.addResiduals(q, b, y, out, m, n);
        assertArrayEquals(expected, out, 1e-12);
      }
    }
  }

  @Test
  void imagesAgreeWithCommonsMath() {
    RandomStream stream = RandomStream.of(9, "kernels", 0);
    for (int n : new int[] {1, 7, 8, 9, 16, 20, 24, 25, 31, 48, 53}) {
      int m = 1 + stream.nextInt(6);
      double[] a = stream.gaussian(new double[3 * m * n]);
      double[] u = stream.gaussian(new double[m]);
      double[] v = stream.gaussian(new double[n]);
      double[] left = new double[3 * n];
      double[] right = new double[3 * m];
      Kernels.images(a, 3, m, n, u, v, left, right);
      for (int i = 0; i < 3; i++) {
        RealMatrix one = matrix(Arrays.copyOfRange(a, i * m * n, (i + 1) * m * n), m, n);
        assertArrayEquals(one.preMultiply(u), Arrays.copyOfRange(left, i * n, (i + 1) * n), 1e-13);
        assertArrayEquals(one.operate(v), Arrays.copyOfRange(right, i * m, (i + 1) * m), 1e-13);
      }
    }
  }

  @Test
  void outerProductAgreesWithCommonsMath() {
    RandomStream stream = RandomStream.of(4, "kernels", 0);
    double[] x = stream.gaussian(new double[4]);
    double[] y = stream.gaussian(new double[11]);
    double[] out = new double[3 + 44];
    out[2] = 9;
    Kernels.outer(-2, x, y, out, 3, 4, 11);
    RealMatrix expected =
        new ArrayRealVector(x).outerProduct(new ArrayRealVector(y)).scalarMultiply(-2);
    assertArrayEquals(flat(expected), Arrays.copyOfRange(out, 3, 47), 1e-14);
    assertEquals(9, out[2]);
    double[] both = {7, x[0], x[1], x[2], x[3], 7, 7, y[0], y[1], y[2], 7};
    double[] part = new double[14];
    Kernels.outer(-2, both, 1, both, 7, part, 1, 4, 3);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(out[3 + 11 * i + j], part[1 + 3 * i + j]);
      }
    }
    assertEquals(0, part[0]);
    assertEquals(0, part[13]);
  }

  @Test
  void normOfAPartIsThatOfItsCopy() {
    double[] x = RandomStream.of(5, "norm", 0).gaussian(new double[40]);
    for (double scale : new double[] {1, 0x1p600, 0x1p-600, 0}) {
      double[] scaled = Arrays.stream(x).map(v -> scale * v).toArray();
      for (int n = 0; n <= 33; n++) {
        double[] copy = Arrays.copyOfRange(scaled, 5, 5 + n);
        assertEquals(Kernels.norm(copy), Kernels.norm(scaled, 5, n));
        assertEquals(
            scale * new ArrayRealVector(Arrays.copyOfRange(x, 5, 5 + n), false).getNorm(),
            Kernels.norm(scaled, 5, n),
            1e-14 * scale * n);
      }
    }
  }

  @Test
  void chainsAreSummedFromTheirStart() {
    double[] chains = {100, 1, 2, 4, 8, 16, 32, 64, 128, 1000};
    assertEquals(255, Kernels.sumOfChains(chains, 1));
  }

  /** A step of three stages and its two error estimates, term by term. */
  @Test
  void stagesOfARungeKuttaStepAreCombined() {
    RandomStream stream = RandomStream.of(5, "kernels", 0);
    int count = 3;
    int stride = 21;
    for (int n : new int[] {1, 7, 8, 19}) {
      double[] y = stream.gaussian(new double[n]);
      double[] stages = stream.gaussian(new double[2 + count * stride]);
      double[] weights = stream.gaussian(new double[3 * count]);
      double[] sum = new double[n];
      Kernels.stageSum(y, stages, 2, stride, weights, count, sum, n);
      double[] end = new double[n];
      double[] sums = new double[16];
      Kernels.stageEnd(y, 0, stages, 2, stride, weights, count, 0.1, 0.01, end, sums, n);
      double[] squares = new double[2];
      for (int i = 0; i < n; i++) {
        double[] combined = new double[3];
        for (int row = 0; row < 3; row++) {
          for (int j = 0; j < count; j++) {
            combined[row] += weights[row * count + j] * stages[2 + j * stride + i];
          }
        }
        assertEquals(y[i] + combined[0], sum[i], 1e-13);
        assertEquals(y[i] + combined[0], end[i], 1e-13);
        double scale = 0.1 + 0.01 * Math.max(Math.abs(y[i]), Math.abs(end[i]));
        squares[0] += Math.pow(combined[1] / scale, 2);
        squares[1] += Math.pow(combined[2] / scale, 2);
      }
      assertEquals(squares[0], Kernels.sumOfChains(sums, 0), 1e-12 * squares[0]);
      assertEquals(squares[1], Kernels.sumOfChains(sums, 8), 1e-12 * squares[1]);
    }
  }

  @Test
  void oneEntryThatIsNotFiniteIsFoundAnywhere() {
    for (int n = 0; n < 11; n++) {
      double[] x = new double[n];
      Arrays.fill(x, -Double.MAX_VALUE);
      assertTrue(Kernels.isFinite(x));
      for (int i = 0; i < n; i++) {
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1 / 0.0}) {
          double kept = x[i];
          x[i] = bad;
          assertFalse(Kernels.isFinite(x), "entry " + i + " of " + n);
          assertEquals(Math.abs(bad), Kernels.largest(x), "entry " + i + " of " + n);
          x[i] = kept;
        }
      }
    }
  }

  @Test
  void theLargestModulusIsFoundAnywhere() {
    assertEquals(0, Kernels.largest(new double[0]));
    for (int n = 1; n < 11; n++) {
      for (double large : new double[] {Double.MIN_VALUE, -1e-300, -2, 3, -Double.MAX_VALUE}) {
        for (int i = 0; i < n; i++) {
          double[] x = new double[n];
          Arrays.fill(x, i % 2 == 0 ? -0.0 : large / 4);
          x[i] = large;
          assertEquals(Math.abs(large), Kernels.largest(x), "entry " + i + " of " + n);
        }
      }
    }
  }

  @Test
  void normNeitherOverflowsNorUnderflows() {
    assertEquals(5e200, Kernels.norm(new double[] {3e200, -4e200}), 1e186);
    assertEquals(5e-200, Kernels.norm(new double[] {3e-200, -4e-200}), 1e-214);
    assertEquals(0, Kernels.norm(new double[3]), 0);
    assertEquals(0, Kernels.norm(new double[0]), 0);
    assertEquals(Double.MIN_VALUE, Kernels.norm(new double[] {Double.MIN_VALUE}), 0);
    assertEquals(Double.MAX_VALUE, Kernels.norm(new double[] {Double.MAX_VALUE}), 0);
    assertEquals(Double.NaN, Kernels.norm(new double[] {1, Double.NaN}));
    double[] infinite = {1, Double.NEGATIVE_INFINITY};
    assertEquals(Double.POSITIVE_INFINITY, Kernels.norm(infinite));
  }
}
