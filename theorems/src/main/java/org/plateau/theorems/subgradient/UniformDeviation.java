package org.plateau.theorems.subgradient;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * The largest deviation of the sub-gradient from its mean over sampled k-sparse Delta, measured in
 * the k-sparse norm, on one data set. A sampled supremum: a lower estimate of the true one. Spec:
 * sub-gradient-balance, B2.
 *
 * @param rows m
 * @param width d
 * @param corrupted K
 * @param sparsity k
 * @param noise the law of the outliers
 * @param stream where the data come from
 */
record UniformDeviation(
    int rows,
    int width,
    int corrupted,
    int sparsity,
    SignGradient.Noise noise,
    RandomStream stream) {

  private static final int SAMPLES = 100;

  /** Returns the largest deviation over 100 directions. */
  double measure() {
    double[] x = stream.sub("X").gaussian(new double[rows * width]);
    double[] eps = law(new double[width]).noise(x, stream.sub("outliers"));
    RandomStream directions = stream.sub("directions");
    double largest = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      SignGradient law = law(direction(directions));
      double[] g = law.of(x, eps);
      double[] mean = law.expected();
      for (int i = 0; i < width; i++) {
        g[i] -= mean[i];
      }
      largest = Math.max(largest, sparseNorm(g));
    }
    return largest;
  }

  private SignGradient law(double[] delta) {
    return new SignGradient(rows, width, corrupted, delta, noise);
  }

  /** A unit vector on a uniform support of size k. */
  private double[] direction(RandomStream directions) {
    double[] values = RandomMatrices.unitVector(directions, sparsity);
    int[] order = directions.permutation(new int[width]);
    double[] delta = new double[width];
    for (int i = 0; i < sparsity; i++) {
      delta[order[i]] = values[i];
    }
    return delta;
  }

  /** The Euclidean norm of the k largest entries. */
  private double sparseNorm(double[] g) {
    double[] squares = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      squares[i] = g[i] * g[i];
    }
    Arrays.sort(squares);
    double sum = 0;
    for (int i = 0; i < sparsity; i++) {
      sum += squares[squares.length - 1 - i];
    }
    return Math.sqrt(sum);
  }

  /** Returns the rate sqrt(k log d / m). */
  double rate() {
    return Math.sqrt(sparsity * FastMath.log(width) / rows);
  }
}
