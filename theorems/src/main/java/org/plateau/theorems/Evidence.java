package org.plateau.theorems;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on one instance: the comparisons, the hypotheses with their margins, further
 * facts, and for trends a point. Immutable.
 *
 * @param checks the comparisons; empty only for trends
 * @param hypotheses the measured hypotheses
 * @param facts further numbers for reports
 * @param point the instance's point of a trend, or null
 */
public record Evidence(
    List<Check> checks, List<Hypothesis> hypotheses, List<Fact> facts, @Nullable Point point) {

  /** Copies the lists. */
  public Evidence {
    checks = List.copyOf(checks);
    hypotheses = List.copyOf(hypotheses);
    facts = List.copyOf(facts);
  }

  /** Returns evidence that consists of the given checks. */
  public static Evidence of(Check... checks) {
    return new Evidence(List.of(checks), List.of(), List.of(), null);
  }

  /** Returns evidence that consists of the given checks. */
  public static Evidence of(List<Check> checks) {
    return new Evidence(checks, List.of(), List.of(), null);
  }

  /** Returns evidence that is one point of a trend. */
  public static Evidence point(double x, double y) {
    return new Evidence(List.of(), List.of(), List.of(), new Point(x, y));
  }

  /** Returns this evidence with a further check. */
  public Evidence and(Check check) {
    return new Evidence(append(checks, check), hypotheses, facts, point);
  }

  /**
   * Returns this evidence with a measured hypothesis, which holds exactly when {@code margin >= 0}.
   */
  public Evidence requires(String hypothesis, double margin) {
    return new Evidence(
        checks, append(hypotheses, new Hypothesis(hypothesis, margin)), facts, point);
  }

  /** Returns this evidence with a further number for reports. */
  public Evidence fact(String name, double value) {
    return new Evidence(checks, hypotheses, append(facts, new Fact(name, value)), point);
  }

  /** Returns this evidence with every check changed. */
  public Evidence mapChecks(UnaryOperator<Check> change) {
    Check[] changed = new Check[checks.size()];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = change.apply(checks.get(i));
    }
    return new Evidence(List.of(changed), hypotheses, facts, point);
  }

  /** Tells whether all measured hypotheses hold. */
  public boolean hypothesesHold() {
    for (Hypothesis hypothesis : hypotheses) {
      if (!hypothesis.holds()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the worst outcome of the checks; HOLDS when there are none. */
  public Outcome outcome() {
    Outcome worst = Outcome.HOLDS;
    for (Check check : checks) {
      worst = worst.and(check.outcome());
    }
    return worst;
  }

  /**
   * Returns the check that speaks for the instance: the worst outcome, and among those the one that
   * lies furthest beyond its tolerance in units of its scale.
   *
   * @throws IllegalStateException if there is no check
   */
  public Check headline() {
    if (checks.isEmpty()) {
      throw new IllegalStateException("evidence without a check has no headline");
    }
    Check worst = checks.get(0);
    for (int i = 1; i < checks.size(); i++) {
      Check check = checks.get(i);
      int order = check.outcome().compareTo(worst.outcome());
      if (order > 0
          || order == 0 && check.excess() / check.scale() > worst.excess() / worst.scale()) {
        worst = check;
      }
    }
    return worst;
  }

  private static <T> List<T> append(List<T> list, T element) {
    if (list.isEmpty()) {
      return List.of(element);
    }
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }
}
