package org.plateau.matrix;

import org.hipparchus.util.FastMath;

/**
 * Real fractional powers R^p of an orthogonal d x d matrix whose rotation angles lie below pi/2,
 * all from one symmetric eigendecomposition.
 *
 * <p>With S = (R + Rᵀ)/2 and A = (R - Rᵀ)/2, which commute, and Phi = arccos(S),
 *
 * <pre>R^p = cos(p Phi) + [sin(p Phi) / sin(Phi)] A.</pre>
 *
 * No complex arithmetic is needed, and repeated eigenvalues do no harm. The quotient is p (1 + (1 -
 * p²) phi²/6 + ...), and A is of size phi, so that below phi = 1e-6 it may be replaced by p at the
 * price of 1e-19. The formula loses accuracy as 1/(pi - phi)², and R with an eigenvalue -1 has no
 * principal power at all; the polar factor of a matrix with positive margin has angles below pi/2,
 * so this class refuses all others. Source: derived; spec: identity-initialization, section 8, item
 * 1.
 */
public final class OrthogonalPower {

  private static final double ORTHOGONALITY = 1e-9;
  private static final double SMALL_SINE = 1e-6;

  private final int dimension;
  private final SymmetricEigen cosines;
  private final double[] antisymmetric;
  private final double[] angles;

  private OrthogonalPower(
      int dimension, SymmetricEigen cosines, double[] antisymmetric, double[] angles) {
    this.dimension = dimension;
    this.cosines = cosines;
    this.antisymmetric = antisymmetric;
    this.angles = angles;
  }

  /**
   * Prepares the powers of {@code rotation}, of shape {@code dimension x dimension}.
   *
   * @throws IllegalArgumentException if the shape is wrong, the matrix is not orthogonal within
   *     1e-9, or one of its angles is pi/2 or more
   */
  public static OrthogonalPower of(double[] rotation, int dimension) {
    Square.require("rotation", rotation, dimension);
    int d = dimension;
    double[] gram = new double[d * d];
    Kernels.multiplyTransposeLeft(rotation, rotation, gram, d, d, d);
    double defect = Square.distanceOne(gram, Kernels.identity(d), d);
    if (defect > ORTHOGONALITY) {
      throw new IllegalArgumentException(
          "rotation is not orthogonal: the columns of RᵀR - I sum to "
              + defect
              + ", allowed is "
              + ORTHOGONALITY);
    }
    SymmetricEigen cosines = SymmetricEigen.of(Square.part(rotation, d, 1), d);
    if (!(cosines.value(0) > 0)) {
      throw new IllegalArgumentException(
          "rotation turns by "
              + angle(cosines.value(0))
              + " rad, and the powers taken here need angles below pi/2; use PrincipalRoot for angles up to pi");
    }
    double[] angles = new double[d];
    for (int i = 0; i < d; i++) {
      angles[i] = angle(cosines.value(i));
    }
    return new OrthogonalPower(d, cosines, Square.part(rotation, d, -1), angles);
  }

  private static double angle(double cosine) {
    double c = Math.max(-1, Math.min(1, cosine));
    return FastMath.atan2(Math.sqrt((1 - c) * (1 + c)), c);
  }

  /**
   * Returns R to the power {@code p}, a new array of shape d x d; for p in [-1, 1] its angles are p
   * times those of R.
   */
  public double[] power(double p) {
    int d = dimension;
    double[] even = new double[d];
    double[] odd = new double[d];
    for (int i = 0; i < d; i++) {
      double phi = angles[i];
      even[i] = FastMath.cos(p * phi);
      double sine = FastMath.sin(phi);
      odd[i] = sine > SMALL_SINE ? FastMath.sin(p * phi) / sine : p;
    }
    double[] out = cosines.compose(even);
    Kernels.multiplyAdd(cosines.compose(odd), antisymmetric, out, d, d, d);
    return out;
  }

  /**
   * Returns the largest angle by which R turns a vector, in radians, in [0, pi/2), to an error of a
   * few units of 1e-16: its sine is the norm of A, whereas the cosine alone would leave an error of
   * 1e-8 in a small angle.
   */
  public double largestAngle() {
    double sine = SingularValues.of(antisymmetric, dimension, dimension)[0];
    return FastMath.atan2(sine, cosines.value(0));
  }
}
