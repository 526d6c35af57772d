package org.plateau.verify;

/** What became of a claim. */
public enum Verdict {
  /** A violation was confirmed at 50 digits, or the statistics crossed the refuting level. */
  REFUTED,
  /** The slack lies within the numerical error and extended precision could not decide. */
  DOUBTFUL,
  /** An exception, a NaN, a broken contract: anything that no rule grades. */
  FAULTY,
  /** The budget ended before the statistics could speak. */
  INCONCLUSIVE,
  /** Too few drawn instances satisfied the hypotheses. */
  VACUOUS,
  /** No violation in all instances, or the statistics reached the upholding level. */
  UPHELD
}
