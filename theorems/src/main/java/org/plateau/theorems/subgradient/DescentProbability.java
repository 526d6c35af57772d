package org.plateau.theorems.subgradient;

import org.hipparchus.special.Erf;

/**
 * The probability that the explicit direction X_S^T s descends at the truth of the plain
 * regression. Spec: sub-gradient-balance, A1.
 *
 * <p>||X_S^T s|| is distributed as sqrt(K) chi_d, and ||X_C v||_1, for a unit v that depends on S
 * only, as a sum of n = m - K half-normals, independently; descent means that the first exceeds the
 * second. Both are nearly normal.
 */
final class DescentProbability {

  private static final double HALF_NORMAL_MEAN = Math.sqrt(2 / Math.PI);

  private DescentProbability() {}

  /**
   * Returns the normal approximation of Pr[sqrt(K) chi_d > |g_1| + ... + |g_n|], off by at most
   * 0.005 at the sizes of the spec.
   *
   * @param corrupted K
   * @param clean n
   * @param width d
   */
  static double normal(int corrupted, int clean, int width) {
    double gap = Math.sqrt(corrupted * (width - 0.5)) - clean * HALF_NORMAL_MEAN;
    double variance = corrupted / 2.0 + clean * (1 - 2 / Math.PI);
    return 0.5 * Erf.erfc(-gap / Math.sqrt(2 * variance));
  }

  /** Returns the number of rows m below which descent is likely: (pi / 2) p d / (1 - p)^2. */
  static double threshold(double share, int width) {
    return Math.PI / 2 * share * width / ((1 - share) * (1 - share));
  }
}
