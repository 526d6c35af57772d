package org.plateau.matrix;

/**
 * The few inner loops that are worth a vector form. Each implementation gives the same bits: every
 * entry of a product is one chain of fused multiply-adds in ascending order of the inner index, and
 * an inner product has the order that {@link Kernels#dot} describes.
 */
interface KernelSet {

  /** Number of small matrices that the lane kernels work on at once. */
  int LANES = 8;

  /** Returns what this is, for people. */
  String description();

  /** c = factor (a b), for a of shape m x k, b of shape k x n; they begin at aAt, bAt and cAt. */
  void multiply(
      double factor,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] c,
      int cAt,
      int m,
      int k,
      int n);

  /** c += a b, for a of shape m x k, b of shape k x n; a and b begin at aAt and bAt. */
  void multiplyAdd(double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n);

  /** c += a^T b, for a of shape k x m, b of shape k x n; a begins at aAt. */
  void multiplyTransposeLeftAdd(double[] a, int aAt, double[] b, double[] c, int m, int k, int n);

  /**
   * c += factor (b^T b) on and below the diagonal, for b of shape k x n, which begins at bAt; the
   * chain of each entry of b^T b begins with zero. Entries above are left in any state.
   */
  void gramAdd(double factor, double[] b, int bAt, double[] c, int k, int n);

  /** y = factor (y + a^T x), for a of shape m x n; they begin at aAt, xAt and yAt. */
  void multiplyTransposeAdd(
      double factor, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt, int m, int n);

  /**
   * x_j = factors[at + j] (x_j + W_j^T x_{j+1}) for j = count - 1 .. 0, where W_j, of shape m x n,
   * begins at wAt + j m n and x_j, of length n, at xAt + j n; x_count has length m, and m = n where
   * count &gt; 1. To each entry the rows of W_j are added in groups of four, each group one chain
   * that begins with a product, and what is left one by one.
   */
  void pullBack(
      double[] w, int wAt, double[] x, int xAt, double[] factors, int at, int count, int m, int n);

  /**
   * Returns the sum of x[xAt + i] y[yAt + i] over i &lt; whole, a multiple of 8, in eight chains
   * and a fixed tree.
   */
  double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole);

  /**
   * y[yAt + i] = {@link #interleavedDot} of row i of a, which begins at aAt + i stride, with x from
   * xAt on.
   */
  void interleavedDots(
      double[] a, int aAt, int stride, double[] x, int xAt, double[] y, int yAt, int m, int whole);

  /**
   * out += (b[i] - q_i^T y) q_i for the m rows q_i, in ascending order; an inner product is {@link
   * #interleavedDot} of the first {@code whole} entries and one chain from there on.
   */
  void addResiduals(double[] q, double[] b, double[] y, int whole, double[] out, int m, int n);

  /** left = A^T u and right = A v for {@code count} matrices, as {@link Kernels#images}. */
  void images(
      double[] a, int count, int m, int n, double[] u, double[] v, double[] left, double[] right);

  /** Writes the m x n matrix (factor x) y^T from {@code at} on; x and y begin at xAt and yAt. */
  void outer(
      double factor, double[] x, int xAt, double[] y, int yAt, double[] out, int at, int m, int n);

  /** y += factor x over n entries. */
  void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n);

  /** out = x y, entry by entry over n of them; out may be x or y, from the same offset on. */
  void multiplyEntries(double[] x, int xAt, double[] y, int yAt, double[] out, int outAt, int n);

  /**
   * out = y + sum of factors[j] times stage j, over n entries; stage j begins at {@code at + j
   * stride} and comes after those before it in each entry's chain.
   */
  void stageSum(
      double[] y,
      double[] stages,
      int at,
      int stride,
      double[] factors,
      int count,
      double[] out,
      int n);

  /**
   * The end of a step: out = y + sum of weights[j] times stage j, and for two error estimates, sums
   * of the same stages with weights[count + j] and weights[2 count + j], their squares relative to
   * absolute + relative max(|y|, |out|) are added to {@code sums[i % 8]} and {@code sums[8 + i %
   * 8]}.
   */
  void stageEnd(
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
      int n);

  /** x' = c x - s y and y' = s x + c y over n entries of one array, from the given offsets. */
  void rotate(double[] a, int xAt, int yAt, int n, double c, double s);

  /**
   * Householder's reduction of a symmetric matrix to tridiagonal form. Step k applies the reflector
   * u = row k - 1 with its w to the rows after k, {@code a_r - (u_r w + w_r u)}, and in the same
   * pass sums v_r a_r over them, in ascending order, for the reflector v = row k. The first entry
   * of v, which waits for a root, comes last.
   *
   * @param a n rows of {@code stride} entries, a multiple of eight, zero from column n on; out:
   *     reflector k in row k, zero up to k from the column k + 1 rounded down to a multiple of
   *     eight on
   * @param diagonal n entries, out
   * @param off n couplings, out; the last one is left alone
   * @param betas n factors of the reflections I - beta v v^T, out; the last one is left alone
   * @param work 3 stride entries
   */
  void tridiagonalize(
      double[] a,
      int n,
      int stride,
      double[] diagonal,
      double[] off,
      double[] betas,
      double[] work);

  /** The largest modulus of an entry, as {@link Kernels#largest}. */
  double largest(double[] x);

  /** Whether no entry is infinite or NaN. */
  boolean isFinite(double[] x);

  /**
   * Reflector k of a Householder triangular form, applied to rows of {@code stride} entries, a
   * multiple of eight: every row i with k &lt;= i &lt; m becomes {@code a_i - v_i w}. Of the new
   * rows with i &gt; k, {@code next} gets column {@code k}, and {@code inner} its inner products
   * with all columns, in ascending order of rows. Columns before {@code k} rounded down to a
   * multiple of eight are left alone.
   */
  void reflect(
      double[] a, int k, int m, int stride, double[] v, double[] w, double[] next, double[] inner);

  /**
   * Householder's reduction of eight symmetric n x n matrices to tridiagonal form. Each step
   * applies the reflector of the step before and multiplies by the next one in one pass over half
   * of the trailing block.
   *
   * @param a rows in groups of four, as {@link LargestEigenvalues} stores them; overwritten
   * @param diagonal n diagonals of eight, out
   * @param off n couplings of eight, out; the last ones are left alone
   * @param work 4 n + 2 values of eight, n rounded up to a multiple of four
   */
  void laneReduce(double[] a, int n, double[] diagonal, double[] off, double[] work);

  /**
   * The largest eigenvalue of eight positive semidefinite tridiagonal matrices at once, by the
   * iteration of {@link Tridiagonal#descend} from Gershgorin's upper end, which must not be above
   * 1: so the characteristic polynomials do not overflow.
   *
   * @param diagonal n diagonals of eight
   * @param off n couplings of eight; the last ones must be zero
   * @param out eight values
   * @param work n values of eight, and at least five
   */
  void laneLargest(double[] diagonal, double[] off, int n, double[] out, double[] work);
}
