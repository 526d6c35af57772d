package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Fact;
import org.plateau.theorems.InvalidChoiceException;
import org.plateau.theorems.NoInstanceException;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

class TrialTest {

  private static Trial of(Function<Double, Evidence> examine) {
    return Trial.run(Subject.of(ExampleClaim.number("example/trial", examine)), 1, 0);
  }

  private static Trial drawing(Function<Draws, Double> draw) {
    return Trial.run(Subject.of(claim(draw)), 1, 0);
  }

  private static ExampleClaim<Double> claim(Function<Draws, Double> draw) {
    return new ExampleClaim<>(
        Statement.lower("example/trial"),
        draw,
        u -> Evidence.of(Check.atLeast("u", u, 0)).fact("negative", -u),
        null);
  }

  @Test
  void errorsKeepTheirClassAndMessage() {
    Trial silent =
        of(
            u -> {
              throw new IllegalStateException();
            });
    assertEquals("IllegalStateException", silent.error());
    assertEquals(Outcome.FAULTY, silent.outcome());
    assertTrue(silent.valid());
    assertNull(silent.headline());
    Trial drawn =
        drawing(
            d -> {
              d.uniform("u", 0, 1);
              throw new ArithmeticException("no root");
            });
    assertEquals("ArithmeticException: no root", drawn.error());
    assertEquals(Outcome.FAULTY, drawn.outcome());
    assertTrue(drawn.valid());
    assertEquals("u", drawn.choices().get(0).name());
    assertTrue(Double.isNaN(drawn.number("negative")));
    assertEquals(drawn.choices().get(0).number(), drawn.number("u"));
    InstanceRecord record = drawn.record();
    assertEquals(List.of(), record.checks());
    assertEquals("ArithmeticException: no root", record.error());
  }

  @Test
  void whereThereIsNoInstanceNothingIsFaulty() {
    Trial none =
        drawing(
            d -> d.until("above 2", 7, e -> Optional.of(e.uniform("u", 0, 1)).filter(u -> u > 2)));
    assertFalse(none.valid());
    assertEquals(Outcome.HOLDS, none.outcome());
    assertEquals(7, none.redraws());
    assertTrue(none.error().contains("above 2"), none.error());
    assertEquals(NoInstanceException.class.getSimpleName(), none.error().split(":")[0]);
    Trial some =
        drawing(
            d -> d.until("rare", 99, e -> Optional.of(e.uniform("u", 0, 1)).filter(u -> u < 0.2)));
    assertTrue(some.redraws() > 0 && some.valid());
  }

  @Test
  void aHypothesisThatIsNotANumberIsFaultyInAClaimOnly() {
    Function<Double, Evidence> examine =
        u ->
            Evidence.of(Check.atLeast("u", u, 0))
                .requires("large", 1)
                .requires("small", Double.NaN);
    Trial claim = of(examine);
    assertEquals(Outcome.FAULTY, claim.outcome());
    assertTrue(claim.valid(), "it counts, as a fault");
    assertEquals("the margin of the hypothesis 'small' is not a number", claim.error());
    ExampleClaim<Double> sound = ExampleClaim.number("example/trial", examine);
    Trial probe = Trial.run(Subject.of(sound, Probe.scaled("twice", 2)), 1, 0);
    assertEquals(Outcome.HOLDS, probe.outcome());
    assertEquals("", probe.error());
    Trial outside = of(u -> examine.apply(u).requires("known to fail", -1e-9));
    assertFalse(outside.valid(), "whatever the other one is, the claim does not speak");
    assertEquals("", outside.error());
    Trial failing = of(u -> Evidence.of(Check.atLeast("u", u, 2)).requires("small", -1));
    assertFalse(failing.valid());
    assertEquals("", failing.error());
    assertEquals(new HypothesisRecord("small", -1, false), failing.record().hypotheses().get(0));
    assertEquals(new HypothesisRecord("large", 1, true), claim.record().hypotheses().get(0));
  }

  @Test
  void aCheckThatIsNotANumberIsNamed() {
    Trial trial =
        of(u -> Evidence.of(Check.atLeast("fine", 1, 0), Check.atMost("norm", Double.NaN, 1)));
    assertEquals("the check 'norm' is not a number", trial.error());
    assertEquals("", of(u -> Evidence.of(Check.atLeast("u", u, 2))).error());
    Trial outside =
        of(u -> Evidence.of(Check.atLeast("norm", Double.NaN, 1)).requires("inside", -1));
    assertFalse(outside.valid(), "outside of its hypotheses a claim may have no value");
  }

  @Test
  void aClaimThatComparesNothingIsFaulty() {
    Trial nothing = of(u -> Evidence.of(List.of()).fact("u", u));
    assertEquals(Outcome.FAULTY, nothing.outcome());
    assertTrue(nothing.valid());
    assertTrue(nothing.error().contains("nothing was compared"), nothing.error());
  }

  @Test
  void aPointOfATrendIsFinite() {
    double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double number : bad) {
      for (Evidence point : List.of(Evidence.point(1, number), Evidence.point(number, 1))) {
        Trial trial =
            Trial.run(
                Subject.of(
                    new ExampleClaim<Double>(
                        Statement.trend("example/trend", 0, 1),
                        d -> d.uniform("u", 0, 1),
                        u -> point,
                        null)),
                1,
                0);
        assertEquals(Outcome.FAULTY, trial.outcome());
        assertTrue(trial.error().contains("point"), trial.error());
      }
    }
  }

  @Test
  void numbersAreReadFromChoicesThenFacts() {
    Trial trial =
        drawing(
            d ->
                d.grid("depth", 8, 16)
                    + d.uniform("negative", -3, -2)
                    + d.oneOf("kind", "simple", "hard", "harder").length());
    assertEquals(8, trial.number("depth"), "an option that is a number counts as that number");
    assertTrue(trial.number("kind") >= 0 && trial.number("kind") <= 2);
    double position = List.of("simple", "hard", "harder").indexOf(trial.choices().get(2).text());
    assertEquals(position, trial.number("kind"), "another counts as its position");
    assertTrue(trial.number("negative") >= -3 && trial.number("negative") < -2);
    assertEquals("", trial.family());
    assertEquals(List.of(new Fact("negative", -instance(trial))), trial.record().facts());
    assertTrue(Double.isNaN(trial.number("nobody")));
  }

  private static double instance(Trial trial) {
    return trial.headline().value();
  }

  @Test
  void choicesKeepTheirKind() {
    Trial trial =
        drawing(
            d ->
                d.integer("n", 1, 3)
                    + d.logUniform("l", 1, 2)
                    + d.uniform("r", 0, 1)
                    + (d.coin("c") ? 1 : 0));
    assertEquals(
        List.of("integer", "logarithmic", "real", "option"),
        trial.record().choices().stream().map(ChoiceRecord::kind).toList());
  }

  @Test
  void anEditThatNoChoiceAsksForIsRefusedWithTheNames() {
    ExampleClaim<Double> claim = claim(d -> d.uniform("u", 0, 1) + d.uniform("v", 0, 1));
    InstanceId id = InstanceId.of("example/trial", "", 1, 0).withEdits(Map.of("w", "1", "a", "2"));
    String message =
        assertThrows(InvalidChoiceException.class, () -> Trial.run(Subject.of(claim), id))
            .getMessage();
    assertTrue(message.contains("is named a, w; its choices are u, v"), message);
    Trial probe = Trial.run(Subject.of(claim, Probe.<Double>scaled("x", 2).on("near")), 1, 0);
    assertEquals(Outcome.FAULTY, probe.outcome());
    assertTrue(probe.error().contains("is named family"), probe.error());
    Trial generator =
        drawing(
            d -> {
              throw new InvalidChoiceException("out of range");
            });
    assertEquals("InvalidChoiceException: out of range", generator.error());
    assertEquals(Outcome.FAULTY, generator.outcome());
  }

  @Test
  void theFingerprintIsThatOfTheDraws() {
    Subject<Double> subject = Subject.of(claim(d -> d.uniform("u", 0, 1)));
    Draws draws = Draws.of(4, "example/trial", 6);
    draws.uniform("u", 0, 1);
    assertEquals(draws.fingerprint(), Trial.fingerprint(subject, 4, 6));
    assertEquals(draws.fingerprint(), Trial.run(subject, 4, 6).id().fingerprint());
    Subject<Double> broken =
        Subject.of(
            claim(
                d -> {
                  d.uniform("u", 0, 1);
                  throw new ArithmeticException();
                }));
    assertEquals(draws.fingerprint(), Trial.fingerprint(broken, 4, 6));
  }

  @Test
  void whatFailsAtFiftyDigitsSaysSo() {
    ExampleClaim<Double> claim =
        new ExampleClaim<>(
            Statement.lower("example/trial"),
            d -> d.uniform("u", 0, 1),
            u -> Evidence.of(Check.atLeast("u", u, 0)),
            u -> {
              throw new ArithmeticException("overflow");
            });
    InstanceId id = InstanceId.of("example/trial", "", 1, 0);
    String message =
        assertThrows(IllegalStateException.class, () -> Trial.precisely(Subject.of(claim), id))
            .getMessage();
    assertEquals("at 50 digits: ArithmeticException: overflow", message);
    assertEquals(List.of(), Replay.run(Subject.of(claim), id).preciseChecks());
  }
}
