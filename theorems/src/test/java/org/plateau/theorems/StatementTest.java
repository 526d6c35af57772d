package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a/", "/b", "A/b", "a/B", "a/b_c", "a/-b", "a/b c", "a/b/c", "a/b@1"})
  void idsAreKebabCase(String id) {
    assertThrows(IllegalArgumentException.class, () -> Statement.lower(id));
  }

  @Test
  void copiesLeaveTheOriginalAlone() {
    Statement base = Statement.upper("family/claim").hypothesis("h");
    Statement changed =
        base.title("t")
            .hypothesis("g")
            .constant("C", "a constant", Provenance.PAPER)
            .cost(Cost.TINY)
            .tag("x");
    assertEquals(1, base.hypotheses().size());
    assertEquals("", base.title());
    assertEquals(2, changed.hypotheses().size());
    assertEquals(20_713, changed.tries(Effort.STANDARD));
    assertEquals(2_062, base.tries(Effort.STANDARD));
  }

  @Test
  void trendsHaveAFixedNumberOfInstances() {
    Statement trend = Statement.trend("family/trend", -1, 1).replicates(60);
    assertEquals(60, trend.tries(Effort.QUICK));
    assertEquals(60, trend.tries(Effort.DEEP));
    assertThrows(IllegalArgumentException.class, () -> Statement.trend("family/trend", 1, 1));
  }

  @Test
  void probabilitiesLieStrictlyInside() {
    assertEquals(0.9, Statement.probability("family/p", 0.95, 0.05).probability() - 0.05, 1e-15);
    assertThrows(IllegalArgumentException.class, () -> Statement.probability("family/p", 1, 0.05));
    assertThrows(IllegalArgumentException.class, () -> Statement.probability("family/p", 0.9, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Statement.probability("family/p", 0.05, 0.1));
  }

  @Test
  void whatIsSetIsRead() {
    Statement s =
        Statement.trend("family/trend", -1, 2)
            .title("t")
            .tex("x")
            .source(Paper.MA_FATTAHI, "there", Provenance.EMPIRICAL)
            .constant("C", "a constant", Provenance.PAPER)
            .constant("c", "another", Provenance.DERIVED)
            .spec("document", "C1")
            .growsWith("depth")
            .cost(Cost.HUGE)
            .validShare(0.5)
            .tag("first")
            .tag("second");
    assertEquals(Direction.TREND, s.direction());
    assertEquals("t", s.title());
    assertEquals("x", s.tex());
    assertEquals(Paper.MA_FATTAHI, s.paper());
    assertEquals("there", s.where());
    assertEquals(Provenance.EMPIRICAL, s.provenance());
    assertEquals("document, C1", s.spec());
    assertEquals("depth", s.growsWith());
    assertEquals(Cost.HUGE, s.cost());
    assertEquals(0.5, s.validShare());
    assertEquals(-1, s.slopeLow());
    assertEquals(2, s.slopeHigh());
    assertEquals(
        List.of(
            new Constant("C", "a constant", Provenance.PAPER),
            new Constant("c", "another", Provenance.DERIVED)),
        s.constants());
    assertEquals(List.of("first", "second"), s.tags());
    assertTrue(Double.isNaN(s.probability()) && Double.isNaN(s.delta()));
    assertEquals(0.05, Statement.probability("family/p", 0.95, 0.05).delta());
    assertEquals("https://arxiv.org/abs/2207.07612", Paper.MA_FATTAHI.url());
  }

  @Test
  void theEndsOfTheUnitIntervalAreNoProbabilities() {
    assertThrows(IllegalArgumentException.class, () -> Statement.probability("family/p", 0.5, 0.5));
    assertThrows(
        IllegalArgumentException.class, () -> Statement.probability("family/p", Double.NaN, 0.1));
  }

  @Test
  void onlyStatisticsSpareAClaimFromItsFirstViolation() {
    for (Direction direction : Direction.values()) {
      boolean statistical = direction == Direction.PROBABILITY || direction == Direction.TREND;
      assertEquals(!statistical, direction.isDeterministic(), direction.name());
    }
  }

  @Test
  void relationsAreWrittenWithTheirSigns() {
    assertEquals("\u2265", Relation.AT_LEAST.symbol());
    assertEquals("\u2264", Relation.AT_MOST.symbol());
    assertEquals("=", Relation.EQUAL.symbol());
  }

  @Test
  void effortsBuyTriesThatRuleOutRoundFailureRates() {
    for (Cost cost : Cost.values()) {
      assertTrue(cost.tries(Effort.QUICK) < cost.tries(Effort.STANDARD), cost.name());
      assertTrue(cost.tries(Effort.STANDARD) < cost.tries(Effort.DEEP), cost.name());
    }
    for (double[] pair : new double[][] {{405, 0.05}, {2_062, 0.01}, {20_713, 0.001}}) {
      double missed = Math.pow(1 - pair[1], pair[0]);
      assertTrue(missed <= 1e-9 && missed > 0.94e-9, pair[0] + " tries miss " + missed);
    }
    assertEquals(405, Cost.LIGHT.tries(Effort.QUICK));
    assertEquals(2_062, Cost.LIGHT.tries(Effort.STANDARD));
    assertEquals(20_713, Cost.LIGHT.tries(Effort.DEEP));
  }
}
