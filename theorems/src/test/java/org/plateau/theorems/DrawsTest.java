package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawsTest {

  private static final String NAME = "test/claim";

  @Test
  void sameIdentitySameInstance() {
    Draws a = Draws.of(1, NAME, 3);
    Draws b = Draws.of(1, NAME, 3);
    assertEquals(a.depth(2, 24), b.depth(2, 24));
    assertEquals(a.logUniform("condition", 1, 30), b.logUniform("condition", 1, 30));
    assertEquals(a.normal("p", 0, 1), b.normal("p", 0, 1));
    assertArrayEquals(a.gaussian("X", 3, 2), b.gaussian("X", 3, 2));
    assertEquals(a.choices(), b.choices());
    assertEquals(a.fingerprint(), b.fingerprint());
  }

  @Test
  void orderOfChoicesDoesNotChangeNumbers() {
    Draws a = Draws.of(1, NAME, 3);
    Draws b = Draws.of(1, NAME, 3);
    int depth = a.depth(2, 24);
    double[] x = a.gaussian("X", 4);
    assertArrayEquals(x, b.gaussian("X", 4));
    assertEquals(depth, b.depth(2, 24));
  }

  @Test
  void editingOneChoiceLeavesTheOthersAlone() {
    Draws plain = Draws.of(1, NAME, 3);
    Draws edited = Draws.editing(1, NAME, 3, Map.of("depth", "2"));
    plain.depth(2, 24);
    assertEquals(2, edited.depth(2, 24));
    assertEquals(plain.uniform("scale", 0, 1), edited.uniform("scale", 0, 1));
    assertArrayEquals(plain.gaussian("X", 4), edited.gaussian("X", 4));
  }

  @Test
  void choicesReadBackBitForBit() {
    Draws plain = Draws.of(9, NAME, 11);
    double condition = plain.logUniform("condition", 1, 30);
    double offset = plain.normal("offset", -1, 3);
    String family = plain.family("random", "near-flat");
    Map<String, String> edits = new java.util.HashMap<>();
    plain.choices().forEach(choice -> edits.put(choice.name(), choice.text()));
    Draws replay = Draws.editing(9, NAME, 11, edits);
    assertEquals(condition, replay.logUniform("condition", 1, 30));
    assertEquals(offset, replay.normal("offset", -1, 3));
    assertEquals(family, replay.family("random", "near-flat"));
    assertEquals(plain.fingerprint(), replay.fingerprint());
    assertTrue(replay.unusedEdits().isEmpty());
  }

  @Test
  void familiesTakeTurns() {
    int near = 0;
    for (int i = 0; i < 10; i++) {
      near += Draws.of(1, NAME, i).family("random", "near-flat").equals("near-flat") ? 1 : 0;
    }
    assertEquals(5, near);
  }

  @Test
  void gridTakesTurns() {
    assertEquals(8, Draws.of(1, NAME, 4).grid("L", 4, 8, 16));
    assertEquals(0.5, Draws.of(1, NAME, 3).grid("theta", 0.5, 0.9, 1.1));
  }

  @Test
  void integersReachBothEndsEquallyOften() {
    int[] counts = new int[3];
    for (int i = 0; i < 9000; i++) {
      counts[Draws.of(1, NAME, i).integer("d", 1, 3) - 1]++;
    }
    for (int count : counts) {
      assertEquals(3000, count, 250);
    }
  }

  @Test
  void wholeRangeOfIntegersIsLegal() {
    int value = Draws.of(1, NAME, 0).integer("any", Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertEquals(value, Draws.of(1, NAME, 0).integer("any", Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void untilForgetsEarlierAttempts() {
    Draws draws = Draws.of(1, NAME, 0);
    double kept =
        draws.until(
            "u above 0.9", 1000, d -> Optional.of(d.uniform("u", 0, 1)).filter(u -> u > 0.9));
    assertTrue(kept > 0.9);
    assertEquals(1, draws.choices().size());
    assertEquals(kept, draws.choices().get(0).number());
    assertTrue(draws.redraws() > 0);
  }

  @Test
  void untilGivesUp() {
    Draws draws = Draws.of(1, NAME, 0);
    NoInstanceException e =
        assertThrows(
            NoInstanceException.class,
            () -> draws.until("the impossible", 5, d -> Optional.empty()));
    assertEquals("no instance with 'the impossible' in 5 attempts", e.getMessage());
  }

  @Test
  void fingerprintSeesChangedGenerators() {
    Draws a = Draws.of(1, NAME, 0);
    Draws renamed = Draws.of(1, NAME, 0);
    Draws extra = Draws.of(1, NAME, 0);
    a.uniform("u", 0, 1);
    renamed.uniform("v", 0, 1);
    extra.uniform("u", 0, 1);
    extra.gaussian("X", 2);
    assertEquals(3, Set.of(a.fingerprint(), renamed.fingerprint(), extra.fingerprint()).size());
    assertNotEquals(Draws.of(1, NAME, 0).fingerprint(), Draws.of(1, NAME, 1).fingerprint());
  }

  @Test
  void aNameMayBeUsedOnce() {
    Draws draws = Draws.of(1, NAME, 0);
    draws.uniform("u", 0, 1);
    assertThrows(IllegalStateException.class, () -> draws.gaussian("u", 2));
  }

  @ParameterizedTest
  @CsvSource({"depth,99", "depth,x", "depth,1", "scale,NaN", "scale,2", "scale,?", "family,none"})
  void badEditsAreNamed(String name, String value) {
    Draws draws = Draws.editing(1, NAME, 0, Map.of(name, value));
    InvalidChoiceException e =
        assertThrows(
            InvalidChoiceException.class,
            () -> {
              draws.depth(2, 24);
              draws.uniform("scale", 0, 1);
              draws.family("random", "near-flat");
            });
    assertTrue(e.getMessage().contains(name + "=" + value), e.getMessage());
  }

  @Test
  void unknownEditsAreReported() {
    Draws draws = Draws.editing(1, NAME, 0, Map.of("dept", "3"));
    draws.depth(2, 24);
    assertEquals(Set.of("dept"), draws.unusedEdits());
  }

  @Test
  void emptyRangesAreRefused() {
    Draws draws = Draws.of(1, NAME, 0);
    assertThrows(IllegalArgumentException.class, () -> draws.integer("a", 3, 2));
    assertThrows(IllegalArgumentException.class, () -> draws.logUniform("b", 0, 2));
    assertThrows(IllegalArgumentException.class, () -> draws.uniform("c", 1, 0));
  }

  @Test
  void choicesAreValues() {
    Draws draws = Draws.of(1, NAME, 0);
    draws.coin("residual");
    List<Choice> choices = draws.choices();
    assertThrows(UnsupportedOperationException.class, () -> choices.clear());
  }

  private static double[] sample(ToDoubleFunction<Draws> draw) {
    double[] sample = new double[4000];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = draw.applyAsDouble(Draws.of(5, NAME, i));
    }
    return sample;
  }

  /** Kolmogorov's test at level 1e-3, by the limit law of the greatest deviation. */
  private static void follows(RealDistribution law, double[] sample) {
    double deviation = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(law, sample);
    assertTrue(deviation * Math.sqrt(sample.length) < 1.95, "deviation " + deviation);
  }

  @Test
  void realsFollowTheirLaws() {
    follows(new UniformRealDistribution(2, 5), sample(d -> d.uniform("u", 2, 5)));
    follows(
        new UniformRealDistribution(Math.log(0.5), Math.log(30)),
        Arrays.stream(sample(d -> d.logUniform("v", 0.5, 30))).map(Math::log).toArray());
    follows(new NormalDistribution(-1, 3), sample(d -> d.normal("n", -1, 3)));
    double[] bulk = Draws.of(5, NAME, 0).gaussian("X", 4000);
    follows(new NormalDistribution(0, 1), bulk);
    double[] matrix = Draws.of(5, NAME, 0).gaussian("X", 80, 50);
    follows(new NormalDistribution(0, 1), matrix);
  }

  @Test
  void coinsAndOptionsAreFair() {
    double heads = Arrays.stream(sample(d -> d.coin("c") ? 1 : 0)).sum();
    assertEquals(2000, heads, 200);
    double[] letters = sample(d -> "abc".indexOf(d.oneOf("o", "a", "b", "c")));
    for (int letter = 0; letter < 3; letter++) {
      int wanted = letter;
      assertEquals(4000.0 / 3, Arrays.stream(letters).filter(x -> x == wanted).count(), 200);
    }
  }

  @Test
  void theWholeRangeIsReachedEvenly() {
    double[] any = sample(d -> d.integer("any", Integer.MIN_VALUE, Integer.MAX_VALUE));
    follows(new UniformRealDistribution(-0x1p31, 0x1p31), any);
  }

  @Test
  void aRangeOfOneValueGivesThatValue() {
    Draws draws = Draws.of(1, NAME, 7);
    assertEquals(3, draws.integer("a", 3, 3));
    assertEquals(1.5, draws.uniform("b", 1.5, 1.5));
    assertEquals(0.3, draws.logUniform("c", 0.3, 0.3));
    assertEquals("only", draws.oneOf("d", "only"));
    assertEquals(7, draws.index());
  }

  @Test
  void eachChoiceIsRecordedWithItsRange() {
    Draws draws = Draws.of(1, NAME, 1);
    int depth = draws.depth(2, 24);
    double scale = draws.logUniform("scale", 0.5, 2);
    String kind = draws.family("far", "near");
    assertEquals("near", kind);
    assertEquals(
        List.of(
            new Choice.Int("depth", depth, 2, 24),
            new Choice.Real("scale", scale, 0.5, 2, true),
            new Choice.Option("family", "near", List.of("far", "near"))),
        draws.choices());
    assertEquals(Integer.toString(depth), draws.choices().get(0).text());
    assertEquals(depth, draws.choices().get(0).number());
    assertEquals(scale, Double.parseDouble(draws.choices().get(1).text()));
    assertEquals(1, draws.choices().get(2).number(), "an option counts as its position");
  }

  @Test
  void editsMayLieOnTheEndsOfTheRange() {
    Map<String, String> low = Map.of("depth", "2", "u", "-1", "n", "1e300");
    Draws draws = Draws.editing(1, NAME, 0, low);
    assertEquals(2, draws.depth(2, 24));
    assertEquals(-1, draws.uniform("u", -1, 1));
    assertEquals(1e300, draws.normal("n", 0, 1));
    Draws high = Draws.editing(1, NAME, 0, Map.of("depth", "24", "u", "1", "n", "Infinity"));
    assertEquals(24, high.depth(2, 24));
    assertEquals(1, high.uniform("u", -1, 1));
    assertThrows(InvalidChoiceException.class, () -> high.normal("n", 0, 1));
  }

  @Test
  void attemptsAreLimitedExactly() {
    Draws draws = Draws.of(1, NAME, 0);
    Set<Double> seen = new HashSet<>();
    assertThrows(
        NoInstanceException.class,
        () ->
            draws.until(
                "never",
                5,
                d -> {
                  seen.add(d.uniform("u", 0, 1));
                  return Optional.empty();
                }));
    assertEquals(5, seen.size(), "each attempt draws anew");
    assertEquals(5, draws.redraws());
    assertEquals(List.of(), draws.choices());
  }

  @Test
  void theFirstAttemptIsTheDrawWithoutUntil() {
    Draws plain = Draws.of(1, NAME, 0);
    Draws tried = Draws.of(1, NAME, 0);
    assertEquals(
        plain.uniform("u", 0, 1), tried.until("any", 3, d -> Optional.of(d.uniform("u", 0, 1))));
    assertEquals(plain.fingerprint(), tried.fingerprint());
  }

  @Test
  void onlyTheFirstChoicesAreKeptButAllAreSeen() {
    Draws draws = Draws.of(1, NAME, 0);
    for (int i = 0; i < 64; i++) {
      draws.uniform("u" + i, 0, 1);
    }
    long before = draws.fingerprint();
    assertEquals(64, draws.choices().size());
    draws.uniform("u64", 0, 1);
    assertEquals(64, draws.choices().size());
    assertNotEquals(before, draws.fingerprint());
  }

  @Test
  void hundredsOfNamesAreToldApart() {
    Draws draws = Draws.of(1, NAME, 0);
    for (int k = 0; k < 300; k++) {
      draws.integer("width " + k, 1, 8);
    }
    for (int k = 0; k < 300; k++) {
      String name = "width " + k;
      assertThrows(IllegalStateException.class, () -> draws.stream(name));
    }
  }

  @Test
  void aNameOfADiscardedAttemptIsFreeAgain() {
    Draws draws = Draws.of(1, NAME, 0);
    draws.uniform("before", 0, 1);
    int[] attempts = {0};
    draws.until(
        "the third attempt",
        5,
        again -> {
          for (int k = 0; k < 100; k++) {
            again.uniform("u" + k, 0, 1);
          }
          return ++attempts[0] == 3 ? Optional.of(1) : Optional.empty();
        });
    assertEquals(2, draws.redraws());
    assertThrows(IllegalStateException.class, () -> draws.uniform("before", 0, 1));
    assertThrows(IllegalStateException.class, () -> draws.uniform("u99", 0, 1));
  }
}
