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
  private static final int LEAST_INTERLEAVED = 16;
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
    KERNELS.multiply(1, a, aAt, b, bAt, c, 0, m, k, n);
  }

  /**
   * c = factor (a b), for a of shape m x k, b of shape k x n and c of shape m x n; they begin at
   * aAt, bAt and cAt, and may be parts of one array that do not overlap.
   */
  public static void multiply(
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
    KERNELS.multiply(factor, a, aAt, b, bAt, c, cAt, m, k, n);
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
    lowerGramAdd(1, b, c, k, n);
    mirror(c, n);
  }

  /**
   * c += factor (b^T b) on and below the diagonal, for b of shape k x n; entries above are left in
   * any state, for {@link #mirror}.
   */
  public static void lowerGramAdd(double factor, double[] b, double[] c, int k, int n) {
    lowerGramAdd(factor, b, 0, c, k, n);
  }

  /** As {@link #lowerGramAdd(double, double[], double[], int, int)}, for b that begins at bAt. */
  public static void lowerGramAdd(double factor, double[] b, int bAt, double[] c, int k, int n) {
    KERNELS.gramAdd(factor, b, bAt, c, k, n);
  }

  /** Copies what lies below the diagonal of an n x n matrix above it. */
  public static void mirror(double[] c, int n) {
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

  /** y = a x, for a of shape m x n; each entry is an inner product as {@link #dot}. */
  public static void multiply(double[] a, double[] x, double[] y, int m, int n) {
    rowDots(a, 0, x, 0, y, 0, m, n);
  }

  /** y = a x, for a of shape m x n that begins at aAt. */
  public static void multiply(double[] a, int aAt, double[] x, double[] y, int m, int n) {
    rowDots(a, aAt, x, 0, y, 0, m, n);
  }

  /** y = a x, for a of shape m x n; they begin at aAt, xAt and yAt. */
  public static void rowDots(
      double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n) {
    if (n < LEAST_INTERLEAVED) {
      rowChains(a, aAt, x, xAt, y, yAt, m, n);
      return;
    }
    int whole = n & ~7;
    KERNELS.interleavedDots(a, aAt, n, x, xAt, y, yAt, m, whole);
    for (int i = 0; whole < n && i < m; i++) {
      double sum = y[yAt + i];
      for (int j = whole; j < n; j++) {
        sum = Math.fma(a[aAt + i * n + j], x[xAt + j], sum);
      }
      y[yAt + i] = sum;
    }
  }

  /**
   * out = a x and other = a y in one pass, for a of shape m x n that begins at aAt; each entry is
   * that of {@link #rowDots}.
   */
  public static void rowDots(
      double[] a, int aAt, double[] x, double[] out, double[] y, double[] other, int m, int n) {
    if (n == 8 && m % 4 == 0) {
      pairsOfEight(a, aAt, x, out, y, other, m);
      return;
    }
    rowDots(a, aAt, x, 0, out, 0, m, n);
    rowDots(a, aAt, y, 0, other, 0, m, n);
  }

  /** Rows of eight, four at once: the compiler unrolls the loop, as its length is constant. */
  private static void pairsOfEight(
      double[] a, int aAt, double[] x, double[] out, double[] y, double[] other, int m) {
    for (int i = 0; i < m; i += 4) {
      int at = aAt + 8 * i;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double t0 = 0;
      double t1 = 0;
      double t2 = 0;
      double t3 = 0;
      for (int j = 0; j < 8; j++) {
        double first = x[j];
        double second = y[j];
        int column = at + j;
        s0 = Math.fma(a[column], first, s0);
        t0 = Math.fma(a[column], second, t0);
        s1 = Math.fma(a[column + 8], first, s1);
        t1 = Math.fma(a[column + 8], second, t1);
        s2 = Math.fma(a[column + 16], first, s2);
        t2 = Math.fma(a[column + 16], second, t2);
        s3 = Math.fma(a[column + 24], first, s3);
        t3 = Math.fma(a[column + 24], second, t3);
      }
      out[i] = s0;
      out[i + 1] = s1;
      out[i + 2] = s2;
      out[i + 3] = s3;
      other[i] = t0;
      other[i + 1] = t1;
      other[i + 2] = t2;
      other[i + 3] = t3;
    }
  }

  /** out[outAt + i] = the inner product, as {@link #dot}, of rows i of two m x n matrices. */
  public static void rowProducts(
      double[] a, double[] b, int at, double[] out, int outAt, int m, int n) {
    if (n == 8 && m % 4 == 0) {
      productsOfEight(a, b, at, out, outAt, m);
      return;
    }
    for (int i = 0; i < m; i++) {
      out[outAt + i] = dot(a, at + i * n, b, at + i * n, n);
    }
  }

  private static void productsOfEight(
      double[] a, double[] b, int at, double[] out, int outAt, int m) {
    for (int i = 0; i < m; i += 4) {
      int row = at + 8 * i;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int j = row; j < row + 8; j++) {
        s0 = Math.fma(a[j], b[j], s0);
        s1 = Math.fma(a[j + 8], b[j + 8], s1);
        s2 = Math.fma(a[j + 16], b[j + 16], s2);
        s3 = Math.fma(a[j + 24], b[j + 24], s3);
      }
      int to = outAt + i;
      out[to] = s0;
      out[to + 1] = s1;
      out[to + 2] = s2;
      out[to + 3] = s3;
    }
  }

  /**
   * Takes vectors backward through layers: x_j = factors[at + j] (x_j + W_j^T x_{j+1}) for j =
   * count - 1 .. 0. Layer W_j, of shape m x n, begins at wAt + j m n and x_j, of length n, at xAt +
   * j n; x_count has length m, and m = n where count &gt; 1.
   */
  public static void pullBack(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count, int m, int n) {
    KERNELS.pullBack(w, wAt, x, xAt, factors, at, count, m, n);
  }

  /**
   * Takes vectors forward through layers: x_{j+1} = factors[at + j] (W_j x_j + along[at + j]
   * g_{j+1}) for j = 0 .. count - 1, with layers and vectors as in {@link #pullBack}, and all g as
   * all x.
   */
  public static void pushForward(
      double[] w,
      int wAt,
      double[] x,
      double[] g,
      int xAt,
      double[] along,
      double[] factors,
      int at,
      int count,
      int m,
      int n) {
    if (m == 8 && n == 8) {
      pushThroughEight(w, wAt, x, g, xAt, along, factors, at, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      int from = xAt + j * n;
      int to = from + n;
      rowDots(w, wAt + j * m * n, x, from, x, to, m, n);
      for (int i = to; i < to + m; i++) {
        x[i] = factors[at + j] * Math.fma(along[at + j], g[i], x[i]);
      }
    }
  }

  /** All rows of a layer at once, so that none waits for its own additions. */
  private static void pushThroughEight(
      double[] w,
      int wAt,
      double[] x,
      double[] g,
      int xAt,
      double[] along,
      double[] factors,
      int at,
      int count) {
    for (int j = 0; j < count; j++) {
      int from = xAt + 8 * j;
      int layer = wAt + 64 * j;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      for (int p = 0; p < 8; p++) {
        double entry = x[from + p];
        int column = layer + p;
        s0 = Math.fma(w[column], entry, s0);
        s1 = Math.fma(w[column + 8], entry, s1);
        s2 = Math.fma(w[column + 16], entry, s2);
        s3 = Math.fma(w[column + 24], entry, s3);
        s4 = Math.fma(w[column + 32], entry, s4);
        s5 = Math.fma(w[column + 40], entry, s5);
        s6 = Math.fma(w[column + 48], entry, s6);
        s7 = Math.fma(w[column + 56], entry, s7);
      }
      double factor = factors[at + j];
      double weight = along[at + j];
      int to = from + 8;
      x[to] = factor * Math.fma(weight, g[to], s0);
      x[to + 1] = factor * Math.fma(weight, g[to + 1], s1);
      x[to + 2] = factor * Math.fma(weight, g[to + 2], s2);
      x[to + 3] = factor * Math.fma(weight, g[to + 3], s3);
      x[to + 4] = factor * Math.fma(weight, g[to + 4], s4);
      x[to + 5] = factor * Math.fma(weight, g[to + 5], s5);
      x[to + 6] = factor * Math.fma(weight, g[to + 6], s6);
      x[to + 7] = factor * Math.fma(weight, g[to + 7], s7);
    }
  }

  /** One chain a row, four rows at once, so that none waits for its own additions. */
  private static void rowChains(
      double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n) {
    int i = 0;
    for (; i + 4 <= m; i += 4) {
      int at = aAt + i * n;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int j = 0; j < n; j++) {
        double factor = x[xAt + j];
        s0 = Math.fma(a[at + j], factor, s0);
        s1 = Math.fma(a[at + n + j], factor, s1);
        s2 = Math.fma(a[at + 2 * n + j], factor, s2);
        s3 = Math.fma(a[at + 3 * n + j], factor, s3);
      }
      y[yAt + i] = s0;
      y[yAt + i + 1] = s1;
      y[yAt + i + 2] = s2;
      y[yAt + i + 3] = s3;
    }
    for (; i < m; i++) {
      y[yAt + i] = dot(a, aAt + i * n, x, xAt, n);
    }
  }

  /** y = a^T x, for a of shape m x n; x has length m, y length n. */
  public static void multiplyTranspose(double[] a, double[] x, double[] y, int m, int n) {
    multiplyTranspose(a, 0, x, y, m, n);
  }

  /** y = a^T x, for a of shape m x n that begins at aAt; x has length m, y length n. */
  public static void multiplyTranspose(double[] a, int aAt, double[] x, double[] y, int m, int n) {
    Arrays.fill(y, 0, n, 0);
    KERNELS.multiplyTransposeAdd(1, a, aAt, x, 0, y, 0, m, n);
  }

  /** y += a^T x, for a of shape m x n that begins at aAt; x has length m, y length n. */
  public static void multiplyTransposeAdd(
      double[] a, int aAt, double[] x, double[] y, int m, int n) {
    KERNELS.multiplyTransposeAdd(1, a, aAt, x, 0, y, 0, m, n);
  }

  /** y = factor (y + a^T x), for a of shape m x n; they begin at aAt, xAt and yAt. */
  public static void multiplyTransposeAdd(
      double factor, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n) {
    KERNELS.multiplyTransposeAdd(factor, a, aAt, x, xAt, y, yAt, m, n);
  }

  /**
   * out += sum_i (b_i - q_i^T y) q_i over the rows q_i of an m x n matrix, in ascending order and
   * one pass; the inner products are those of {@link #dot}. For orthonormal rows this takes out = y
   * to the nearest point with q_i^T out = b_i.
   *
   * @param b length m
   * @param y length n, must not be {@code out}
   */
  public static void addResiduals(double[] q, double[] b, double[] y, double[] out, int m, int n) {
    KERNELS.addResiduals(q, b, y, n < LEAST_INTERLEAVED ? 0 : n & ~7, out, m, n);
  }

  /**
   * left = A^T u and right = A v for each of the m x n matrices that lie in {@code a} one after the
   * other, in one pass. Entries must be finite. Allocates 24 numbers.
   *
   * <p>From 8 columns on, an entry of the second is summed in panels of 24 columns, each in eight
   * chains that are added as in {@link #dot}; the last chains of a row end with its last entry.
   *
   * @param left count x n
   * @param right count x m
   */
  public static void images(
      double[] a, int count, int m, int n, double[] u, double[] v, double[] left, double[] right) {
    KERNELS.images(a, count, m, n, u, v, left, right);
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
    if (n >= LEAST_INTERLEAVED) {
      int whole = n & ~7;
      sum = KERNELS.interleavedDot(x, xAt, y, yAt, whole);
      i = whole;
    }
    for (; i < n; i++) {
      sum = Math.fma(x[xAt + i], y[yAt + i], sum);
    }
    return sum;
  }

  /** Writes the m x n matrix factor x y^T to out, from {@code at} on. */
  public static void outer(
      double factor, double[] x, double[] y, double[] out, int at, int m, int n) {
    KERNELS.outer(factor, x, 0, y, 0, out, at, m, n);
  }

  /** The same for parts of arrays: x begins at xAt and has m entries, y at yAt and has n. */
  public static void outer(
      double factor, double[] x, int xAt, double[] y, int yAt, double[] out, int at, int m, int n) {
    KERNELS.outer(factor, x, xAt, y, yAt, out, at, m, n);
  }

  /**
   * out = x y, entry by entry over n of them from the given offsets; out may be x or y, from the
   * same offset on.
   */
  public static void multiplyEntries(
      double[] x, int xAt, double[] y, int yAt, double[] out, int outAt, int n) {
    KERNELS.multiplyEntries(x, xAt, y, yAt, out, outAt, n);
  }

  /** y += factor x over n entries from the given offsets. */
  public static void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
    KERNELS.axpy(factor, x, xAt, y, yAt, n);
  }

  /**
   * out = y + sum of factors[j] times stage j over n entries, all stages in one pass.
   *
   * @param stages flat; stage j, for j &lt; count, begins at {@code at + j stride}
   */
  public static void stageSum(
      double[] y,
      double[] stages,
      int at,
      int stride,
      double[] factors,
      int count,
      double[] out,
      int n) {
    KERNELS.stageSum(y, stages, at, stride, factors, count, out, n);
  }

  /**
   * The end of a Runge-Kutta step in one pass over the stages: out = y + sum of weights[j] times
   * stage j, and the sums of squares of two error estimates.
   *
   * @param stages flat; stage j, for j &lt; count, begins at {@code at + j stride}
   * @param weights three rows of {@code count}: those of the step, and of the two estimates
   * @param absolute each error is relative to absolute + relative max(|y|, |out|)
   * @param sums in eight chains each, the sums of squares of the first estimate from 0 on and of
   *     the second one from 8 on; added to, see {@link #sumOfChains}
   */
  public static void stageEnd(
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
    KERNELS.stageEnd(y, yAt, stages, at, stride, weights, count, absolute, relative, out, sums, n);
  }

  /** Returns the sum of eight chains, in the order of {@link #dot}. */
  public static double sumOfChains(double[] s, int at) {
    return ((s[at] + s[at + 4]) + (s[at + 2] + s[at + 6]))
        + ((s[at + 1] + s[at + 5]) + (s[at + 3] + s[at + 7]));
  }

  /**
   * Rotates two runs of n entries of one array: x' = c x - s y and y' = s x + c y, with x from xAt
   * and y from yAt.
   */
  public static void rotate(double[] a, int xAt, int yAt, int n, double c, double s) {
    KERNELS.rotate(a, xAt, yAt, n, c, s);
  }

  /**
   * Reflector k of a Householder triangular form, applied to the m rows of {@code a}, each of
   * {@code stride} entries, a multiple of eight greater than {@code k}: every row i &gt;= k becomes
   * a_i - v_i w. Columns before {@code k} may be changed too. Column k belongs to the next
   * reflector, as for a matrix that is stored without its first column.
   *
   * @param next gets column k of the new rows i &gt; k
   * @param inner gets the inner products of that column with all columns from k on
   */
  public static void reflect(
      double[] a, int k, int m, int stride, double[] v, double[] w, double[] next, double[] inner) {
    KERNELS.reflect(a, k, m, stride, v, w, next, inner);
  }

  /** Returns the Euclidean norm of x, scaled so that it neither overflows nor underflows. */
  public static double norm(double[] x) {
    return norm(x, 0, x.length);
  }

  /** The same for the n entries from {@code at} on. */
  public static double norm(double[] x, int at, int n) {
    double squares = dot(x, at, x, at, n);
    if (squares > LEAST_SQUARE && squares < LARGEST_SQUARE) {
      return Math.sqrt(squares);
    }
    double max = 0;
    for (int i = at; i < at + n; i++) {
      max = Math.max(max, Math.abs(x[i]));
    }
    if (max == 0 || Double.isNaN(max) || Double.isInfinite(max)) {
      return max;
    }
    double scale = Math.scalb(1.0, -Math.getExponent(max));
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      double scaled = x[i] * scale;
      sum = Math.fma(scaled, scaled, sum);
    }
    return Math.sqrt(sum) / scale;
  }

  /**
   * Returns the largest modulus of an entry, 0 where there is none, and NaN or infinity if and only
   * if an entry is not finite.
   */
  public static double largest(double[] x) {
    return KERNELS.largest(x);
  }

  /** Tells whether every entry is finite. */
  public static boolean isFinite(double[] x) {
    return KERNELS.isFinite(x);
  }

  /** Returns a new array: the transpose, of shape n x m, of a of shape m x n. */
  public static double[] transpose(double[] a, int m, int n) {
    double[] out = new double[m * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
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
