package org.plateau.landscape;

import org.plateau.sampling.RandomStream;

/** Robust regression instances by the law of the spec, for tests. */
public final class Regressions {

  private Regressions() {}

  /** m x d Gaussian design, k-sparse truth, floor(p m + 1/2) outliers +-U[10, 100]. */
  public static RobustRegression draw(RandomStream stream, int m, int d, double p, int k) {
    double[] design = stream.gaussian(new double[m * d]);
    double[] truth = new double[d];
    int[] order = stream.permutation(new int[d]);
    for (int i = 0; i < k; i++) {
      truth[order[i]] = (stream.nextBoolean() ? 1 : -1) * stream.uniform(0.5, 2);
    }
    double[] noise = new double[m];
    int[] rows = stream.permutation(new int[m]);
    for (int i = 0; i < (int) Math.floor(p * m + 0.5); i++) {
      noise[rows[i]] = (stream.nextBoolean() ? 1 : -1) * stream.uniform(10, 100);
    }
    return new RobustRegression(design, truth, noise);
  }
}
