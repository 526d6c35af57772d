package org.plateau.verify;

import org.hipparchus.util.FastMath;

/**
 * Evidence against "an event has at least the probability p0", from a sequence of events and
 * non-events that may stop at any time.
 *
 * <p>After s successes and f failures the e-value is the mixture of likelihood ratios
 *
 * <p>E = (1/Z) integral over 0 &lt; q &lt; p0 of (q/p0)^s ((1-q)/(1-p0))^f q^(-1/2) (1-q)^(-1/2) dq
 *
 * <p>with Z the integral of the weight alone: Jeffreys' Beta(1/2, 1/2), truncated at p0. Each ratio
 * has expectation at most 1 for every p &gt;= p0, so E is a test supermartingale, and by Ville's
 * inequality the probability that it ever reaches 1/alpha is at most alpha (Wald 1945; Ramdas,
 * Grünwald, Vovk, Shafer 2023, arXiv 2210.01948).
 *
 * <p>The mirrored form, evidence against "at most p1", is the same with the events' roles
 * exchanged.
 */
final class MixtureMartingale {

  private static final double PRIOR = 0.5;

  private final double p0;
  private final double logMass;
  private int successes;
  private int failures;

  private MixtureMartingale(double p0) {
    this.p0 = p0;
    this.logMass = LogBeta.lower(p0, PRIOR, PRIOR);
  }

  /** Returns evidence against a probability of at least {@code p0}. */
  static MixtureMartingale againstAtLeast(double p0) {
    return new MixtureMartingale(p0);
  }

  /**
   * Returns evidence against a probability of at most {@code p1}; it must be fed with the events
   * negated.
   */
  static MixtureMartingale againstAtMost(double p1) {
    return new MixtureMartingale(1 - p1);
  }

  /** Takes one more event or non-event. */
  void observe(boolean happened) {
    if (happened) {
      successes++;
    } else {
      failures++;
    }
  }

  /** Returns the natural logarithm of the e-value. */
  double logValue() {
    return LogBeta.lower(p0, PRIOR + successes, PRIOR + failures)
        - logMass
        - successes * FastMath.log(p0)
        - failures * FastMath.log1p(-p0);
  }
}
