package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Check;
import org.plateau.theorems.Choice;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Statement;

class ShrinkerTest {

  private record Box(int depth, String kind, double width) {}

  /** Violated exactly when depth &gt; 6 and kind is not "plain", by depth * width. */
  private static final ExampleClaim<Box> CLAIM =
      new ExampleClaim<>(
          Statement.upper("example/box"),
          d ->
              new Box(
                  d.integer("depth", 1, 40),
                  d.oneOf("kind", "plain", "odd", "strange"),
                  d.logUniform("width", 0.01, 100)),
          b ->
              Evidence.of(
                  Check.atMost(
                          "volume",
                          b.depth() > 6 && !b.kind().equals("plain") ? b.depth() * b.width() : 0,
                          0)
                      .scale(1)
                      .error(1e-3)),
          null);

  private static Trial violated() {
    Subject<Box> subject = Subject.of(CLAIM);
    for (long index = 0; ; index++) {
      Trial trial = Trial.run(subject, 11, index);
      if (trial.outcome() == Outcome.VIOLATED && trial.number("width") > 1) {
        return trial;
      }
    }
  }

  @Test
  void choicesBecomeSimpleWhileTheViolationStaysLarge() {
    Trial start = violated();
    Trial shrunk = Shrinker.shrink(Subject.of(CLAIM), start);
    assertEquals(Outcome.VIOLATED, shrunk.outcome());
    assertEquals("odd", shrunk.choices().get(1).text());
    assertEquals(7, shrunk.number("depth"));
    double before = start.headline().excess();
    double after = shrunk.headline().excess();
    assertTrue(after >= 0.1 * before && after >= 100 * 1e-3, before + " to " + after);
    double width = shrunk.number("width");
    assertEquals(width, Math.rint(width * 1_000) / 1_000, "few digits: " + width);
    assertEquals(shrunk, Trial.run(Subject.of(CLAIM), shrunk.id()), "its id replays it");
  }

  @Test
  void whatIsSimpleStays() {
    Subject<Box> subject = Subject.of(CLAIM);
    InstanceId id = InstanceId.parse("example/box@1:0+depth=7,kind=odd,width=1");
    Trial simple = Trial.run(subject, id);
    assertEquals(simple, Shrinker.shrink(subject, simple));
  }

  @Test
  void whatHoldsCannotBeShrunk() {
    Subject<Box> subject = Subject.of(CLAIM);
    Trial holds = Trial.run(subject, InstanceId.parse("example/box@1:0+depth=1"));
    assertThrows(IllegalArgumentException.class, () -> Shrinker.shrink(subject, holds));
  }

  @Test
  void candidatesAreSimplerAndInside() {
    assertEquals(List.of("2", "6", "8", "9"), Shrinker.candidates(new Choice.Int("n", 10, 2, 20)));
    assertEquals(List.of(), Shrinker.candidates(new Choice.Int("n", 2, 2, 20)));
    assertEquals(
        List.of("a"), Shrinker.candidates(new Choice.Option("o", "b", List.of("a", "b", "c"))));
    List<Double> reals =
        Shrinker.candidates(new Choice.Real("r", 3.14159, 0.5, 10, true)).stream()
            .map(Double::parseDouble)
            .toList();
    assertEquals(List.of(1.0, 3.0, 3.1, 3.14), reals);
    assertEquals(List.of(), Shrinker.candidates(new Choice.Real("r", 0, -1, 1, false)));
  }

  @Test
  void complexityFallsTowardsSimpleValues() {
    assertEquals(8, Shrinker.complexity(new Choice.Int("n", 10, 2, 20)));
    assertEquals(1, Shrinker.complexity(new Choice.Option("o", "b", List.of("a", "b"))));
    long last = -1;
    for (double value : new double[] {0, 1, -1, 3, 3.1, 3.14, 3.141}) {
      long complexity = Shrinker.complexity(new Choice.Real("r", value, -10, 10, false));
      assertTrue(complexity > last, value + ": " + complexity);
      last = complexity;
    }
    assertEquals(
        List.of("1", "0x1.0p0"),
        List.of(
            Shrinker.candidates(new Choice.Int("n", 3, 1, 3)).get(0),
            Shrinker.candidates(new Choice.Real("r", 0.98, 1, 1, false)).get(0)));
    assertTrue(
        Shrinker.candidates(new Choice.Real("r", 123.4, 0, 200, false))
            .contains(Double.toHexString(120)));
  }

  /** A violation by {@code excess} in units of a scale of 4, with a numerical error. */
  private static Trial violation(double excess, double error) {
    return Trial.of(
        Subject.of(
            ExampleClaim.number(
                "example/fixed",
                u -> Evidence.of(Check.atMost("u", 4 * excess, 0).scale(4).error(error)))),
        0.0);
  }

  @Test
  void largeIsATenthOfTheOriginalAndAHundredErrors() {
    Trial original = violation(2, 0.001);
    assertTrue(Shrinker.isLarge(original, original));
    assertTrue(Shrinker.isLarge(violation(0.2, 0), original));
    assertTrue(!Shrinker.isLarge(violation(0.199, 0), original));
    assertTrue(Shrinker.isLarge(violation(0.5, 0.0199), original));
    assertTrue(!Shrinker.isLarge(violation(0.5, 0.0201), original));
    assertTrue(
        Shrinker.isLarge(violation(0.5, 0.5), violation(1, 0.5)),
        "an original near its error asks for no more");
    assertTrue(!Shrinker.isLarge(violation(-1, 0), original));
  }
}
