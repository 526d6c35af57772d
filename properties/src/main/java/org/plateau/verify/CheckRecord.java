package org.plateau.verify;

import org.plateau.theorems.Check;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Relation;

/**
 * One comparison.
 *
 * @param what the measured quantity, in a few words
 * @param relation how value and bound are compared
 * @param value the measured value
 * @param bound what the claim says about it
 * @param slack how far the value is on the good side of the bound; for equality, minus the distance
 * @param margin slack divided by scale
 * @param tolerance absolute allowance of the statement
 * @param error absolute bound on the numerical error
 * @param scale natural scale
 * @param outcome what the comparison came to
 */
public record CheckRecord(
    String what,
    Relation relation,
    double value,
    double bound,
    double slack,
    double margin,
    double tolerance,
    double error,
    double scale,
    Outcome outcome) {

  /** Copies a check. */
  public static CheckRecord of(Check check) {
    return new CheckRecord(
        check.what(),
        check.relation(),
        check.value(),
        check.bound(),
        check.slack(),
        check.margin(),
        check.tolerance(),
        check.error(),
        check.scale(),
        check.outcome());
  }
}
