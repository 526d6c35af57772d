package org.plateau.verify;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Check;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Statement;

/**
 * Turns what was tallied into verdicts. The rules, from the strongest:
 *
 * <ol>
 *   <li>A deterministic claim with a violation that 50 digits confirm is REFUTED; a statistical one
 *       when its evidence reaches the run's level.
 *   <li>Any exception or NaN makes it FAULTY.
 *   <li>A violation that 50 digits do not confirm, or an error bound too large to tell, makes it
 *       DOUBTFUL.
 *   <li>Too few instances that satisfy the hypotheses make it VACUOUS.
 *   <li>A budget that ended too soon makes it INCONCLUSIVE.
 *   <li>What is left is UPHELD.
 * </ol>
 *
 * A probe BITES on a violation of its wrong claim, which for a statistical one means evidence
 * against it at level 1e-3; never on an exception or a NaN.
 */
public final class Judge {

  /** So many of the worst violations are looked at with 50 digits. */
  private static final int CONFIRMATIONS = 3;

  private final Levels levels;

  Judge(Levels levels) {
    this.levels = levels;
  }

  /**
   * Decides a single instance of a claim: one of a run, a replayed one, or a user's own network. A
   * violation in double precision that 50 digits deny is DOUBTFUL: one of the two has a wrong error
   * bound.
   *
   * @param valid whether all hypotheses hold on it
   * @param outcome worst outcome of its checks in double precision
   * @param precise worst outcome at 50 digits; empty where that was not needed, or does not exist
   * @return VACUOUS, FAULTY, REFUTED, DOUBTFUL or UPHELD
   */
  public static Verdict instance(boolean valid, Outcome outcome, Optional<Outcome> precise) {
    if (!valid) {
      return Verdict.VACUOUS;
    }
    if (outcome == Outcome.FAULTY) {
      return Verdict.FAULTY;
    }
    if (precise.filter(Outcome.VIOLATED::equals).isPresent()) {
      return Verdict.REFUTED;
    }
    boolean cleared =
        outcome == Outcome.DOUBTFUL && precise.filter(Outcome.HOLDS::equals).isPresent();
    return outcome == Outcome.HOLDS || cleared ? Verdict.UPHELD : Verdict.DOUBTFUL;
  }

  /** Judges a claim. */
  Judgment claim(Hearing<?> hearing) {
    return switch (hearing.subject().statement().direction()) {
      case PROBABILITY -> probability(hearing);
      case TREND -> trend(hearing);
      default -> deterministic(hearing);
    };
  }

  private <I> Judgment deterministic(Hearing<I> hearing) {
    Tally tally = hearing.tally();
    Judgment violated = violated(hearing);
    if (violated != null && violated.verdict() == Verdict.REFUTED) {
      return violated;
    }
    Judgment doubtful = doubtful(hearing);
    if (doubtful != null && doubtful.verdict() == Verdict.REFUTED) {
      return doubtful;
    }
    if (tally.faults() > 0) {
      return faulty(hearing);
    }
    if (violated != null) {
      return violated;
    }
    if (doubtful != null) {
      return doubtful;
    }
    Judgment vacuous = vacuous(hearing);
    return vacuous != null ? vacuous : unviolated(hearing);
  }

  private Judgment unviolated(Hearing<?> hearing) {
    Tally tally = hearing.tally();
    Statement statement = hearing.subject().statement();
    int least = Math.min(hearing.planned(), statement.tries(Effort.QUICK));
    if (tally.tries() < least) {
      return Judgment.of(
          Verdict.INCONCLUSIVE,
          "the budget ended after "
              + Wording.count(tally.tries(), "instance")
              + " of "
              + Wording.count(least, "instance")
              + " at least");
    }
    return Judgment.of(
        Verdict.UPHELD,
        "no violation in "
            + Wording.count(tally.valid(), "instance")
            + ": failure rates above "
            + Wording.percent(FailureRate.excluded(tally.valid(), levels.alpha()))
            + " are ruled out at confidence 1 - "
            + Wording.level(levels.alpha())
            + ", for this generator");
  }

  private <I> @Nullable Judgment violated(Hearing<I> hearing) {
    List<Tally.Standout> worst = hearing.tally().worst();
    if (hearing.tally().violations() == 0) {
      return null;
    }
    String many = Wording.count(hearing.tally().violations(), "violation");
    String why = "";
    for (Tally.Standout standout : worst.subList(0, Math.min(CONFIRMATIONS, worst.size()))) {
      Trial trial = hearing.trial(standout.index());
      Precisely precisely = precisely(hearing, trial);
      if (instance(true, Outcome.VIOLATED, precisely.outcome()) == Verdict.REFUTED) {
        return new Judgment(
            Verdict.REFUTED,
            many
                + " in "
                + Wording.count(hearing.tally().valid(), "instance")
                + ", confirmed at 50 digits on instance "
                + standout.index()
                + ": "
                + sentence(trial),
            trial,
            precisely.checks());
      }
      why = why.isEmpty() ? precisely.why() : why;
    }
    Trial first =
        hearing.trial(worst.isEmpty() ? hearing.tally().firstViolation() : worst.get(0).index());
    return new Judgment(
        Verdict.DOUBTFUL,
        many + " in double precision, not confirmed: " + why + "; " + sentence(first),
        first,
        List.of());
  }

  private <I> @Nullable Judgment doubtful(Hearing<I> hearing) {
    Tally tally = hearing.tally();
    int unresolved = tally.doubtful() - tally.doubtfulIndices().size();
    Trial example = null;
    for (long index : tally.doubtfulIndices()) {
      Trial trial = hearing.trial(index);
      Precisely precisely = precisely(hearing, trial);
      Verdict verdict = instance(true, Outcome.DOUBTFUL, precisely.outcome());
      if (verdict == Verdict.REFUTED) {
        return new Judgment(
            Verdict.REFUTED,
            "a violation at 50 digits that double precision left in doubt, on instance "
                + index
                + ": "
                + sentence(trial),
            trial,
            precisely.checks());
      }
      if (verdict == Verdict.DOUBTFUL) {
        unresolved++;
        example = example == null ? trial : example;
      }
    }
    if (unresolved == 0) {
      return null;
    }
    return Judgment.of(
        Verdict.DOUBTFUL,
        "on "
            + Wording.count(unresolved, "instance")
            + " the slack lies within the numerical error"
            + (example == null ? "" : ", as on instance " + example.id().index()));
  }

  private Judgment probability(Hearing<?> hearing) {
    Judgment judgment = probability(hearing.subject().statement(), hearing.tally());
    if (judgment.verdict() == Verdict.REFUTED) {
      return judgment;
    }
    if (hearing.tally().faults() > 0) {
      return faulty(hearing);
    }
    Judgment vacuous = vacuous(hearing);
    return vacuous != null ? vacuous : judgment;
  }

  /** Judges a probabilistic claim by its numbers alone: REFUTED, UPHELD or INCONCLUSIVE. */
  Judgment probability(Statement statement, Tally tally) {
    String rate =
        "the event happened in "
            + tally.holds()
            + " of "
            + Wording.count(tally.valid() - tally.faults(), "instance")
            + (tally.doubtful() > 0
                ? " (" + tally.doubtful() + " of them within the numerical error)"
                : "");
    if (tally.logAgainst() >= levels.logRefuting()) {
      return Judgment.of(
          Verdict.REFUTED,
          rate
              + ": evidence against p >= "
              + statement.probability()
              + " at level "
              + Wording.level(levels.refuting()));
    }
    boolean upheld = tally.logInFavor() >= levels.logUpholding();
    return Judgment.of(
        upheld ? Verdict.UPHELD : Verdict.INCONCLUSIVE,
        rate
            + (upheld ? ": evidence against p <= " : ": too few to speak against p <= ")
            + Wording.number(statement.probability() - statement.delta())
            + " at level "
            + Wording.level(levels.upholding()));
  }

  private Judgment trend(Hearing<?> hearing) {
    if (hearing.tally().faults() > 0) {
      return faulty(hearing);
    }
    Judgment vacuous = vacuous(hearing);
    if (vacuous != null) {
      return vacuous;
    }
    Judgment violated = violated(hearing);
    if (violated != null) {
      return violated;
    }
    Judgment doubtful = doubtful(hearing);
    if (doubtful != null) {
      return doubtful;
    }
    if (hearing.tally().tries() < hearing.planned()) {
      return Judgment.of(Verdict.INCONCLUSIVE, "the budget ended before the grid was full");
    }
    return slope(hearing.subject().statement(), SlopeFit.of(hearing.tally().points()));
  }

  /** Judges a trend by its fit alone: REFUTED, UPHELD or INCONCLUSIVE. */
  Judgment slope(Statement statement, SlopeFit fit) {
    if (!fit.isDetermined()) {
      return Judgment.of(
          Verdict.INCONCLUSIVE,
          Wording.count(fit.points(), "point") + " are too few to fit a slope");
    }
    double shown = fit.halfWidth(Levels.SHOWN);
    String slope =
        "slope "
            + Wording.number(fit.slope())
            + " ± "
            + Wording.number(shown)
            + " at 99 %, declared ["
            + Wording.number(statement.slopeLow())
            + ", "
            + Wording.number(statement.slopeHigh())
            + "]";
    if (isDisjoint(statement, fit, levels.refuting())) {
      return Judgment.of(
          Verdict.REFUTED, slope + ": outside it at level " + Wording.level(levels.refuting()));
    }
    boolean inside =
        fit.slope() - shown >= statement.slopeLow() && fit.slope() + shown <= statement.slopeHigh();
    return inside
        ? Judgment.of(Verdict.UPHELD, slope + ": consistent with it")
        : Judgment.of(Verdict.INCONCLUSIVE, slope + ": not resolved");
  }

  private static boolean isDisjoint(Statement statement, SlopeFit fit, double alpha) {
    double half = fit.halfWidth(alpha);
    return fit.slope() + half < statement.slopeLow() || fit.slope() - half > statement.slopeHigh();
  }

  /** Judges a probe. */
  ProbeVerdict probe(Hearing<?> hearing) {
    if (bites(hearing.subject().statement(), hearing.tally())) {
      return ProbeVerdict.BITES;
    }
    return hearing.tally().tries() < hearing.planned()
        ? ProbeVerdict.INCONCLUSIVE
        : ProbeVerdict.TOOTHLESS;
  }

  /** Tells whether what was tallied speaks against a probe's wrong claim. */
  boolean bites(Statement statement, Tally tally) {
    return switch (statement.direction()) {
      case PROBABILITY -> tally.logAgainst() >= levels.logBiting();
      case TREND -> {
        SlopeFit fit = SlopeFit.of(tally.points());
        yield tally.violations() > 0
            || fit.isDetermined() && isDisjoint(statement, fit, Levels.BITE);
      }
      default -> tally.violations() > 0;
    };
  }

  /** Says why a probe bites or not. */
  String reason(Hearing<?> hearing, ProbeVerdict verdict) {
    Tally tally = hearing.tally();
    String tries = Wording.count(tally.tries(), "instance");
    if (verdict == ProbeVerdict.BITES) {
      return switch (hearing.subject().statement().direction()) {
        case PROBABILITY -> "the event happened in only " + tally.holds() + " of " + tries;
        case TREND -> "the slope of " + tries + " lies outside the declared interval";
        default ->
            "violated on instance "
                + tally.firstViolation()
                + ": "
                + sentence(hearing.trial(tally.firstViolation()));
      };
    }
    String nothing = "no evidence against the wrong claim in " + tries;
    if (tally.faults() > 0) {
      Trial fault = hearing.trial(tally.firstFault());
      return nothing
          + "; "
          + Wording.count(tally.faults(), "instance")
          + " ended in an error, which is no bite: "
          + fault.error();
    }
    return verdict == ProbeVerdict.INCONCLUSIVE ? nothing + ", where the run ended" : nothing;
  }

  private @Nullable Judgment vacuous(Hearing<?> hearing) {
    Tally tally = hearing.tally();
    double share = hearing.subject().statement().validShare();
    if (tally.tries() == 0) {
      return Judgment.of(Verdict.INCONCLUSIVE, "the budget ended before the first instance");
    }
    if (tally.valid() >= share * tally.tries() && tally.valid() > 0) {
      return null;
    }
    return Judgment.of(
        Verdict.VACUOUS,
        "only "
            + tally.valid()
            + " of "
            + Wording.count(tally.tries(), "instance")
            + " satisfied the hypotheses; the claim asks for "
            + Wording.percent(share));
  }

  private static Judgment faulty(Hearing<?> hearing) {
    Tally tally = hearing.tally();
    Trial trial = hearing.trial(tally.firstFault());
    return Judgment.of(
            Verdict.FAULTY,
            Wording.count(tally.faults(), "instance")
                + " could not be examined, the first of them "
                + tally.firstFault()
                + ": "
                + trial.error())
        .showing(trial);
  }

  /** What 50 digits say of an instance. */
  private record Precisely(Optional<Outcome> outcome, List<Check> checks, String why) {}

  private static <I> Precisely precisely(Hearing<I> hearing, Trial trial) {
    try {
      Optional<Evidence> evidence = Trial.precisely(hearing.subject(), trial.id());
      return evidence
          .map(
              e ->
                  new Precisely(
                      Optional.of(e.outcome()), e.checks(), "50 digits say " + e.outcome()))
          .orElseGet(
              () ->
                  new Precisely(Optional.empty(), List.of(), "the claim has no form at 50 digits"));
    } catch (IllegalStateException e) {
      return new Precisely(Optional.empty(), List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static String sentence(Trial trial) {
    Check check = trial.headline();
    if (check == null) {
      return "no check";
    }
    return check.what()
        + " = "
        + Wording.number(check.value())
        + ", required "
        + check.relation().symbol()
        + " "
        + Wording.number(check.bound());
  }
}
