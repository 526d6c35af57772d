package org.plateau.matrix;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Eigen-decomposition A = V diag(values) V^T of a real symmetric matrix, stored as a flat row-major
 * n x n array.
 *
 * <p>Method: Householder reduction to tridiagonal form, then the implicit QL iteration (Wilkinson,
 * Reinsch 1971). The transposed eigenvector matrix is what is kept, so that every inner loop runs
 * along a row. The input is scaled by a power of two first, so tiny and huge matrices neither
 * underflow nor overflow. The computed values are the exact ones of A + E with |E| of the order of
 * n u |A|_F, u = 2^-53; {@link #residual(int)} bounds the error of one value a posteriori.
 */
public final class SymmetricEigen {

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  /** QL needs two sweeps a value on average; sixty never happen for finite input. */
  private static final int MAXIMAL_SWEEPS = 60;

  /** Between these a sum of two squares has lost nothing to the range of doubles. */
  private static final double LEAST_SQUARE = 0x1p-900;

  private static final double LARGEST_SQUARE = 0x1p900;

  private final int n;
  private final double[] matrix;
  private final double[] values;
  private final double[] vectors;

  private SymmetricEigen(int n, double[] matrix, double[] values, double[] vectors) {
    this.n = n;
    this.matrix = matrix;
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a symmetric matrix.
   *
   * @param a n x n, row-major, not modified; an asymmetry of the size of rounding is averaged away
   * @param n number of rows, at least 1
   * @throws IllegalArgumentException if the length is not n * n, an entry is not finite, or the
   *     matrix is not symmetric
   */
  public static SymmetricEigen of(double[] a, int n) {
    Tridiagonal reduced = Tridiagonal.of(a, n);
    double[] values = reduced.diagonal();
    double[] padded = reduced.transposedBasis();
    implicitQl(n, values, reduced.off(), padded);
    double[] vectors = sort(n, values, padded);
    for (int i = 0; i < n; i++) {
      values[i] *= reduced.scale();
    }
    return new SymmetricEigen(n, a.clone(), values, vectors);
  }

  /**
   * Eigenvalues alone, in ascending order; about a third of the work of {@link #of}.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static double[] values(double[] a, int n) {
    Tridiagonal reduced = Tridiagonal.of(a, n);
    double[] values = reduced.diagonal();
    implicitQl(n, values, reduced.off(), null);
    Arrays.sort(values);
    for (int i = 0; i < n; i++) {
      values[i] *= reduced.scale();
    }
    return values;
  }

  /**
   * Largest (most positive) eigenvalue, accurate to {@link #roundoff(double[], int)}.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static double largest(double[] a, int n) {
    Tridiagonal reduced = Tridiagonal.of(a, n);
    return reduced.largest() * reduced.scale();
  }

  /**
   * Size of the backward error of the method, 4 n u |A|_F: by Weyl's inequality no computed
   * eigenvalue is further than this from the true one.
   */
  public static double roundoff(double[] a, int n) {
    double largest = 0;
    for (double entry : a) {
      largest = Math.max(largest, Math.abs(entry));
    }
    if (largest == 0) {
      return 0;
    }
    double scale = Tridiagonal.powerOfTwoNear(largest);
    double sum = 0;
    for (double entry : a) {
      double scaled = entry / scale;
      sum += scaled * scaled;
    }
    return 4 * n * UNIT_ROUNDOFF * Math.sqrt(sum) * scale;
  }

  /** Number of rows n. */
  public int size() {
    return n;
  }

  /** The i-th smallest eigenvalue, i = 0 .. n-1. */
  public double value(int i) {
    return values[i];
  }

  /** All eigenvalues, ascending; a fresh array. */
  public double[] values() {
    return values.clone();
  }

  /** The largest eigenvalue. */
  public double largest() {
    return values[n - 1];
  }

  /** Unit eigenvector of the i-th smallest eigenvalue; a fresh array of length n. */
  public double[] vector(int i) {
    return Arrays.copyOfRange(vectors, i * n, (i + 1) * n);
  }

  /** V^T, row-major n x n: row i is the unit eigenvector of value i; a fresh array. */
  public double[] vectors() {
    return vectors.clone();
  }

  /**
   * |A v - theta v| / |v| for the i-th computed pair, plus the rounding of the residual itself: A
   * has an eigenvalue within this distance of {@code value(i)}.
   */
  public double residual(int i) {
    double largest = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
    if (largest == 0) {
      return 0;
    }
    double scale = Tridiagonal.powerOfTwoNear(largest);
    double theta = values[i] / scale;
    double squares = 0;
    double norm = 0;
    for (int r = 0; r < n; r++) {
      double sum = 0;
      for (int c = 0; c < n; c++) {
        sum = Math.fma(matrix[r * n + c] / scale, vectors[i * n + c], sum);
      }
      double v = vectors[i * n + r];
      double difference = Math.fma(-theta, v, sum);
      squares = Math.fma(difference, difference, squares);
      norm = Math.fma(v, v, norm);
    }
    return Math.sqrt(squares / norm) * scale + n * UNIT_ROUNDOFF * largest;
  }

  /**
   * V diag(f(values)) V^T, for example a square root or an inverse.
   *
   * @param f value at each eigenvalue, length n, in the order of {@link #values()}
   * @return row-major n x n, exactly symmetric
   */
  public double[] compose(double[] f) {
    if (f.length != n) {
      throw new IllegalArgumentException(
          "values: expected length " + n + ", the size of the matrix, but got " + f.length);
    }
    double[] result = new double[n * n];
    for (int k = 0; k < n; k++) {
      int row = k * n;
      for (int r = 0; r < n; r++) {
        double factor = f[k] * vectors[row + r];
        for (int c = 0; c <= r; c++) {
          result[r * n + c] = Math.fma(factor, vectors[row + c], result[r * n + c]);
        }
      }
    }
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < r; c++) {
        result[c * n + r] = result[r * n + c];
      }
    }
    return result;
  }

  private static void implicitQl(int n, double[] d, double[] e, double @Nullable [] z) {
    double size = 0;
    for (int i = 0; i < n; i++) {
      size = Math.max(size, Math.abs(d[i]) + Math.abs(e[i]));
    }
    // Measured against the whole matrix: in a null block of rounding noise no entry is small
    // against its neighbors, and the iteration would not end.
    double negligible = UNIT_ROUNDOFF * size;
    for (int l = 0; l < n; l++) {
      int sweeps = 0;
      int m = firstNegligible(n, e, l, negligible);
      while (m > l) {
        if (++sweeps > MAXIMAL_SWEEPS) {
          throw new IllegalStateException(
              "the QL iteration did not converge on a finite matrix of size " + n);
        }
        sweep(n, d, e, z, l, m);
        m = firstNegligible(n, e, l, negligible);
      }
    }
  }

  private static int firstNegligible(int n, double[] e, int from, double negligible) {
    int m = from;
    while (m < n - 1 && Math.abs(e[m]) > negligible) {
      m++;
    }
    return m;
  }

  /** One implicit QL sweep with Wilkinson's shift on the block l .. m. */
  private static void sweep(int n, double[] d, double[] e, double @Nullable [] z, int l, int m) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double root = hypot(g, 1);
    g = d[m] - d[l] + e[l] / (g + (g >= 0 ? root : -root));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double r = hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[m] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      double t = (d[i] - g) * s + 2 * c * b;
      p = s * t;
      d[i + 1] = g + p;
      g = c * t - b;
      if (z != null) {
        int stride = z.length / n;
        Kernels.rotate(z, i * stride, (i + 1) * stride, stride, c, s);
      }
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
  }

  /**
   * |(x, y)| without overflow; the entries are already scaled, so huge ratios are all that matter.
   */
  private static double hypot(double x, double y) {
    double squares = Math.fma(x, x, y * y);
    if (squares > LEAST_SQUARE && squares < LARGEST_SQUARE) {
      return Math.sqrt(squares);
    }
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    double large = Math.max(ax, ay);
    double small = Math.min(ax, ay);
    if (large == 0) {
      return 0;
    }
    double ratio = small / large;
    return large * Math.sqrt(Math.fma(ratio, ratio, 1));
  }

  /** Sorts the values, and returns the rows of the padded basis in the same order, unpadded. */
  private static double[] sort(int n, double[] values, double[] padded) {
    int stride = padded.length / n;
    double[] rows = new double[n * n];
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int at = i;
      double value = values[i];
      while (at > 0 && values[at - 1] > value) {
        values[at] = values[at - 1];
        order[at] = order[at - 1];
        at--;
      }
      values[at] = value;
      order[at] = i;
    }
    for (int i = 0; i < n; i++) {
      System.arraycopy(padded, order[i] * stride, rows, i * n, n);
    }
    return rows;
  }
}
