package org.plateau.theorems.identityinit;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.MarginCone;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/**
 * A matrix with positive margin, and the number of layers to factor it into.
 *
 * @param dimension d
 * @param depth L, or the order of a root
 * @param psi Ψ, of shape d x d
 */
record MarginMatrix(int dimension, int depth, double[] psi) {

  /**
   * Draws Ψ = S + A with least eigenvalue of S in (0.02, 1) and an antisymmetric part of norm up to
   * 5; or without that part, so that Ψ turns nothing; or a multiple of an orthogonal matrix, whose
   * singular values are all equal.
   */
  static MarginMatrix draw(Draws draws) {
    String family = draws.family("general", "symmetric", "conformal");
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(1, 16);
    double margin = draws.logUniform("margin", 0.02, 1);
    double[] psi =
        switch (family) {
          case "general" -> matrix(draws, d, margin, draws.uniform("twist", 0, 5));
          case "symmetric" -> matrix(draws, d, margin, 0);
          default -> conformal(draws.stream("matrix"), d, margin, draws.uniform("scale", 1, 3));
        };
    return new MarginMatrix(d, depth, psi);
  }

  /**
   * Returns {@code scale} times an orthogonal matrix whose planes turn by one angle, of cosine
   * {@code cosine}; if d is odd, one direction stays.
   */
  private static double[] conformal(RandomStream stream, int d, double cosine, double scale) {
    double[] block = Kernels.identity(d);
    double sine = Math.sqrt((1 - cosine) * (1 + cosine));
    for (int i = 0; i + 1 < d; i += 2) {
      block[i * d + i] = cosine;
      block[i * d + i + 1] = -sine;
      block[(i + 1) * d + i] = sine;
      block[(i + 1) * d + i + 1] = cosine;
    }
    double[] q = RandomMatrices.haar(stream, d);
    double[] out = new double[d * d];
    Kernels.multiplyTransposeRight(Matrices.product(q, block, d), q, out, d, d, d);
    return Matrices.scaled(scale, out);
  }

  /**
   * Returns S + A where S has the least eigenvalue {@code margin}, and A has the Frobenius norm
   * {@code twist} (0 for d = 1).
   */
  static double[] matrix(Draws draws, int d, double margin, double twist) {
    return matrix(draws.stream("matrix"), d, margin, twist);
  }

  /** The same from a stream. */
  static double[] matrix(RandomStream stream, int d, double margin, double twist) {
    double[] spectrum = new double[d];
    for (int j = 0; j < d; j++) {
      spectrum[j] = j == 0 ? margin : margin + stream.uniform(0, 2);
    }
    double[] out = RandomMatrices.symmetric(stream, spectrum);
    double[] gaussian = stream.gaussian(new double[d * d]);
    double[] antisymmetric = Matrices.difference(gaussian, Kernels.transpose(gaussian, d, d));
    double norm = Kernels.norm(antisymmetric);
    if (norm > 0) {
      Kernels.axpy(twist / norm, antisymmetric, 0, out, 0, d * d);
    }
    return out;
  }

  double margin() {
    return MarginCone.margin(psi, dimension);
  }
}
