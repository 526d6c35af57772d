package org.plateau.verify;

import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Relation;

/**
 * One instance as it stands in the journal: enough to plot it. Everything else comes back by
 * replay.
 *
 * @param claim id of the claim
 * @param probe slug of the probe, or an empty string for the claim itself
 * @param index number of the instance
 * @param family kind of instance, or an empty string
 * @param valid whether the hypotheses held; otherwise the instance was discarded
 * @param outcome worst outcome of the checks; FAULTY for an exception
 * @param what the measured quantity of the check that speaks for the instance; empty when there is
 *     none (a discarded, faulty or trend instance)
 * @param relation its relation, or null when there is none
 * @param value its value, NaN when there is none
 * @param bound its bound, NaN when there is none
 * @param tolerance its tolerance
 * @param error its numerical error bound
 * @param scale its natural scale
 * @param x the value of the choice or fact named by {@code growsWith}, for a trend the abscissa;
 *     NaN when there is none
 * @param y the ordinate of a trend's point; NaN when there is none
 */
public record JournalEntry(
    String claim,
    String probe,
    long index,
    String family,
    boolean valid,
    Outcome outcome,
    String what,
    @Nullable Relation relation,
    double value,
    double bound,
    double tolerance,
    double error,
    double scale,
    double x,
    double y) {

  /** Returns how far the value is on the good side of the bound, or NaN when there is no check. */
  public double slack() {
    return relation == null ? Double.NaN : relation.slack(value, bound);
  }

  /** Returns the slack in units of the scale, or NaN when there is no check. */
  public double margin() {
    return slack() / scale;
  }
}
