package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
}
