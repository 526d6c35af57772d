package org.plateau.verify;

import org.plateau.theorems.Statement;

/**
 * The statistics of a probabilistic claim P(event) &gt;= p0. Logarithms are natural. An instance
 * whose slack lies within its numerical error counts as an event in the evidence against the claim,
 * as a non-event in the evidence for it, and either way in the interval, which covers both.
 *
 * @param p0 the claimed probability
 * @param delta the resolution
 * @param successes instances on which the event happened
 * @param failures instances on which it did not
 * @param logEvidenceAgainst logarithm of the e-value against p &gt;= p0, as it stood when the claim
 *     stopped
 * @param logRefutingThreshold log(K / alpha): the claim is refuted from here on
 * @param logEvidenceFor logarithm of the mirrored e-value against p &lt;= p0 - delta
 * @param logUpholdingThreshold log(1 / upholdingLevel): the claim is upheld from here on
 * @param intervalLow lower end of the anytime-valid confidence sequence for p
 * @param intervalHigh upper end
 * @param intervalConfidence its confidence, valid at every stopping time
 */
public record ProbabilityRecord(
    double p0,
    double delta,
    int successes,
    int failures,
    double logEvidenceAgainst,
    double logRefutingThreshold,
    double logEvidenceFor,
    double logUpholdingThreshold,
    double intervalLow,
    double intervalHigh,
    double intervalConfidence) {

  /** Returns the statistics of what was tallied. */
  static ProbabilityRecord of(Statement statement, Tally tally, Levels levels) {
    int failures = tally.violations();
    ConfidenceSequence least =
        ConfidenceSequence.of(tally.holds(), failures + tally.doubtful(), Levels.SHOWN);
    ConfidenceSequence most =
        ConfidenceSequence.of(tally.holds() + tally.doubtful(), failures, Levels.SHOWN);
    return new ProbabilityRecord(
        statement.probability(),
        statement.delta(),
        tally.holds(),
        failures,
        tally.logAgainst(),
        levels.logRefuting(),
        tally.logInFavor(),
        levels.logUpholding(),
        least.low(),
        most.high(),
        1 - Levels.SHOWN);
  }
}
