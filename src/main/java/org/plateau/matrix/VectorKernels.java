package org.plateau.matrix;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API. Loaded only where the module {@code jdk.incubator.vector} is
 * present. Accumulators are local variables: as method parameters they would be boxed, and the loop
 * would run fifty times slower.
 */
final class VectorKernels implements KernelSet {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  @Override
  public String description() {
    return "vector fma, " + WIDTH * Double.SIZE + " bit";
  }

  @Override
  public void multiply(
      double factor,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int m,
      int k,
      int n) {
    int whole = VectorTiles.multiply(factor, a, aAt, b, bAt, c, cAt, m, k, n);
    if (whole < m) {
      int row = cAt + whole * n;
      Arrays.fill(c, row, cAt + m * n, 0);
      VectorBlocks.product(a, aAt + whole * k, k, 1, b, bAt, c, row, m - whole, k, n);
      ScalarKernels.scale(factor, c, row, (m - whole) * n);
    }
  }

  @Override
  public void multiplyAdd(
      double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n) {
    VectorBlocks.product(a, aAt, k, 1, b, bAt, c, 0, m, k, n);
  }

  @Override
  public void multiplyTransposeLeftAdd(
      double[] a, int aAt, double[] b, double[] c, int m, int k, int n) {
    VectorBlocks.product(a, aAt, 1, m, b, 0, c, 0, m, k, n);
  }

  @Override
  public void gramAdd(double factor, double[] b, int bAt, double[] c, int k, int n) {
    VectorGrams.gramAdd(factor, b, bAt, c, k, n);
  }

  @Override
  public void multiplyTransposeAdd(
      double factor, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n) {
    VectorBlocks.multiplyTransposeAdd(factor, a, aAt, x, xAt, y, yAt, m, n);
  }

  @Override
  public void pullBack(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count, int m, int n) {
    VectorPasses.pullBack(w, wAt, x, xAt, factors, at, count, m, n);
  }

  @Override
  public double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole) {
    return VectorDots.interleavedDot(x, xAt, y, yAt, whole);
  }

  @Override
  public void interleavedDots(
      double[] a, int aAt, int stride, double[] x, int xAt, double[] y, int yAt, int m, int whole) {
    VectorDots.interleavedDots(a, aAt, stride, x, xAt, y, yAt, m, whole);
  }

  @Override
  public void addResiduals(
      double[] q, double[] b, double[] y, int whole, double[] out, int m, int n) {
    VectorDots.addResiduals(q, b, y, whole, out, m, n);
  }

  @Override
  public void images(
      double[] a, int count, int m, int n, double[] u, double[] v, double[] left, double[] right) {
    VectorDots.images(a, count, m, n, u, v, left, right);
  }

  @Override
  public void outer(
      double factor, double[] x, int xAt, double[] y, int yAt, double[] out, int at, int m, int n) {
    for (int i = 0; i < m; i++) {
      double multiple = factor * x[xAt + i];
      DoubleVector multiples = DoubleVector.broadcast(SPECIES, multiple);
      int row = at + i * n;
      int j = 0;
      for (; j + WIDTH <= n; j += WIDTH) {
        multiples.mul(DoubleVector.fromArray(SPECIES, y, yAt + j)).intoArray(out, row + j);
      }
      for (; j < n; j++) {
        out[row + j] = multiple * y[yAt + j];
      }
    }
  }

  @Override
  public void multiplyEntries(
      double[] x, int xAt, double[] y, int yAt, double[] out, int outAt, int n) {
    VectorDots.multiplyEntries(x, xAt, y, yAt, out, outAt, n);
  }

  @Override
  public void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    VectorDots.axpy(factor, x, xAt, y, yAt, n);
  }

  @Override
  public void stageSum(
      double[] y,
      double[] stages,
      int at,
      int stride,
      double[] factors,
      int count,
      double[] out,
      int n) {
    int i = 0;
    for (; i + 4 * WIDTH <= n; i += 4 * WIDTH) {
      DoubleVector s0 = DoubleVector.fromArray(SPECIES, y, i);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, y, i + WIDTH);
      DoubleVector s2 = DoubleVector.fromArray(SPECIES, y, i + 2 * WIDTH);
      DoubleVector s3 = DoubleVector.fromArray(SPECIES, y, i + 3 * WIDTH);
      int from = at + i;
      for (int j = 0; j < count; j++) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, factors[j]);
        s0 = factor.fma(DoubleVector.fromArray(SPECIES, stages, from), s0);
        s1 = factor.fma(DoubleVector.fromArray(SPECIES, stages, from + WIDTH), s1);
        s2 = factor.fma(DoubleVector.fromArray(SPECIES, stages, from + 2 * WIDTH), s2);
        s3 = factor.fma(DoubleVector.fromArray(SPECIES, stages, from + 3 * WIDTH), s3);
        from += stride;
      }
      s0.intoArray(out, i);
      s1.intoArray(out, i + WIDTH);
      s2.intoArray(out, i + 2 * WIDTH);
      s3.intoArray(out, i + 3 * WIDTH);
    }
    for (; i < n; i++) {
      double sum = y[i];
      for (int j = 0; j < count; j++) {
        sum = Math.fma(factors[j], stages[at + j * stride + i], sum);
      }
      out[i] = sum;
    }
  }

  @Override
  public void stageEnd(
      double[] y,
      int yAt,
      double[] stages,
      int at,
      int stride,
      double[] weights,
      int count,
      double absolute,
      double relative,
      double[] out,
      double[] sums,
      int n) {
    int whole = n - n % LANES;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector least = DoubleVector.broadcast(SPECIES, absolute);
      DoubleVector firstSum = DoubleVector.fromArray(SPECIES, sums, lane);
      DoubleVector secondSum = DoubleVector.fromArray(SPECIES, sums, LANES + lane);
      for (int i = lane; i < whole; i += LANES) {
        DoubleVector before = DoubleVector.fromArray(SPECIES, y, yAt + i);
        DoubleVector sum = before;
        DoubleVector error = DoubleVector.zero(SPECIES);
        DoubleVector other = DoubleVector.zero(SPECIES);
        int from = at + i;
        for (int j = 0; j < count; j++) {
          DoubleVector stage = DoubleVector.fromArray(SPECIES, stages, from);
          sum = stage.fma(DoubleVector.broadcast(SPECIES, weights[j]), sum);
          error = stage.fma(DoubleVector.broadcast(SPECIES, weights[count + j]), error);
          other = stage.fma(DoubleVector.broadcast(SPECIES, weights[2 * count + j]), other);
          from += stride;
        }
        sum.intoArray(out, i);
        DoubleVector magnitude = before.abs().max(sum.abs());
        DoubleVector scale = magnitude.fma(DoubleVector.broadcast(SPECIES, relative), least);
        DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1).div(scale);
        error = error.mul(inverse);
        other = other.mul(inverse);
        firstSum = error.fma(error, firstSum);
        secondSum = other.fma(other, secondSum);
      }
      firstSum.intoArray(sums, lane);
      secondSum.intoArray(sums, LANES + lane);
    }
    for (int i = whole; i < n; i++) {
      ScalarKernels.endOf(
          y, yAt, stages, at, stride, weights, count, absolute, relative, out, sums, i);
    }
  }

  @Override
  public void rotate(double[] a, int xAt, int yAt, int n, double c, double s) {
    int i = 0;
    if (n >= WIDTH) {
      DoubleVector cosine = DoubleVector.broadcast(SPECIES, c);
      DoubleVector sine = DoubleVector.broadcast(SPECIES, s);
      for (; i + WIDTH <= n; i += WIDTH) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, a, xAt + i);
        DoubleVector y = DoubleVector.fromArray(SPECIES, a, yAt + i);
        cosine.fma(x, sine.mul(y).neg()).intoArray(a, xAt + i);
        sine.fma(x, cosine.mul(y)).intoArray(a, yAt + i);
      }
    }
    for (; i < n; i++) {
      double x = a[xAt + i];
      double y = a[yAt + i];
      a[xAt + i] = Math.fma(c, x, -(s * y));
      a[yAt + i] = Math.fma(s, x, c * y);
    }
  }

  @Override
  public void tridiagonalize(
      double[] a,
      int n,
      int stride,
      double[] diagonal,
      double[] off,
      double[] betas,
      double[] work) {
    VectorColumns.tridiagonalize(a, n, stride, diagonal, off, betas, work);
  }

  @Override
  public double largest(double[] x) {
    return VectorDots.largest(x);
  }

  @Override
  public boolean isFinite(double[] x) {
    return VectorDots.isFinite(x);
  }

  @Override
  public void reflect(
      double[] a, int k, int m, int stride, double[] v, double[] w, double[] next, double[] inner) {
    VectorColumns.reflect(a, k, m, stride, v, w, next, inner);
  }

  @Override
  public void laneReduce(double[] a, int n, double[] diagonal, double[] off, double[] work) {
    VectorLanes.laneReduce(a, n, diagonal, off, work);
  }

  @Override
  public void laneLargest(double[] diagonal, double[] off, int n, double[] out, double[] work) {
    VectorLanes.laneLargest(diagonal, off, n, out, work);
  }
}
