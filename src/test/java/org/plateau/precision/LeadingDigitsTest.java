package org.plateau.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

/** The oracle is {@link BigDecimal}, which compares exactly. */
class LeadingDigitsTest {

  private static final DfpField FIELD = new DfpField(64);

  @Test
  void boundsHoldExactlyAndWithinElevenDigits() {
    RandomStream stream = RandomStream.of(1, "leading", 0);
    for (int i = 0; i < 4_000; i++) {
      double digits = (1 + 9 * stream.nextDouble()) * (stream.nextBoolean() ? 1 : -1);
      int exponent = stream.nextInt(613) - 306;
      assertBounds(FIELD.newDfp(digits + "e" + exponent));
    }
    for (int exponent = -307; exponent <= 307; exponent++) {
      assertBounds(FIELD.newDfp("1e" + exponent));
      assertBounds(FIELD.newDfp("9.999999999999999999999e" + (exponent - 1)));
    }
  }

  private static void assertBounds(Dfp x) {
    BigDecimal truth = new BigDecimal(x.abs().toString());
    BigDecimal below = new BigDecimal(LeadingDigits.atLeast(x));
    BigDecimal above = new BigDecimal(LeadingDigits.atMost(x));
    assertTrue(below.compareTo(truth) <= 0, () -> below + " is above " + x);
    assertTrue(above.compareTo(truth) >= 0, () -> above + " is below " + x);
    BigDecimal width = above.subtract(below).divide(truth, MathContext.DECIMAL64);
    assertTrue(width.doubleValue() < 3e-11, () -> "width " + width + " for " + x);
  }

  @Test
  void beyondTheDoublesBoundsStayOnTheirSide() {
    for (String huge : new String[] {"1e309", "5e311", "-1e312", "7e400", "1e5000"}) {
      Dfp x = FIELD.newDfp(huge);
      assertEquals(Double.POSITIVE_INFINITY, LeadingDigits.atMost(x), huge);
      assertEquals(Double.MAX_VALUE, LeadingDigits.atLeast(x), huge);
    }
    for (String tiny : new String[] {"2e-308", "1e-312", "9e-317", "-1e-320", "1e-5000"}) {
      Dfp x = FIELD.newDfp(tiny);
      assertEquals(Double.MIN_NORMAL, LeadingDigits.atMost(x), 1e-10 * Double.MIN_NORMAL, tiny);
      assertEquals(0, LeadingDigits.atLeast(x), tiny);
    }
  }

  @Test
  void zeroAndNonNumbers() {
    assertEquals(0, LeadingDigits.atMost(FIELD.getZero()));
    assertEquals(0, LeadingDigits.atLeast(FIELD.getZero()));
    Dfp nan = FIELD.newDfp(Double.NaN);
    assertEquals(Double.POSITIVE_INFINITY, LeadingDigits.atMost(nan));
    assertEquals(0, LeadingDigits.atLeast(nan));
    Dfp infinite = FIELD.newDfp(Double.NEGATIVE_INFINITY);
    assertEquals(Double.POSITIVE_INFINITY, LeadingDigits.atMost(infinite));
    assertEquals(Double.MAX_VALUE, LeadingDigits.atLeast(infinite));
  }
}
