package org.plateau.matrix;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, in blocks of four rows by two registers. Loaded only where the
 * module {@code jdk.incubator.vector} is present. Accumulators are local variables: as method
 * parameters they would be boxed, and the loop would run fifty times slower.
 */
final class VectorKernels implements KernelSet {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private static final VectorShuffle<Double> FOUR_ON = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Double> TWO_ON = VectorShuffle.iota(SPECIES, 2, 1, true);

  private final ScalarKernels scalar = new ScalarKernels();

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
    if (whole < m) {
      int row = cAt + whole * n;
      Arrays.fill(c, row, cAt + m * n, 0);
      product(a, aAt + whole * k, k, 1, b, bAt, c, row, m - whole, k, n);
      ScalarKernels.scale(factor, c, row, (m - whole) * n);
    }
  }

  @Override
  public void multiplyAdd(
      double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n) {
    product(a, aAt, k, 1, b, bAt, c, 0, m, k, n);
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

  @Override
  public void multiplyTransposeLeftAdd(
      double[] a, int aAt, double[] b, double[] c, int m, int k, int n) {
    product(a, aAt, 1, m, b, 0, c, 0, m, k, n);
  }

  @Override
  public void gramAdd(double factor, double[] b, int bAt, double[] c, int k, int n) {
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

  /** c += A b, where entry (i, p) of A lies at {@code a[aAt + i * rowStep + p * columnStep]}. */
  private static void product(
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

  @Override
  public void multiplyTransposeAdd(
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

  @Override
  public double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole) {
    return switch (WIDTH) {
      case 8 -> dotOf8(x, xAt, y, yAt, whole);
      case 4 -> dotOf4(x, xAt, y, yAt, whole);
      default -> scalar.interleavedDot(x, xAt, y, yAt, whole);
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

  @Override
  public void interleavedDots(
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

  @Override
  public void addResiduals(
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

  @Override
  public void images(
      double[] a, int count, int m, int n, double[] u, double[] v, double[] left, double[] right) {
    if (WIDTH != LANES || n < LANES) {
      scalar.images(a, count, m, n, u, v, left, right);
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

  @Override
  public void outer(double factor, double[] x, double[] y, double[] out, int at, int m, int n) {
    for (int i = 0; i < m; i++) {
      double multiple = factor * x[i];
      DoubleVector multiples = DoubleVector.broadcast(SPECIES, multiple);
      int row = at + i * n;
      int j = 0;
      for (; j + WIDTH <= n; j += WIDTH) {
        multiples.mul(DoubleVector.fromArray(SPECIES, y, j)).intoArray(out, row + j);
      }
      for (; j < n; j++) {
        out[row + j] = multiple * y[j];
      }
    }
  }

  @Override
  public void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
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
  public void updateAndMultiply(double[] a, int k, int n, int stride, double[] w, double[] next) {
    int c = k + 1 & ~7;
    if (k == 0) {
      Arrays.fill(next, 0, stride, 0);
      product(a, 1, 1, 1, a, stride, next, 0, 1, n - 1, stride);
      return;
    }
    for (; c + 2 * WIDTH <= stride; c += 2 * WIDTH) {
      updateColumns2(a, k, n, stride, w, next, c);
    }
    for (; c < stride; c += WIDTH) {
      updateColumns1(a, k, n, stride, w, next, c);
    }
  }

  private static void updateColumns2(
      double[] a, int k, int n, int stride, double[] w, double[] next, int c) {
    int v = k * stride;
    int u = v - stride;
    DoubleVector u0 = DoubleVector.fromArray(SPECIES, a, u + c);
    DoubleVector u1 = DoubleVector.fromArray(SPECIES, a, u + c + WIDTH);
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, w, c + WIDTH);
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    for (int r = k + 1; r < n; r++) {
      int at = r * stride + c;
      DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + r]);
      DoubleVector right = DoubleVector.broadcast(SPECIES, w[r]);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[v + r]);
      DoubleVector row0 =
          DoubleVector.fromArray(SPECIES, a, at).sub(left.mul(w0).add(right.mul(u0)));
      DoubleVector row1 =
          DoubleVector.fromArray(SPECIES, a, at + WIDTH).sub(left.mul(w1).add(right.mul(u1)));
      row0.intoArray(a, at);
      row1.intoArray(a, at + WIDTH);
      sum0 = factor.fma(row0, sum0);
      sum1 = factor.fma(row1, sum1);
    }
    sum0.intoArray(next, c);
    sum1.intoArray(next, c + WIDTH);
  }

  private static void updateColumns1(
      double[] a, int k, int n, int stride, double[] w, double[] next, int c) {
    int v = k * stride;
    int u = v - stride;
    DoubleVector u0 = DoubleVector.fromArray(SPECIES, a, u + c);
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int r = k + 1; r < n; r++) {
      int at = r * stride + c;
      DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + r]);
      DoubleVector right = DoubleVector.broadcast(SPECIES, w[r]);
      DoubleVector row =
          DoubleVector.fromArray(SPECIES, a, at).sub(left.mul(w0).add(right.mul(u0)));
      row.intoArray(a, at);
      sum = DoubleVector.broadcast(SPECIES, a[v + r]).fma(row, sum);
    }
    sum.intoArray(next, c);
  }

  @Override
  public void reflect(
      double[] a, int k, int m, int stride, double[] v, double[] w, double[] next, double[] inner) {
    for (int i = k + 1; i < m; i++) {
      next[i] = Math.fma(-v[i], w[k + 1], a[i * stride + k + 1]);
    }
    int c = k & ~7;
    for (; c + 2 * WIDTH <= stride; c += 2 * WIDTH) {
      reflectColumns2(a, k, m, stride, v, w, next, inner, c);
    }
    for (; c < stride; c += WIDTH) {
      reflectColumns1(a, k, m, stride, v, w, next, inner, c);
    }
  }

  private static void reflectColumns2(
      double[] a,
      int k,
      int m,
      int stride,
      double[] v,
      double[] w,
      double[] next,
      double[] inner,
      int c) {
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, w, c + WIDTH);
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    int at = k * stride + c;
    DoubleVector head = DoubleVector.broadcast(SPECIES, -v[k]);
    head.fma(w0, DoubleVector.fromArray(SPECIES, a, at)).intoArray(a, at);
    head.fma(w1, DoubleVector.fromArray(SPECIES, a, at + WIDTH)).intoArray(a, at + WIDTH);
    for (int i = k + 1; i < m; i++) {
      at = i * stride + c;
      DoubleVector factor = DoubleVector.broadcast(SPECIES, -v[i]);
      DoubleVector row0 = factor.fma(w0, DoubleVector.fromArray(SPECIES, a, at));
      DoubleVector row1 = factor.fma(w1, DoubleVector.fromArray(SPECIES, a, at + WIDTH));
      row0.intoArray(a, at);
      row1.intoArray(a, at + WIDTH);
      DoubleVector entry = DoubleVector.broadcast(SPECIES, next[i]);
      sum0 = entry.fma(row0, sum0);
      sum1 = entry.fma(row1, sum1);
    }
    sum0.intoArray(inner, c);
    sum1.intoArray(inner, c + WIDTH);
  }

  private static void reflectColumns1(
      double[] a,
      int k,
      int m,
      int stride,
      double[] v,
      double[] w,
      double[] next,
      double[] inner,
      int c) {
    DoubleVector shift = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int at = k * stride + c;
    DoubleVector.broadcast(SPECIES, -v[k])
        .fma(shift, DoubleVector.fromArray(SPECIES, a, at))
        .intoArray(a, at);
    for (int i = k + 1; i < m; i++) {
      at = i * stride + c;
      DoubleVector row =
          DoubleVector.broadcast(SPECIES, -v[i]).fma(shift, DoubleVector.fromArray(SPECIES, a, at));
      row.intoArray(a, at);
      sum = DoubleVector.broadcast(SPECIES, next[i]).fma(row, sum);
    }
    sum.intoArray(inner, c);
  }

  @Override
  public void laneReduce(double[] a, int n, double[] diagonal, double[] off, double[] work) {
    int order = n + 3 & ~3;
    int size = order * LANES;
    Arrays.fill(work, 0);
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int k = 0; k < n; k++) {
        // The reflector of the step before and the products with it, then those of this step.
        int old = (k & 1) * 2 * size + lane;
        int now = (~k & 1) * 2 * size + lane;
        laneFinish(a, order, k, diagonal, work, old, now, lane);
        if (k + 1 < n) {
          laneReflect(order, k, off, work, now, lane);
          for (int r = k + 1 & ~3; r < order; r += 4) {
            laneRows(a, order, r, work, old, now, lane);
          }
        }
      }
    }
  }

  /**
   * Takes row k out of the matrix, after the step before, which is completed to v w^T + w v^T: its
   * diagonal entry, and the rest for the reflector. What stays in its place is zero.
   */
  private static void laneFinish(
      double[] a, int order, int k, double[] diagonal, double[] work, int old, int now, int lane) {
    int size = order * LANES;
    int row = ((k & ~3) * order + (k & 3)) * LANES + lane;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector beta = DoubleVector.fromArray(SPECIES, work, 4 * size + lane);
    DoubleVector inner = DoubleVector.fromArray(SPECIES, work, 4 * size + LANES + lane);
    DoubleVector shift = beta.mul(beta.mul(inner)).mul(-0.5);
    int head = old + k * LANES;
    DoubleVector v0 = DoubleVector.fromArray(SPECIES, work, head).neg();
    DoubleVector w0 =
        shift.fma(v0, beta.mul(DoubleVector.fromArray(SPECIES, work, head + size).neg()));
    for (int c = k; c < order; c++) {
      int at = old + LANES * c;
      int from = row + 4 * LANES * c;
      DoubleVector v = DoubleVector.fromArray(SPECIES, work, at);
      DoubleVector w = shift.fma(v, beta.mul(DoubleVector.fromArray(SPECIES, work, at + size)));
      w.intoArray(work, at + size);
      DoubleVector entry = DoubleVector.fromArray(SPECIES, a, from);
      v0.fma(w, w0.fma(v, entry)).intoArray(work, now + LANES * c);
      zero.intoArray(work, now + size + LANES * c);
      zero.intoArray(a, from);
    }
    int own = now + k * LANES;
    DoubleVector.fromArray(SPECIES, work, own).intoArray(diagonal, k * LANES + lane);
    zero.intoArray(work, own);
    zero.intoArray(work, head);
    zero.intoArray(work, head + size);
  }

  /** The reflector that takes the finished row to its first entry. */
  private static void laneReflect(
      int order, int k, double[] off, double[] work, int now, int lane) {
    int size = order * LANES;
    int headAt = now + (k + 1) * LANES;
    DoubleVector head = DoubleVector.fromArray(SPECIES, work, headAt);
    DoubleVector tail = DoubleVector.zero(SPECIES);
    for (int at = headAt + LANES; at < now + size; at += LANES) {
      DoubleVector entry = DoubleVector.fromArray(SPECIES, work, at);
      tail = entry.fma(entry, tail);
    }
    VectorMask<Double> idle = tail.compare(VectorOperators.LT, ScalarKernels.NEGLIGIBLE);
    DoubleVector norm = head.fma(head, tail).sqrt();
    DoubleVector alpha = norm.blend(norm.neg(), head.compare(VectorOperators.GT, 0));
    DoubleVector first = head.sub(alpha);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector beta = two.div(first.fma(first, tail)).blend(0, idle);
    alpha.blend(head, idle).intoArray(off, k * LANES + lane);
    first.intoArray(work, headAt);
    beta.intoArray(work, 4 * size + lane);
    DoubleVector.zero(SPECIES).intoArray(work, 4 * size + LANES + lane);
  }

  /** Four rows: the update of the step before, products with the reflector, and the mirror's. */
  private static void laneRows(
      double[] a, int order, int r, double[] work, int old, int now, int lane) {
    int size = order * LANES;
    int rows = r * LANES;
    DoubleVector v0 = DoubleVector.fromArray(SPECIES, work, old + rows).neg();
    DoubleVector v1 = DoubleVector.fromArray(SPECIES, work, old + rows + LANES).neg();
    DoubleVector v2 = DoubleVector.fromArray(SPECIES, work, old + rows + 2 * LANES).neg();
    DoubleVector v3 = DoubleVector.fromArray(SPECIES, work, old + rows + 3 * LANES).neg();
    int partner = old + size + rows;
    int sums = now + size + rows;
    int start = (r * order + 4 * r) * LANES + lane;
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, work, partner).neg();
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, work, partner + LANES).neg();
    DoubleVector w2 = DoubleVector.fromArray(SPECIES, work, partner + 2 * LANES).neg();
    DoubleVector w3 = DoubleVector.fromArray(SPECIES, work, partner + 3 * LANES).neg();
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, work, now + rows);
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, work, now + rows + LANES);
    DoubleVector x2 = DoubleVector.fromArray(SPECIES, work, now + rows + 2 * LANES);
    DoubleVector x3 = DoubleVector.fromArray(SPECIES, work, now + rows + 3 * LANES);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    for (int c = 0; c < 4; c++) {
      int at = start + 4 * LANES * c;
      int column = LANES * c;
      DoubleVector v = DoubleVector.fromArray(SPECIES, work, old + rows + column);
      DoubleVector w = DoubleVector.fromArray(SPECIES, work, partner + column);
      DoubleVector x = DoubleVector.fromArray(SPECIES, work, now + rows + column);
      DoubleVector a0 = v0.fma(w, w0.fma(v, DoubleVector.fromArray(SPECIES, a, at)));
      DoubleVector a1 = v1.fma(w, w1.fma(v, DoubleVector.fromArray(SPECIES, a, at + LANES)));
      DoubleVector a2 = v2.fma(w, w2.fma(v, DoubleVector.fromArray(SPECIES, a, at + 2 * LANES)));
      DoubleVector a3 = v3.fma(w, w3.fma(v, DoubleVector.fromArray(SPECIES, a, at + 3 * LANES)));
      a0.intoArray(a, at);
      a1.intoArray(a, at + LANES);
      a2.intoArray(a, at + 2 * LANES);
      a3.intoArray(a, at + 3 * LANES);
      s0 = a0.fma(x, s0);
      s1 = a1.fma(x, s1);
      s2 = a2.fma(x, s2);
      s3 = a3.fma(x, s3);
    }
    for (int c = 4; c < order - r; c++) {
      int at = start + 4 * LANES * c;
      int column = LANES * c;
      DoubleVector v = DoubleVector.fromArray(SPECIES, work, old + rows + column);
      DoubleVector w = DoubleVector.fromArray(SPECIES, work, partner + column);
      DoubleVector x = DoubleVector.fromArray(SPECIES, work, now + rows + column);
      DoubleVector a0 = v0.fma(w, w0.fma(v, DoubleVector.fromArray(SPECIES, a, at)));
      DoubleVector a1 = v1.fma(w, w1.fma(v, DoubleVector.fromArray(SPECIES, a, at + LANES)));
      DoubleVector a2 = v2.fma(w, w2.fma(v, DoubleVector.fromArray(SPECIES, a, at + 2 * LANES)));
      DoubleVector a3 = v3.fma(w, w3.fma(v, DoubleVector.fromArray(SPECIES, a, at + 3 * LANES)));
      a0.intoArray(a, at);
      a1.intoArray(a, at + LANES);
      a2.intoArray(a, at + 2 * LANES);
      a3.intoArray(a, at + 3 * LANES);
      s0 = a0.fma(x, s0);
      s1 = a1.fma(x, s1);
      s2 = a2.fma(x, s2);
      s3 = a3.fma(x, s3);
      DoubleVector q = DoubleVector.fromArray(SPECIES, work, sums + column);
      q = a3.fma(x3, a2.fma(x2, a1.fma(x1, a0.fma(x0, q))));
      q.intoArray(work, sums + column);
    }
    s0 = s0.add(DoubleVector.fromArray(SPECIES, work, sums));
    s1 = s1.add(DoubleVector.fromArray(SPECIES, work, sums + LANES));
    s2 = s2.add(DoubleVector.fromArray(SPECIES, work, sums + 2 * LANES));
    s3 = s3.add(DoubleVector.fromArray(SPECIES, work, sums + 3 * LANES));
    s0.intoArray(work, sums);
    s1.intoArray(work, sums + LANES);
    s2.intoArray(work, sums + 2 * LANES);
    s3.intoArray(work, sums + 3 * LANES);
    int innerAt = 4 * size + LANES + lane;
    DoubleVector inner = DoubleVector.fromArray(SPECIES, work, innerAt);
    s3.fma(x3, s2.fma(x2, s1.fma(x1, s0.fma(x0, inner)))).intoArray(work, innerAt);
  }

  @Override
  public void laneLargest(double[] diagonal, double[] off, int n, double[] out) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector most = DoubleVector.zero(SPECIES);
      DoubleVector before = DoubleVector.zero(SPECIES);
      for (int at = lane; at < n * LANES; at += LANES) {
        DoubleVector after = DoubleVector.fromArray(SPECIES, off, at).abs();
        most = most.max(DoubleVector.fromArray(SPECIES, diagonal, at).add(before).add(after));
        before = after;
      }
      DoubleVector shortest = most.mul(ScalarKernels.SHORTEST);
      DoubleVector point = most.mul(ScalarKernels.ENLARGED);
      VectorMask<Double> moving = SPECIES.maskAll(true);
      for (int step = 0; step < Tridiagonal.MAXIMAL_STEPS && moving.anyTrue(); step++) {
        DoubleVector change = laguerre(diagonal, off, lane, n, point);
        point = point.sub(change, moving.and(change.compare(VectorOperators.GT, 0)));
        moving = moving.and(change.compare(VectorOperators.GT, shortest));
      }
      point.intoArray(out, lane);
    }
  }

  private static DoubleVector laguerre(
      double[] diagonal, double[] off, int lane, int n, DoubleVector x) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1);
    DoubleVector first = zero;
    DoubleVector second = zero;
    DoubleVector t = zero;
    DoubleVector slope = zero;
    DoubleVector bend = zero;
    VectorMask<Double> above = SPECIES.maskAll(true);
    for (int i = 0; i < n; i++) {
      int at = i * LANES + lane;
      DoubleVector pivot = DoubleVector.fromArray(SPECIES, diagonal, at).sub(x).sub(t);
      above = above.and(pivot.compare(VectorOperators.LT, 0));
      DoubleVector inverse = one.div(pivot);
      bend = t.mul(bend.sub(slope.mul(2).mul(slope))).mul(inverse);
      slope = t.fma(slope, minusOne).mul(inverse);
      first = first.add(slope);
      second = second.add(slope.fma(slope, bend.neg()));
      DoubleVector coupling = DoubleVector.fromArray(SPECIES, off, at);
      t = coupling.mul(coupling).mul(inverse);
    }
    DoubleVector degree = DoubleVector.broadcast(SPECIES, n);
    DoubleVector spread = degree.fma(second, first.mul(first).neg()).mul(n - 1).max(0);
    return zero.blend(degree.div(first.add(spread.sqrt())), above);
  }
}
