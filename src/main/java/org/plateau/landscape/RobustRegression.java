package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * Robust linear regression: y = X theta* + eps with gross outliers eps on few rows, and the loss
 * F(theta) = (1/m) ||X theta - y||_1. Spec: sub-gradient-balance, section 1.
 *
 * <p>S, the corrupted rows, are those with eps_i != 0; C are the others; s_i = sign(eps_i). F is
 * convex, so theta* minimizes F if and only if F'(theta*; v) >= 0 in every direction v.
 */
public final class RobustRegression {

  private final int rows;
  private final int width;
  private final double[] design;
  private final double[] transposed;
  private final double[] truth;
  private final double[] noise;
  private final double[] targets;

  /**
   * A regression problem; arrays are not copied and must not change afterwards.
   *
   * @param design X, m x d, row-major
   * @param truth theta*, of length d
   * @param noise eps, of length m
   * @throws IllegalArgumentException if a length does not fit, or an entry, also of y, is not
   *     finite
   */
  public RobustRegression(double[] design, double[] truth, double[] noise) {
    rows = noise.length;
    width = truth.length;
    if (rows < 1 || width < 1 || design.length != rows * width) {
      throw new IllegalArgumentException(
          "the design must have m x d = "
              + rows
              + " x "
              + width
              + " entries with m and d at least 1, as noise and truth say, got "
              + design.length);
    }
    requireFinite("design", design, "remove that row");
    requireFinite("truth", truth, "choose another one");
    requireFinite("noise", noise, "remove that row");
    this.design = design;
    this.truth = truth;
    this.noise = noise;
    transposed = Kernels.transpose(design, rows, width);
    targets = times(truth);
    for (int i = 0; i < rows; i++) {
      targets[i] += noise[i];
    }
    requireFinite("targets y = X theta* + eps", targets, "scale the design or the truth down");
  }

  private static void requireFinite(String name, double[] values, String remedy) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the " + name + " must hold finite numbers, got " + value + "; " + remedy);
      }
    }
  }

  /** Returns m, the number of measurements. */
  public int rows() {
    return rows;
  }

  /** Returns d, the number of coordinates. */
  public int width() {
    return width;
  }

  /** Returns X, m x d, row-major; shared, not to be changed. */
  public double[] design() {
    return design;
  }

  /** Returns X^T, d x m, row-major; shared, not to be changed. */
  public double[] transposed() {
    return transposed;
  }

  /** Returns theta*; shared, not to be changed. */
  public double[] truth() {
    return truth;
  }

  /** Returns eps; shared, not to be changed. */
  public double[] noise() {
    return noise;
  }

  /** Returns y = X theta* + eps; shared, not to be changed. */
  public double[] targets() {
    return targets;
  }

  /** Returns K, the number of corrupted rows. */
  public int corrupted() {
    int count = 0;
    for (double e : noise) {
      if (e != 0) {
        count++;
      }
    }
    return count;
  }

  /** Computes out = X v in columns, so that each entry is summed in ascending order. */
  public void times(double[] v, double[] out) {
    Kernels.multiplyTranspose(transposed, v, out, width, rows);
  }

  /** Returns a new array: X v. */
  public double[] times(double[] v) {
    double[] out = new double[rows];
    times(v, out);
    return out;
  }

  /** Computes out = X^T s, for s of length m. */
  public void timesTransposed(double[] s, double[] out) {
    Kernels.multiplyTranspose(design, s, out, rows, width);
  }

  /** Returns a new array: X_S^T s, the pull of the outliers, of length d. */
  public double[] outlierPull() {
    double[] signs = new double[rows];
    for (int i = 0; i < rows; i++) {
      signs[i] = Math.signum(noise[i]);
    }
    double[] out = new double[width];
    timesTransposed(signs, out);
    return out;
  }

  /** Returns F(theta) = (1/m) sum_i |x_i (theta - theta*) - eps_i|. */
  public double loss(double[] theta) {
    double[] delta = new double[width];
    for (int i = 0; i < width; i++) {
      delta[i] = theta[i] - truth[i];
    }
    double[] t = times(delta);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += Math.abs(t[i] - noise[i]);
    }
    return sum / rows;
  }

  /**
   * Returns the descent rate -F'(theta*; v) = (1/m) [X_S^T s . v - ||X_C v||_1]; positive if v
   * leads downhill.
   */
  public double descentRate(double[] v) {
    double[] t = times(v);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += noise[i] == 0 ? -Math.abs(t[i]) : Math.signum(noise[i]) * t[i];
    }
    return sum / rows;
  }

  /**
   * Returns F(theta*) - F(theta* + u), subtracted row by row: |eps_i| - |x_i u - eps_i|.
   *
   * <p>On rows of S this equals s_i x_i u as long as |x_i u| <= |eps_i|, and that form is used
   * there, because the residual itself would be rounded at the size of the outlier.
   */
  public double decrease(double[] u) {
    double[] t = times(u);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double e = noise[i];
      if (Math.abs(t[i]) <= Math.abs(e)) {
        sum += Math.signum(e) * t[i];
      } else {
        sum += Math.abs(e) - Math.abs(t[i] - e);
      }
    }
    return sum / rows;
  }

  /**
   * Returns max over S of |x_i u| / |eps_i|. Below 1, F is exactly as steep along u as at theta*:
   * F(theta*) - F(theta* + u) = descentRate(u).
   */
  public double outlierReach(double[] u) {
    double[] t = times(u);
    double reach = 0;
    for (int i = 0; i < rows; i++) {
      if (noise[i] != 0) {
        reach = Math.max(reach, Math.abs(t[i] / noise[i]));
      }
    }
    return reach;
  }

  /** Returns ||theta - theta*|| / ||theta*||; the absolute distance when theta* = 0. */
  public double relativeError(double[] theta) {
    double[] delta = new double[width];
    for (int i = 0; i < width; i++) {
      delta[i] = theta[i] - truth[i];
    }
    double size = Kernels.norm(truth);
    return Kernels.norm(delta) / (size == 0 ? 1 : size);
  }

  /** Returns a new, sorted array: the indices i with theta*_i != 0. */
  public int[] support() {
    int[] out = new int[width];
    int count = 0;
    for (int i = 0; i < width; i++) {
      if (truth[i] != 0) {
        out[count++] = i;
      }
    }
    return Arrays.copyOf(out, count);
  }
}
