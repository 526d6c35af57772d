package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    "EQUAL, Infinity, Infinity, 0, 0, HOLDS",
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
}
