package org.plateau.theorems;

import org.plateau.precision.Precise;

/**
 * One comparison of a measured value with a bound.
 *
 * @param what the measured quantity, in a few words
 * @param relation how value and bound are compared
 * @param value the measured value
 * @param bound what the claim says about it
 * @param tolerance absolute allowance beyond the bound that is not yet a violation (from the
 *     statement, never tuned)
 * @param error absolute bound on the numerical error of {@code value - bound} (derived or computed)
 * @param scale natural scale of the comparison, by which slack is divided in reports; positive
 */
public record Check(
    String what,
    Relation relation,
    double value,
    double bound,
    double tolerance,
    double error,
    double scale) {

  /**
   * Returns the check {@code value >= bound}, exact until {@link #relative}, {@link #absolute} or
   * {@link #error} says otherwise.
   */
  public static Check atLeast(String what, double value, double bound) {
    return of(what, Relation.AT_LEAST, value, bound);
  }

  /**
   * Returns the check {@code value <= bound}, exact until {@link #relative}, {@link #absolute} or
   * {@link #error} says otherwise.
   */
  public static Check atMost(String what, double value, double bound) {
    return of(what, Relation.AT_MOST, value, bound);
  }

  /**
   * Returns the check {@code value = bound}, exact until {@link #relative}, {@link #absolute} or
   * {@link #error} says otherwise.
   */
  public static Check equal(String what, double value, double bound) {
    return of(what, Relation.EQUAL, value, bound);
  }

  /** Returns a check of an event that happened or did not: 1 at least 1, or 0 at least 1. */
  public static Check event(String what, boolean happened) {
    return atLeast(what, happened ? 1 : 0, 1);
  }

  /**
   * Returns the check {@code value >= bound} of numbers at 50 digits. Its error bound holds both
   * radii and what rounding to double may hide, so it can decide down to one unit in the last place
   * of a double, and no further.
   */
  public static Check atLeast(String what, Precise value, Precise bound) {
    return of(what, Relation.AT_LEAST, value, bound);
  }

  /** Returns the check {@code value <= bound} of numbers at 50 digits; see {@link #atLeast}. */
  public static Check atMost(String what, Precise value, Precise bound) {
    return of(what, Relation.AT_MOST, value, bound);
  }

  /** Returns the check {@code value = bound} of numbers at 50 digits; see {@link #atLeast}. */
  public static Check equal(String what, Precise value, Precise bound) {
    return of(what, Relation.EQUAL, value, bound);
  }

  private static Check of(String what, Relation relation, Precise value, Precise bound) {
    double v = value.toDouble();
    double b = bound.toDouble();
    double rounding = Math.ulp(v - b);
    return of(what, relation, v, b).error(value.distance(v) + bound.distance(b) + rounding);
  }

  private static Check of(String what, Relation relation, double value, double bound) {
    double magnitude = Math.max(Math.abs(value), Math.abs(bound));
    double scale = magnitude > 0 && magnitude < Double.POSITIVE_INFINITY ? magnitude : 1;
    return new Check(what, relation, value, bound, 0, 0, scale);
  }

  /**
   * Returns this check with the tolerance {@code factor * scale}; set another {@link #scale} first.
   */
  public Check relative(double factor) {
    return absolute(factor * scale);
  }

  /** Returns this check with another absolute tolerance. */
  public Check absolute(double newTolerance) {
    return new Check(what, relation, value, bound, newTolerance, error, scale);
  }

  /** Returns this check with another absolute bound on its numerical error. */
  public Check error(double newError) {
    return new Check(what, relation, value, bound, tolerance, newError, scale);
  }

  /**
   * Returns this check with another natural scale; the default is max(|value|, |bound|).
   *
   * @throws IllegalArgumentException unless the scale is positive
   */
  public Check scale(double newScale) {
    if (!(newScale > 0)) {
      throw new IllegalArgumentException(
          "the scale of '" + what + "' must be positive, got " + newScale);
    }
    return new Check(what, relation, value, bound, tolerance, error, newScale);
  }

  /** Returns this check with another bound; tolerance, error and scale stay. */
  public Check bound(double newBound) {
    return new Check(what, relation, value, newBound, tolerance, error, scale);
  }

  /** Returns this check with another value; tolerance, error and scale stay. */
  public Check value(double newValue) {
    return new Check(what, relation, newValue, bound, tolerance, error, scale);
  }

  /**
   * Returns how far the value is on the good side of the bound; for equality, minus the distance.
   */
  public double slack() {
    return relation.slack(value, bound);
  }

  /** Returns the slack in units of the natural scale. */
  public double margin() {
    return slack() / scale;
  }

  /** Returns by how much the value is beyond the bound and its tolerance; positive is bad. */
  public double excess() {
    return -slack() - tolerance;
  }

  /**
   * Returns what this check came to: FAULTY when a number is none, or when value and bound are the
   * same infinity, since two overflows do not compare.
   */
  public Outcome outcome() {
    if (Double.isNaN(slack()) || Double.isNaN(tolerance) || Double.isNaN(error)) {
      return Outcome.FAULTY;
    }
    double excess = excess();
    if (excess > error) {
      return Outcome.VIOLATED;
    }
    return excess <= -error ? Outcome.HOLDS : Outcome.DOUBTFUL;
  }
}
