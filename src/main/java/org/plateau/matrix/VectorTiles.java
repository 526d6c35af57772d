package org.plateau.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products whose sums begin at zero, in tiles of eight rows by one or two registers: a part of
 * {@link VectorKernels}.
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
    if (WIDTH == 8 && k == n && (n == 8 || n == 16)) {
      for (int i = 0; i < whole; i += 8) {
        int from = aAt + i * n;
        int row = cAt + i * n;
        if (n == 8) {
          tileOf8(factor, a, from, b, bAt, c, row);
        } else {
          tileOf16(factor, a, from, b, bAt, c, row);
        }
      }
      return whole;
    }
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

  /** Eight rows of A with eight columns: with constant strides, one check of a range for many. */
  private static void tileOf8(
      double factor, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
    DoubleVector c0 = DoubleVector.zero(SPECIES);
    DoubleVector c1 = DoubleVector.zero(SPECIES);
    DoubleVector c2 = DoubleVector.zero(SPECIES);
    DoubleVector c3 = DoubleVector.zero(SPECIES);
    DoubleVector c4 = DoubleVector.zero(SPECIES);
    DoubleVector c5 = DoubleVector.zero(SPECIES);
    DoubleVector c6 = DoubleVector.zero(SPECIES);
    DoubleVector c7 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < 8; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + 8 * p);
      int at = aAt + p;
      c0 = DoubleVector.broadcast(SPECIES, a[at]).fma(b0, c0);
      c1 = DoubleVector.broadcast(SPECIES, a[at + 8]).fma(b0, c1);
      c2 = DoubleVector.broadcast(SPECIES, a[at + 16]).fma(b0, c2);
      c3 = DoubleVector.broadcast(SPECIES, a[at + 24]).fma(b0, c3);
      c4 = DoubleVector.broadcast(SPECIES, a[at + 32]).fma(b0, c4);
      c5 = DoubleVector.broadcast(SPECIES, a[at + 40]).fma(b0, c5);
      c6 = DoubleVector.broadcast(SPECIES, a[at + 48]).fma(b0, c6);
      c7 = DoubleVector.broadcast(SPECIES, a[at + 56]).fma(b0, c7);
    }
    c0.mul(factor).intoArray(c, cAt);
    c1.mul(factor).intoArray(c, cAt + 8);
    c2.mul(factor).intoArray(c, cAt + 16);
    c3.mul(factor).intoArray(c, cAt + 24);
    c4.mul(factor).intoArray(c, cAt + 32);
    c5.mul(factor).intoArray(c, cAt + 40);
    c6.mul(factor).intoArray(c, cAt + 48);
    c7.mul(factor).intoArray(c, cAt + 56);
  }

  /** Eight rows of A with sixteen columns, and B of order 16. */
  private static void tileOf16(
      double factor, double[] a, int aAt, double[] b, int bAt, double[] c, int cAt) {
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
    for (int p = 0; p < 16; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + 16 * p);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + 16 * p + 8);
      int at = aAt + p;
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + 16]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 32]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 48]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[at + 64]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[at + 80]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[at + 96]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[at + 112]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.mul(factor).intoArray(c, cAt);
    c01.mul(factor).intoArray(c, cAt + 8);
    c10.mul(factor).intoArray(c, cAt + 16);
    c11.mul(factor).intoArray(c, cAt + 24);
    c20.mul(factor).intoArray(c, cAt + 32);
    c21.mul(factor).intoArray(c, cAt + 40);
    c30.mul(factor).intoArray(c, cAt + 48);
    c31.mul(factor).intoArray(c, cAt + 56);
    c40.mul(factor).intoArray(c, cAt + 64);
    c41.mul(factor).intoArray(c, cAt + 72);
    c50.mul(factor).intoArray(c, cAt + 80);
    c51.mul(factor).intoArray(c, cAt + 88);
    c60.mul(factor).intoArray(c, cAt + 96);
    c61.mul(factor).intoArray(c, cAt + 104);
    c70.mul(factor).intoArray(c, cAt + 112);
    c71.mul(factor).intoArray(c, cAt + 120);
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
}
