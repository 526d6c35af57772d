package org.plateau.matrix;

import java.util.Arrays;

/**
 * Eight small matrices of one shape at once, one a lane: entry e of matrix l lies at {@code e * 8 +
 * l}. At orders up to 16 this fills the registers of a core, which single matrices of that size
 * cannot. Each lane does what it would do alone, in the same order.
 */
public final class Lanes {

  /** Number of matrices worked on at once. */
  public static final int COUNT = KernelSet.LANES;

  /** Halvings of a bracket no wider than twice its upper end, down to its rounding. */
  private static final int BISECTIONS = 55;

  private Lanes() {}

  /** C = A B for eight pairs; A is m x k, B is k x n. */
  public static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n * COUNT, 0);
    Kernels.set().laneMultiplyAdd(a, b, c, m, k, n);
  }

  /** C = A^T B for eight pairs; A is k x m, B is k x n. */
  public static void multiplyTransposeLeft(
      double[] a, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n * COUNT, 0);
    Kernels.set().laneMultiplyTransposeLeftAdd(a, b, c, m, k, n);
  }

  /** Copies {@code length} entries of a flat matrix into one lane. */
  public static void put(double[] matrix, int at, int length, double[] lanes, int lane) {
    for (int e = 0; e < length; e++) {
      lanes[e * COUNT + lane] = matrix[at + e];
    }
  }

  /**
   * The largest eigenvalue of each of eight positive semidefinite n x n matrices: Householder
   * reduction, then bisection on the signs of the pivots of T - x I, which are all negative exactly
   * above the spectrum (Sylvester). The error is that of the reduction, about 4 n u |A|_F.
   *
   * @param a eight symmetric matrices; overwritten
   * @param result eight eigenvalues, out
   */
  public static void largestEigenvalues(double[] a, int n, double[] result) {
    int[] powers = normalize(a, n * n);
    double[] off = new double[n * COUNT];
    double[] p = new double[n * COUNT];
    for (int k = 0; k < n - 2; k++) {
      Kernels.set().laneReflect(a, n, k, off, p);
    }
    double[] diagonal = new double[n * COUNT];
    double[] low = new double[COUNT];
    for (int lane = 0; lane < COUNT; lane++) {
      for (int i = 0; i < n; i++) {
        diagonal[i * COUNT + lane] = a[(i * n + i) * COUNT + lane];
      }
      if (n > 1) {
        off[(n - 2) * COUNT + lane] = a[((n - 1) * n + n - 2) * COUNT + lane];
      }
      bracket(diagonal, off, n, low, result, lane);
    }
    Kernels.set().laneBisect(diagonal, off, low, result, n, BISECTIONS);
    for (int lane = 0; lane < COUNT; lane++) {
      result[lane] = Math.scalb(result[lane], powers[lane]);
    }
  }

  /**
   * Divides each lane by a power of two so that its largest entry is about 1; returns the
   * exponents.
   */
  private static int[] normalize(double[] a, int entries) {
    int[] powers = new int[COUNT];
    for (int lane = 0; lane < COUNT; lane++) {
      double largest = 0;
      for (int e = 0; e < entries; e++) {
        largest = Math.max(largest, Math.abs(a[e * COUNT + lane]));
      }
      if (largest > 0 && largest < Double.POSITIVE_INFINITY) {
        powers[lane] = Math.max(-1000, Math.getExponent(largest));
        double factor = Math.scalb(1.0, -powers[lane]);
        for (int e = 0; e < entries; e++) {
          a[e * COUNT + lane] *= factor;
        }
      }
    }
    return powers;
  }

  /**
   * Gershgorin's upper end, a little enlarged; the largest diagonal entry is a lower end. Squares
   * the couplings.
   */
  private static void bracket(
      double[] diagonal, double[] off, int n, double[] low, double[] high, int lane) {
    double least = 0;
    double most = 0;
    double before = 0;
    for (int i = 0; i < n; i++) {
      double entry = diagonal[i * COUNT + lane];
      double coupling = i + 1 < n ? Math.abs(off[i * COUNT + lane]) : 0;
      least = Math.max(least, entry);
      most = Math.max(most, entry + before + coupling);
      before = coupling;
      off[i * COUNT + lane] = coupling * coupling;
    }
    low[lane] = least;
    high[lane] = most * (1 + 0x1p-50);
  }
}
