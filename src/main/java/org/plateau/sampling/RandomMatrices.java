package org.plateau.sampling;

import org.plateau.matrix.Kernels;

/**
 * Random matrices as flat row-major arrays. All methods draw from the stream that is passed in and
 * from nothing else.
 */
public final class RandomMatrices {

  private RandomMatrices() {}

  /** Returns a {@code rows x cols} matrix of independent N(0, scale²) entries. */
  public static double[] gaussian(RandomStream stream, int rows, int cols, double scale) {
    double[] out = stream.gaussian(new double[rows * cols]);
    for (int i = 0; i < out.length; i++) {
      out[i] *= scale;
    }
    return out;
  }

  /** Returns a uniform unit vector of length {@code n >= 1}. */
  public static double[] unitVector(RandomStream stream, int n) {
    while (true) {
      double[] v = stream.gaussian(new double[n]);
      double norm = Math.sqrt(Kernels.dot(v, v));
      if (norm > 1e-150) {
        for (int i = 0; i < n; i++) {
          v[i] /= norm;
        }
        return v;
      }
    }
  }

  /**
   * Returns an {@code n x n} orthogonal matrix from the Haar measure: Gram-Schmidt, twice, on a
   * Gaussian matrix; the diagonal of its triangular factor is positive, which makes the law
   * invariant (F. Mezzadri, Notices AMS 54, 2007).
   */
  public static double[] haar(RandomStream stream, int n) {
    double[] q = stream.gaussian(new double[n * n]);
    for (int i = 0; i < n; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double projection = Kernels.dot(q, i * n, q, j * n, n);
          Kernels.axpy(-projection, q, j * n, q, i * n, n);
        }
        double norm = Math.sqrt(Kernels.dot(q, i * n, q, i * n, n));
        for (int k = i * n; k < (i + 1) * n; k++) {
          q[k] /= norm;
        }
      }
    }
    return q;
  }

  /**
   * Returns the symmetric matrix Q diag(spectrum) Q^T with Q from the Haar measure; exactly
   * symmetric.
   */
  public static double[] symmetric(RandomStream stream, double[] spectrum) {
    int n = spectrum.length;
    double[] q = haar(stream, n);
    double[] out = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum = Math.fma(q[i * n + k] * spectrum[k], q[j * n + k], sum);
        }
        out[i * n + j] = sum;
        out[j * n + i] = sum;
      }
    }
    return out;
  }
}
