package org.plateau.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gram matrices b^T b on and below the diagonal: a part of {@link VectorKernels}.
 *
 * <p>On the diagonal, a register of eight columns is multiplied by itself turned by 0 to 4 lanes,
 * five products where a tile takes eight: turned by t, lane i holds entry i + t, and turns by 5 to
 * 7 would give again what those by 3 to 1 did. The sums so come out by diagonals that wrap around,
 * and are put in rows at the end.
 */
final class VectorGrams {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  /** Rows of b from which on turning pays for putting the sums in rows. */
  private static final int TALL = 32;

  private static final VectorShuffle<Double> ON_1 = VectorShuffle.iota(SPECIES, 1, 1, true);
  private static final VectorShuffle<Double> ON_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Double> ON_3 = VectorShuffle.iota(SPECIES, 3, 1, true);
  private static final VectorShuffle<Double> ON_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Double> ON_5 = VectorShuffle.iota(SPECIES, 5, 1, true);
  private static final VectorShuffle<Double> ON_6 = VectorShuffle.iota(SPECIES, 6, 1, true);
  private static final VectorShuffle<Double> ON_7 = VectorShuffle.iota(SPECIES, 7, 1, true);

  private static final VectorMask<Double> BIT_0 = lanesWithBit(1);
  private static final VectorMask<Double> BIT_1 = lanesWithBit(2);
  private static final VectorMask<Double> BIT_2 = lanesWithBit(4);

  private VectorGrams() {}

  private static VectorMask<Double> lanesWithBit(int bit) {
    boolean[] lanes = new boolean[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      lanes[lane] = (lane & bit) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  /** As {@link KernelSet#gramAdd}. */
  static void gramAdd(double factor, double[] b, int bAt, double[] c, int k, int n) {
    int whole = n & ~7;
    boolean turning = WIDTH == 8 && k >= TALL;
    int i = 0;
    for (; turning && i + 16 <= whole; i += 16) {
      for (int j = 0; j < i; j += 16) {
        tile8x2(factor, b, bAt, i, j, c, k, n);
        tile8x2(factor, b, bAt, i + 8, j, c, k, n);
      }
      turn16(factor, b, bAt + i, c, i * n + i, k, n);
    }
    for (; i < whole; i += 8) {
      int j = 0;
      for (; WIDTH == 8 && j + 8 <= i; j += 2 * WIDTH) {
        tile8x2(factor, b, bAt, i, j, c, k, n);
      }
      if (turning) {
        turn8(factor, b, bAt + i, c, i * n + i, k, n);
        continue;
      }
      for (; j < i + 8; j += WIDTH) {
        tile8x1(factor, b, bAt, i, j, c, k, n);
      }
    }
    for (i = whole; i < n; i++) {
      int j = 0;
      for (; j + WIDTH <= i + 1; j += WIDTH) {
        tile1x1(factor, b, bAt, i, j, c, k, n);
      }
      ScalarKernels.gramRow(factor, b, bAt, i, j, c, k, n);
    }
  }

  /** The block of eight columns at the diagonal, for b from its first column on and c likewise. */
  private static void turn8(double factor, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    DoubleVector d0 = DoubleVector.zero(SPECIES);
    DoubleVector d1 = DoubleVector.zero(SPECIES);
    DoubleVector d2 = DoubleVector.zero(SPECIES);
    DoubleVector d3 = DoubleVector.zero(SPECIES);
    DoubleVector d4 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      DoubleVector row = DoubleVector.fromArray(SPECIES, b, bAt + p * n);
      d0 = row.fma(row, d0);
      d1 = row.rearrange(ON_1).fma(row, d1);
      d2 = row.rearrange(ON_2).fma(row, d2);
      d3 = row.rearrange(ON_3).fma(row, d3);
      d4 = row.rearrange(ON_4).fma(row, d4);
    }
    DoubleVector d5 = d3.rearrange(ON_5);
    DoubleVector d6 = d2.rearrange(ON_6);
    DoubleVector d7 = d1.rearrange(ON_7);
    DoubleVector e0 = d0.blend(d7, BIT_0);
    DoubleVector e1 = d1.blend(d0, BIT_0);
    DoubleVector e2 = d2.blend(d1, BIT_0);
    DoubleVector e3 = d3.blend(d2, BIT_0);
    DoubleVector e4 = d4.blend(d3, BIT_0);
    DoubleVector e5 = d5.blend(d4, BIT_0);
    DoubleVector e6 = d6.blend(d5, BIT_0);
    DoubleVector e7 = d7.blend(d6, BIT_0);
    DoubleVector f0 = e0.blend(e6, BIT_1);
    DoubleVector f1 = e1.blend(e7, BIT_1);
    DoubleVector f2 = e2.blend(e0, BIT_1);
    DoubleVector f3 = e3.blend(e1, BIT_1);
    DoubleVector f4 = e4.blend(e2, BIT_1);
    DoubleVector f5 = e5.blend(e3, BIT_1);
    DoubleVector f6 = e6.blend(e4, BIT_1);
    DoubleVector f7 = e7.blend(e5, BIT_1);
    DoubleVector weight = DoubleVector.broadcast(SPECIES, factor);
    DoubleVector row0 = f0.blend(f4, BIT_2);
    DoubleVector row1 = f1.blend(f5, BIT_2);
    DoubleVector row2 = f2.blend(f6, BIT_2);
    DoubleVector row3 = f3.blend(f7, BIT_2);
    DoubleVector row4 = f4.blend(f0, BIT_2);
    DoubleVector row5 = f5.blend(f1, BIT_2);
    DoubleVector row6 = f6.blend(f2, BIT_2);
    DoubleVector row7 = f7.blend(f3, BIT_2);
    weight.fma(row0, DoubleVector.fromArray(SPECIES, c, cAt)).intoArray(c, cAt);
    weight.fma(row1, DoubleVector.fromArray(SPECIES, c, cAt + n)).intoArray(c, cAt + n);
    weight.fma(row2, DoubleVector.fromArray(SPECIES, c, cAt + 2 * n)).intoArray(c, cAt + 2 * n);
    weight.fma(row3, DoubleVector.fromArray(SPECIES, c, cAt + 3 * n)).intoArray(c, cAt + 3 * n);
    weight.fma(row4, DoubleVector.fromArray(SPECIES, c, cAt + 4 * n)).intoArray(c, cAt + 4 * n);
    weight.fma(row5, DoubleVector.fromArray(SPECIES, c, cAt + 5 * n)).intoArray(c, cAt + 5 * n);
    weight.fma(row6, DoubleVector.fromArray(SPECIES, c, cAt + 6 * n)).intoArray(c, cAt + 6 * n);
    weight.fma(row7, DoubleVector.fromArray(SPECIES, c, cAt + 7 * n)).intoArray(c, cAt + 7 * n);
  }

  /** The block of 16 columns at the diagonal; what lies in it right of the first 8 is for work. */
  private static void turn16(
      double factor, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    DoubleVector d0 = DoubleVector.zero(SPECIES);
    DoubleVector d1 = DoubleVector.zero(SPECIES);
    DoubleVector d2 = DoubleVector.zero(SPECIES);
    DoubleVector d3 = DoubleVector.zero(SPECIES);
    DoubleVector d4 = DoubleVector.zero(SPECIES);
    DoubleVector e0 = DoubleVector.zero(SPECIES);
    DoubleVector e1 = DoubleVector.zero(SPECIES);
    DoubleVector e2 = DoubleVector.zero(SPECIES);
    DoubleVector e3 = DoubleVector.zero(SPECIES);
    DoubleVector e4 = DoubleVector.zero(SPECIES);
    DoubleVector f0 = DoubleVector.zero(SPECIES);
    DoubleVector f1 = DoubleVector.zero(SPECIES);
    DoubleVector f2 = DoubleVector.zero(SPECIES);
    DoubleVector f3 = DoubleVector.zero(SPECIES);
    DoubleVector f4 = DoubleVector.zero(SPECIES);
    DoubleVector f5 = DoubleVector.zero(SPECIES);
    DoubleVector f6 = DoubleVector.zero(SPECIES);
    DoubleVector f7 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      DoubleVector left = DoubleVector.fromArray(SPECIES, b, bAt + p * n);
      DoubleVector right = DoubleVector.fromArray(SPECIES, b, bAt + p * n + WIDTH);
      d0 = left.fma(left, d0);
      d1 = left.rearrange(ON_1).fma(left, d1);
      d2 = left.rearrange(ON_2).fma(left, d2);
      d3 = left.rearrange(ON_3).fma(left, d3);
      d4 = left.rearrange(ON_4).fma(left, d4);
      e0 = right.fma(right, e0);
      f0 = right.fma(left, f0);
      DoubleVector on1 = right.rearrange(ON_1);
      e1 = on1.fma(right, e1);
      f1 = on1.fma(left, f1);
      DoubleVector on2 = right.rearrange(ON_2);
      e2 = on2.fma(right, e2);
      f2 = on2.fma(left, f2);
      DoubleVector on3 = right.rearrange(ON_3);
      e3 = on3.fma(right, e3);
      f3 = on3.fma(left, f3);
      DoubleVector on4 = right.rearrange(ON_4);
      e4 = on4.fma(right, e4);
      f4 = on4.fma(left, f4);
      f5 = right.rearrange(ON_5).fma(left, f5);
      f6 = right.rearrange(ON_6).fma(left, f6);
      f7 = right.rearrange(ON_7).fma(left, f7);
    }
    int work = cAt + WIDTH;
    d0.intoArray(c, work);
    d1.intoArray(c, work + n);
    d2.intoArray(c, work + 2 * n);
    d3.intoArray(c, work + 3 * n);
    d4.intoArray(c, work + 4 * n);
    d3.rearrange(ON_5).intoArray(c, work + 5 * n);
    d2.rearrange(ON_6).intoArray(c, work + 6 * n);
    d1.rearrange(ON_7).intoArray(c, work + 7 * n);
    putInRows(factor, c, work, cAt, n);
    e0.intoArray(c, work);
    e1.intoArray(c, work + n);
    e2.intoArray(c, work + 2 * n);
    e3.intoArray(c, work + 3 * n);
    e4.intoArray(c, work + 4 * n);
    e3.rearrange(ON_5).intoArray(c, work + 5 * n);
    e2.rearrange(ON_6).intoArray(c, work + 6 * n);
    e1.rearrange(ON_7).intoArray(c, work + 7 * n);
    putInRows(factor, c, work, cAt + WIDTH * n + WIDTH, n);
    f0.intoArray(c, work);
    f1.intoArray(c, work + n);
    f2.intoArray(c, work + 2 * n);
    f3.intoArray(c, work + 3 * n);
    f4.intoArray(c, work + 4 * n);
    f5.intoArray(c, work + 5 * n);
    f6.intoArray(c, work + 6 * n);
    f7.intoArray(c, work + 7 * n);
    putInRows(factor, c, work, cAt + WIDTH * n, n);
  }

  /** Adds factor D to the block at cAt, where row t at {@code from} holds all D(i + t, i). */
  private static void putInRows(double factor, double[] c, int from, int cAt, int n) {
    DoubleVector d0 = DoubleVector.fromArray(SPECIES, c, from);
    DoubleVector d1 = DoubleVector.fromArray(SPECIES, c, from + n);
    DoubleVector d2 = DoubleVector.fromArray(SPECIES, c, from + 2 * n);
    DoubleVector d3 = DoubleVector.fromArray(SPECIES, c, from + 3 * n);
    DoubleVector d4 = DoubleVector.fromArray(SPECIES, c, from + 4 * n);
    DoubleVector d5 = DoubleVector.fromArray(SPECIES, c, from + 5 * n);
    DoubleVector d6 = DoubleVector.fromArray(SPECIES, c, from + 6 * n);
    DoubleVector d7 = DoubleVector.fromArray(SPECIES, c, from + 7 * n);
    DoubleVector e0 = d0.blend(d7, BIT_0);
    DoubleVector e1 = d1.blend(d0, BIT_0);
    DoubleVector e2 = d2.blend(d1, BIT_0);
    DoubleVector e3 = d3.blend(d2, BIT_0);
    DoubleVector e4 = d4.blend(d3, BIT_0);
    DoubleVector e5 = d5.blend(d4, BIT_0);
    DoubleVector e6 = d6.blend(d5, BIT_0);
    DoubleVector e7 = d7.blend(d6, BIT_0);
    DoubleVector f0 = e0.blend(e6, BIT_1);
    DoubleVector f1 = e1.blend(e7, BIT_1);
    DoubleVector f2 = e2.blend(e0, BIT_1);
    DoubleVector f3 = e3.blend(e1, BIT_1);
    DoubleVector f4 = e4.blend(e2, BIT_1);
    DoubleVector f5 = e5.blend(e3, BIT_1);
    DoubleVector f6 = e6.blend(e4, BIT_1);
    DoubleVector f7 = e7.blend(e5, BIT_1);
    DoubleVector weight = DoubleVector.broadcast(SPECIES, factor);
    DoubleVector row0 = f0.blend(f4, BIT_2);
    DoubleVector row1 = f1.blend(f5, BIT_2);
    DoubleVector row2 = f2.blend(f6, BIT_2);
    DoubleVector row3 = f3.blend(f7, BIT_2);
    DoubleVector row4 = f4.blend(f0, BIT_2);
    DoubleVector row5 = f5.blend(f1, BIT_2);
    DoubleVector row6 = f6.blend(f2, BIT_2);
    DoubleVector row7 = f7.blend(f3, BIT_2);
    weight.fma(row0, DoubleVector.fromArray(SPECIES, c, cAt)).intoArray(c, cAt);
    weight.fma(row1, DoubleVector.fromArray(SPECIES, c, cAt + n)).intoArray(c, cAt + n);
    weight.fma(row2, DoubleVector.fromArray(SPECIES, c, cAt + 2 * n)).intoArray(c, cAt + 2 * n);
    weight.fma(row3, DoubleVector.fromArray(SPECIES, c, cAt + 3 * n)).intoArray(c, cAt + 3 * n);
    weight.fma(row4, DoubleVector.fromArray(SPECIES, c, cAt + 4 * n)).intoArray(c, cAt + 4 * n);
    weight.fma(row5, DoubleVector.fromArray(SPECIES, c, cAt + 5 * n)).intoArray(c, cAt + 5 * n);
    weight.fma(row6, DoubleVector.fromArray(SPECIES, c, cAt + 6 * n)).intoArray(c, cAt + 6 * n);
    weight.fma(row7, DoubleVector.fromArray(SPECIES, c, cAt + 7 * n)).intoArray(c, cAt + 7 * n);
  }

  private static void tile8x2(
      double factor, double[] b, int bAt, int i, int j, double[] c, int k, int n) {
    DoubleVector c00 = DoubleVector.zero(SPECIES);
    DoubleVector c01 = DoubleVector.zero(SPECIES);
    DoubleVector c10 = DoubleVector.zero(SPECIES);
    DoubleVector c11 = DoubleVector.zero(SPECIES);
    DoubleVector c20 = DoubleVector.zero(SPECIES);
    DoubleVector c21 = DoubleVector.zero(SPECIES);
    DoubleVector c30 = DoubleVector.zero(SPECIES);
    DoubleVector c31 = DoubleVector.zero(SPECIES);
    DoubleVector c40 = DoubleVector.zero(SPECIES);
    DoubleVector c41 = DoubleVector.zero(SPECIES);
    DoubleVector c50 = DoubleVector.zero(SPECIES);
    DoubleVector c51 = DoubleVector.zero(SPECIES);
    DoubleVector c60 = DoubleVector.zero(SPECIES);
    DoubleVector c61 = DoubleVector.zero(SPECIES);
    DoubleVector c70 = DoubleVector.zero(SPECIES);
    DoubleVector c71 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int from = bAt + p * n + i;
      int at = bAt + p * n + j;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, at);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, at + WIDTH);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, b[from]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, b[from + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, b[from + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, b[from + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, b[from + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, b[from + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, b[from + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, b[from + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    int cAt = i * n + j;
    DoubleVector weight = DoubleVector.broadcast(SPECIES, factor);
    weight.fma(c00, DoubleVector.fromArray(SPECIES, c, cAt)).intoArray(c, cAt);
    weight.fma(c01, DoubleVector.fromArray(SPECIES, c, cAt + WIDTH)).intoArray(c, cAt + WIDTH);
    weight.fma(c10, DoubleVector.fromArray(SPECIES, c, cAt + n)).intoArray(c, cAt + n);
    weight
        .fma(c11, DoubleVector.fromArray(SPECIES, c, cAt + n + WIDTH))
        .intoArray(c, cAt + n + WIDTH);
    weight.fma(c20, DoubleVector.fromArray(SPECIES, c, cAt + 2 * n)).intoArray(c, cAt + 2 * n);
    weight
        .fma(c21, DoubleVector.fromArray(SPECIES, c, cAt + 2 * n + WIDTH))
        .intoArray(c, cAt + 2 * n + WIDTH);
    weight.fma(c30, DoubleVector.fromArray(SPECIES, c, cAt + 3 * n)).intoArray(c, cAt + 3 * n);
    weight
        .fma(c31, DoubleVector.fromArray(SPECIES, c, cAt + 3 * n + WIDTH))
        .intoArray(c, cAt + 3 * n + WIDTH);
    weight.fma(c40, DoubleVector.fromArray(SPECIES, c, cAt + 4 * n)).intoArray(c, cAt + 4 * n);
    weight
        .fma(c41, DoubleVector.fromArray(SPECIES, c, cAt + 4 * n + WIDTH))
        .intoArray(c, cAt + 4 * n + WIDTH);
    weight.fma(c50, DoubleVector.fromArray(SPECIES, c, cAt + 5 * n)).intoArray(c, cAt + 5 * n);
    weight
        .fma(c51, DoubleVector.fromArray(SPECIES, c, cAt + 5 * n + WIDTH))
        .intoArray(c, cAt + 5 * n + WIDTH);
    weight.fma(c60, DoubleVector.fromArray(SPECIES, c, cAt + 6 * n)).intoArray(c, cAt + 6 * n);
    weight
        .fma(c61, DoubleVector.fromArray(SPECIES, c, cAt + 6 * n + WIDTH))
        .intoArray(c, cAt + 6 * n + WIDTH);
    weight.fma(c70, DoubleVector.fromArray(SPECIES, c, cAt + 7 * n)).intoArray(c, cAt + 7 * n);
    weight
        .fma(c71, DoubleVector.fromArray(SPECIES, c, cAt + 7 * n + WIDTH))
        .intoArray(c, cAt + 7 * n + WIDTH);
  }

  private static void tile8x1(
      double factor, double[] b, int bAt, int i, int j, double[] c, int k, int n) {
    DoubleVector c0 = DoubleVector.zero(SPECIES);
    DoubleVector c1 = DoubleVector.zero(SPECIES);
    DoubleVector c2 = DoubleVector.zero(SPECIES);
    DoubleVector c3 = DoubleVector.zero(SPECIES);
    DoubleVector c4 = DoubleVector.zero(SPECIES);
    DoubleVector c5 = DoubleVector.zero(SPECIES);
    DoubleVector c6 = DoubleVector.zero(SPECIES);
    DoubleVector c7 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int from = bAt + p * n + i;
      int at = bAt + p * n + j;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, at);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, b[from]);
      c0 = a0.fma(b0, c0);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, b[from + 1]);
      c1 = a1.fma(b0, c1);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, b[from + 2]);
      c2 = a2.fma(b0, c2);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, b[from + 3]);
      c3 = a3.fma(b0, c3);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, b[from + 4]);
      c4 = a4.fma(b0, c4);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, b[from + 5]);
      c5 = a5.fma(b0, c5);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, b[from + 6]);
      c6 = a6.fma(b0, c6);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, b[from + 7]);
      c7 = a7.fma(b0, c7);
    }
    int cAt = i * n + j;
    DoubleVector weight = DoubleVector.broadcast(SPECIES, factor);
    weight.fma(c0, DoubleVector.fromArray(SPECIES, c, cAt)).intoArray(c, cAt);
    weight.fma(c1, DoubleVector.fromArray(SPECIES, c, cAt + n)).intoArray(c, cAt + n);
    weight.fma(c2, DoubleVector.fromArray(SPECIES, c, cAt + 2 * n)).intoArray(c, cAt + 2 * n);
    weight.fma(c3, DoubleVector.fromArray(SPECIES, c, cAt + 3 * n)).intoArray(c, cAt + 3 * n);
    weight.fma(c4, DoubleVector.fromArray(SPECIES, c, cAt + 4 * n)).intoArray(c, cAt + 4 * n);
    weight.fma(c5, DoubleVector.fromArray(SPECIES, c, cAt + 5 * n)).intoArray(c, cAt + 5 * n);
    weight.fma(c6, DoubleVector.fromArray(SPECIES, c, cAt + 6 * n)).intoArray(c, cAt + 6 * n);
    weight.fma(c7, DoubleVector.fromArray(SPECIES, c, cAt + 7 * n)).intoArray(c, cAt + 7 * n);
  }

  private static void tile1x1(
      double factor, double[] b, int bAt, int i, int j, double[] c, int k, int n) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      DoubleVector left = DoubleVector.broadcast(SPECIES, b[bAt + p * n + i]);
      sum = left.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n + j), sum);
    }
    int at = i * n + j;
    DoubleVector weight = DoubleVector.broadcast(SPECIES, factor);
    weight.fma(sum, DoubleVector.fromArray(SPECIES, c, at)).intoArray(c, at);
  }
}
