package org.plateau.dynamics;

import org.hipparchus.CalculusFieldElement;
import org.hipparchus.complex.Complex;
import org.hipparchus.complex.FieldComplex;

/**
 * What gradient descent from the identity does to a scaled plane rotation Φ = [[a, -b], [b, a]]:
 * every layer stays the same matrix of that form, and the complex number z that stands for it moves
 * by
 *
 * <pre>z ← z - η conj(z)^(L-1) (z^L - w),   z_0 = 1,   w = a + ib.</pre>
 *
 * The loss of the 2 x 2 network is |z^L - w|². Source: derived; spec: identity-initialization, R1.
 *
 * @param target w
 * @param depth L >= 1
 */
public record RotationRecursion(Complex target, int depth) {

  /**
   * @throws IllegalArgumentException if the target is not finite, or the depth is below 1
   */
  public RotationRecursion {
    if (target.isNaN() || target.isInfinite()) {
      throw new IllegalArgumentException("target must be finite, got " + target);
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, got " + depth);
    }
  }

  /** Returns the next z after a step of size {@code eta}. */
  public Complex next(Complex z, double eta) {
    Complex below = power(z, depth - 1);
    Complex error = below.multiply(z).subtract(target);
    return z.subtract(below.conjugate().multiply(error).multiply(eta));
  }

  /** Returns the next z in the arithmetic of {@code z}, for example at 50 digits. */
  public <T extends CalculusFieldElement<T>> FieldComplex<T> next(FieldComplex<T> z, T eta) {
    FieldComplex<T> below = z.getField().getOne();
    for (int i = 1; i < depth; i++) {
      below = below.multiply(z);
    }
    FieldComplex<T> w =
        new FieldComplex<>(
            eta.newInstance(target.getRealPart()), eta.newInstance(target.getImaginaryPart()));
    return z.subtract(below.conjugate().multiply(below.multiply(z).subtract(w)).multiply(eta));
  }

  /** Returns |z^L - w|. */
  public double error(Complex z) {
    return power(z, depth).subtract(target).norm();
  }

  /**
   * Returns z^n for n >= 0 by plain products; {@link Complex#pow(int)} goes through the logarithm.
   */
  public static Complex power(Complex z, int n) {
    Complex out = Complex.ONE;
    for (int i = 0; i < n; i++) {
      out = out.multiply(z);
    }
    return out;
  }

  /**
   * Returns the number of steps of size {@code eta} from z = 1 until |z^L - w| is at most {@code
   * goal}; {@code budget + 1} if that takes more than {@code budget} steps, or never happens.
   */
  public int stepsTo(double goal, double eta, int budget) {
    Complex z = Complex.ONE;
    for (int t = 0; t <= budget; t++) {
      if (error(z) <= goal) {
        return t;
      }
      z = next(z, eta);
    }
    return budget + 1;
  }
}
