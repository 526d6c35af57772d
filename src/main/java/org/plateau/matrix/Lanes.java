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

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private Lanes() {}

  /** C = A B for eight pairs; A is m x k, B is k x n. */
  public static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
    Arrays.fill(c, 0, m * n * COUNT, 0);
    Kernels.set().laneMultiplyAdd(a, b, c, m, k, n);
  }

  /**
   * C += A^T B on and below the diagonal for eight pairs, both k x n, where the product is known to
   * be symmetric; entries above are left in any state.
   */
  public static void gramAdd(double[] a, double[] b, double[] c, int k, int n) {
    Kernels.set().laneGramAdd(a, b, c, k, n);
  }

  /** y = factor x for eight matrices of n entries, one factor a matrix. */
  public static void scale(double[] factors, double[] x, double[] y, int n) {
    Kernels.set().laneScale(factors, x, y, n);
  }

  /** Copies what lies below the diagonal of eight n x n matrices above it. */
  public static void mirror(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        System.arraycopy(a, (i * n + j) * COUNT, a, (j * n + i) * COUNT, COUNT);
      }
    }
  }

  /** Copies {@code length} entries of a flat matrix into one lane. */
  public static void put(double[] matrix, int at, int length, double[] lanes, int lane) {
    for (int e = 0; e < length; e++) {
      lanes[e * COUNT + lane] = matrix[at + e];
    }
  }

  /**
   * The largest eigenvalue of each of eight positive semidefinite n x n matrices: Householder
   * reduction, then Laguerre's iteration from above. The error is that of the reduction, about 4 n
   * u |A|_F.
   *
   * @param a eight symmetric matrices; overwritten
   * @param result eight eigenvalues, out
   */
  public static void largestEigenvalues(double[] a, int n, double[] result) {
    int[] powers = normalize(a, n);
    double[] off = new double[n * COUNT];
    double[] p = new double[n * COUNT];
    for (int k = 0; k < n - 2; k++) {
      Kernels.set().laneReflect(a, n, k, off, p);
    }
    double[] diagonal = new double[n * COUNT];
    double[] least = new double[COUNT];
    for (int lane = 0; lane < COUNT; lane++) {
      for (int i = 0; i < n; i++) {
        diagonal[i * COUNT + lane] = a[(i * n + i) * COUNT + lane];
      }
      if (n > 1) {
        off[(n - 2) * COUNT + lane] = a[((n - 1) * n + n - 2) * COUNT + lane];
      }
      enclose(diagonal, off, n, least, result, lane);
    }
    Kernels.set().laneDescend(diagonal, off, result, least, n);
    for (int lane = 0; lane < COUNT; lane++) {
      result[lane] = Math.scalb(result[lane], powers[lane]);
    }
  }

  /**
   * Divides each lane by a power of two so that its largest entry is about 1; returns the
   * exponents. The largest entry of a positive semidefinite matrix is on its diagonal.
   */
  private static int[] normalize(double[] a, int n) {
    int[] powers = new int[COUNT];
    double[] factors = new double[COUNT];
    for (int lane = 0; lane < COUNT; lane++) {
      double largest = 0;
      for (int i = 0; i < n; i++) {
        largest = Math.max(largest, a[i * (n + 1) * COUNT + lane]);
      }
      if (largest > 0 && largest < Double.POSITIVE_INFINITY) {
        powers[lane] = Math.max(-1000, Math.getExponent(largest));
      }
      factors[lane] = Math.scalb(1.0, -powers[lane]);
    }
    scale(factors, a, a, n * n);
    return powers;
  }

  /** Gershgorin's upper end, a little enlarged, and its rounding. Squares the couplings. */
  private static void enclose(
      double[] diagonal, double[] off, int n, double[] least, double[] high, int lane) {
    double most = 0;
    double before = 0;
    for (int i = 0; i < n; i++) {
      double coupling = i + 1 < n ? Math.abs(off[i * COUNT + lane]) : 0;
      most = Math.max(most, diagonal[i * COUNT + lane] + before + coupling);
      before = coupling;
      off[i * COUNT + lane] = coupling * coupling;
    }
    least[lane] = 2 * UNIT_ROUNDOFF * most;
    high[lane] = most * (1 + 0x1p-50);
  }
}
