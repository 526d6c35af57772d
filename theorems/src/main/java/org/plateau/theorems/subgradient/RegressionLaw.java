package org.plateau.theorems.subgradient;

import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.RobustRegression;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/**
 * The law of a robust regression: rows x_i ~ N(0, I), a truth with {@code sparsity} entries of size
 * U[0.5, 2] on a uniform support, floor(p m + 1/2) corrupted rows chosen uniformly, and outliers
 * +-U[10, 100] with fair signs. Spec: sub-gradient-balance, section 1.
 *
 * @param rows m
 * @param width d
 * @param share p, the share of corrupted rows
 * @param sparsity k, the number of nonzero entries of the truth
 * @param signed whether the truth has random signs; otherwise it is not negative
 */
record RegressionLaw(int rows, int width, double share, int sparsity, boolean signed) {

  private static final int LIMIT = 100;

  /** Returns how many rows are corrupted, K. */
  int corrupted() {
    return (int) FastMath.floor(share * rows + 0.5);
  }

  /** Returns how many rows are clean, m - K. */
  int clean() {
    return rows - corrupted();
  }

  /** Draws a regression; its arrays come from the streams X, truth and outliers. */
  RobustRegression draw(Draws draws) {
    double[] design = draws.gaussian("X", rows, width);
    return draw(design, draws.stream("truth"), draws.stream("outliers"));
  }

  /** Draws a regression from one stream. */
  RobustRegression draw(RandomStream stream) {
    double[] design = stream.sub("X").gaussian(new double[rows * width]);
    return draw(design, stream.sub("truth"), stream.sub("outliers"));
  }

  private RobustRegression draw(double[] design, RandomStream truths, RandomStream outliers) {
    double[] truth = new double[width];
    int[] coordinates = truths.permutation(new int[width]);
    for (int i = 0; i < sparsity; i++) {
      double size = truths.uniform(0.5, 2);
      truth[coordinates[i]] = signed && truths.nextBoolean() ? -size : size;
    }
    return new RobustRegression(design, truth, outliers(outliers));
  }

  private double[] outliers(RandomStream stream) {
    double[] noise = new double[rows];
    int[] order = stream.permutation(new int[rows]);
    for (int i = 0; i < corrupted(); i++) {
      double size = stream.uniform(10, 100);
      noise[order[i]] = stream.nextBoolean() ? -size : size;
    }
    return noise;
  }

  /**
   * Draws a law in which the clean rows leave room: m in [leastRows, 200], d in [50, 150], p in
   * [0.1, 0.4], k in 1 ... 3, with m - K < d - k. Then theta* almost surely does not minimize F,
   * even along coordinates where it is zero.
   */
  static RegressionLaw roomy(Draws draws, int leastRows) {
    return draws.until(
        "fewer clean rows than zero coordinates",
        LIMIT,
        again -> {
          RegressionLaw law =
              new RegressionLaw(
                  again.integer("rows", leastRows, 200),
                  again.integer("width", 50, 150),
                  again.uniform("outlier share", 0.1, 0.4),
                  again.integer("sparsity", 1, 3),
                  true);
          return law.corrupted() >= 1 && law.clean() < law.width() - law.sparsity()
              ? Optional.of(law)
              : Optional.empty();
        });
  }
}
