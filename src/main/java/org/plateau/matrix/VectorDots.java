package org.plateau.matrix;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products with eight chains in a fixed tree, sums and products of vectors: a part of {@link
 * VectorKernels}.
 */
final class VectorDots {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private static final VectorShuffle<Double> FOUR_ON = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Double> TWO_ON = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final int LANES = KernelSet.LANES;
  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorDots() {}

  /**
   * As {@link KernelSet#largest}. Lanes stay doubles: reading them as longs is now and then
   * compiled to a copy through a byte buffer.
   */
  static double largest(double[] x) {
    int whole = SPECIES.loopBound(x.length);
    DoubleVector largest = DoubleVector.zero(SPECIES);
    for (int i = 0; i < whole; i += WIDTH) {
      largest = largest.max(DoubleVector.fromArray(SPECIES, x, i).abs());
    }
    double result = largest.reduceLanes(VectorOperators.MAX);
    for (int i = whole; i < x.length; i++) {
      result = Math.max(result, Math.abs(x[i]));
    }
    return result;
  }

  /** As {@link KernelSet#isFinite}: a sum of 0 x is 0 unless an entry is not finite. */
  static boolean isFinite(double[] x) {
    int whole = SPECIES.loopBound(x.length);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector sum = zero;
    for (int i = 0; i < whole; i += WIDTH) {
      sum = zero.fma(DoubleVector.fromArray(SPECIES, x, i), sum);
    }
    double total = sum.reduceLanes(VectorOperators.ADD);
    for (int i = whole; i < x.length; i++) {
      total = Math.fma(0.0, x[i], total);
    }
    return total == 0;
  }

  /** As {@link KernelSet#interleavedDot}. */
  static double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole) {
    return switch (WIDTH) {
      case 8 -> dotOf8(x, xAt, y, yAt, whole);
      case 4 -> dotOf4(x, xAt, y, yAt, whole);
      default -> SCALAR.interleavedDot(x, xAt, y, yAt, whole);
    };
  }

  private static double dotOf8(double[] x, int xAt, double[] y, int yAt, int whole) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int i = 0; i < whole; i += 8) {
      sum =
          DoubleVector.fromArray(SPECIES, x, xAt + i)
              .fma(DoubleVector.fromArray(SPECIES, y, yAt + i), sum);
    }
    sum = sum.add(sum.rearrange(FOUR_ON));
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.lane(0) + sum.lane(1);
  }

  private static double dotOf4(double[] x, int xAt, double[] y, int yAt, int whole) {
    DoubleVector low = DoubleVector.zero(SPECIES);
    DoubleVector high = DoubleVector.zero(SPECIES);
    for (int i = 0; i < whole; i += 8) {
      low =
          DoubleVector.fromArray(SPECIES, x, xAt + i)
              .fma(DoubleVector.fromArray(SPECIES, y, yAt + i), low);
      high =
          DoubleVector.fromArray(SPECIES, x, xAt + i + 4)
              .fma(DoubleVector.fromArray(SPECIES, y, yAt + i + 4), high);
    }
    DoubleVector pairs = low.lanewise(VectorOperators.ADD, high);
    return (pairs.lane(0) + pairs.lane(2)) + (pairs.lane(1) + pairs.lane(3));
  }

  /** As {@link KernelSet#interleavedDots}. */
  static void interleavedDots(
      double[] a, int aAt, int stride, double[] x, int xAt, double[] y, int yAt, int m, int whole) {
    int fours = WIDTH == LANES ? m & ~3 : 0;
    fourDots(a, aAt, stride, x, xAt, y, yAt, fours, whole);
    for (int i = fours; i < m; i++) {
      y[yAt + i] = interleavedDot(a, aAt + i * stride, x, xAt, whole);
    }
  }

  /** Four rows at once, so that none waits for the sums of another. */
  private static void fourDots(
      double[] a, int aAt, int stride, double[] x, int xAt, double[] y, int yAt, int m, int whole) {
    for (int i = 0; i < m; i += 4) {
      int row0 = aAt + i * stride;
      int row1 = row0 + stride;
      int row2 = row1 + stride;
      int row3 = row2 + stride;
      DoubleVector s0 = DoubleVector.zero(SPECIES);
      DoubleVector s1 = DoubleVector.zero(SPECIES);
      DoubleVector s2 = DoubleVector.zero(SPECIES);
      DoubleVector s3 = DoubleVector.zero(SPECIES);
      for (int j = 0; j < whole; j += LANES) {
        DoubleVector factor = DoubleVector.fromArray(SPECIES, x, xAt + j);
        s0 = DoubleVector.fromArray(SPECIES, a, row0 + j).fma(factor, s0);
        s1 = DoubleVector.fromArray(SPECIES, a, row1 + j).fma(factor, s1);
        s2 = DoubleVector.fromArray(SPECIES, a, row2 + j).fma(factor, s2);
        s3 = DoubleVector.fromArray(SPECIES, a, row3 + j).fma(factor, s3);
      }
      s0 = s0.add(s0.rearrange(FOUR_ON));
      s1 = s1.add(s1.rearrange(FOUR_ON));
      s2 = s2.add(s2.rearrange(FOUR_ON));
      s3 = s3.add(s3.rearrange(FOUR_ON));
      s0 = s0.add(s0.rearrange(TWO_ON));
      s1 = s1.add(s1.rearrange(TWO_ON));
      s2 = s2.add(s2.rearrange(TWO_ON));
      s3 = s3.add(s3.rearrange(TWO_ON));
      y[yAt + i] = s0.lane(0) + s0.lane(1);
      y[yAt + i + 1] = s1.lane(0) + s1.lane(1);
      y[yAt + i + 2] = s2.lane(0) + s2.lane(1);
      y[yAt + i + 3] = s3.lane(0) + s3.lane(1);
    }
  }

  /** As {@link KernelSet#addResiduals}. */
  static void addResiduals(
      double[] q, double[] b, double[] y, int whole, double[] out, int m, int n) {
    int i = 0;
    for (; WIDTH == LANES && i + 4 <= m; i += 4) {
      addFourResiduals(q, i * n, b, i, y, whole, out, n);
    }
    for (; i < m; i++) {
      double sum = whole == 0 ? 0 : interleavedDot(q, i * n, y, 0, whole);
      double inner = ScalarKernels.endOfDot(q, i * n, y, sum, whole, n);
      axpy(b[i] - inner, q, i * n, out, 0, n);
    }
  }

  /** Four rows, which are still in the first cache when they are read again. */
  private static void addFourResiduals(
      double[] q, int at, double[] b, int i, double[] y, int whole, double[] out, int n) {
    int at1 = at + n;
    int at2 = at1 + n;
    int at3 = at2 + n;
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    for (int j = 0; j < whole; j += LANES) {
      DoubleVector part = DoubleVector.fromArray(SPECIES, y, j);
      s0 = part.fma(DoubleVector.fromArray(SPECIES, q, at + j), s0);
      s1 = part.fma(DoubleVector.fromArray(SPECIES, q, at1 + j), s1);
      s2 = part.fma(DoubleVector.fromArray(SPECIES, q, at2 + j), s2);
      s3 = part.fma(DoubleVector.fromArray(SPECIES, q, at3 + j), s3);
    }
    double d0 = b[i] - ScalarKernels.endOfDot(q, at, y, sumOfLanes(s0), whole, n);
    double d1 = b[i + 1] - ScalarKernels.endOfDot(q, at1, y, sumOfLanes(s1), whole, n);
    double d2 = b[i + 2] - ScalarKernels.endOfDot(q, at2, y, sumOfLanes(s2), whole, n);
    double d3 = b[i + 3] - ScalarKernels.endOfDot(q, at3, y, sumOfLanes(s3), whole, n);
    DoubleVector f0 = DoubleVector.broadcast(SPECIES, d0);
    DoubleVector f1 = DoubleVector.broadcast(SPECIES, d1);
    DoubleVector f2 = DoubleVector.broadcast(SPECIES, d2);
    DoubleVector f3 = DoubleVector.broadcast(SPECIES, d3);
    for (int j = 0; j < whole; j += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, out, j);
      sum = f0.fma(DoubleVector.fromArray(SPECIES, q, at + j), sum);
      sum = f1.fma(DoubleVector.fromArray(SPECIES, q, at1 + j), sum);
      sum = f2.fma(DoubleVector.fromArray(SPECIES, q, at2 + j), sum);
      f3.fma(DoubleVector.fromArray(SPECIES, q, at3 + j), sum).intoArray(out, j);
    }
    for (int j = whole; j < n; j++) {
      double sum = Math.fma(d0, q[at + j], out[j]);
      sum = Math.fma(d1, q[at1 + j], sum);
      sum = Math.fma(d2, q[at2 + j], sum);
      out[j] = Math.fma(d3, q[at3 + j], sum);
    }
  }

  /** In the order of {@link #dotOf8}. */
  private static double sumOfLanes(DoubleVector sum) {
    DoubleVector fours = sum.add(sum.rearrange(FOUR_ON));
    DoubleVector pairs = fours.add(fours.rearrange(TWO_ON));
    return pairs.lane(0) + pairs.lane(1);
  }

  /** As {@link KernelSet#images}. */
  static void images(
      double[] a, int count, int m, int n, double[] u, double[] v, double[] left, double[] right) {
    if (WIDTH != LANES || n < LANES) {
      SCALAR.images(a, count, m, n, u, v, left, right);
      return;
    }
    Arrays.fill(right, 0, count * m, 0);
    for (int from = 0; from < n; from += ScalarKernels.PANEL) {
      double[] weights = ScalarKernels.panelWeights(v, from, n);
      for (int i = 0; i < count; i++) {
        imagesOfPanel(a, i, m, n, from, u, weights, left, right);
      }
    }
  }

  /** Three registers of columns of matrix i; the last one of a row ends with it. */
  private static void imagesOfPanel(
      double[] a,
      int i,
      int m,
      int n,
      int from,
      double[] u,
      double[] weights,
      double[] left,
      double[] right) {
    int j1 = Math.min(from + WIDTH, n - WIDTH);
    int j2 = Math.min(from + 2 * WIDTH, n - WIDTH);
    int j0 = Math.min(from, n - WIDTH);
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, weights, 0);
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, weights, WIDTH);
    DoubleVector w2 = DoubleVector.fromArray(SPECIES, weights, 2 * WIDTH);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < m; p++) {
      int row = (i * m + p) * n;
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, a, row + j0);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, a, row + j1);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, a, row + j2);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, u[p]);
      s0 = factor.fma(a0, s0);
      s1 = factor.fma(a1, s1);
      s2 = factor.fma(a2, s2);
      DoubleVector sum = a2.fma(w2, a1.fma(w1, a0.mul(w0)));
      sum = sum.add(sum.rearrange(FOUR_ON));
      sum = sum.add(sum.rearrange(TWO_ON));
      right[i * m + p] += sum.lane(0) + sum.lane(1);
    }
    s0.intoArray(left, i * n + j0);
    s1.intoArray(left, i * n + j1);
    s2.intoArray(left, i * n + j2);
  }

  /** As {@link KernelSet#axpy}. */
  static void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    int i = 0;
    if (n >= WIDTH) {
      DoubleVector factors = DoubleVector.broadcast(SPECIES, factor);
      for (; i + WIDTH <= n; i += WIDTH) {
        factors
            .fma(
                DoubleVector.fromArray(SPECIES, x, xAt + i),
                DoubleVector.fromArray(SPECIES, y, yAt + i))
            .intoArray(y, yAt + i);
      }
    }
    for (; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }

  /** As {@link KernelSet#multiplyEntries}. */
  static void multiplyEntries(
      double[] x, int xAt, double[] y, int yAt, double[] out, int outAt, int n) {
    int i = 0;
    for (; i + WIDTH <= n; i += WIDTH) {
      DoubleVector.fromArray(SPECIES, x, xAt + i)
          .mul(DoubleVector.fromArray(SPECIES, y, yAt + i))
          .intoArray(out, outAt + i);
    }
    for (; i < n; i++) {
      out[outAt + i] = x[xAt + i] * y[yAt + i];
    }
  }
}
