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

  /** Between these a sum of squares has lost nothing to the range of doubles. */
  private static final double LEAST_SQUARE = 0x1p-900;

  private static final double LARGEST_SQUARE = 0x1p900;

  /** Larger ones are not kept for the next matrix. */
  private static final int LARGEST_KEPT = 128;

  private static final ThreadLocal<Tridiagonal> OWN = new ThreadLocal<>();

  private final int n;
  private final int stride;
  private final double[] diagonal;
  private final double[] off;
  private final double[] reflectors;
  private final double[] betas;
  private final double[] work;
  private final double[] left;
  private final double[] right;
  private double scale;
  private double upper;
  private double lower;

  private Tridiagonal(int n) {
    this.n = n;
    this.stride = stride(n);
    this.diagonal = new double[n];
    this.off = new double[n];
    this.reflectors = new double[n * stride];
    this.betas = new double[n];
    this.work = new double[3 * stride];
    this.left = new double[n];
    this.right = new double[n];
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
    Tridiagonal reduced = new Tridiagonal(n);
    reduced.reduce(symmetrize(a, n, reduced.reflectors));
    return reduced;
  }

  /**
   * Reduces the symmetric matrix with these entries on and below the diagonal; others are not read.
   * The result is this thread's and only valid until its next call: new memory would cost a seventh
   * of the time at order 16.
   *
   * @param a n x n, row-major, not modified
   * @throws IllegalArgumentException if the length is not n * n or an entry is not finite
   */
  static Tridiagonal ofLower(double[] a, int n) {
    requireSquare(a, n);
    Tridiagonal reduced = OWN.get();
    if (reduced == null || reduced.n != n) {
      reduced = new Tridiagonal(n);
      OWN.set(n <= LARGEST_KEPT ? reduced : null);
    }
    double[] padded = reduced.reflectors;
    mirror(a, n, padded);
    double squares = Kernels.set().interleavedDot(padded, 0, padded, 0, padded.length);
    boolean plain = squares > LEAST_SQUARE && squares < LARGEST_SQUARE;
    reduced.reduce(plain ? Math.sqrt(squares) : largestModulus(padded, n));
    return reduced;
  }

  private void reduce(double size) {
    scale = size == 0 ? 1 : powerOfTwoNear(size);
    ScalarKernels.scale(1 / scale, reflectors, 0, reflectors.length);
    Kernels.set().tridiagonalize(reflectors, n, stride, diagonal, off, betas, work);
    enclose();
  }

  /** Fills both triangles from the lower one. */
  private static void mirror(double[] a, int n, double[] padded) {
    int stride = stride(n);
    int whole = n & ~3;
    for (int r = 0; r < whole; r += 4) {
      for (int c = 0; c <= r; c += 4) {
        mirrorBlock(a, r * n + c, n, padded, r * stride + c, c * stride + r, stride);
      }
    }
    for (int r = whole; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        padded[r * stride + c] = a[r * n + c];
        padded[c * stride + r] = a[r * n + c];
      }
    }
  }

  /**
   * Copies four rows of four entries and their mirrors. In a block on the diagonal, later rows
   * overwrite what came from above it.
   */
  private static void mirrorBlock(
      double[] a, int from, int n, double[] padded, int at, int mirror, int stride) {
    for (int i = 0; i < 4; i++) {
      double e0 = a[from + i * n];
      double e1 = a[from + i * n + 1];
      double e2 = a[from + i * n + 2];
      double e3 = a[from + i * n + 3];
      int row = at + i * stride;
      padded[row] = e0;
      padded[row + 1] = e1;
      padded[row + 2] = e2;
      padded[row + 3] = e3;
      padded[mirror + i] = e0;
      padded[mirror + stride + i] = e1;
      padded[mirror + 2 * stride + i] = e2;
      padded[mirror + 3 * stride + i] = e3;
    }
  }

  private static double largestModulus(double[] padded, int n) {
    double largest = 0;
    for (int i = 0; i < padded.length; i++) {
      largest = Math.max(largest, Math.abs(padded[i]));
      requireFinite(largest, i / stride(n), i % stride(n));
    }
    return largest;
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
      double along = betas[k] * ScalarKernels.chains(reflectors, row, z, from, stride - from);
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
    double[] squares = left;
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
   * A fresh vector v with |T v - x v| at most sqrt(n) |x - lambda| |v| + O(u |T|) for the
   * eigenvalue lambda next to x, as a unit vector of A's space: the twisted factorization with the
   * least twist (Dhillon, Parlett 2004), which asks for no gap. Its pivots from both ends are
   * quotients of leading and trailing minors of x I - T, so that no division waits for another.
   */
  double[] vector(double x) {
    minors(x);
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
    double[] z = work;
    Arrays.fill(z, n, stride, 0);
    z[twist] = 1;
    for (int i = twist - 1; i >= 0; i--) {
      z[i] = left[i] * z[i + 1];
    }
    for (int i = twist + 1; i < n; i++) {
      z[i] = right[i] * z[i - 1];
    }
    applyReflectors(z);
    double[] unit = Arrays.copyOf(z, n);
    double norm = Kernels.norm(unit);
    for (int i = 0; i < n; i++) {
      unit[i] /= norm;
    }
    return unit;
  }

  /** Entry i of a vector is left[i] times the next one above the twist, right[i] times below. */
  private void minors(double x) {
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

  private static double awayFromZero(double minor, double least) {
    return Math.abs(minor) < Math.abs(least) ? least : minor;
  }
}
