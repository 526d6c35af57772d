package org.plateau.verify;

import org.plateau.theorems.Hypothesis;

/**
 * A hypothesis as measured.
 *
 * @param what the hypothesis, in a few words
 * @param margin how far it is from failing
 * @param holds whether margin &gt;= 0
 */
public record HypothesisRecord(String what, double margin, boolean holds) {

  /** Copies a hypothesis. */
  public static HypothesisRecord of(Hypothesis hypothesis) {
    return new HypothesisRecord(hypothesis.what(), hypothesis.margin(), hypothesis.holds());
  }
}
