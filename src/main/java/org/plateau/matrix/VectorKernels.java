package org.plateau.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API, in blocks of four rows by two registers. Loaded only where the
 * module {@code jdk.incubator.vector} is present. Accumulators are local variables: as method
 * parameters they would be boxed, and the loop would run fifty times slower.
 */
final class VectorKernels implements KernelSet {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public String description() {
    return "vector fma, " + LANES * Double.SIZE + " bit";
  }

  @Override
  public void multiplyAdd(
      double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n) {
    product(a, aAt, k, 1, b, bAt, c, m, k, n);
  }

  @Override
  public void multiplyTransposeLeftAdd(
      double[] a, int aAt, double[] b, double[] c, int m, int k, int n) {
    product(a, aAt, 1, m, b, 0, c, m, k, n);
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
      int m,
      int k,
      int n) {
    int j = 0;
    if (m == 1) {
      for (; j + 4 * LANES <= n; j += 4 * LANES) {
        block1x4(a, aAt, columnStep, b, bAt + j, c, j, k, n);
      }
    }
    for (; j + 2 * LANES <= n; j += 2 * LANES) {
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        block4x2(a, aAt + i * rowStep, rowStep, columnStep, b, bAt + j, c, i * n + j, k, n);
      }
      for (; i < m; i++) {
        block1x2(a, aAt + i * rowStep, columnStep, b, bAt + j, c, i * n + j, k, n);
      }
    }
    for (; j + LANES <= n; j += LANES) {
      for (int i = 0; i < m; i++) {
        block1x1(a, aAt + i * rowStep, columnStep, b, bAt + j, c, i * n + j, k, n);
      }
    }
    if (j < n) {
      for (int i = 0; i < m; i++) {
        tail(a, aAt + i * rowStep, columnStep, b, bAt, c, i * n, j, k, n);
      }
    }
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
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cAt + LANES);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cAt + n);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cAt + n + LANES);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * n + LANES);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * n + LANES);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bAt + p * n);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bAt + p * n + LANES);
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
    c01.intoArray(c, cAt + LANES);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + LANES);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + LANES);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + LANES);
  }

  private static void block1x4(
      double[] a, int aAt, int columnStep, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, cAt + LANES);
    DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, cAt + 2 * LANES);
    DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, cAt + 3 * LANES);
    for (int p = 0; p < k; p++) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[aAt + p * columnStep]);
      int at = bAt + p * n;
      c0 = factor.fma(DoubleVector.fromArray(SPECIES, b, at), c0);
      c1 = factor.fma(DoubleVector.fromArray(SPECIES, b, at + LANES), c1);
      c2 = factor.fma(DoubleVector.fromArray(SPECIES, b, at + 2 * LANES), c2);
      c3 = factor.fma(DoubleVector.fromArray(SPECIES, b, at + 3 * LANES), c3);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
    c2.intoArray(c, cAt + 2 * LANES);
    c3.intoArray(c, cAt + 3 * LANES);
  }

  private static void block1x2(
      double[] a, int aAt, int columnStep, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, cAt);
    DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, cAt + LANES);
    for (int p = 0; p < k; p++) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[aAt + p * columnStep]);
      c0 = factor.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n), c0);
      c1 = factor.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n + LANES), c1);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + LANES);
  }

  private static void block1x1(
      double[] a, int aAt, int columnStep, double[] b, int bAt, double[] c, int cAt, int k, int n) {
    DoubleVector sum = DoubleVector.fromArray(SPECIES, c, cAt);
    for (int p = 0; p < k; p++) {
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[aAt + p * columnStep]);
      sum = factor.fma(DoubleVector.fromArray(SPECIES, b, bAt + p * n), sum);
    }
    sum.intoArray(c, cAt);
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
  public void multiplyTransposeAdd(double[] a, int aAt, double[] x, double[] y, int m, int n) {
    product(x, 0, 1, 1, a, aAt, y, 1, m, n);
  }

  @Override
  public double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole) {
    return switch (LANES) {
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
    return ((sum.lane(0) + sum.lane(4)) + (sum.lane(2) + sum.lane(6)))
        + ((sum.lane(1) + sum.lane(5)) + (sum.lane(3) + sum.lane(7)));
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
  public void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    int i = 0;
    if (n >= LANES) {
      DoubleVector factors = DoubleVector.broadcast(SPECIES, factor);
      for (; i + LANES <= n; i += LANES) {
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
}
