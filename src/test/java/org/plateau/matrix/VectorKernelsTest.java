package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.sampling.RandomStream;

/**
 * The vector form equals the scalar form bit for bit, over shapes that are and are not multiples of
 * any register.
 */
class VectorKernelsTest {

  private final KernelSet scalar = new ScalarKernels();
  private final KernelSet vector = new VectorKernels();

  @Test
  @Tag("end-to-end")
  void theBuildRunsTheVectorForm() {
    assertTrue(Kernels.description().startsWith("vector fma"), Kernels.description());
  }

  /** The build repeats these tests with registers that it makes narrower. */
  @Test
  void registersAreNoWiderThanTheBuildAllows() {
    int allowed = Integer.getInteger("plateau.test.bits", 512);
    int bits = Integer.parseInt(vector.description().replaceAll("\\D", ""));
    assertTrue(bits <= allowed, vector.description());
  }

  @Test
  void formsTellWhatTheyAre() {
    assertEquals("scalar fma", scalar.description());
    assertTrue(vector.description().matches("vector fma, (64|128|256|512) bit"));
    boolean known = Kernels.description().equals(scalar.description());
    assertTrue(known || Kernels.description().equals(vector.description()));
  }

  @Test
  void productsAreBitEqual() {
    RandomStream stream = RandomStream.of(1, "vector", 0);
    for (int trial = 0; trial < 400; trial++) {
      int m = 1 + stream.nextInt(35);
      int k = trial % 8 == 0 ? 8 + trial % 16 : stream.nextInt(35);
      int n = trial % 8 == 0 ? k : 1 + stream.nextInt(67);
      int aAt = stream.nextInt(5);
      int bAt = stream.nextInt(5);
      double[] a = wild(stream, m * k + aAt);
      double[] b = wild(stream, k * n + bAt);
      double[] expected = wild(stream, m * n);
      double[] actual = expected.clone();
      scalar.multiplyAdd(a, aAt, b, bAt, expected, m, k, n);
      vector.multiplyAdd(a, aAt, b, bAt, actual, m, k, n);
      assertArrayEquals(expected, actual, m + " x " + k + " x " + n);
      int cAt = stream.nextInt(9);
      double factor = trial % 3 == 0 ? 1 : stream.nextGaussian();
      expected = wild(stream, cAt + m * n);
      actual = expected.clone();
      scalar.multiply(factor, a, aAt, b, bAt, expected, cAt, m, k, n);
      vector.multiply(factor, a, aAt, b, bAt, actual, cAt, m, k, n);
      assertArrayEquals(expected, actual, m + " x " + k + " x " + n + ", from zero");
      scalar.multiplyTransposeLeftAdd(a, aAt, b, expected, m, k, n);
      vector.multiplyTransposeLeftAdd(a, aAt, b, actual, m, k, n);
      assertArrayEquals(expected, actual, m + " x " + k + " x " + n + ", transposed");
    }
  }

  @Test
  void vectorOperationsAreBitEqualAtAnyOffset() {
    RandomStream stream = RandomStream.of(2, "vector", 0);
    for (int trial = 0; trial < 400; trial++) {
      int n = stream.nextInt(90);
      int xAt = stream.nextInt(9);
      int yAt = stream.nextInt(9);
      double[] x = wild(stream, n + 9);
      double[] expected = wild(stream, n + 9);
      double[] actual = expected.clone();
      int whole = n & ~7;
      assertEquals(
          scalar.interleavedDot(x, xAt, expected, yAt, whole),
          vector.interleavedDot(x, xAt, actual, yAt, whole));
      scalar.axpy(x[0], x, xAt, expected, yAt, n);
      vector.axpy(x[0], x, xAt, actual, yAt, n);
      assertArrayEquals(expected, actual);
      scalar.multiplyEntries(x, xAt, expected, yAt, expected, yAt, n);
      vector.multiplyEntries(x, xAt, actual, yAt, actual, yAt, n);
      assertArrayEquals(expected, actual);
      double[] matrix = wild(stream, 7 * n + xAt);
      double[] y = wild(stream, yAt + Math.max(7, n));
      double[] z = y.clone();
      double factor = trial % 3 == 0 ? 1 : x[1];
      scalar.multiplyTransposeAdd(factor, matrix, xAt, x, 2, y, yAt, 7, n);
      vector.multiplyTransposeAdd(factor, matrix, xAt, x, 2, z, yAt, 7, n);
      assertArrayEquals(y, z);
      scalar.interleavedDots(matrix, 0, n, x, xAt, y, yAt, 7, whole);
      vector.interleavedDots(matrix, 0, n, x, xAt, z, yAt, 7, whole);
      assertArrayEquals(y, z);
      scalar.outer(x[0], y, yAt, x, xAt, matrix, 0, Math.min(n, 7), n);
      double[] copy = matrix.clone();
      vector.outer(x[0], y, yAt, x, xAt, copy, 0, Math.min(n, 7), n);
      assertArrayEquals(matrix, copy);
      double[] pair = wild(stream, xAt + 2 * n);
      double[] turned = pair.clone();
      scalar.rotate(pair, xAt, xAt + n, n, 0.6, -0.8);
      vector.rotate(turned, xAt, xAt + n, n, 0.6, -0.8);
      assertArrayEquals(pair, turned);
    }
  }

  @Test
  void passesBackwardAreBitEqual() {
    RandomStream stream = RandomStream.of(8, "passes", 0);
    for (int trial = 0; trial < 300; trial++) {
      int n = trial % 3 == 0 ? 8 + trial % 2 * 8 : 1 + stream.nextInt(40);
      int m = trial % 3 == 1 ? 1 + stream.nextInt(40) : n;
      int count = m == n ? stream.nextInt(4) : 1;
      int wAt = stream.nextInt(9);
      int xAt = stream.nextInt(9);
      double[] w = wild(stream, wAt + count * m * n);
      double[] factors = wild(stream, 2 + count);
      double[] expected = wild(stream, xAt + count * n + m + 3);
      double[] actual = expected.clone();
      scalar.pullBack(w, wAt, expected, xAt, factors, 2, count, m, n);
      vector.pullBack(w, wAt, actual, xAt, factors, 2, count, m, n);
      assertArrayEquals(expected, actual, count + " of " + m + " x " + n);
    }
  }

  @Test
  void residualsAreBitEqual() {
    RandomStream stream = RandomStream.of(7, "residuals", 0);
    for (int trial = 0; trial < 300; trial++) {
      int m = stream.nextInt(14);
      int n = 1 + stream.nextInt(60);
      int whole = stream.nextBoolean() ? n & ~7 : 0;
      double[] q = wild(stream, m * n);
      double[] b = wild(stream, m);
      double[] y = wild(stream, n);
      double[] expected = wild(stream, n);
      double[] actual = expected.clone();
      scalar.addResiduals(q, b, y, whole, expected, m, n);
      vector.addResiduals(q, b, y, whole, actual, m, n);
      assertArrayEquals(expected, actual, m + " x " + n);
    }
  }

  @Test
  void imagesAreBitEqual() {
    RandomStream stream = RandomStream.of(6, "images", 0);
    for (int trial = 0; trial < 300; trial++) {
      int count = stream.nextInt(4);
      int m = 1 + stream.nextInt(12);
      int n = 1 + stream.nextInt(60);
      double[] a = wild(stream, count * m * n);
      double[] u = wild(stream, m);
      double[] v = wild(stream, n);
      double[] left = wild(stream, count * n);
      double[] right = wild(stream, count * m);
      double[] otherLeft = wild(stream, count * n);
      double[] otherRight = wild(stream, count * m);
      scalar.images(a, count, m, n, u, v, left, right);
      vector.images(a, count, m, n, u, v, otherLeft, otherRight);
      assertArrayEquals(left, otherLeft, count + " of " + m + " x " + n);
      assertArrayEquals(right, otherRight, count + " of " + m + " x " + n);
    }
  }

  @Test
  void stagesAreBitEqual() {
    RandomStream stream = RandomStream.of(5, "stages", 0);
    for (int trial = 0; trial < 400; trial++) {
      int n = stream.nextInt(90);
      int count = stream.nextInt(10);
      int at = stream.nextInt(9);
      int stride = n + stream.nextInt(9);
      double[] y = wild(stream, n);
      double[] stages = wild(stream, at + count * stride);
      double[] weights = wild(stream, 3 * count);
      double[] expected = new double[n];
      double[] actual = new double[n];
      scalar.stageSum(y, stages, at, stride, weights, count, expected, n);
      vector.stageSum(y, stages, at, stride, weights, count, actual, n);
      assertArrayEquals(expected, actual);
      double[] sums = new double[16];
      double[] other = new double[16];
      scalar.stageEnd(y, 0, stages, at, stride, weights, count, 1e-9, 1e-6, expected, sums, n);
      vector.stageEnd(y, 0, stages, at, stride, weights, count, 1e-9, 1e-6, actual, other, n);
      assertArrayEquals(expected, actual);
      assertArrayEquals(sums, other);
    }
  }

  @Test
  void gramMatricesAreBitEqualBelowTheDiagonal() {
    RandomStream stream = RandomStream.of(5, "gram", 0);
    for (int trial = 0; trial < 200; trial++) {
      int k = stream.nextInt(80);
      int n = trial % 4 == 0 ? 8 + trial % 12 * 2 : 1 + stream.nextInt(67);
      int bAt = stream.nextInt(9);
      double[] b = wild(stream, bAt + k * n);
      double[] expected = wild(stream, n * n);
      double[] actual = expected.clone();
      double factor = stream.nextGaussian();
      scalar.gramAdd(factor, b, bAt, expected, k, n);
      vector.gramAdd(factor, b, bAt, actual, k, n);
      assertLowerEquals(expected, actual, n);
    }
  }

  @Test
  void largestModuliAreBitEqual() {
    RandomStream stream = RandomStream.of(8, "largest", 0);
    for (int n = 0; n < 42; n++) {
      double[] x = wild(stream, n);
      assertEquals(scalar.largest(x), vector.largest(x));
      assertTrue(vector.isFinite(x));
      for (int i = 0; i < n; i++) {
        double kept = x[i];
        for (double entry : new double[] {-1e300, -1 / 0.0, 1 / 0.0, Double.NaN, -Double.NaN}) {
          x[i] = entry;
          assertEquals(Math.abs(entry), vector.largest(x), "entry " + i + " of " + n);
          assertEquals(scalar.largest(x), vector.largest(x));
          assertEquals(scalar.isFinite(x), vector.isFinite(x));
        }
        x[i] = kept;
      }
    }
  }

  /** Every third matrix has columns that need no reflector. */
  @Test
  void reductionsAreBitEqual() {
    RandomStream stream = RandomStream.of(6, "step", 0);
    for (int n = 1; n <= 42; n++) {
      int stride = n + 7 & ~7;
      double[] expected = new double[n * stride];
      for (int r = 0; r < n; r++) {
        for (int c = 0; c <= r; c++) {
          double entry = n % 3 == 0 && c % 4 == 1 && r > c + 1 ? 0 : stream.nextGaussian();
          expected[r * stride + c] = entry;
          expected[c * stride + r] = entry;
        }
      }
      double[] actual = expected.clone();
      double[] out = wild(stream, 3 * n);
      double[] diagonal = out.clone();
      double[] off = out.clone();
      double[] betas = out.clone();
      double[] otherDiagonal = out.clone();
      double[] otherOff = out.clone();
      double[] otherBetas = out.clone();
      double[] work = wild(stream, 3 * stride);
      scalar.tridiagonalize(expected, n, stride, diagonal, off, betas, work);
      vector.tridiagonalize(
          actual, n, stride, otherDiagonal, otherOff, otherBetas, wild(stream, 3 * stride));
      assertArrayEquals(expected, actual, "order " + n);
      assertArrayEquals(diagonal, otherDiagonal);
      assertArrayEquals(off, otherOff);
      assertArrayEquals(betas, otherBetas);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,2", "8,7", "20,8", "12,15", "17,16", "33,24"})
  void reflectorsAreBitEqual(int m, int d) {
    int stride = d + 7 & ~7;
    for (int k = 0; k < Math.min(m, d); k++) {
      RandomStream stream = RandomStream.of(m * 100L + d, "reflect", k);
      double[] expected = wild(stream, m * stride);
      double[] actual = expected.clone();
      double[] v = wild(stream, m);
      double[] w = wild(stream, stride);
      double[] next = wild(stream, m);
      double[] otherNext = next.clone();
      double[] inner = wild(stream, stride);
      double[] otherInner = inner.clone();
      scalar.reflect(expected, k, m, stride, v, w, next, inner);
      vector.reflect(actual, k, m, stride, v, w, otherNext, otherInner);
      assertArrayEquals(expected, actual);
      assertArrayEquals(next, otherNext);
      assertArrayEquals(inner, otherInner);
    }
  }

  /** Against the definition, entry by entry. */
  @Test
  void reflectorsFollowTheirDefinition() {
    int m = 5;
    int stride = 16;
    int k = 2;
    RandomStream stream = RandomStream.of(1, "reflect", 0);
    double[] before = stream.gaussian(new double[m * stride]);
    double[] a = before.clone();
    double[] v = stream.gaussian(new double[m]);
    double[] w = stream.gaussian(new double[stride]);
    double[] next = new double[m];
    double[] inner = new double[stride];
    Kernels.reflect(a, k, m, stride, v, w, next, inner);
    for (int j = 0; j < stride; j++) {
      double sum = 0;
      for (int i = 0; i < m; i++) {
        double entry = before[i * stride + j] - (i < k ? 0 : v[i] * w[j]);
        assertEquals(entry, a[i * stride + j], 1e-15);
        sum += i > k ? entry * a[i * stride + k] : 0;
      }
      assertEquals(sum, inner[j], 1e-14);
    }
    for (int i = 0; i < m; i++) {
      assertEquals(i > k ? a[i * stride + k] : 0, next[i]);
    }
  }

  private static void assertLowerEquals(double[] expected, double[] actual, int n) {
    for (int i = 0; i < n; i++) {
      for (int e = i * n; e <= i * n + i; e++) {
        assertEquals(expected[e], actual[e]);
      }
    }
  }

  @Test
  void laneReductionIsBitEqual() {
    RandomStream stream = RandomStream.of(4, "lanes", 0);
    for (int n = 1; n <= 21; n++) {
      int order = n + 3 & ~3;
      double[] expected = wild(stream, 8 * order * order);
      if (n % 2 == 0) {
        // Where the first four rows are zero, the first steps find nothing to reduce.
        java.util.Arrays.fill(expected, 0, 32 * order, 0.0);
      }
      double[] actual = expected.clone();
      double[] diagonal = new double[8 * order];
      double[] otherDiagonal = new double[8 * order];
      double[] off = new double[8 * order];
      double[] otherOff = new double[8 * order];
      scalar.laneReduce(expected, n, diagonal, off, wild(stream, 32 * order + 16));
      vector.laneReduce(actual, n, otherDiagonal, otherOff, wild(stream, 32 * order + 16));
      assertArrayEquals(expected, actual);
      assertArrayEquals(diagonal, otherDiagonal);
      assertArrayEquals(off, otherOff);
    }
  }

  /** Lane 2 has one eigenvalue only, lane 3 two, lane 4 none; lanes 0, 1 and 5 cannot be done. */
  @Test
  void laneDescentIsBitEqual() {
    RandomStream stream = RandomStream.of(5, "lanes", 0);
    for (int n : new int[] {1, 2, 3, 4, 5, 8, 13, 21, 64, 201}) {
      double[] diagonal = new double[8 * n];
      double[] off = new double[8 * n];
      for (int i = 0; i < n; i++) {
        for (int lane = 0; lane < 8; lane++) {
          boolean simple = lane > 1 && lane < 5;
          diagonal[8 * i + lane] = simple ? 0.1 : stream.uniform(0, 0.3);
          off[8 * i + lane] = simple || i == n - 1 ? 0 : stream.uniform(-0.3, 0.3);
        }
        diagonal[8 * i + 3] += i % 3 == 0 ? 0.2 : 0;
        diagonal[8 * i + 4] = 0;
      }
      diagonal[0] = -5;
      diagonal[1] = Double.NaN;
      diagonal[5] = Double.POSITIVE_INFINITY;
      double[] expected = new double[8];
      double[] actual = new double[8];
      scalar.laneLargest(diagonal, off, n, expected, wild(stream, 8 * n + 40));
      vector.laneLargest(diagonal, off, n, actual, wild(stream, 8 * n + 40));
      assertArrayEquals(expected, actual, "order " + n);
      assertEquals(0.1, actual[2], 1e-16);
      // A cluster is approached by about sqrt(2 n) / 3 times the last step.
      assertEquals(0.1 + 0.2, actual[3], Math.sqrt(n) * 0x1p-53);
      assertEquals(0, actual[4]);
    }
  }

  @Test
  void infinitiesAndNaNsPropagateAlike() {
    double[] a = {Double.POSITIVE_INFINITY, 0, Double.NaN, 1, -0.0, 1e308, 1e-320, 2};
    double[] b = new double[8 * 17];
    java.util.Arrays.fill(b, 1e300);
    double[] expected = new double[17];
    double[] actual = new double[17];
    scalar.multiplyAdd(a, 0, b, 0, expected, 1, 8, 17);
    vector.multiplyAdd(a, 0, b, 0, actual, 1, 8, 17);
    assertArrayEquals(expected, actual);
  }

  private static double[] wild(RandomStream stream, int n) {
    double[] out = stream.gaussian(new double[n]);
    for (int i = 0; i < n; i++) {
      out[i] = Math.scalb(out[i], stream.nextInt(60) - 30);
    }
    return out;
  }
}
