package org.plateau.matrix;

/**
 * The few inner loops that are worth a vector form. Each implementation gives the same bits: every
 * entry of a product is one chain of fused multiply-adds in ascending order of the inner index, and
 * an inner product has the order that {@link Kernels#dot} describes.
 */
interface KernelSet {

  /** Returns what this is, for people. */
  String description();

  /** c += a b, for a of shape m x k, b of shape k x n. */
  void multiplyAdd(double[] a, double[] b, double[] c, int m, int k, int n);

  /** c += a^T b, for a of shape k x m, b of shape k x n. */
  void multiplyTransposeLeftAdd(double[] a, double[] b, double[] c, int m, int k, int n);

  /** y += a^T x, for a of shape m x n. */
  void multiplyTransposeAdd(double[] a, double[] x, double[] y, int m, int n);

  /**
   * Returns the sum of x[xAt + i] y[yAt + i] over i &lt; whole, a multiple of 8, in eight chains
   * and a fixed tree.
   */
  double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole);

  /** y += factor x over n entries. */
  void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n);
}
