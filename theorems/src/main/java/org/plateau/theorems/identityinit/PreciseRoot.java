package org.plateau.theorems.identityinit;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/**
 * The principal p-th root at 50 digits, of a matrix without eigenvalues on the closed negative
 * axis: square roots until the matrix is near the identity, then the coupled Newton iteration for
 * the inverse root (spec: identity-initialization, section 8). The steps run on midpoints, since
 * radii would only grow; {@link #residual} verifies the result.
 */
final class PreciseRoot {

  private static final double NEAR_IDENTITY = 0.5;
  private static final double SETTLED = 1e-54;
  private static final double ONLY_ROUNDING = 1e-30;
  private static final int MOST_SQUARE_ROOTS = 12;
  private static final int MOST_STEPS = 80;

  private PreciseRoot() {}

  /**
   * Returns X with X^p = A approximately.
   *
   * @throws ArithmeticException if a square root does not exist or none comes near the identity, as
   *     for a matrix with an eigenvalue on the negative axis
   */
  static PreciseMatrix of(PreciseMatrix a, int p) {
    if (p == 1) {
      return a.midpoints();
    }
    int d = a.rows();
    PreciseMatrix one = PreciseMatrix.identity(d);
    Precise unit = Precise.of(a.norm().toDouble() / Math.sqrt(d));
    PreciseMatrix near = a.scale(Precise.ONE.divide(unit)).midpoints();
    int roots = 0;
    while (!(distance(near, one) <= NEAR_IDENTITY)) {
      if (roots == MOST_SQUARE_ROOTS) {
        throw new ArithmeticException(
            "the matrix has no principal root: its square roots stay away from the identity");
      }
      near = squareRoot(near);
      roots++;
    }
    PreciseMatrix root = inverseRoot(near, p).inverse().midpoints();
    for (int i = 0; i < roots; i++) {
      root = root.multiply(root).midpoints();
    }
    return root.scale(unit.pow(Precise.ratio(1, p))).midpoints();
  }

  /** Returns |X^p - A|_F / |A|_F, enclosed. */
  static Precise residual(PreciseMatrix root, PreciseMatrix a, int p) {
    return power(root, p).subtract(a).norm().divide(a.norm());
  }

  /** Returns A^n for n >= 1. */
  static PreciseMatrix power(PreciseMatrix a, int n) {
    PreciseMatrix out = a;
    for (int i = 1; i < n; i++) {
      out = out.multiply(a);
    }
    return out;
  }

  /** Denman-Beavers: Y and Z tend to the square root and its inverse. */
  private static PreciseMatrix squareRoot(PreciseMatrix a) {
    Precise half = Precise.ratio(1, 2);
    PreciseMatrix y = a;
    PreciseMatrix z = PreciseMatrix.identity(a.rows());
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_STEPS; i++) {
      PreciseMatrix next = y.add(z.inverse()).scale(half).midpoints();
      z = z.add(y.inverse()).scale(half).midpoints();
      double change = distance(next, y);
      y = next;
      if (isSettled(change, last)) {
        break;
      }
      last = change;
    }
    return y;
  }

  /** Coupled Newton iteration: M tends to I and X to the inverse p-th root. */
  private static PreciseMatrix inverseRoot(PreciseMatrix a, int p) {
    PreciseMatrix one = PreciseMatrix.identity(a.rows());
    PreciseMatrix m = a;
    PreciseMatrix x = one;
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_STEPS; i++) {
      double distance = distance(m, one);
      if (isSettled(distance, last)) {
        break;
      }
      last = distance;
      PreciseMatrix t =
          one.scale(Precise.ratio(p + 1L, p)).subtract(m.scale(Precise.ratio(1, p))).midpoints();
      m = power(t, p).multiply(m).midpoints();
      x = x.multiply(t).midpoints();
    }
    return x;
  }

  private static boolean isSettled(double change, double last) {
    return change <= SETTLED || change < ONLY_ROUNDING && change >= last;
  }

  private static double distance(PreciseMatrix a, PreciseMatrix b) {
    return a.subtract(b).norm().toDouble();
  }
}
