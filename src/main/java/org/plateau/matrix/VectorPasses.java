package org.plateau.matrix;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Vectors that go through square layers one after the other: a part of {@link VectorKernels}. */
final class VectorPasses {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private static final VectorShuffle<Double> LANE_0 = lane(0);
  private static final VectorShuffle<Double> LANE_1 = lane(1);
  private static final VectorShuffle<Double> LANE_2 = lane(2);
  private static final VectorShuffle<Double> LANE_3 = lane(3);
  private static final VectorShuffle<Double> LANE_4 = lane(4);
  private static final VectorShuffle<Double> LANE_5 = lane(5);
  private static final VectorShuffle<Double> LANE_6 = lane(6);
  private static final VectorShuffle<Double> LANE_7 = lane(7);

  private VectorPasses() {}

  /** Puts one lane into all. */
  private static VectorShuffle<Double> lane(int lane) {
    int[] all = new int[WIDTH];
    Arrays.fill(all, lane % WIDTH);
    return VectorShuffle.fromArray(SPECIES, all, 0);
  }

  /** As {@link KernelSet#pullBack}. */
  static void pullBack(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count, int m, int n) {
    if (WIDTH == 8 && n == 8 && m == 8) {
      throughEight(w, wAt, x, xAt, factors, at, count);
      return;
    }
    if (WIDTH == 8 && n == 16 && m == 16) {
      throughSixteen(w, wAt, x, xAt, factors, at, count);
      return;
    }
    for (int k = count - 1; k >= 0; k--) {
      int layer = wAt + k * m * n;
      int to = xAt + k * n;
      double factor = factors[at + k];
      int j = 0;
      for (; j + 2 * WIDTH <= n; j += 2 * WIDTH) {
        twoRegisters(w, layer + j, x, to + n, to + j, factor, m, n);
      }
      for (; j + WIDTH <= n; j += WIDTH) {
        oneRegister(w, layer + j, x, to + n, to + j, factor, m, n);
      }
      if (j < n) {
        ScalarKernels.pullBackColumns(w, layer, x, to, j, factor, m, n);
      }
    }
  }

  /** The vector stays in a register: loads of parts of one just stored have to wait. */
  private static void throughEight(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count) {
    DoubleVector g = DoubleVector.fromArray(SPECIES, x, xAt + 8 * count);
    for (int k = count - 1; k >= 0; k--) {
      int row = wAt + 64 * k;
      int to = xAt + 8 * k;
      DoubleVector s = g.rearrange(LANE_0).mul(DoubleVector.fromArray(SPECIES, w, row));
      s = g.rearrange(LANE_1).fma(DoubleVector.fromArray(SPECIES, w, row + 8), s);
      s = g.rearrange(LANE_2).fma(DoubleVector.fromArray(SPECIES, w, row + 16), s);
      s = g.rearrange(LANE_3).fma(DoubleVector.fromArray(SPECIES, w, row + 24), s);
      DoubleVector t = g.rearrange(LANE_4).mul(DoubleVector.fromArray(SPECIES, w, row + 32));
      t = g.rearrange(LANE_5).fma(DoubleVector.fromArray(SPECIES, w, row + 40), t);
      t = g.rearrange(LANE_6).fma(DoubleVector.fromArray(SPECIES, w, row + 48), t);
      t = g.rearrange(LANE_7).fma(DoubleVector.fromArray(SPECIES, w, row + 56), t);
      g = DoubleVector.fromArray(SPECIES, x, to).add(s).add(t).mul(factors[at + k]);
      g.intoArray(x, to);
    }
  }

  private static void throughSixteen(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count) {
    DoubleVector g0 = DoubleVector.fromArray(SPECIES, x, xAt + 16 * count);
    DoubleVector g1 = DoubleVector.fromArray(SPECIES, x, xAt + 16 * count + 8);
    for (int k = count - 1; k >= 0; k--) {
      int row = wAt + 256 * k;
      int to = xAt + 16 * k;
      DoubleVector y0 = DoubleVector.fromArray(SPECIES, x, to);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, x, to + 8);
      DoubleVector s0 = g0.rearrange(LANE_0);
      DoubleVector t0 = s0.mul(DoubleVector.fromArray(SPECIES, w, row + 8));
      s0 = s0.mul(DoubleVector.fromArray(SPECIES, w, row + 0));
      DoubleVector e = g0.rearrange(LANE_1);
      s0 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 16), s0);
      t0 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 24), t0);
      e = g0.rearrange(LANE_2);
      s0 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 32), s0);
      t0 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 40), t0);
      e = g0.rearrange(LANE_3);
      s0 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 48), s0);
      t0 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 56), t0);
      DoubleVector s1 = g0.rearrange(LANE_4);
      DoubleVector t1 = s1.mul(DoubleVector.fromArray(SPECIES, w, row + 72));
      s1 = s1.mul(DoubleVector.fromArray(SPECIES, w, row + 64));
      e = g0.rearrange(LANE_5);
      s1 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 80), s1);
      t1 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 88), t1);
      e = g0.rearrange(LANE_6);
      s1 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 96), s1);
      t1 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 104), t1);
      e = g0.rearrange(LANE_7);
      s1 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 112), s1);
      t1 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 120), t1);
      DoubleVector s2 = g1.rearrange(LANE_0);
      DoubleVector t2 = s2.mul(DoubleVector.fromArray(SPECIES, w, row + 136));
      s2 = s2.mul(DoubleVector.fromArray(SPECIES, w, row + 128));
      e = g1.rearrange(LANE_1);
      s2 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 144), s2);
      t2 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 152), t2);
      e = g1.rearrange(LANE_2);
      s2 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 160), s2);
      t2 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 168), t2);
      e = g1.rearrange(LANE_3);
      s2 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 176), s2);
      t2 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 184), t2);
      DoubleVector s3 = g1.rearrange(LANE_4);
      DoubleVector t3 = s3.mul(DoubleVector.fromArray(SPECIES, w, row + 200));
      s3 = s3.mul(DoubleVector.fromArray(SPECIES, w, row + 192));
      e = g1.rearrange(LANE_5);
      s3 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 208), s3);
      t3 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 216), t3);
      e = g1.rearrange(LANE_6);
      s3 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 224), s3);
      t3 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 232), t3);
      e = g1.rearrange(LANE_7);
      s3 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 240), s3);
      t3 = e.fma(DoubleVector.fromArray(SPECIES, w, row + 248), t3);
      g0 = y0.add(s0).add(s1).add(s2).add(s3).mul(factors[at + k]);
      g1 = y1.add(t0).add(t1).add(t2).add(t3).mul(factors[at + k]);
      g0.intoArray(x, to);
      g1.intoArray(x, to + 8);
    }
  }

  private static void twoRegisters(
      double[] w, int wAt, double[] x, int from, int to, double factor, int m, int n) {
    DoubleVector y0 = DoubleVector.fromArray(SPECIES, x, to);
    DoubleVector y1 = DoubleVector.fromArray(SPECIES, x, to + WIDTH);
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int row = wAt + i * n;
      DoubleVector entry = DoubleVector.broadcast(SPECIES, x[from + i]);
      DoubleVector s0 = entry.mul(DoubleVector.fromArray(SPECIES, w, row));
      DoubleVector s1 = entry.mul(DoubleVector.fromArray(SPECIES, w, row + WIDTH));
      entry = DoubleVector.broadcast(SPECIES, x[from + i + 1]);
      s0 = entry.fma(DoubleVector.fromArray(SPECIES, w, row + n), s0);
      s1 = entry.fma(DoubleVector.fromArray(SPECIES, w, row + n + WIDTH), s1);
      entry = DoubleVector.broadcast(SPECIES, x[from + i + 2]);
      s0 = entry.fma(DoubleVector.fromArray(SPECIES, w, row + 2 * n), s0);
      s1 = entry.fma(DoubleVector.fromArray(SPECIES, w, row + 2 * n + WIDTH), s1);
      entry = DoubleVector.broadcast(SPECIES, x[from + i + 3]);
      s0 = entry.fma(DoubleVector.fromArray(SPECIES, w, row + 3 * n), s0);
      s1 = entry.fma(DoubleVector.fromArray(SPECIES, w, row + 3 * n + WIDTH), s1);
      y0 = y0.add(s0);
      y1 = y1.add(s1);
    }
    for (; i < m; i++) {
      DoubleVector entry = DoubleVector.broadcast(SPECIES, x[from + i]);
      y0 = entry.fma(DoubleVector.fromArray(SPECIES, w, wAt + i * n), y0);
      y1 = entry.fma(DoubleVector.fromArray(SPECIES, w, wAt + i * n + WIDTH), y1);
    }
    y0.mul(factor).intoArray(x, to);
    y1.mul(factor).intoArray(x, to + WIDTH);
  }

  private static void oneRegister(
      double[] w, int wAt, double[] x, int from, int to, double factor, int m, int n) {
    DoubleVector y = DoubleVector.fromArray(SPECIES, x, to);
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int row = wAt + i * n;
      DoubleVector sum =
          DoubleVector.broadcast(SPECIES, x[from + i]).mul(DoubleVector.fromArray(SPECIES, w, row));
      sum =
          DoubleVector.broadcast(SPECIES, x[from + i + 1])
              .fma(DoubleVector.fromArray(SPECIES, w, row + n), sum);
      sum =
          DoubleVector.broadcast(SPECIES, x[from + i + 2])
              .fma(DoubleVector.fromArray(SPECIES, w, row + 2 * n), sum);
      sum =
          DoubleVector.broadcast(SPECIES, x[from + i + 3])
              .fma(DoubleVector.fromArray(SPECIES, w, row + 3 * n), sum);
      y = y.add(sum);
    }
    for (; i < m; i++) {
      DoubleVector entry = DoubleVector.broadcast(SPECIES, x[from + i]);
      y = entry.fma(DoubleVector.fromArray(SPECIES, w, wAt + i * n), y);
    }
    y.mul(factor).intoArray(x, to);
  }
}
