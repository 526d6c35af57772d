package org.plateau.theorems.flatminima;

import org.plateau.recovery.CorruptionBall;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/**
 * A low-rank matrix plus a sparse one: the instance of the claims on robust principal components.
 *
 * @param d the dimension
 * @param rank r of M
 * @param truth M, shape d x d
 * @param ball all X with |Y - X|_1 at most the size of the true corruption, Y = M + S
 */
record Corrupted(int d, int rank, double[] truth, CorruptionBall ball) {

  private static final double AMPLITUDE = 3;

  /**
   * S is a sum of {@code l} random permutation matrices with random signs and sizes 3 U(0.5, 1.5).
   */
  static Corrupted of(Draws draws, int d, int rank, double[] truth, int l) {
    RandomStream stream = draws.stream("corruption");
    double[] s = new double[d * d];
    for (int k = 0; k < l; k++) {
      int[] column = stream.permutation(new int[d]);
      for (int i = 0; i < d; i++) {
        double size = AMPLITUDE * stream.uniform(0.5, 1.5);
        s[i * d + column[i]] += stream.nextBoolean() ? size : -size;
      }
    }
    double[] data = truth.clone();
    double size = 0;
    for (int e = 0; e < s.length; e++) {
      data[e] += s[e];
      size += Math.abs(data[e] - truth[e]);
    }
    return new Corrupted(d, rank, truth, new CorruptionBall(d, d, data, size));
  }
}
