package org.plateau.matrix;

import java.util.Arrays;

/**
 * Products of small dense matrices on flat row-major arrays. Each entry of a product is one chain
 * of fused multiply-adds in ascending order of the inner index, so that any vector form which keeps
 * that order is bit-equal.
 *
 * <p>No method allocates unless its Javadoc says so; outputs must not overlap inputs.
 */
public final class Kernels {

  /** Between these a sum of squares has lost nothing to the range of doubles. */
  private static final double LEAST_SQUARE = 0x1p-900;

  private static final double LARGEST_SQUARE = 0x1p900;
  private static final KernelSet KERNELS = choose();

  private Kernels() {}

  /**
   * Takes the vector form where the incubator module was added; {@code -Dplateau.kernels=scalar}
   * forces the plain one.
   */
  private static KernelSet choose() {
    boolean wanted = !"scalar".equals(System.getProperty("plateau.kernels"));
    if (wanted && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      return new VectorKernels();
    }
    return new ScalarKernels();
  }

  static KernelSet set() {
    return KERNELS;
  }

  /** Returns which form of the kernels runs, for people. */
  public static String description() {
    return KERNELS.description();
  }

  /** c = a b, for a of shape m x k, b of shape k x n, c of shape m x n. */
  public static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    multiply(a, 0, b, 0, c, m, k, n);
  }

  /** c = a b, for a of shape m x k that begins at aAt, b of shape k x n that begins at bAt. */
  public static void multiply(
      double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n, 0);
    KERNELS.multiplyAdd(a, aAt, b, bAt, c, m, k, n);
  }

  /** c += a b, for a of shape m x k, b of shape k x n, c of shape m x n. */
  public static void multiplyAdd(double[] a, double[] b, double[] c, int m, int k, int n) {
    KERNELS.multiplyAdd(a, 0, b, 0, c, m, k, n);
  }

  /** c = a^T b, for a of shape k x m, b of shape k x n, c of shape m x n. */
  public static void multiplyTransposeLeft(
      double[] a, double[] b, double[] c, int m, int k, int n) {
    multiplyTransposeLeft(a, 0, b, c, m, k, n);
  }

  /** c = a^T b, for a of shape k x m that begins at aAt, b of shape k x n, c of shape m x n. */
  public static void multiplyTransposeLeft(
      double[] a, int aAt, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n, 0);
    KERNELS.multiplyTransposeLeftAdd(a, aAt, b, c, m, k, n);
  }

  /** c += a^T b, for a of shape k x m, b of shape k x n, c of shape m x n. */
  public static void multiplyTransposeLeftAdd(
      double[] a, double[] b, double[] c, int m, int k, int n) {
    KERNELS.multiplyTransposeLeftAdd(a, 0, b, c, m, k, n);
  }

  /** c += b^T b, exactly symmetric if c was, for b of shape k x n. */
  public static void gramAdd(double[] b, double[] c, int k, int n) {
    KERNELS.gramAdd(b, c, k, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        c[j * n + i] = c[i * n + j];
      }
    }
  }

  /** c = a b^T, for a of shape m x k, b of shape n x k, c of shape m x n. */
  public static void multiplyTransposeRight(
      double[] a, double[] b, double[] c, int m, int k, int n) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        c[i * n + j] = dot(a, i * k, b, j * k, k);
      }
    }
  }

  /** y = a x, for a of shape m x n. */
  public static void multiply(double[] a, double[] x, double[] y, int m, int n) {
    for (int i = 0; i < m; i++) {
      y[i] = dot(a, i * n, x, 0, n);
    }
  }

  /** y = a^T x, for a of shape m x n; x has length m, y length n. */
  public static void multiplyTranspose(double[] a, double[] x, double[] y, int m, int n) {
    multiplyTranspose(a, 0, x, y, m, n);
  }

  /** y = a^T x, for a of shape m x n that begins at aAt; x has length m, y length n. */
  public static void multiplyTranspose(double[] a, int aAt, double[] x, double[] y, int m, int n) {
    Arrays.fill(y, 0, n, 0);
    KERNELS.multiplyTransposeAdd(a, aAt, x, y, m, n);
  }

  /** y += a^T x, for a of shape m x n that begins at aAt; x has length m, y length n. */
  public static void multiplyTransposeAdd(
      double[] a, int aAt, double[] x, double[] y, int m, int n) {
    KERNELS.multiplyTransposeAdd(a, aAt, x, y, m, n);
  }

  /** Returns x^T y over the whole arrays, which must have the same length. */
  public static double dot(double[] x, double[] y) {
    return dot(x, 0, y, 0, x.length);
  }

  /**
   * Returns the inner product of x[xAt … xAt + n) and y[yAt … yAt + n).
   *
   * <p>From 16 entries on, the sum runs in eight interleaved chains that are added in a fixed tree:
   * the order of a vector register of eight lanes, which any narrower one can keep, and three to
   * four times faster than one chain of dependent operations.
   */
  public static double dot(double[] x, int xAt, double[] y, int yAt, int n) {
    double sum = 0;
    int i = 0;
    if (n >= 16) {
      int whole = n & ~7;
      sum = KERNELS.interleavedDot(x, xAt, y, yAt, whole);
      i = whole;
    }
    for (; i < n; i++) {
      sum = Math.fma(x[xAt + i], y[yAt + i], sum);
    }
    return sum;
  }

  /** y += factor x over n entries from the given offsets. */
  public static void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    KERNELS.axpy(factor, x, xAt, y, yAt, n);
  }

  /**
   * Rotates two runs of n entries of one array: x' = c x - s y and y' = s x + c y, with x from xAt
   * and y from yAt.
   */
  public static void rotate(double[] a, int xAt, int yAt, int n, double c, double s) {
    KERNELS.rotate(a, xAt, yAt, n, c, s);
  }

  /** Returns the Euclidean norm of x, scaled so that it neither overflows nor underflows. */
  public static double norm(double[] x) {
    double squares = dot(x, x);
    if (squares > LEAST_SQUARE && squares < LARGEST_SQUARE) {
      return Math.sqrt(squares);
    }
    double max = 0;
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }
    if (max == 0 || Double.isNaN(max) || Double.isInfinite(max)) {
      return max;
    }
    double scale = Math.scalb(1.0, -Math.getExponent(max));
    double sum = 0;
    for (double v : x) {
      double scaled = v * scale;
      sum = Math.fma(scaled, scaled, sum);
    }
    return Math.sqrt(sum) / scale;
  }

  /**
   * Tells whether every entry is finite. Four sums of 0 x, which are 0 unless an entry is not, cost
   * a quarter of as many comparisons.
   */
  public static boolean isFinite(double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= x.length; i += 4) {
      s0 = Math.fma(0.0, x[i], s0);
      s1 = Math.fma(0.0, x[i + 1], s1);
      s2 = Math.fma(0.0, x[i + 2], s2);
      s3 = Math.fma(0.0, x[i + 3], s3);
    }
    for (; i < x.length; i++) {
      s0 = Math.fma(0.0, x[i], s0);
    }
    return s0 + s1 + s2 + s3 == 0;
  }

  /** Returns a new array: the transpose, of shape n x m, of a of shape m x n. */
  public static double[] transpose(double[] a, int m, int n) {
    double[] out = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[j * m + i] = a[i * n + j];
      }
    }
    return out;
  }

  /** Returns a new array: the n x n identity. */
  public static double[] identity(int n) {
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      out[i * n + i] = 1;
    }
    return out;
  }
}
