package org.plateau.precision;

import org.hipparchus.dfp.Dfp;

/**
 * Cyclic Jacobi rotations of a symmetric matrix on midpoints alone (Golub, Van Loan, Matrix
 * Computations, section 8.5). The result is approximate; {@link PreciseMatrix#symmetricEigenvalues}
 * verifies it.
 */
final class JacobiRotations {

  private static final int SWEEPS = 40;
  private static final double NEGLIGIBLE = 1e-58;

  private final int n;
  private final Dfp[] a;
  private final Dfp[] v;

  JacobiRotations(int n, Precise[] symmetric) {
    this.n = n;
    this.a = new Dfp[n * n];
    this.v = new Dfp[n * n];
    for (int i = 0; i < n * n; i++) {
      a[i] = symmetric[i].middle();
      v[i] = i / n == i % n ? a[i].getOne() : a[i].getZero();
    }
    Dfp size = largest().multiply(NEGLIGIBLE);
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
      rotated = sweep(size);
    }
  }

  /** Rotates away what is larger than {@code size}; tells whether there was anything. */
  private boolean sweep(Dfp size) {
    boolean rotated = false;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        if (a[p * n + q].abs().greaterThan(size)) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  Precise[] eigenvalues() {
    Precise[] values = new Precise[n];
    for (int i = 0; i < n; i++) {
      values[i] = Precise.ball(a[i * n + i], 0);
    }
    return values;
  }

  /** Returns the eigenvectors as columns, row-major. */
  Precise[] eigenvectors() {
    Precise[] vectors = new Precise[n * n];
    for (int i = 0; i < n * n; i++) {
      vectors[i] = Precise.ball(v[i], 0);
    }
    return vectors;
  }

  private void rotate(int p, int q) {
    Dfp one = a[0].getOne();
    Dfp theta = a[q * n + q].subtract(a[p * n + p]).divide(a[p * n + q].multiply(2));
    Dfp denominator = theta.abs().add(theta.multiply(theta).add(one).sqrt());
    Dfp t = one.divide(denominator);
    t = theta.lessThan(a[0].getZero()) ? t.negate() : t;
    Dfp c = one.divide(t.multiply(t).add(one).sqrt());
    Dfp s = t.multiply(c);
    for (int k = 0; k < n; k++) {
      turn(a, k * n + p, k * n + q, c, s);
    }
    for (int k = 0; k < n; k++) {
      turn(a, p * n + k, q * n + k, c, s);
      turn(v, k * n + p, k * n + q, c, s);
    }
  }

  private static void turn(Dfp[] x, int i, int j, Dfp c, Dfp s) {
    Dfp xi = x[i];
    Dfp xj = x[j];
    x[i] = c.multiply(xi).subtract(s.multiply(xj));
    x[j] = s.multiply(xi).add(c.multiply(xj));
  }

  private Dfp largest() {
    Dfp largest = a[0].getZero();
    for (Dfp entry : a) {
      largest = entry.abs().greaterThan(largest) ? entry.abs() : largest;
    }
    return largest;
  }
}
