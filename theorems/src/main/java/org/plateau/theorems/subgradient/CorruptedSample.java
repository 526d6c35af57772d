package org.plateau.theorems.subgradient;

import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Draws;

/**
 * Data with outliers of size sigma, and both gradients on them. Spec: sub-gradient-balance, B3.
 *
 * @param law size, Delta and outlier law
 * @param sigma the size of the outliers
 * @param design X, m x d
 * @param noise eps
 */
record CorruptedSample(SignGradient law, double sigma, double[] design, double[] noise) {

  private static final int ROWS = 200;
  private static final int WIDTH = 50;
  private static final int CORRUPTED = 60;

  /** Draws data with outliers +-sigma or N(0, sigma^2), at ||Delta|| in {0.1, 1, 2}. */
  static CorruptedSample draw(Draws draws, double sigma) {
    SignGradient.Noise noise =
        draws.coin("normal outliers")
            ? new SignGradient.Noise.Normal(sigma)
            : new SignGradient.Noise.Constant(sigma);
    double length = Double.parseDouble(draws.oneOf("length", "1", "0.1", "2"));
    double[] delta = RandomMatrices.unitVector(draws.stream("direction"), WIDTH);
    for (int i = 0; i < WIDTH; i++) {
      delta[i] *= length;
    }
    SignGradient law = new SignGradient(ROWS, WIDTH, CORRUPTED, delta, noise);
    double[] x = draws.gaussian("X", ROWS, WIDTH);
    return new CorruptedSample(law, sigma, x, law.noise(x, draws.stream("outliers")));
  }

  /** Returns ||g - E g||_inf for the absolute loss. */
  double absoluteDeviation() {
    return SignGradient.distance(law.of(design, noise), law.expected());
  }

  /** Returns ||g - Delta||_inf for the squared loss, whose mean is Delta. */
  double squaredDeviation() {
    return SignGradient.distance(law.squared(design, noise), law.delta());
  }
}
