package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.precision.Precise;

class PreciseCheckTest {

  private static final Precise THIRD = Precise.ratio(1, 3);

  @Test
  void decidesDownToAUnitInTheLastPlace() {
    Precise more = THIRD.multiply(Precise.of(1 + 0x1p-50));
    assertEquals(Outcome.VIOLATED, Check.atMost("x", more, THIRD).outcome());
    assertEquals(Outcome.HOLDS, Check.atLeast("x", more, THIRD).outcome());
    assertEquals(Outcome.VIOLATED, Check.equal("x", more, THIRD).outcome());
    assertEquals(Outcome.HOLDS, Check.equal("x", more, THIRD).relative(1e-14).outcome());
  }

  @Test
  void staysInDoubtBelowThat() {
    Precise more = THIRD.multiply(Precise.ONE.add(Precise.of(1e-20)));
    assertEquals(Outcome.DOUBTFUL, Check.atMost("x", more, THIRD).outcome());
    assertTrue(Check.atMost("x", more, THIRD).error() < 1e-15);
  }

  @Test
  void anUnknownNumberDecidesNothing() {
    Precise unknown = Precise.ONE.divide(Precise.ZERO);
    assertEquals(Outcome.DOUBTFUL, Check.atMost("x", unknown, THIRD).outcome());
    assertEquals(Outcome.FAULTY, Check.atMost("x", Precise.of(-1).sqrt(), THIRD).outcome());
  }
}
