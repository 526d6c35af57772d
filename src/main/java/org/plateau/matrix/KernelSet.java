package org.plateau.matrix;

/**
 * The few inner loops that are worth a vector form. Each implementation gives the same bits: every
 * entry of a product is one chain of fused multiply-adds in ascending order of the inner index, and
 * an inner product has the order that {@link Kernels#dot} describes.
 */
interface KernelSet {

  /** Returns what this is, for people. */
  String description();

  /** c += a b, for a of shape m x k, b of shape k x n; a and b begin at aAt and bAt. */
  void multiplyAdd(double[] a, int aAt, double[] b, int bAt, double[] c, int m, int k, int n);

  /** c += a^T b, for a of shape k x m, b of shape k x n; a begins at aAt. */
  void multiplyTransposeLeftAdd(double[] a, int aAt, double[] b, double[] c, int m, int k, int n);

  /** y += a^T x, for a of shape m x n, which begins at aAt. */
  void multiplyTransposeAdd(double[] a, int aAt, double[] x, double[] y, int m, int n);

  /**
   * Returns the sum of x[xAt + i] y[yAt + i] over i &lt; whole, a multiple of 8, in eight chains
   * and a fixed tree.
   */
  double interleavedDot(double[] x, int xAt, double[] y, int yAt, int whole);

  /** y += factor x over n entries. */
  void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int n);
}
