package org.plateau.theorems.identityinit;

import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
import org.plateau.network.SquareLayers;

/**
 * A run of gradient descent on matrices: the instance of claims about general targets.
 *
 * @param start the first layers, the identity unless a probe says otherwise
 * @param target Φ
 * @param eta the step size
 */
record Descent(SquareLayers start, double[] target, double eta) {

  /** A run from the identity. */
  static Descent fromIdentity(int dimension, int depth, double[] target, double eta) {
    return new Descent(SquareLayers.identity(dimension, depth), target, eta);
  }

  int dimension() {
    return start.dimension();
  }

  int depth() {
    return start.depth();
  }

  /** Returns ρ = ‖Φ - I‖_F. */
  double distance() {
    return Matrices.distance(target, Kernels.identity(dimension()));
  }

  MatrixRun begin(MatrixRun.Arithmetic arithmetic) {
    return arithmetic.start(start, target);
  }

  SquareDescent begin() {
    return new SquareDescent(start, target);
  }
}
