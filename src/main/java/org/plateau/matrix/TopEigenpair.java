package org.plateau.matrix;

/**
 * The largest (most positive) eigenvalue of a real symmetric matrix with a unit eigenvector, for
 * about a sixth of the work of {@link SymmetricEigen#of} at order 32.
 *
 * <p>Householder reduction, Laguerre's iteration on the tridiagonal matrix, one twisted
 * factorization for the vector. The value is that of A + E with |E| of the order of n u |A|_F, as
 * for the whole decomposition; in a cluster of top eigenvalues the vector is one of their space.
 *
 * @param value the eigenvalue
 * @param vector length n, |vector| = 1
 */
public record TopEigenpair(double value, double[] vector) {

  /**
   * Finds the largest eigenpair.
   *
   * @param a n x n, row-major, not modified; an asymmetry of the size of rounding is averaged away
   * @param n number of rows, at least 1
   * @throws IllegalArgumentException as {@link SymmetricEigen#of}
   */
  public static TopEigenpair of(double[] a, int n) {
    return of(Tridiagonal.of(a, n));
  }

  /**
   * Finds the largest eigenpair of the symmetric matrix with these entries on and below the
   * diagonal; those above are not read.
   *
   * @param a n x n, row-major, not modified
   * @param n number of rows, at least 1
   * @throws IllegalArgumentException if the length is not n * n or an entry is not finite
   */
  public static TopEigenpair ofLower(double[] a, int n) {
    return of(Tridiagonal.ofLower(a, n));
  }

  private static TopEigenpair of(Tridiagonal reduced) {
    double top = reduced.largest();
    return new TopEigenpair(top * reduced.scale(), reduced.vector(top));
  }
}
