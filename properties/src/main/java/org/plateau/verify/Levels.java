package org.plateau.verify;

import org.hipparchus.util.FastMath;
import org.plateau.theorems.Effort;

/**
 * How sure a verdict must be.
 *
 * @param alpha the run's false-alarm budget, split evenly over its statistical claims
 * @param statisticalClaims K, at least 1
 * @param upholding level of the mirrored test that upholds a probabilistic claim
 */
record Levels(double alpha, int statisticalClaims, double upholding) {

  /** The false-alarm budget of a run: one wrong refutation in 1e9 runs at most. */
  static final double ALPHA = 1e-9;

  /** A probe of a statistical claim bites when its data speak at this level. */
  static final double BITE = 1e-3;

  /** Misses of the confidence sequence and of the slope's interval that are shown. */
  static final double SHOWN = 0.01;

  static Levels of(Effort effort, int statisticalClaims) {
    double upholding =
        switch (effort) {
          case QUICK -> 1e-3;
          case STANDARD -> 1e-6;
          case DEEP -> 1e-9;
        };
    return new Levels(ALPHA, Math.max(1, statisticalClaims), upholding);
  }

  double refuting() {
    return alpha / statisticalClaims;
  }

  double logRefuting() {
    return -FastMath.log(refuting());
  }

  double logUpholding() {
    return -FastMath.log(upholding);
  }

  double logBiting() {
    return -FastMath.log(BITE);
  }
}
