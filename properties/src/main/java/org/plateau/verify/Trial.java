package org.plateau.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Check;
import org.plateau.theorems.Choice;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Fact;
import org.plateau.theorems.Hypothesis;
import org.plateau.theorems.InvalidChoiceException;
import org.plateau.theorems.NoInstanceException;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Point;

/**
 * One instance, drawn and examined. What cannot be graded is FAULTY: an exception of the claim, a
 * number that is none, a trend's point that is not finite, evidence that compares nothing. Nothing
 * is thrown but {@link InvalidChoiceException} for edits that do not fit.
 *
 * @param id the instance, with the fingerprint of its draws
 * @param valid whether there is an instance and all its measured hypotheses hold; a probe does not
 *     ask for the hypotheses, since it may be the one to drop them
 * @param outcome worst outcome of the checks
 * @param evidence what was measured; null when there is none
 * @param choices the recorded choices
 * @param redraws attempts thrown away inside the draw
 * @param error the exception's class and message, or an empty string
 */
public record Trial(
    InstanceId id,
    boolean valid,
    Outcome outcome,
    @Nullable Evidence evidence,
    List<Choice> choices,
    int redraws,
    String error) {

  /** Draws and examines one instance. */
  public static <I> Trial run(Subject<I> subject, long seed, long index) {
    return run(subject, InstanceId.of(subject.statement().id(), subject.probeSlug(), seed, index));
  }

  /**
   * Draws and examines the instance with the given id; its fingerprint is not looked at.
   *
   * @throws InvalidChoiceException if an edit names no choice, or does not fit it
   */
  public static <I> Trial run(Subject<I> subject, InstanceId id) {
    Draws draws = draws(subject, id);
    I instance;
    try {
      instance = subject.draw(draws);
    } catch (InvalidChoiceException e) {
      if (!id.edits().isEmpty()) {
        throw e;
      }
      return ended(id, draws, true, Outcome.FAULTY, message(e));
    } catch (NoInstanceException e) {
      return ended(id, draws, false, Outcome.HOLDS, message(e));
    } catch (Throwable e) {
      return ended(id, draws, true, Outcome.FAULTY, message(e));
    }
    if (!draws.unusedEdits().isEmpty()) {
      InvalidChoiceException unknown = unknownChoice(subject, draws);
      if (!id.edits().isEmpty()) {
        throw unknown;
      }
      return ended(id, draws, true, Outcome.FAULTY, message(unknown));
    }
    return examined(subject, instance, draws, id);
  }

  private static InvalidChoiceException unknownChoice(Subject<?> subject, Draws draws) {
    return new InvalidChoiceException(
        "no choice of "
            + subject.name()
            + " is named "
            + String.join(", ", draws.unusedEdits().stream().sorted().toList())
            + "; its choices are "
            + String.join(", ", draws.choices().stream().map(Choice::name).toList()));
  }

  /** Examines an instance that was not drawn, such as a user's own network. */
  public static <I> Trial of(Subject<I> subject, I instance) {
    InstanceId id = InstanceId.of(subject.statement().id(), subject.probeSlug(), 0, 0);
    return examined(subject, instance, Draws.of(0, subject.name(), 0), id);
  }

  /**
   * Draws the instance again and examines it at 50 digits.
   *
   * @return empty when the claim has no such form; FAULTY evidence is thrown as {@link
   *     IllegalStateException}
   */
  static <I> Optional<Evidence> precisely(Subject<I> subject, InstanceId id) {
    try {
      return subject.examinePrecisely(subject.draw(draws(subject, id)));
    } catch (Throwable e) {
      throw new IllegalStateException("at 50 digits: " + message(e), e);
    }
  }

  /** Returns the fingerprint of the draws of an instance, whether or not it can be examined. */
  static <I> long fingerprint(Subject<I> subject, long seed, long index) {
    Draws draws = draws(subject, InstanceId.of(subject.name(), "", seed, index));
    try {
      subject.draw(draws);
    } catch (Throwable e) {
      return draws.fingerprint();
    }
    return draws.fingerprint();
  }

  /** Returns the kind of instance, or an empty string. */
  public String family() {
    for (Choice choice : choices) {
      if (choice.name().equals("family")) {
        return choice.text();
      }
    }
    return "";
  }

  /** Returns the value of a choice or fact by name, or NaN. */
  public double number(String name) {
    for (Choice choice : choices) {
      if (choice.name().equals(name)) {
        return choice instanceof Choice.Option option ? numberOf(option) : choice.number();
      }
    }
    if (evidence != null) {
      for (Fact fact : evidence.facts()) {
        if (fact.name().equals(name)) {
          return fact.value();
        }
      }
    }
    return Double.NaN;
  }

  /** Returns the check that speaks for the instance, or null when there is none. */
  public @Nullable Check headline() {
    return evidence == null || evidence.checks().isEmpty() ? null : evidence.headline();
  }

  /** Returns the stored form. */
  public InstanceRecord record() {
    return record(List.of());
  }

  InstanceRecord record(List<Check> precise) {
    Evidence measured = evidence == null ? Evidence.of() : evidence;
    return new InstanceRecord(
        id.toString(),
        family(),
        valid,
        outcome,
        choices.stream().map(ChoiceRecord::of).toList(),
        measured.checks().stream().map(CheckRecord::of).toList(),
        precise.stream().map(CheckRecord::of).toList(),
        measured.hypotheses().stream().map(HypothesisRecord::of).toList(),
        measured.facts(),
        measured.point(),
        error);
  }

  private static <I> Trial examined(Subject<I> subject, I instance, Draws draws, InstanceId id) {
    Evidence evidence;
    try {
      evidence = subject.examine(instance);
    } catch (Throwable e) {
      return ended(id, draws, true, Outcome.FAULTY, message(e));
    }
    String unknown = subject.isProbe() ? "" : unknownHypothesis(evidence);
    String flaw = unknown.isEmpty() ? flaw(subject, evidence) : unknown;
    boolean valid = subject.isProbe() || !unknown.isEmpty() || evidence.hypothesesHold();
    return new Trial(
        id.withFingerprint(draws.fingerprint()),
        valid,
        flaw.isEmpty() ? evidence.outcome() : Outcome.FAULTY,
        evidence,
        draws.choices(),
        draws.redraws(),
        flaw);
  }

  /** One hypothesis that is known to fail is enough to know that the claim does not speak. */
  private static String unknownHypothesis(Evidence evidence) {
    if (evidence.hypotheses().stream().anyMatch(hypothesis -> hypothesis.margin() < 0)) {
      return "";
    }
    for (Hypothesis hypothesis : evidence.hypotheses()) {
      if (Double.isNaN(hypothesis.margin())) {
        return "the margin of the hypothesis '" + hypothesis.what() + "' is not a number";
      }
    }
    return "";
  }

  /** Says why the measurements cannot be graded; an empty string when they can. */
  private static String flaw(Subject<?> subject, Evidence evidence) {
    Point point = evidence.point();
    if (point != null && !(Double.isFinite(point.x()) && Double.isFinite(point.y()))) {
      return "the point (" + point.x() + ", " + point.y() + ") is not finite";
    }
    if (evidence.checks().isEmpty()) {
      return subject.statement().direction() == Direction.TREND ? "" : "nothing was compared";
    }
    return evidence.outcome() == Outcome.FAULTY
        ? "the check '" + evidence.headline().what() + "' is not a number"
        : "";
  }

  private static Trial ended(
      InstanceId id, Draws draws, boolean valid, Outcome outcome, String error) {
    return new Trial(
        id.withFingerprint(draws.fingerprint()),
        valid,
        outcome,
        null,
        draws.choices(),
        draws.redraws(),
        error);
  }

  private static <I> Draws draws(Subject<I> subject, InstanceId id) {
    Map<String, String> edits = subject.edits();
    if (!id.edits().isEmpty()) {
      edits = new HashMap<>(edits);
      edits.putAll(id.edits());
    }
    return Draws.editing(id.seed(), subject.name(), id.index(), edits);
  }

  private static double numberOf(Choice.Option option) {
    try {
      return Double.parseDouble(option.value());
    } catch (NumberFormatException e) {
      return option.number();
    }
  }

  private static String message(Throwable e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }
}
