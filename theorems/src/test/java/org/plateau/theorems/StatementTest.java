package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
