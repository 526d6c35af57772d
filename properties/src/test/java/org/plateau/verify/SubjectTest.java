package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

class SubjectTest {

  private static ExampleClaim<Double> claim(Statement statement) {
    return new ExampleClaim<>(
        statement, d -> d.uniform("u", 0, 1), u -> Evidence.of(Check.atLeast("u", u, 0)), null);
  }

  @Test
  void anEffortBuysTriesUnlessANumberIsAskedFor() {
    Subject<Double> subject = Subject.of(claim(Statement.lower("example/x").cost(Cost.MEDIUM)));
    assertEquals(90, subject.planned(Effort.QUICK, 0));
    assertEquals(405, subject.planned(Effort.STANDARD, 0));
    assertEquals(1, subject.planned(Effort.STANDARD, 1));
    Subject<Double> grid = Subject.of(claim(Statement.trend("example/x", 0, 1).replicates(60)));
    assertEquals(60, grid.planned(Effort.DEEP, 7), "a trend keeps its grid");
    Subject<Double> free = Subject.of(claim(Statement.trend("example/x", 0, 1)));
    assertEquals(7, free.planned(Effort.DEEP, 7), "unless it declares none");
  }

  @Test
  void aProbeHasItsOwnTriesButFillsTheGrid() {
    Probe<Double> probe = Probe.<Double>scaled("twice", 2).tries(12);
    Statement trend = Statement.trend("example/x", 0, 1).replicates(60);
    assertEquals(60, Subject.of(claim(trend), probe).planned(Effort.QUICK, 5));
    assertEquals(99, Subject.of(claim(trend), probe.tries(99)).planned(Effort.QUICK, 5));
    assertEquals(
        12, Subject.of(claim(Statement.lower("example/x")), probe).planned(Effort.DEEP, 5));
  }

  @Test
  void aProbeIsFoundByItsShortName() {
    ExampleClaim<ExampleClaim.Pair> means = ExampleClaim.means();
    Subject<ExampleClaim.Pair> probe = Subject.of(means, "a-tenth-too-large");
    assertTrue(probe.isProbe());
    assertEquals("example/means~a-tenth-too-large", probe.name());
    assertEquals("a-tenth-too-large", probe.probeSlug());
    assertEquals(Map.of("family", "near"), probe.edits());
    assertEquals(means, probe.claim());
    Subject<ExampleClaim.Pair> claim = Subject.of(means, "");
    assertFalse(claim.isProbe());
    assertEquals("example/means", claim.name());
    assertEquals("", claim.probeSlug());
    assertEquals(Map.of(), claim.edits());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Subject.of(means, "absent"))
            .getMessage();
    assertTrue(message.contains("example/means has no probe 'absent'"), message);
  }

  @Test
  void aProbeDrawsAndExaminesForItself() {
    Evidence other = Evidence.of(Check.event("other", true));
    Probe<Double> probe =
        Probe.<Double>claiming("other", u -> other).drawing(d -> 7.0).precisely(u -> other);
    Claim<Double> claim = claim(Statement.lower("example/x"));
    Subject<Double> probing = Subject.of(claim, probe);
    assertEquals(7, probing.draw(Draws.of(1, "x", 0)));
    assertEquals(other, probing.examine(7.0));
    assertEquals(other, probing.examinePrecisely(7.0).orElseThrow());
    Subject<Double> plain = Subject.of(claim);
    assertTrue(plain.draw(Draws.of(1, "x", 0)) < 1);
    assertEquals("u", plain.examine(0.5).checks().get(0).what());
    assertTrue(plain.examinePrecisely(0.5).isEmpty());
  }
}
