package org.plateau.verify;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.util.FastMath;

/**
 * An interval for a probability that is valid at every stopping time: all p at which the mixture
 * martingale with Jeffreys' weight, (1/B(1/2,1/2)) times the integral of (q/p)^s ((1-q)/(1-p))^f
 * q^(-1/2) (1-q)^(-1/2) over [0, 1], stays below 1/alpha (Waudby-Smith, Ramdas 2024, arXiv
 * 2010.09686, for events).
 *
 * @param low lower end
 * @param high upper end
 */
record ConfidenceSequence(double low, double high) {

  private static final double PRIOR = 0.5;
  private static final int BISECTIONS = 60;

  /**
   * Returns the interval after the given numbers of events and non-events.
   *
   * @param alpha probability that it ever misses the truth
   */
  static ConfidenceSequence of(int successes, int failures, double alpha) {
    if (successes + failures == 0) {
      return new ConfidenceSequence(0, 1);
    }
    double evidence =
        LogBeta.complete(PRIOR + successes, PRIOR + failures) - LogBeta.complete(PRIOR, PRIOR);
    DoubleUnaryOperator excess =
        p ->
            evidence
                - (successes == 0 ? 0 : successes * FastMath.log(p))
                - (failures == 0 ? 0 : failures * FastMath.log1p(-p))
                + FastMath.log(alpha);
    double rate = (double) successes / (successes + failures);
    return new ConfidenceSequence(
        successes == 0 ? 0 : crossing(excess, 0, rate),
        failures == 0 ? 1 : crossing(excess, 1, rate));
  }

  /** Returns the end on the outer side of the crossing, so that rounding widens the interval. */
  private static double crossing(DoubleUnaryOperator excess, double outside, double inside) {
    double out = outside;
    double in = inside;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (out + in);
      if (excess.applyAsDouble(middle) > 0) {
        out = middle;
      } else {
        in = middle;
      }
    }
    return out;
  }
}
