package org.plateau.theorems.identityinit;

import org.hipparchus.util.FastMath;
import org.plateau.dynamics.EigenvalueRecursion;

/**
 * A symmetric target, reduced to its eigenvalues, and the parameters of a run from the identity:
 * the instance of claims about scalar recursions.
 *
 * @param mu the eigenvalues of Φ
 * @param depth L
 * @param eta the step size
 * @param penalty κ, the weight of the pull to the identity
 */
record Spectrum(double[] mu, int depth, double eta, double penalty) {

  static Spectrum of(double mu, int depth, double eta) {
    return new Spectrum(new double[] {mu}, depth, eta, 0);
  }

  EigenvalueRecursion recursion(int j) {
    return new EigenvalueRecursion(mu[j], depth, penalty);
  }

  /** Returns M = max(1, μ_max). */
  double largest() {
    double largest = 1;
    for (double value : mu) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** Returns m = min(1, μ_min). */
  double least() {
    double least = 1;
    for (double value : mu) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Returns l_0 = ½ Σ (1 - μ_j)². */
  double initialLoss() {
    double sum = 0;
    for (double value : mu) {
      sum += (1 - value) * (1 - value);
    }
    return sum / 2;
  }

  /** Returns the floor ½ Σ_{μ_j < 0} μ_j² that descent from the identity cannot cross. */
  double floor() {
    double sum = 0;
    for (double value : mu) {
      double negative = Math.min(0, value);
      sum += negative * negative;
    }
    return sum / 2;
  }

  /**
   * Returns x^(2 - 2/L), the power in which the scale of the spectrum enters rates and step sizes.
   */
  static double scalePower(double x, int depth) {
    return FastMath.pow(x, 2 - 2.0 / depth);
  }

  /**
   * Returns the largest step size without overshoot for eigenvalues up to {@code largest}: 1/(L
   * M^(2-2/L)).
   */
  static double safeStep(double largest, int depth) {
    return 1 / (depth * scalePower(Math.max(1, largest), depth));
  }
}
