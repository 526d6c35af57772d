package org.plateau.matrix;

import org.hipparchus.util.FastMath;

/**
 * The polar decomposition A = R S of an invertible d x d matrix: R orthogonal, S symmetric positive
 * definite.
 *
 * <p>From a singular value decomposition A = U diag(s) Vᵀ: R = U Vᵀ and S = V diag(s) Vᵀ. Order and
 * signs of U and V cancel, so both factors are unique as long as no singular value is zero. Source:
 * N. Higham, Functions of Matrices, SIAM 2008, theorem 8.1; spec: identity-initialization, section
 * 8, item 3.
 */
public final class PolarFactors {

  /**
   * Smallest singular value, relative to the largest, with which R is still determined to half the
   * digits.
   */
  private static final double SMALLEST_RATIO = 1e-13;

  private final int dimension;
  private final double[] rotation;
  private final double[] singularValues;
  private final double[] right;

  private PolarFactors(int dimension, double[] rotation, double[] singularValues, double[] right) {
    this.dimension = dimension;
    this.rotation = rotation;
    this.singularValues = singularValues;
    this.right = right;
  }

  /**
   * Decomposes {@code a}, of shape {@code dimension x dimension}.
   *
   * @throws IllegalArgumentException if the shape is wrong, an entry is not finite, or {@code a} is
   *     singular to working accuracy, so that R is not unique
   */
  public static PolarFactors of(double[] a, int dimension) {
    Square.require("matrix", a, dimension);
    int d = dimension;
    SingularValues svd = new SingularValues(d, d);
    svd.decompose(a);
    double[] s = new double[d];
    for (int i = 0; i < d; i++) {
      s[i] = svd.value(i);
    }
    if (!(s[d - 1] > SMALLEST_RATIO * s[0])) {
      throw new IllegalArgumentException(
          "matrix has singular values from "
              + s[0]
              + " down to "
              + s[d - 1]
              + ": the orthogonal polar factor is unique only for an invertible matrix");
    }
    double[] left = new double[d * d];
    double[] right = new double[d * d];
    svd.leading(d, left, right);
    double[] rotation = new double[d * d];
    Kernels.multiplyTransposeRight(left, right, rotation, d, d, d);
    return new PolarFactors(d, rotation, s, right);
  }

  /** Returns R, orthogonal, a new array of shape d x d. */
  public double[] rotation() {
    return rotation.clone();
  }

  /**
   * Returns S to the real power {@code exponent}, exactly symmetric, a new array of shape d x d.
   */
  public double[] stretchPower(double exponent) {
    int d = dimension;
    double[] out = new double[d * d];
    for (int k = 0; k < d; k++) {
      double factor = FastMath.pow(singularValues[k], exponent);
      for (int i = 0; i < d; i++) {
        double scaled = factor * right[i * d + k];
        for (int j = 0; j <= i; j++) {
          out[i * d + j] = Math.fma(scaled, right[j * d + k], out[i * d + j]);
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        out[j * d + i] = out[i * d + j];
      }
    }
    return out;
  }

  /**
   * Returns the singular values of A, which are the eigenvalues of S, in descending order; a new
   * array of length d.
   */
  public double[] singularValues() {
    return singularValues.clone();
  }
}
