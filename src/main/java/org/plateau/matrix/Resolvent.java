package org.plateau.matrix;

/**
 * The first diagonal entry of (x - A)^{-1} for a symmetric matrix A and any number x above its
 * spectrum, with two derivatives: A becomes tridiagonal once, in O(n^3), by reflectors that leave
 * e_1 alone; then every x costs O(n).
 *
 * <p>The entry is 1 / f(x) with the first pivot f of the tridiagonal x - T, eliminated from below:
 * f_n = x - a_n and f_i = x - a_i - b_i^2 / f_{i+1}, a continued fraction. All pivots are positive
 * exactly when x lies above the spectrum, and f is concave there with f' &gt;= 1, since it is a
 * harmonic mean of the x - lambda_i. (Derived here.)
 *
 * <p>Not thread-safe: {@link #moveTo} changes what the other methods speak of.
 */
public final class Resolvent {

  private final double[] diagonal;
  private final double[] squares;
  private double pivot;
  private double slope;
  private double bend;
  private double lag;

  private Resolvent(Tridiagonal form) {
    this.diagonal = form.diagonal();
    this.squares = form.off();
    double scale = form.scale();
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] *= scale;
      squares[i] *= scale;
      squares[i] *= squares[i];
    }
  }

  /**
   * The resolvent of the symmetric matrix with these entries on and below the diagonal.
   *
   * @param a n x n, row-major, not modified; entries above the diagonal are not read
   * @throws IllegalArgumentException if the length is not n * n or an entry is not finite
   */
  public static Resolvent ofLower(double[] a, int n) {
    return new Resolvent(Tridiagonal.ofLower(a, n));
  }

  /** The first diagonal entry of A. */
  public double mean() {
    return diagonal[0];
  }

  /** The squared norm of the rest of the first column of A. */
  public double variance() {
    return squares[0];
  }

  /** Moves to x; returns false if x is not above the spectrum, up to the rounding of A. */
  public boolean moveTo(double x) {
    int last = diagonal.length - 1;
    double f = x - diagonal[last];
    double first = 1;
    double second = 0;
    double ratio = 0;
    double share = 0;
    for (int i = last - 1; i >= 0 && f > 0; i--) {
      double inverse = 1 / f;
      ratio = squares[i] * inverse;
      share = first * inverse;
      f = (x - diagonal[i]) - ratio;
      first = Math.fma(ratio, share, 1);
      second = ratio * (second * inverse - (2 * share) * share);
    }
    pivot = f;
    slope = first;
    bend = second;
    lag = Math.fma(ratio, Math.fma(x, share, 1), diagonal[0]);
    return f > 0;
  }

  /** f(x), the inverse of the first diagonal entry of (x - A)^{-1}. */
  public double pivot() {
    return pivot;
  }

  /** f'(x), at least 1. */
  public double slope() {
    return slope;
  }

  /**
   * x f'(x) - f(x) = a_1 + (b_1^2 / f_2) (1 + x f_2' / f_2), which cancels nothing for large x and
   * A positive semidefinite.
   */
  public double lag() {
    return lag;
  }

  /** f''(x), at most 0. */
  public double bend() {
    return bend;
  }
}
