package org.plateau.theorems.flatminima;

import org.plateau.matrix.Kernels;
import org.plateau.recovery.QuadraticNetwork;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/** The unknown matrices of the recovery claims, flat row-major. */
final class Truths {

  private Truths() {}

  /** A product of Gaussian factors with Frobenius norm 1, as in the paper's experiments. */
  static double[] gaussian(Draws draws, int d1, int d2, int r) {
    return gaussian(draws.stream("truth"), d1, d2, r);
  }

  static double[] gaussian(RandomStream stream, int d1, int d2, int r) {
    double[] left = stream.gaussian(new double[d1 * r]);
    double[] right = stream.gaussian(new double[d2 * r]);
    double[] m = new double[d1 * d2];
    Kernels.multiplyTransposeRight(left, right, m, d1, r, d2);
    return normalized(m);
  }

  /** U1 U1^T - U2 U2^T with Gaussian U1 and U2 of r1 and r2 columns, with Frobenius norm 1. */
  static double[] symmetric(Draws draws, int d, int r1, int r2) {
    return normalized(
        new QuadraticNetwork(
                d,
                r1,
                r2,
                draws.gaussian("positive factor", d, r1),
                draws.gaussian("negative factor", d, r2))
            .matrix());
  }

  /**
   * An incoherent matrix: sum of s_k u_k v_k^T with s_k uniform on [1, 2] and u_k, v_k columns of a
   * Hadamard matrix, rows permuted and signed, of norm 1; all times {@code amplitude}.
   *
   * @param d a power of two
   */
  static double[] hadamard(RandomStream stream, int d, int r, double amplitude) {
    int[] leftRows = stream.permutation(new int[d]);
    int[] rightRows = stream.permutation(new int[d]);
    int[] leftColumns = stream.permutation(new int[d]);
    int[] rightColumns = stream.permutation(new int[d]);
    double[] leftSigns = signs(stream, d);
    double[] rightSigns = signs(stream, d);
    double[] m = new double[d * d];
    for (int k = 0; k < r; k++) {
      double s = amplitude * stream.uniform(1, 2) / d;
      for (int i = 0; i < d; i++) {
        double left = s * leftSigns[i] * walsh(leftRows[i], leftColumns[k]);
        for (int j = 0; j < d; j++) {
          m[i * d + j] += left * rightSigns[j] * walsh(rightRows[j], rightColumns[k]);
        }
      }
    }
    return m;
  }

  private static int walsh(int i, int j) {
    return (Integer.bitCount(i & j) & 1) == 0 ? 1 : -1;
  }

  private static double[] signs(RandomStream stream, int d) {
    double[] signs = new double[d];
    for (int i = 0; i < d; i++) {
      signs[i] = stream.nextBoolean() ? 1 : -1;
    }
    return signs;
  }

  /** e1 e1^T, the most coherent matrix. */
  static double[] spike(int d) {
    double[] m = new double[d * d];
    m[0] = 1;
    return m;
  }

  private static double[] normalized(double[] m) {
    double norm = Kernels.norm(m);
    for (int i = 0; i < m.length; i++) {
      m[i] /= norm;
    }
    return m;
  }

  /** Returns |x - m|_F / |m|_F. */
  static double error(double[] x, double[] m) {
    double[] difference = x.clone();
    Kernels.axpy(-1, m, 0, difference, 0, m.length);
    return Kernels.norm(difference) / Kernels.norm(m);
  }
}
