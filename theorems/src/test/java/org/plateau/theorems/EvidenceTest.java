package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

  @ParameterizedTest
  @CsvSource({
    "AT_LEAST, 1.0, 1.0, 0, 0, HOLDS",
    "AT_LEAST, 0.9, 1.0, 0, 0, VIOLATED",
    "AT_LEAST, 0.9, 1.0, 0.2, 0, HOLDS",
    "AT_LEAST, 0.9, 1.0, 0.05, 0.2, DOUBTFUL",
    "AT_LEAST, 1.1, 1.0, 0, 0.2, DOUBTFUL",
    "AT_LEAST, 1.3, 1.0, 0, 0.2, HOLDS",
    "AT_MOST, 1.0, 1.0, 0, 0, HOLDS",
    "AT_MOST, 1.1, 1.0, 0, 0.05, VIOLATED",
    "AT_MOST, Infinity, 1.0, 0, 0, VIOLATED",
    "EQUAL, 1.0, 1.0, 0, 0, HOLDS",
    "EQUAL, 1.1, 1.0, 0.2, 0, HOLDS",
    "EQUAL, 1.1, 1.0, 0.05, 0, VIOLATED",
    "EQUAL, 1.1, 1.0, 0.09, 0.02, DOUBTFUL",
    "AT_LEAST, NaN, 1.0, 0, 0, FAULTY",
    "AT_LEAST, 1.0, NaN, 0, 0, FAULTY",
    "AT_LEAST, 2.0, 1.0, NaN, 0, FAULTY",
    "EQUAL, Infinity, Infinity, 0, 0, FAULTY",
    "AT_LEAST, Infinity, Infinity, 0, 0, FAULTY",
    "AT_MOST, -Infinity, -Infinity, 0, 0, FAULTY",
    "AT_LEAST, Infinity, 1.0, 0, 0, HOLDS",
    "EQUAL, Infinity, -Infinity, 0, 0, VIOLATED",
  })
  void outcomes(
      Relation relation,
      double value,
      double bound,
      double tolerance,
      double error,
      Outcome expected) {
    assertEquals(expected, new Check("q", relation, value, bound, tolerance, error, 1).outcome());
  }

  @Test
  void slackIsPositiveWhenGood() {
    assertEquals(1, Check.atLeast("q", 3, 2).slack());
    assertEquals(1, Check.atMost("q", 2, 3).slack());
    assertEquals(-1, Check.equal("q", 2, 3).slack());
    assertEquals(-1.0 / 3, Check.atLeast("q", 2, 3).margin());
  }

  @Test
  void scaleIsPositive() {
    assertEquals(1, Check.equal("q", 0, 0).scale());
    assertEquals(1, Check.atLeast("q", Double.POSITIVE_INFINITY, 0).scale());
    assertThrows(IllegalArgumentException.class, () -> Check.equal("q", 0, 0).scale(0));
  }

  @Test
  void events() {
    assertEquals(Outcome.HOLDS, Check.event("recovered", true).outcome());
    assertEquals(Outcome.VIOLATED, Check.event("recovered", false).outcome());
  }

  @Test
  void theWorstCheckSpeaks() {
    Check good = Check.atLeast("good", 2, 1);
    Check bad = Check.atLeast("bad", 1, 2);
    Check worse = Check.atLeast("worse", 1, 100);
    Check faulty = Check.atLeast("faulty", Double.NaN, 2);
    assertEquals("good", Evidence.of(good).headline().what());
    assertEquals("worse", Evidence.of(good, bad, worse).headline().what());
    assertEquals("faulty", Evidence.of(good, faulty, worse).headline().what());
    assertEquals(Outcome.FAULTY, Evidence.of(good, faulty, worse).outcome());
    assertThrows(IllegalStateException.class, () -> Evidence.point(1, 2).headline());
  }

  @Test
  void hypothesesHoldFromMarginZero() {
    Evidence evidence = Evidence.of(Check.event("e", true));
    assertTrue(evidence.requires("h", 0).hypothesesHold());
    assertFalse(evidence.requires("h", 0).requires("g", -1e-300).hypothesesHold());
    assertFalse(evidence.requires("h", Double.NaN).hypothesesHold());
  }

  @Test
  void aToleranceIsRelativeToTheScale() {
    Check check = Check.atLeast("q", 3, 4);
    assertEquals(0.4, check.relative(0.1).tolerance());
    assertEquals(2, check.scale(8).relative(0.25).tolerance());
    assertEquals(-0.125, check.scale(8).margin());
    assertThrows(IllegalArgumentException.class, () -> check.scale(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> check.scale(-1));
  }

  @Test
  void otherValuesAndBoundsKeepAllElse() {
    Check check = Check.atMost("q", 3, 4).absolute(0.5).error(0.25);
    assertEquals(new Check("q", Relation.AT_MOST, 5, 4, 0.5, 0.25, 4), check.value(5));
    assertEquals(new Check("q", Relation.AT_MOST, 3, 2, 0.5, 0.25, 4), check.bound(2));
  }

  @Test
  void theHeadlineIsTheWorstInUnitsOfItsOwnScale() {
    Check large = Check.atLeast("large", 98, 100);
    Check small = Check.atLeast("small", 1, 2);
    assertEquals("small", Evidence.of(large, small).headline().what());
    assertEquals("small", Evidence.of(small, large).headline().what());
    Check twin = Check.atLeast("twin", 1, 2);
    assertEquals("small", Evidence.of(small, twin).headline().what(), "of equals, the first");
    Check doubtful = Check.atLeast("doubtful", 1, 1000).error(1e6);
    assertEquals("small", Evidence.of(doubtful, small).headline().what());
  }

  @Test
  void evidenceGrowsAtTheEnd() {
    Check a = Check.atLeast("a", 1, 0);
    Check b = Check.atLeast("b", 1, 0);
    Evidence evidence = Evidence.of(List.of(a)).and(b).fact("f", 1).fact("g", 2).requires("h", 3);
    assertEquals(List.of(a, b), evidence.checks());
    assertEquals(List.of(new Fact("f", 1), new Fact("g", 2)), evidence.facts());
    assertEquals(List.of(new Hypothesis("h", 3)), evidence.hypotheses());
    assertEquals(List.of(a), Evidence.of(a).checks(), "the original stays");
    assertEquals(new Point(1, 2), Evidence.point(1, 2).fact("f", 1).and(a).point());
  }
}
