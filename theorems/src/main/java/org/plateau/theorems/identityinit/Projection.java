package org.plateau.theorems.identityinit;

import org.hipparchus.util.FastMath;
import org.plateau.dynamics.PowerProjection;
import org.plateau.matrix.Kernels;

/**
 * A run of power projection.
 *
 * @param dimension d
 * @param depth L
 * @param target Φ
 * @param gamma γ, the margin that every product keeps
 * @param eta the step size
 * @param steps how many steps the run makes
 */
record Projection(int dimension, int depth, double[] target, double gamma, double eta, int steps) {

  /** A run with the largest step size that the rate theorem allows. */
  static Projection withSafeStep(int d, int depth, double[] target, double gamma, int steps) {
    return new Projection(d, depth, target, gamma, Double.NaN, steps).withStep(1);
  }

  /** The same run with this share of the largest step size that the rate theorem allows. */
  Projection withStep(double share) {
    return new Projection(dimension, depth, target, gamma, share * safeStep(), steps);
  }

  /** Returns M^(2/L-1) / (L (12.06 M + 2.72 D_0)), up to which the rate theorem allows steps. */
  double safeStep() {
    return FastMath.pow(reach(), 2.0 / depth - 1) / (depth * (12.06 * reach() + 2.72 * distance()));
  }

  PowerProjection begin() {
    return new PowerProjection(target, dimension, depth, gamma);
  }

  /** Returns D_0 = ‖Φ - I‖_F. */
  double distance() {
    return Matrices.distance(target, Kernels.identity(dimension));
  }

  /** Returns ‖Φ‖_2 + D_0, which bounds the norm of every product of the run. */
  double reach() {
    return Matrices.operatorNorm(target, dimension) + distance();
  }
}
