package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
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

  @Test
  void theErrorIsWhatRoundingToDoubleHides() {
    double hidden =
        BigDecimal.ONE
            .divide(BigDecimal.valueOf(3), new MathContext(60))
            .subtract(new BigDecimal(1.0 / 3))
            .abs()
            .doubleValue();
    assertEquals(2 * hidden, Check.atMost("x", THIRD, THIRD).error(), 1e-6 * hidden);
    assertEquals(hidden, Check.atMost("x", THIRD, Precise.ZERO).error(), 0x1p-54 * 1.001);
    Precise next = Precise.of(1 + 0x1p-52);
    assertEquals(0, Check.equal("x", next, Precise.ONE).error(), 0x1p-100, "all is exact here");
  }
}
