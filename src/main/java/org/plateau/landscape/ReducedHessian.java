package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * The Hessian at any point, restricted to the subspace that carries all its nonzero eigenvalues.
 *
 * <p>By the Hessian-vector product (spec: sharpness-and-depth, E2) each layer block of H V is x
 * b_{k-1}^T + g_k y^T. So H maps into, and being symmetric acts only on, directions V_k = x_k
 * bhat_{k-1}^T + ghat_k y_{k-1}^T. With y orthogonal to bhat, the coordinates (x_k, y_{k-1}) are
 * orthonormal: sum (d_k + d_{k-1}) numbers instead of sum d_k d_{k-1} (derived here). A zero b or g
 * is given the zero unit vector, which makes the affected coordinates null directions.
 *
 * <p>Holds workspaces: one object serves one thread.
 */
final class ReducedHessian {

  private final int depth;
  private final int[] widths;
  private final DeepLinearNetwork network;
  private final int[] xAt;
  private final int[] yAt;
  private final int size;
  private final LeastSquaresData data;
  private final double[][] g;
  private final double[][] b;
  private final double[] gNorm;
  private final double[] bNorm;
  private final double[][] gDot;
  private final double[][] bDot;

  ReducedHessian(DeepLinearNetwork network, LeastSquaresData data) {
    this.depth = network.depth();
    this.widths = network.widths();
    this.network = network;
    this.data = data;
    this.xAt = new int[depth + 1];
    this.yAt = new int[depth + 1];
    int at = 0;
    for (int k = 1; k <= depth; k++) {
      xAt[k] = at;
      yAt[k] = at + widths[k];
      at += widths[k] + widths[k - 1];
    }
    this.size = at;
    this.g = network.backward();
    this.b = forward();
    this.gNorm = normalize(g);
    this.bNorm = normalize(b);
    this.gDot = vectors();
    this.bDot = vectors();
  }

  /** Number of coordinates, sum of (d_k + d_{k-1}). */
  int size() {
    return size;
  }

  /** out = H v in coordinates. */
  void apply(double[] v, double[] out) {
    Arrays.fill(gDot[depth], 0);
    for (int k = depth; k >= 1; k--) {
      double along = Kernels.dot(v, xAt[k], g[k], 0, widths[k]) * gNorm[k];
      double[] next = gDot[k - 1];
      for (int j = 0; j < widths[k - 1]; j++) {
        next[j] = Math.fma(along, b[k - 1][j], gNorm[k] * v[yAt[k] + j]);
      }
      network.addPullBack(k, gDot[k], 0, 1, next, 0);
    }
    data.applyCovariance(gDot[0], bDot[0]);
    for (int k = 1; k < depth; k++) {
      network.pushForward(k, bDot[k - 1], 0, bDot[k], 0);
      Kernels.axpy(bNorm[k - 1], v, xAt[k], bDot[k], 0, widths[k]);
    }
    for (int k = 1; k <= depth; k++) {
      collect(k, out);
    }
  }

  private void collect(int k, double[] out) {
    double[] unit = b[k - 1];
    double along = Kernels.dot(bDot[k - 1], 0, unit, 0, widths[k - 1]);
    for (int i = 0; i < widths[k]; i++) {
      out[xAt[k] + i] = 2 * Math.fma(bNorm[k - 1], gDot[k][i], along * gNorm[k] * g[k][i]);
    }
    for (int j = 0; j < widths[k - 1]; j++) {
      out[yAt[k] + j] = 2 * gNorm[k] * Math.fma(-along, unit[j], bDot[k - 1][j]);
    }
  }

  /** The whole reduced matrix, row-major size x size, symmetrized. */
  double[] dense() {
    double[] result = new double[size * size];
    double[] unit = new double[size];
    double[] column = new double[size];
    for (int i = 0; i < size; i++) {
      unit[i] = 1;
      project(unit);
      apply(unit, column);
      System.arraycopy(column, 0, result, i * size, size);
      Arrays.fill(unit, 0);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double mean = result[i * size + j] / 2 + result[j * size + i] / 2;
        result[i * size + j] = mean;
        result[j * size + i] = mean;
      }
    }
    return result;
  }

  /** Removes from each y_{k-1} its part along bhat_{k-1}, which x_k already covers. */
  void project(double[] v) {
    for (int k = 1; k <= depth; k++) {
      double along = Kernels.dot(v, yAt[k], b[k - 1], 0, widths[k - 1]);
      Kernels.axpy(-along, b[k - 1], 0, v, yAt[k], widths[k - 1]);
    }
  }

  private double[][] forward() {
    double[][] result = vectors();
    double[] deviation = new double[widths[0]];
    data.deviation(g[0], deviation);
    data.applyCovariance(deviation, result[0]);
    for (int k = 1; k < depth; k++) {
      network.pushForward(k, result[k - 1], 0, result[k], 0);
    }
    return result;
  }

  /** Makes the vectors unit vectors (or leaves them zero) and returns their norms. */
  private static double[] normalize(double[][] vectors) {
    double[] norms = new double[vectors.length];
    for (int k = 0; k < vectors.length; k++) {
      norms[k] = Kernels.norm(vectors[k]);
      if (norms[k] > 0) {
        for (int i = 0; i < vectors[k].length; i++) {
          vectors[k][i] /= norms[k];
        }
      }
    }
    return norms;
  }

  private double[][] vectors() {
    double[][] result = new double[depth + 1][];
    for (int k = 0; k <= depth; k++) {
      result[k] = new double[widths[k]];
    }
    return result;
  }
}
