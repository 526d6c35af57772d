package org.plateau.matrix;

/**
 * The closed convex set of d x d matrices A with uᵀAu >= floor for every unit vector u, and the
 * Frobenius projection on it.
 *
 * <p>The margin of A is the smallest eigenvalue of its symmetric part. The projection clips the
 * eigenvalues of the symmetric part at the floor and adds back the antisymmetric part, which is
 * orthogonal to every symmetric matrix. Source: derived; spec: identity-initialization, P4.
 *
 * @param floor the margin that every member has at least
 */
public record MarginCone(double floor) {

  /**
   * @throws IllegalArgumentException if the floor is not finite
   */
  public MarginCone {
    if (!Double.isFinite(floor)) {
      throw new IllegalArgumentException("floor must be finite, got " + floor);
    }
  }

  /** Returns the smallest value of uᵀAu over unit vectors u. */
  public static double margin(double[] a, int dimension) {
    return SymmetricEigen.values(Square.part(a, dimension, 1), dimension)[0];
  }

  /**
   * Returns a new array of shape d x d: the nearest member of the set. A member is returned
   * unchanged, bit for bit.
   */
  public double[] project(double[] a, int dimension) {
    int d = dimension;
    SymmetricEigen symmetric = SymmetricEigen.of(Square.part(a, d, 1), d);
    if (symmetric.value(0) >= floor) {
      return a.clone();
    }
    double[] clipped = symmetric.values();
    for (int i = 0; i < d; i++) {
      clipped[i] = Math.max(clipped[i], floor);
    }
    double[] out = symmetric.compose(clipped);
    Kernels.axpy(1, Square.part(a, d, -1), 0, out, 0, d * d);
    return out;
  }

  /**
   * Returns half the squared Frobenius distance of {@code a} from the set: (1/2) sum over
   * eigenvalues of (floor - λ)₊².
   */
  public double halfSquaredDistance(double[] a, int dimension) {
    double sum = 0;
    for (double value : SymmetricEigen.values(Square.part(a, dimension, 1), dimension)) {
      double excess = Math.max(0, floor - value);
      sum = Math.fma(excess, excess, sum);
    }
    return sum / 2;
  }
}
