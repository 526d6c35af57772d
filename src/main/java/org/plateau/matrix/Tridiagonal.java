package org.plateau.matrix;

import java.util.Arrays;

/**
 * The tridiagonal matrix T = Q^T (A / scale) Q of a symmetric matrix A, with Q as Householder
 * reflectors (Householder 1958), and its largest eigenpair.
 *
 * <p>Rows are padded with zeros to a multiple of eight entries, so that every pass runs in whole
 * registers. Each step applies the reflector of the step before and multiplies by the next one in
 * one pass over the trailing block.
 */
final class Tridiagonal {

  private static final double UNIT_ROUNDOFF = 0x1p-53;

  /** Largest asymmetry, relative to the largest entry, that counts as rounding. */
  private static final double ASYMMETRY = 1e-8;

  /** Pivots below this, relative to T, are kept from zero. */
  private static final double LEAST_PIVOT = 0x1p-106;

  /** Ten are common, and a matrix with half of its eigenvalues at the top needs 15 sqrt(n). */
  static final int MAXIMAL_STEPS = 10_000;

  /** Outside of these, a slope of the characteristic polynomial is scaled. */
  static final double SMALL = 0x1p-300;

  private static final double LARGE = 0x1p300;

  private final int n;
  private final int stride;
  private final double scale;
  private final double[] diagonal;
  private final double[] off;
  private final double[] reflectors;
  private final double[] betas;
  private double upper;
  private double lower;

  private Tridiagonal(int n, double[] padded, double scale) {
    this.n = n;
    this.stride = stride(n);
    this.scale = scale;
    this.diagonal = new double[n];
    this.off = new double[n];
    this.reflectors = padded;
    this.betas = new double[n];
    double factor = 1 / scale;
    for (int i = 0; i < padded.length; i++) {
      padded[i] *= factor;
    }
    reduce();
    enclose();
  }

  /**
   * Reduces a symmetric matrix.
   *
   * @param a n x n, row-major, not modified; an asymmetry of the size of rounding is averaged away
   * @throws IllegalArgumentException if the length is not n * n, an entry is not finite, or the
   *     matrix is not symmetric
   */
  static Tridiagonal of(double[] a, int n) {
    requireSquare(a, n);
    double[] padded = new double[n * stride(n)];
    double largest = symmetrize(a, n, padded);
    return new Tridiagonal(n, padded, largest == 0 ? 1 : powerOfTwoNear(largest));
  }

  /**
   * Reduces the symmetric matrix with these entries on and below the diagonal; others are not read.
   *
   * @param a n x n, row-major, not modified
   * @throws IllegalArgumentException if the length is not n * n or an entry is not finite
   */
  static Tridiagonal ofLower(double[] a, int n) {
    requireSquare(a, n);
    int stride = stride(n);
    double[] padded = new double[n * stride];
    double largest = 0;
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        double value = a[r * n + c];
        // Seldom true, where a maximum would wait for the one before.
        if (!(Math.abs(value) <= largest)) {
          largest = Math.abs(value);
          requireFinite(largest, r, c);
        }
        padded[r * stride + c] = value;
        padded[c * stride + r] = value;
      }
    }
    return new Tridiagonal(n, padded, largest == 0 ? 1 : powerOfTwoNear(largest));
  }

  private static void requireFinite(double modulus, int r, int c) {
    if (!(modulus <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a: entry (" + r + ", " + c + ") or its mirror is not finite; remove NaN and Inf");
    }
  }

  private static int stride(int n) {
    return n + 7 & ~7;
  }

  static double powerOfTwoNear(double x) {
    return Math.scalb(1.0, Math.max(-1022, Math.min(1022, Math.getExponent(x))));
  }

  private static void requireSquare(double[] a, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n: a matrix needs at least one row, but got " + n);
    }
    if (a.length != n * n) {
      throw new IllegalArgumentException(
          "a: a "
              + n
              + " x "
              + n
              + " matrix has "
              + n * n
              + " entries, but the array has length "
              + a.length);
    }
  }

  /** Copies (A + A^T) / 2 and returns its largest modulus. */
  private static double symmetrize(double[] a, int n, double[] padded) {
    int stride = stride(n);
    double largest = 0;
    double asymmetry = 0;
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        double lower = a[r * n + c];
        double upper = a[c * n + r];
        double modulus = Math.max(Math.abs(lower), Math.abs(upper));
        requireFinite(modulus, r, c);
        largest = Math.max(largest, modulus);
        double mean = lower;
        if (lower != upper) {
          asymmetry = Math.max(asymmetry, Math.abs(lower / 2 - upper / 2));
          mean = lower / 2 + upper / 2;
        }
        padded[r * stride + c] = mean;
        padded[c * stride + r] = mean;
      }
    }
    if (2 * asymmetry > ASYMMETRY * largest) {
      throw new IllegalArgumentException(
          "a: not symmetric, entries differ from their mirrors by up to "
              + 2 * asymmetry
              + "; pass (A + A^T) / 2 if that is meant");
    }
    return largest;
  }

  private void reduce() {
    double[] w = new double[stride];
    double[] next = new double[stride];
    for (int k = 0; k < n; k++) {
      if (k > 0) {
        // Row k has missed the step before, which the pass below applies to later rows only.
        finishRow(k, w);
      }
      diagonal[k] = reflectors[k * stride + k];
      if (k < n - 1) {
        reflect(k);
        multiply(k, w, next);
        double[] swap = w;
        w = next;
        next = swap;
      }
    }
  }

  private void finishRow(int k, double[] w) {
    int row = k * stride;
    int before = row - stride;
    double u = reflectors[before + k];
    double v = w[k];
    for (int c = k; c < n; c++) {
      reflectors[row + c] -= u * w[c] + v * reflectors[before + c];
    }
  }

  /** Turns row k into its reflector, zero up to the diagonal. */
  private void reflect(int k) {
    int row = k * stride;
    int first = k + 1;
    double head = reflectors[row + first];
    Arrays.fill(reflectors, row, row + first + 1, 0);
    int from = row + (first & ~7);
    double tail = Kernels.dot(reflectors, from, reflectors, from, stride - (first & ~7));
    if (tail < ScalarKernels.NEGLIGIBLE) {
      // Dropping entries below 1e-145 of the largest one is far below rounding.
      Arrays.fill(reflectors, row, row + stride, 0);
      off[k] = head;
      return;
    }
    double norm = Math.sqrt(Math.fma(head, head, tail));
    double alpha = head > 0 ? -norm : norm;
    double lead = head - alpha;
    reflectors[row + first] = lead;
    betas[k] = 2 / Math.fma(lead, lead, tail);
    off[k] = alpha;
  }

  /** Applies reflector k - 1 to the rows below k, and finds w of reflector k. */
  private void multiply(int k, double[] w, double[] next) {
    int row = k * stride;
    Kernels.set().updateAndMultiply(reflectors, k, n, stride, w, next);
    int from = k + 1 & ~7;
    int length = stride - from;
    double beta = betas[k];
    double inner = beta * Kernels.dot(next, from, reflectors, row + from, length);
    double shift = beta * inner / 2;
    for (int c = from; c < stride; c++) {
      next[c] = Math.fma(-shift, reflectors[row + c], beta * next[c]);
    }
    Arrays.fill(next, from, k + 1, 0);
  }

  /** The power of two by which A was divided. */
  double scale() {
    return scale;
  }

  /** The diagonal of T, a fresh array. */
  double[] diagonal() {
    return diagonal.clone();
  }

  /** off[i] couples i and i + 1; the last entry is 0; a fresh array of length n. */
  double[] off() {
    return off.clone();
  }

  /** z = Q z for a vector of {@link #stride} entries, zero from n on. */
  private void applyReflectors(double[] z) {
    for (int k = n - 2; k >= 0; k--) {
      int from = k + 1 & ~7;
      int row = k * stride + from;
      double along = betas[k] * Kernels.dot(reflectors, row, z, from, stride - from);
      Kernels.axpy(-along, reflectors, row, z, from, stride - from);
    }
  }

  /** Q^T, n x n with padded rows of {@code (n + 7) / 8 * 8} entries. */
  double[] transposedBasis() {
    double[] basis = new double[n * stride];
    for (int r = 0; r < n; r++) {
      basis[r * stride + r] = 1;
    }
    for (int k = n - 2; k >= 0; k--) {
      int from = k + 1 & ~7;
      int row = k * stride + from;
      int length = stride - from;
      for (int r = k + 1; r < n; r++) {
        double along = betas[k] * Kernels.dot(basis, r * stride + from, reflectors, row, length);
        Kernels.axpy(-along, reflectors, row, basis, r * stride + from, length);
      }
    }
    return basis;
  }

  /**
   * The largest eigenvalue of T: Laguerre's iteration from above, which for a polynomial with real
   * roots only descends, never passes the largest root, and triples the correct digits of a simple
   * one (Wilkinson, The Algebraic Eigenvalue Problem, 1965). Accurate to a few u |T|.
   */
  double largest() {
    double[] squares = new double[n];
    for (int i = 0; i < n; i++) {
      squares[i] = off[i] * off[i];
    }
    double x = upper;
    double least = 2 * UNIT_ROUNDOFF * Math.max(Math.abs(upper), Math.abs(lower));
    return descend(diagonal, squares, 0, 1, n, x, least);
  }

  /**
   * Laguerre's iteration from x, above the spectrum, until the root is known to {@code least}, a
   * step is no longer than that, or rounding has taken x into the spectrum. Entry i of the diagonal
   * and of the squared couplings lies at {@code at + i * step}.
   */
  static double descend(
      double[] diagonal, double[] squares, int at, int step, int n, double x, double least) {
    double y = x;
    for (int count = 0; count < MAXIMAL_STEPS; count++) {
      double change = characteristic(diagonal, squares, at, step, n, y, least);
      y -= Math.abs(change);
      if (!(change > 0)) {
        return y;
      }
    }
    return y;
  }

  /**
   * The characteristic polynomial q at x, its slope q' and half of its bend q'' by their three-term
   * recurrences, which wait for no quotient, and the step down that they give; 0 where a leading
   * minor q_k is not positive, which by Sturm's theorem means that rounding has taken x into the
   * spectrum. The minors are those of a matrix whose entries differ from those of x I - T by a few
   * u, relatively: their quotients are its pivots.
   */
  private static double characteristic(
      double[] diagonal, double[] squares, int at, int step, int n, double x, double least) {
    double value = 1;
    double slope = 0;
    double bend = 0;
    double valueBefore = 0;
    double slopeBefore = 0;
    double bendBefore = 0;
    double square = 0;
    for (int i = 0, e = at; i < n; i++, e += step) {
      double shift = x - diagonal[e];
      double nextBend = Math.fma(shift, bend, Math.fma(-square, bendBefore, slope));
      double nextSlope = Math.fma(shift, slope, Math.fma(-square, slopeBefore, value));
      double nextValue = Math.fma(shift, value, -square * valueBefore);
      if (!(nextValue > 0)) {
        return 0;
      }
      valueBefore = value;
      slopeBefore = slope;
      bendBefore = bend;
      value = nextValue;
      slope = nextSlope;
      bend = nextBend;
      square = squares[e];
      if (!(slope > SMALL && slope < LARGE)) {
        double factor = powerOfTwoNear(1 / slope);
        value *= factor;
        slope *= factor;
        bend *= factor;
        valueBefore *= factor;
        slopeBefore *= factor;
        bendBefore *= factor;
      }
    }
    return laguerre(n, value, slope, bend, least);
  }

  /**
   * Laguerre's step from the polynomial of degree n, its slope and half of its bend; negated if it
   * is the last one.
   *
   * <p>With t_i = 1 / (x - lambda_i), the sums G and H of t_i and their squares are known. The sum
   * of the squares of all but the largest t lies between (G - t)^2 / (n - 1), which gives the step,
   * and (G - t)^2, which gives the step of a polynomial of degree two: a bound from below of the
   * root, as close as the cube of its distance (derived).
   */
  private static double laguerre(int n, double value, double slope, double bend, double least) {
    double product = value * bend;
    double spread = (n - 1) * Math.fma((n - 1) * slope, slope, -2 * n * product);
    double change = n * value / (slope + Math.sqrt(spread > 0 ? spread : 0));
    double pair = Math.sqrt(Math.fma(slope, slope, -4 * product));
    // Where there is no such root, NaN is greater.
    boolean last = change <= least || 2 * value / (slope + pair) - change <= least;
    return last ? -change : change;
  }

  /** Gershgorin's interval, its upper end a little enlarged. */
  private void enclose() {
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    double before = 0;
    for (int i = 0; i < n; i++) {
      double after = Math.abs(off[i]);
      most = Math.max(most, diagonal[i] + before + after);
      least = Math.min(least, diagonal[i] - before - after);
      before = after;
    }
    lower = least;
    upper = most + 4 * UNIT_ROUNDOFF * Math.max(Math.abs(most), Math.abs(least));
  }

  /**
   * A vector v with |T v - x v| at most sqrt(n) |x - lambda| |v| + O(u |T|) for the eigenvalue
   * lambda next to x, as a unit vector of A's space: the twisted factorization with the least twist
   * (Dhillon, Parlett 2004), which asks for no gap. Its pivots from both ends are quotients of
   * leading and trailing minors of x I - T, so that no division waits for another.
   */
  double[] vector(double x) {
    double[] left = new double[n];
    double[] right = new double[n];
    minors(x, left, right);
    int twist = n - 1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double gamma = x - diagonal[i];
      gamma -= i == 0 ? 0 : off[i - 1] * left[i - 1];
      gamma -= i == n - 1 ? 0 : off[i] * right[i + 1];
      if (Math.abs(gamma) < smallest) {
        smallest = Math.abs(gamma);
        twist = i;
      }
    }
    double[] z = new double[stride];
    z[twist] = 1;
    for (int i = twist - 1; i >= 0; i--) {
      z[i] = left[i] * z[i + 1];
    }
    for (int i = twist + 1; i < n; i++) {
      z[i] = right[i] * z[i - 1];
    }
    return turned(z);
  }

  /** Entry i of a vector is left[i] times the next one above the twist, right[i] times below. */
  private void minors(double x, double[] left, double[] right) {
    double least = LEAST_PIVOT * Math.max(Math.abs(upper), Math.abs(lower));
    least = Math.max(least, Double.MIN_NORMAL);
    double leading = 1;
    double leadingBefore = 0;
    double trailing = 1;
    double trailingBefore = 0;
    double above = 0;
    double below = 0;
    for (int i = 0, j = n - 1; i < n; i++, j--) {
      double next = Math.fma(x - diagonal[i], leading, -above * above * leadingBefore);
      next = awayFromZero(next, least * leading);
      above = off[i];
      left[i] = above * (leading / next);
      leadingBefore = leading;
      leading = next;
      next = Math.fma(x - diagonal[j], trailing, -below * below * trailingBefore);
      next = awayFromZero(next, least * trailing);
      below = j == 0 ? 0 : off[j - 1];
      right[j] = below * (trailing / next);
      trailingBefore = trailing;
      trailing = next;
      if (!(inRange(leading) && inRange(trailing))) {
        double factor = powerOfTwoNear(1 / leading);
        leading *= factor;
        leadingBefore *= factor;
        factor = powerOfTwoNear(1 / trailing);
        trailing *= factor;
        trailingBefore *= factor;
      }
    }
  }

  private static boolean inRange(double minor) {
    return Math.abs(minor) > SMALL && Math.abs(minor) < LARGE;
  }

  private double[] turned(double[] z) {
    applyReflectors(z);
    double norm = Kernels.norm(z);
    double[] unit = new double[n];
    for (int i = 0; i < n; i++) {
      unit[i] = z[i] / norm;
    }
    return unit;
  }

  private static double awayFromZero(double minor, double least) {
    return Math.abs(minor) < Math.abs(least) ? least : minor;
  }
}
