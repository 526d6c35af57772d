package org.plateau.dynamics;

import org.hipparchus.CalculusFieldElement;

/**
 * What gradient descent from the identity does to one eigenvalue of a symmetric target: all layers
 * stay equal and share Φ's eigenvectors, and the layers' eigenvalue θ on the eigenvector of μ moves
 * by
 *
 * <pre>θ ← θ - η [θ^(L-1) (θ^L - μ) + κ (θ - 1)],   θ_0 = 1,</pre>
 *
 * so that the product's eigenvalue is θ^L. Unlike a matrix run it cannot leave the symmetric
 * subspace by rounding. Source: derived; spec: identity-initialization, S1 and section 5.
 *
 * @param eigenvalue μ, the eigenvalue of the target
 * @param depth L >= 1
 * @param penalty κ >= 0, the weight of the pull to the identity
 */
public record EigenvalueRecursion(double eigenvalue, int depth, double penalty) {

  /**
   * @throws IllegalArgumentException if the eigenvalue is not finite, the depth is below 1, or the
   *     penalty is negative or not finite
   */
  public EigenvalueRecursion {
    if (!Double.isFinite(eigenvalue)) {
      throw new IllegalArgumentException("eigenvalue must be finite, got " + eigenvalue);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, got " + depth);
    }
    requirePenalty(penalty);
  }

  static void requirePenalty(double penalty) {
    if (!(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("penalty must be finite and not negative, got " + penalty);
    }
  }

  /** The recursion without penalty. */
  public EigenvalueRecursion(double eigenvalue, int depth) {
    this(eigenvalue, depth, 0);
  }

  /**
   * Returns the same recursion with another weight of the pull, which may vary from step to step.
   */
  public EigenvalueRecursion withPenalty(double weight) {
    return new EigenvalueRecursion(eigenvalue, depth, weight);
  }

  /** Returns the next θ after a step of size {@code eta}. */
  public double next(double theta, double eta) {
    double below = power(theta, depth - 1);
    double force = below * (below * theta - eigenvalue);
    return penalty == 0 ? theta - eta * force : theta - eta * (force + penalty * (theta - 1));
  }

  /** Returns the next θ in the arithmetic of {@code theta}, for example at 50 digits. */
  public <T extends CalculusFieldElement<T>> T next(T theta, T eta) {
    T below = theta.pow(depth - 1);
    T force = below.multiply(below.multiply(theta).subtract(eigenvalue));
    if (penalty != 0) {
      force = force.add(theta.subtract(1).multiply(penalty));
    }
    return theta.subtract(eta.multiply(force));
  }

  /** Returns θ^L, the product's eigenvalue. */
  public double product(double theta) {
    return power(theta, depth);
  }

  /** Returns ½(θ^L - μ)², this eigenvalue's share of the loss. */
  public double loss(double theta) {
    double error = product(theta) - eigenvalue;
    return error * error / 2;
  }

  /**
   * Returns the number of steps of size {@code eta} from θ = 1 until this share of the loss is at
   * most {@code goal}; {@code budget + 1} if that takes more than {@code budget} steps, or never
   * happens.
   */
  public int stepsTo(double goal, double eta, int budget) {
    double theta = 1;
    for (int t = 0; t <= budget; t++) {
      if (loss(theta) <= goal) {
        return t;
      }
      theta = next(theta, eta);
    }
    return budget + 1;
  }

  /**
   * Returns x^n for n >= 0 by squaring; plain multiplications, so that it rounds alike everywhere.
   */
  public static double power(double x, int n) {
    double out = 1;
    double square = x;
    for (int left = n; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        out *= square;
      }
      square *= square;
    }
    return out;
  }
}
