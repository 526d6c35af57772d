package org.plateau.theorems.subgradient;

import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/**
 * The sub-gradient g = (1/m) X^T sign(X Delta - eps) of the plain l1 loss at theta* + Delta, on
 * fresh data. Spec: sub-gradient-balance, B.
 *
 * @param rows m
 * @param width d
 * @param corrupted K; the first K rows carry the outliers
 * @param delta Delta, of length d
 * @param noise the law of the outliers
 */
record SignGradient(int rows, int width, int corrupted, double[] delta, Noise noise) {

  /** E |z| for a standard normal z. */
  static final double HALF_NORMAL_MEAN = Math.sqrt(2 / Math.PI);

  /** The law of an outlier. */
  sealed interface Noise {

    /** +-U[10, 100], fair signs. */
    record Gross() implements Noise {}

    /** N(0, deviation^2). */
    record Normal(double deviation) implements Noise {}

    /** +-size, fair signs. */
    record Constant(double size) implements Noise {}

    /** 10 sign(x_1), which depends on the row: the claims do not cover it. */
    record Dependent() implements Noise {}

    /** Returns an outlier for a row that starts with x1. */
    default double draw(RandomStream stream, double x1) {
      if (this instanceof Normal normal) {
        return normal.deviation() * stream.nextGaussian();
      }
      if (this instanceof Dependent) {
        return 10 * Math.signum(x1);
      }
      double size = this instanceof Constant constant ? constant.size() : stream.uniform(10, 100);
      return stream.nextBoolean() ? size : -size;
    }

    /**
     * Returns E exp(-eps^2 / (2 tau^2)), by which a corrupted row's pull shrinks; 0 to 2e-6 for the
     * gross law when tau is at most 2.
     */
    default double shrinkage(double tau) {
      if (this instanceof Normal normal) {
        double ratio = normal.deviation() / tau;
        return 1 / Math.sqrt(1 + ratio * ratio);
      }
      if (this instanceof Constant constant) {
        return FastMath.exp(-constant.size() * constant.size() / (2 * tau * tau));
      }
      return 0;
    }
  }

  double length() {
    return Kernels.norm(delta);
  }

  private double share() {
    return (double) corrupted / rows;
  }

  /** Returns phi, the mean of g along Delta / ||Delta||. */
  double mean() {
    return HALF_NORMAL_MEAN * (1 - share() + share() * noise.shrinkage(length()));
  }

  /** Returns m times the variance of g along Delta / ||Delta||. */
  double scaledVariance() {
    double f = HALF_NORMAL_MEAN * noise.shrinkage(length());
    return (1 - share()) * (1 - 2 / Math.PI) + share() * (1 - f * f);
  }

  /** Draws fresh data and returns g. */
  double[] draw(RandomStream stream) {
    double[] x = stream.gaussian(new double[rows * width]);
    return of(x, noise(x, stream));
  }

  /** Returns eps for the design x. */
  double[] noise(double[] x, RandomStream stream) {
    double[] eps = new double[rows];
    for (int i = 0; i < corrupted; i++) {
      eps[i] = noise.draw(stream, x[i * width]);
    }
    return eps;
  }

  /** Returns g on the given design and outliers. */
  double[] of(double[] x, double[] eps) {
    double[] residual = new double[rows];
    Kernels.multiply(x, delta, residual, rows, width);
    for (int i = 0; i < rows; i++) {
      residual[i] = Math.signum(residual[i] - eps[i]);
    }
    return pulled(x, residual);
  }

  /** Returns the gradient (1/m) X^T (X Delta - eps) of the squared loss. */
  double[] squared(double[] x, double[] eps) {
    double[] residual = new double[rows];
    Kernels.multiply(x, delta, residual, rows, width);
    for (int i = 0; i < rows; i++) {
      residual[i] -= eps[i];
    }
    return pulled(x, residual);
  }

  private double[] pulled(double[] x, double[] weights) {
    double[] g = new double[width];
    Kernels.multiplyTranspose(x, weights, g, rows, width);
    for (int i = 0; i < width; i++) {
      g[i] /= rows;
    }
    return g;
  }

  /** Returns phi Delta / ||Delta||, the mean of g. */
  double[] expected() {
    double factor = mean() / length();
    double[] out = new double[width];
    for (int i = 0; i < width; i++) {
      out[i] = factor * delta[i];
    }
    return out;
  }

  /** Returns max_i |a_i - b_i|. */
  static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
