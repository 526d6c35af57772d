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
   * 5.
   */
  static MarginMatrix draw(Draws draws) {
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(1, 16);
    return new MarginMatrix(
        d,
        depth,
        matrix(draws, d, draws.logUniform("margin", 0.02, 1), draws.uniform("twist", 0, 5)));
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
