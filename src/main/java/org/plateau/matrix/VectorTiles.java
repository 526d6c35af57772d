package org.plateau.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products and Gram matrices whose sums begin at zero, in tiles of eight rows by one or two
 * registers: a part of {@link VectorKernels}.
 */
final class VectorTiles {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorTiles() {}

  /**
   * C = factor A B for the first rows of A, in tiles; all sums begin at zero.
   *
   * @return how many rows were done
   */
  static int multiply(
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
    int whole = n % 8 == 0 ? m & ~7 : 0;
    for (int i = 0; i < whole; i += 8) {
      int from = aAt + i * k;
      int row = cAt + i * n;
      int j = 0;
      // Sixteen sums need the 32 registers of AVX-512.
      for (; WIDTH == 8 && j + 2 * WIDTH <= n; j += 2 * WIDTH) {
        tile8x2(factor, a, from, b, bAt + j, c, row + j, k, n);
      }
      for (; j < n; j += WIDTH) {
        tile8x1(factor, a, from, b, bAt + j, c, row + j, k, n);
      }
    }
    return whole;
  }

  private static void tile8x2(
      double factor, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    int row1 = aAt + k;
    int row2 = aAt + 2 * k;
    int row3 = aAt + 3 * k;
    int row4 = aAt + 4 * k;
    int row5 = aAt + 5 * k;
    int row6 = aAt + 6 * k;
    int row7 = aAt + 7 * k;
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
      int at = bAt + p * n;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, at);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, at + WIDTH);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aAt + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row1 + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[row2 + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[row3 + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[row4 + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[row5 + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[row6 + p]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[row7 + p]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.mul(factor).intoArray(c, cAt);
    c01.mul(factor).intoArray(c, cAt + WIDTH);
    c10.mul(factor).intoArray(c, cAt + n);
    c11.mul(factor).intoArray(c, cAt + n + WIDTH);
    c20.mul(factor).intoArray(c, cAt + 2 * n);
    c21.mul(factor).intoArray(c, cAt + 2 * n + WIDTH);
    c30.mul(factor).intoArray(c, cAt + 3 * n);
    c31.mul(factor).intoArray(c, cAt + 3 * n + WIDTH);
    c40.mul(factor).intoArray(c, cAt + 4 * n);
    c41.mul(factor).intoArray(c, cAt + 4 * n + WIDTH);
    c50.mul(factor).intoArray(c, cAt + 5 * n);
    c51.mul(factor).intoArray(c, cAt + 5 * n + WIDTH);
    c60.mul(factor).intoArray(c, cAt + 6 * n);
    c61.mul(factor).intoArray(c, cAt + 6 * n + WIDTH);
    c70.mul(factor).intoArray(c, cAt + 7 * n);
    c71.mul(factor).intoArray(c, cAt + 7 * n + WIDTH);
  }

  private static void tile8x1(
      double factor, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    int row1 = aAt + k;
    int row2 = aAt + 2 * k;
    int row3 = aAt + 3 * k;
    int row4 = aAt + 4 * k;
    int row5 = aAt + 5 * k;
    int row6 = aAt + 6 * k;
    int row7 = aAt + 7 * k;
    DoubleVector c0 = DoubleVector.zero(SPECIES);
    DoubleVector c1 = DoubleVector.zero(SPECIES);
    DoubleVector c2 = DoubleVector.zero(SPECIES);
    DoubleVector c3 = DoubleVector.zero(SPECIES);
    DoubleVector c4 = DoubleVector.zero(SPECIES);
    DoubleVector c5 = DoubleVector.zero(SPECIES);
    DoubleVector c6 = DoubleVector.zero(SPECIES);
    DoubleVector c7 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < k; p++) {
      int at = bAt + p * n;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, at);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aAt + p]);
      c0 = a0.fma(b0, c0);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row1 + p]);
      c1 = a1.fma(b0, c1);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[row2 + p]);
      c2 = a2.fma(b0, c2);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[row3 + p]);
      c3 = a3.fma(b0, c3);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[row4 + p]);
      c4 = a4.fma(b0, c4);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[row5 + p]);
      c5 = a5.fma(b0, c5);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[row6 + p]);
      c6 = a6.fma(b0, c6);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[row7 + p]);
      c7 = a7.fma(b0, c7);
    }
    c0.mul(factor).intoArray(c, cAt);
    c1.mul(factor).intoArray(c, cAt + n);
    c2.mul(factor).intoArray(c, cAt + 2 * n);
    c3.mul(factor).intoArray(c, cAt + 3 * n);
    c4.mul(factor).intoArray(c, cAt + 4 * n);
    c5.mul(factor).intoArray(c, cAt + 5 * n);
    c6.mul(factor).intoArray(c, cAt + 6 * n);
    c7.mul(factor).intoArray(c, cAt + 7 * n);
  }

  /** As {@link KernelSet#gramAdd}. */
  static void gramAdd(double factor, double[] b, int bAt, double[] c, int k, int n) {
    int whole = n & ~7;
    for (int i = 0; i < whole; i += 8) {
      int j = 0;
      for (; WIDTH == 8 && j + 8 <= i; j += 2 * WIDTH) {
        gram8x2(factor, b, bAt, i, j, c, k, n);
      }
      for (; j < i + 8; j += WIDTH) {
        gram8x1(factor, b, bAt, i, j, c, k, n);
      }
    }
    for (int i = whole; i < n; i++) {
      int j = 0;
      for (; j + WIDTH <= i + 1; j += WIDTH) {
        gram1x1(factor, b, bAt, i, j, c, k, n);
      }
      ScalarKernels.gramRow(factor, b, bAt, i, j, c, k, n);
    }
  }

  private static void gram8x2(
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

  private static void gram8x1(
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

  private static void gram1x1(
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
