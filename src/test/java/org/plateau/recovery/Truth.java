package org.plateau.recovery;

import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/** Low-rank matrices for the tests of this package. */
final class Truth {

  private Truth() {}

  /** A product of Gaussian factors of Frobenius norm 1. */
  static double[] lowRank(RandomStream stream, int rows, int cols, int rank) {
    double[] x = new double[rows * cols];
    Kernels.multiplyTransposeRight(
        stream.gaussian(new double[rows * rank]),
        stream.gaussian(new double[cols * rank]),
        x,
        rows,
        rank,
        cols);
    double norm = Kernels.norm(x);
    for (int i = 0; i < x.length; i++) {
      x[i] /= norm;
    }
    return x;
  }

  static double[] symmetric(RandomStream stream, int d, int positive, int negative) {
    return new QuadraticNetwork(
            d,
            positive,
            negative,
            stream.gaussian(new double[d * positive]),
            stream.gaussian(new double[d * negative]))
        .matrix();
  }

  static double distance(double[] x, double[] y) {
    double[] difference = x.clone();
    Kernels.axpy(-1, y, 0, difference, 0, y.length);
    return Kernels.norm(difference) / Kernels.norm(y);
  }
}
