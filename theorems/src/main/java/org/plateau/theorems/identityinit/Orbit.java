package org.plateau.theorems.identityinit;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.EigenvalueRecursion;

/**
 * The values θ_0 = 1, θ_1, … of one scalar recursion, in double precision or at 50 digits, so that
 * a claim on scalar runs is written once for both.
 *
 * <p>At 50 digits the orbit carries a running bound on its error: each step multiplies it by the
 * slope of the recursion at θ and adds the step's own rounding. (Ball arithmetic would multiply it
 * by the sum of the terms' slopes instead, and a run of thousands of steps would end with no digit
 * left.) Where the bound exceeds 1e-20, the orbit reports NaN. So what is left of error in a check
 * is the rounding to double; {@link FiftyDigits} adds it.
 */
interface Orbit {

  /** The arithmetic in which a claim is measured. */
  @FunctionalInterface
  interface Arithmetic {
    Orbit start(EigenvalueRecursion recursion);
  }

  /** Makes one step. */
  void step(double eta);

  /** Makes one step in which the pull to the identity has a weight of its own. */
  void step(double eta, double penalty);

  /** Replaces θ by the nearest number in [low, high]. */
  void clip(double low, double high);

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
    return new DoubleOrbit(recursion);
  }

  /** Fifty decimal digits. */
  static Orbit inFiftyDigits(EigenvalueRecursion recursion) {
    return new PreciseOrbit(recursion, 50);
  }

  /** An orbit in double precision. */
  final class DoubleOrbit implements Orbit {
    private final EigenvalueRecursion recursion;
    private final double root;
    private double theta = 1;

    DoubleOrbit(EigenvalueRecursion recursion) {
      this.recursion = recursion;
      double mu = recursion.eigenvalue();
      this.root = mu > 0 ? FastMath.pow(mu, 1.0 / recursion.depth()) : Double.NaN;
    }

    @Override
    public void step(double eta) {
      theta = recursion.next(theta, eta);
    }

    @Override
    public void step(double eta, double penalty) {
      theta = recursion.withPenalty(penalty).next(theta, eta);
    }

    @Override
    public void clip(double low, double high) {
      theta = Math.max(low, Math.min(high, theta));
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
  }

  /** An orbit at 50 digits with a running error bound. */
  final class PreciseOrbit implements Orbit {
    private static final double UNIT = 1e-48;
    private static final double LOST = 1e-20;

    private final EigenvalueRecursion recursion;
    private final DfpField field;
    private Dfp theta;
    private double radius;

    PreciseOrbit(EigenvalueRecursion recursion, int digits) {
      this.recursion = recursion;
      this.field = new DfpField(digits);
      this.theta = field.getOne();
    }

    /** Returns θ with all its digits. */
    Dfp value() {
      return theta;
    }

    /** Returns the bound on the error of θ, valid from 50 digits on. */
    double radius() {
      return radius;
    }

    @Override
    public void step(double eta) {
      step(eta, recursion);
    }

    @Override
    public void step(double eta, double penalty) {
      step(eta, recursion.withPenalty(penalty));
    }

    private void step(double eta, EigenvalueRecursion current) {
      double x = theta.toDouble();
      int depth = current.depth();
      double mu = current.eigenvalue();
      double below = depth == 1 ? 0 : (depth - 1) * EigenvalueRecursion.power(x, depth - 2);
      double steep = (2 * depth - 1) * EigenvalueRecursion.power(x, 2 * depth - 2);
      double slope = 1 - eta * (steep - mu * below + current.penalty());
      double terms =
          Math.abs(x)
              + eta
                  * (Math.abs(EigenvalueRecursion.power(x, 2 * depth - 1))
                      + Math.abs(mu * EigenvalueRecursion.power(x, depth - 1))
                      + current.penalty() * (Math.abs(x) + 1));
      // The factor covers the rounding of the slope itself.
      radius = (1 + 1e-10) * Math.abs(slope) * radius + (depth + 8) * UNIT * terms;
      theta = current.next(theta, field.newDfp(eta));
    }

    @Override
    public void clip(double low, double high) {
      if (theta.lessThan(field.newDfp(low))) {
        theta = field.newDfp(low);
      } else if (theta.greaterThan(field.newDfp(high))) {
        theta = field.newDfp(high);
      }
    }

    private double known(Dfp value) {
      return radius <= LOST ? value.toDouble() : Double.NaN;
    }

    @Override
    public double theta() {
      return known(theta);
    }

    @Override
    public double error() {
      return known(theta.pow(recursion.depth()).subtract(field.newDfp(recursion.eigenvalue())));
    }

    @Override
    public double beyondRoot() {
      return known(theta.subtract(field.newDfp(recursion.eigenvalue()).rootN(recursion.depth())));
    }
  }
}
