package org.plateau.theorems.identityinit;

import org.hipparchus.complex.Complex;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.RotationRecursion;

/**
 * A scaled plane rotation as target, [[a, -b], [b, a]], and the parameters of a run from the
 * identity.
 *
 * @param real a
 * @param imaginary b
 * @param depth L
 * @param eta the step size
 */
record PlaneRotation(double real, double imaginary, int depth, double eta) {

  static PlaneRotation of(double size, double angle, int depth, double eta) {
    return new PlaneRotation(size * FastMath.cos(angle), size * FastMath.sin(angle), depth, eta);
  }

  /** The rotation by the opposite angle. */
  PlaneRotation mirrored() {
    return new PlaneRotation(real, -imaginary, depth, eta);
  }

  RotationRecursion recursion() {
    return new RotationRecursion(new Complex(real, imaginary), depth);
  }

  Descent matrixRun() {
    return Descent.fromIdentity(2, depth, new double[] {real, -imaginary, imaginary, real}, eta);
  }
}
