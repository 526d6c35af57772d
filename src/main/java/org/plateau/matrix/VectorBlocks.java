package org.plateau.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products that are added to what is there, in blocks of four rows or one by up to four registers:
 * a part of {@link VectorKernels}.
 */
final class VectorBlocks {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorBlocks() {}

  /** c += A b, where entry (i, p) of A lies at {@code a[aAt + i * rowStep + p * columnStep]}. */
  static void product(
      double[] a,
      int aAt,
      int rowStep,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int m,
      int k,
      int n) {
    int j = 0;
    if (m == 1) {
      for (; j + 4 * WIDTH <= n; j += 4 * WIDTH) {
        block1x4(a, aAt, columnStep, b, bAt + j, c, cAt + j, k, n, 1);
      }
    }
    // Sixteen sums need the 32 registers of AVX-512.
    for (; m >= 4 && WIDTH == 8 && j + 4 * WIDTH <= n; j += 4 * WIDTH) {
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        block4x4(a, aAt + i * rowStep, rowStep, columnStep, b, bAt + j, c, cAt + i * n + j, k, n);
      }
      for (; i < m; i++) {
        block1x4(a, aAt + i * rowStep, columnStep, b, bAt + j, c, cAt + i * n + j, k, n, 1);
      }
    }
    for (; j + 2 * WIDTH <= n; j += 2 * WIDTH) {
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        block4x2(a, aAt + i * rowStep, rowStep, columnStep, b, bAt + j, c, cAt + i * n + j, k, n);
      }
      for (; i < m; i++) {
        block1x2(a, aAt + i * rowStep, columnStep, b, bAt + j, c, cAt + i * n + j, k, n, 1);
      }
    }
    for (; j + WIDTH <= n; j += WIDTH) {
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        block4x1(a, aAt + i * rowStep, rowStep, columnStep, b, bAt + j, c, cAt + i * n + j, k, n);
      }
      for (; i < m; i++) {
        block1x1(a, aAt + i * rowStep, columnStep, b, bAt + j, c, cAt + i * n + j, k, n, 1);
      }
    }
    if (j < n) {
      for (int i = 0; i < m; i++) {
        tail(a, aAt + i * rowStep, columnStep, b, bAt, c, cAt + i * n, j, k, n);
      }
    }
  }

  private static void block4x4(
      double[] a,
      int aAt,
      int rowStep,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int k,
      int n) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cAt + WIDTH);
    DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * WIDTH);
    DoubleVector c03 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * WIDTH);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cAt + n);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cAt + n + WIDTH);
    DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, cAt + n + 2 * WIDTH);
    DoubleVector c13 = DoubleVector.fromArray(SPECIES, c, cAt + n + 3 * WIDTH);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n + WIDTH);
    DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n + 2 * WIDTH);
    DoubleVector c23 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n + 3 * WIDTH);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n + WIDTH);
    DoubleVector c32 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n + 2 * WIDTH);
    DoubleVector c33 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n + 3 * WIDTH);
    for (int p = 0; p < k; p++) {
      int row = bAt + p * n;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + WIDTH);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + 2 * WIDTH);
      DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, row + 3 * WIDTH);
      int at = aAt + p * columnStep;
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + rowStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * rowStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * rowStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + WIDTH);
    c02.intoArray(c, cAt + 2 * WIDTH);
    c03.intoArray(c, cAt + 3 * WIDTH);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + WIDTH);
    c12.intoArray(c, cAt + n + 2 * WIDTH);
    c13.intoArray(c, cAt + n + 3 * WIDTH);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + WIDTH);
    c22.intoArray(c, cAt + 2 * n + 2 * WIDTH);
    c23.intoArray(c, cAt + 2 * n + 3 * WIDTH);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + WIDTH);
    c32.intoArray(c, cAt + 3 * n + 2 * WIDTH);
    c33.intoArray(c, cAt + 3 * n + 3 * WIDTH);
  }

  private static void block4x2(
      double[] a,
      int aAt,
      int rowStep,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int k,
      int n) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cAt + WIDTH);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cAt + n);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cAt + n + WIDTH);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n + WIDTH);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n + WIDTH);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + p * n);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + p * n + WIDTH);
      int at = aAt + p * columnStep;
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + rowStep]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * rowStep]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * rowStep]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + WIDTH);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + WIDTH);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + WIDTH);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + WIDTH);
  }

  private static void block4x1(
      double[] a,
      int aAt,
      int rowStep,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int k,
      int n) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, cAt + n);
    DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n);
    DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n);
    for (int p = 0; p < k; p++) {
      DoubleVector row = DoubleVector.fromArray(SPECIES, b, bAt + p * n);
      int at = aAt + p * columnStep;
      c0 = DoubleVector.broadcast(SPECIES, a[at]).fma(row, c0);
      c1 = DoubleVector.broadcast(SPECIES, a[at + rowStep]).fma(row, c1);
      c2 = DoubleVector.broadcast(SPECIES, a[at + 2 * rowStep]).fma(row, c2);
      c3 = DoubleVector.broadcast(SPECIES, a[at + 3 * rowStep]).fma(row, c3);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + n);
    c2.intoArray(c, cAt + 2 * n);
    c3.intoArray(c, cAt + 3 * n);
  }

  private static void block1x4(
      double[] a,
      int aAt,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int k,
      int n,
      double factor) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, cAt + WIDTH);
    DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * WIDTH);
    DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * WIDTH);
    for (int p = 0; p < k; p++) {
      DoubleVector entry = DoubleVector.broadcast(SPECIES, a[aAt + p * columnStep]);
      int at = bAt + p * n;
      c0 = entry.fma(DoubleVector.fromArray(SPECIES, b, at), c0);
      c1 = entry.fma(DoubleVector.fromArray(SPECIES, b, at + WIDTH), c1);
      c2 = entry.fma(DoubleVector.fromArray(SPECIES, b, at + 2 * WIDTH), c2);
      c3 = entry.fma(DoubleVector.fromArray(SPECIES, b, at + 3 * WIDTH), c3);
    }
    c0.mul(factor).intoArray(c, cAt);
    c1.mul(factor).intoArray(c, cAt + WIDTH);
    c2.mul(factor).intoArray(c, cAt + 2 * WIDTH);
    c3.mul(factor).intoArray(c, cAt + 3 * WIDTH);
  }

  private static void block1x2(
      double[] a,
      int aAt,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int k,
      int n,
      double factor) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, cAt + WIDTH);
    for (int p = 0; p < k; p++) {
      DoubleVector entry = DoubleVector.broadcast(SPECIES, a[aAt + p * columnStep]);
      c0 = entry.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n), c0);
      c1 = entry.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n + WIDTH), c1);
    }
    c0.mul(factor).intoArray(c, cAt);
    c1.mul(factor).intoArray(c, cAt + WIDTH);
  }

  private static void block1x1(
      double[] a,
      int aAt,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int k,
      int n,
      double factor) {
    DoubleVector sum = DoubleVector.fromArray(SPECIES, c, cAt);
    for (int p = 0; p < k; p++) {
      DoubleVector entry = DoubleVector.broadcast(SPECIES, a[aAt + p * columnStep]);
      sum = entry.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n), sum);
    }
    sum.mul(factor).intoArray(c, cAt);
  }

  private static void tail(
      double[] a,
      int aAt,
      int columnStep,
      double[] b,
      int bAt,
      double[] c,
      int cRow,
      int from,
      int k,
      int n) {
    for (int p = 0; p < k; p++) {
      double factor = a[aAt + p * columnStep];
      for (int j = from; j < n; j++) {
        c[cRow + j] = Math.fma(factor, b[bAt + p * n + j], c[cRow + j]);
      }
    }
  }

  /** As {@link KernelSet#multiplyTransposeAdd}. */
  static void multiplyTransposeAdd(
      double factor, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n) {
    int j = 0;
    for (; j + 4 * WIDTH <= n; j += 4 * WIDTH) {
      block1x4(x, xAt, 1, a, aAt + j, y, yAt + j, m, n, factor);
    }
    for (; j + 2 * WIDTH <= n; j += 2 * WIDTH) {
      block1x2(x, xAt, 1, a, aAt + j, y, yAt + j, m, n, factor);
    }
    for (; j + WIDTH <= n; j += WIDTH) {
      block1x1(x, xAt, 1, a, aAt + j, y, yAt + j, m, n, factor);
    }
    if (j < n) {
      tail(x, xAt, 1, a, aAt, y, yAt, j, m, n);
      ScalarKernels.scale(factor, y, yAt + j, n - j);
    }
  }
}
