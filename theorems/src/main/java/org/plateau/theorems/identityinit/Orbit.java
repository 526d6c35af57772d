package org.plateau.theorems.identityinit;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.EigenvalueRecursion;

/**
 * The values θ_0 = 1, θ_1, … of one scalar recursion, in double precision or at 50 digits, so that
 * a claim on scalar runs is written once for both.
 */
interface Orbit {

  /** The arithmetic in which a claim is measured. */
  @FunctionalInterface
  interface Arithmetic {
    Orbit start(EigenvalueRecursion recursion);
  }

  /** Makes one step. */
  void step(double eta);

  /** Returns θ, rounded. */
  double theta();

  /** Returns θ^L - μ, computed before it is rounded. */
  double error();

  /** Returns θ - μ^(1/L), computed before it is rounded; for μ > 0. */
  double beyondRoot();

  /** Returns this eigenvalue's share ½(θ^L - μ)² of the loss. */
  default double loss() {
    return error() * error() / 2;
  }

  /** Double precision. */
  static Orbit inDouble(EigenvalueRecursion recursion) {
    double root =
        recursion.eigenvalue() > 0
            ? FastMath.pow(recursion.eigenvalue(), 1.0 / recursion.depth())
            : Double.NaN;
    return new Orbit() {
      private double theta = 1;

      @Override
      public void step(double eta) {
        theta = recursion.next(theta, eta);
      }

      @Override
      public double theta() {
        return theta;
      }

      @Override
      public double error() {
        return recursion.product(theta) - recursion.eigenvalue();
      }

      @Override
      public double beyondRoot() {
        return theta - root;
      }
    };
  }

  /** Fifty decimal digits. */
  static Orbit inFiftyDigits(EigenvalueRecursion recursion) {
    DfpField field = new DfpField(50);
    return new Orbit() {
      private Dfp theta = field.getOne();

      @Override
      public void step(double eta) {
        theta = recursion.next(theta, field.newDfp(eta));
      }

      @Override
      public double theta() {
        return theta.toDouble();
      }

      @Override
      public double error() {
        return theta
            .pow(recursion.depth())
            .subtract(field.newDfp(recursion.eigenvalue()))
            .toDouble();
      }

      @Override
      public double beyondRoot() {
        Dfp mu = field.newDfp(recursion.eigenvalue());
        return theta.subtract(mu.rootN(recursion.depth())).toDouble();
      }
    };
  }
}
