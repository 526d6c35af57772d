package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.network.SquareLayers;

/**
 * The Hessian of l = ½‖Θ_L…Θ_1 - Φ‖_F² by all entries of all layers, an (L d²) x (L d²) symmetric
 * matrix.
 *
 * <p>Coordinates: layer by layer, Θ_1 first, and column by column in a layer. With A_i =
 * Θ_L…Θ_{i+1}, B_i = Θ_{i-1}…Θ_1 and M_i = kron(B_iᵀ, A_i), block (i, j) is M_iᵀM_j, plus for i < j
 * the transpose of T, block (j, i), where T[q d + p, s d + r] = Q[p, s] C[q, r], Q = A_jᵀ E B_iᵀ, C
 * = Θ_{j-1}…Θ_{i+1}. Source: derived; spec: identity-initialization, F3.
 */
public final class SquareHessian {

  private SquareHessian() {}

  /**
   * Returns the Hessian at {@code layers} for the target Φ, row-major of order L d².
   *
   * @throws IllegalArgumentException if the target has not d² entries
   */
  public static double[] of(SquareLayers layers, double[] target) {
    int d = layers.dimension();
    int depth = layers.depth();
    if (target.length != d * d) {
      throw new IllegalArgumentException(
          "target must have " + d + " x " + d + " = " + d * d + " entries, got " + target.length);
    }
    double[] error = layers.product();
    Kernels.axpy(-1, target, 0, error, 0, d * d);
    double[] hessian = new double[depth * d * d * depth * d * d];
    for (int i = 0; i < depth; i++) {
      for (int j = i; j < depth; j++) {
        gaussNewton(layers, i, j, hessian);
        if (i < j) {
          curvature(layers, i, j, error, hessian);
        }
      }
    }
    return hessian;
  }

  /** Blocks (i, j) and (j, i) of the part without the error: kron(B_i B_jᵀ, A_iᵀ A_j). */
  private static void gaussNewton(SquareLayers layers, int i, int j, double[] hessian) {
    int d = layers.dimension();
    int depth = layers.depth();
    double[] left = new double[d * d];
    double[] right = new double[d * d];
    Kernels.multiplyTransposeLeft(
        layers.product(i + 1, depth), layers.product(j + 1, depth), left, d, d, d);
    Kernels.multiplyTransposeRight(layers.product(0, i), layers.product(0, j), right, d, d, d);
    for (int q = 0; q < d; q++) {
      for (int p = 0; p < d; p++) {
        for (int s = 0; s < d; s++) {
          for (int r = 0; r < d; r++) {
            add(
                hessian,
                d,
                depth,
                i,
                q * d + p,
                j,
                s * d + r,
                right[q * d + s] * left[p * d + r],
                i != j);
          }
        }
      }
    }
  }

  /** The part with the error, which couples different layers only. */
  private static void curvature(
      SquareLayers layers, int i, int j, double[] error, double[] hessian) {
    int d = layers.dimension();
    int depth = layers.depth();
    double[] half = new double[d * d];
    double[] outer = new double[d * d];
    Kernels.multiplyTransposeLeft(layers.product(j + 1, depth), error, half, d, d, d);
    Kernels.multiplyTransposeRight(half, layers.product(0, i), outer, d, d, d);
    double[] between = layers.product(i + 1, j);
    for (int q = 0; q < d; q++) {
      for (int p = 0; p < d; p++) {
        for (int s = 0; s < d; s++) {
          for (int r = 0; r < d; r++) {
            add(
                hessian,
                d,
                depth,
                j,
                q * d + p,
                i,
                s * d + r,
                outer[p * d + s] * between[q * d + r],
                true);
          }
        }
      }
    }
  }

  private static void add(
      double[] hessian,
      int d,
      int depth,
      int i,
      int row,
      int j,
      int column,
      double value,
      boolean mirror) {
    int order = depth * d * d;
    int r = i * d * d + row;
    int c = j * d * d + column;
    hessian[r * order + c] += value;
    if (mirror) {
      hessian[c * order + r] += value;
    }
  }
}
