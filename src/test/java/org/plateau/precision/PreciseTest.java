package org.plateau.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

/** The oracle is {@link BigDecimal}: exact sums and products, and series at 90 digits. */
class PreciseTest {

  private static final MathContext DIGITS = new MathContext(90, RoundingMode.HALF_EVEN);

  private static void assertEncloses(BigDecimal truth, Precise ball, double relative) {
    BigDecimal distance = new BigDecimal(ball.middle().toString()).subtract(truth).abs();
    assertTrue(
        distance.compareTo(new BigDecimal(ball.radius())) <= 0,
        () -> ball + " does not enclose " + truth.round(DIGITS));
    assertTrue(
        ball.radius() <= relative * Math.max(1e-300, truth.abs().doubleValue()),
        () -> "radius " + ball.radius() + " for " + truth.doubleValue());
  }

  @Test
  void fourOperationsEncloseTheExactResult() {
    RandomStream stream = RandomStream.of(1, "precise", 0);
    for (int i = 0; i < 2_000; i++) {
      double scale = Math.scalb(1.0, stream.nextInt(200) - 100);
      double x = scale * stream.nextGaussian();
      double y = stream.nextGaussian();
      BigDecimal bx = new BigDecimal(x);
      BigDecimal by = new BigDecimal(y);
      Precise px = Precise.of(x);
      Precise py = Precise.of(y);
      assertEncloses(bx, px, 2e-57);
      assertEncloses(bx.multiply(by), px.multiply(py), 1e-55);
      assertEncloses(bx.divide(by, DIGITS), px.divide(py), 1e-55);
      double size = Math.max(Math.abs(x), Math.abs(y)) / Math.abs(x + y);
      assertEncloses(bx.add(by), px.add(py), 1e-55 * size);
      assertEncloses(
          bx.subtract(by).add(by),
          px.subtract(py).add(py),
          1e-54 * (1 + 1 / scale) * (1 + Math.abs(y / x) * scale));
    }
  }

  @Test
  void cancellationShowsInTheRadius() {
    Precise third = Precise.ratio(1, 3);
    Precise rest = Precise.ONE.subtract(third).subtract(third).subtract(third);
    assertTrue(rest.radius() < 1e-57 && rest.radius() > 0);
    assertTrue(rest.distance(0) < 1e-57);
    assertFalse(rest.isCertainlyPositive());
  }

  @Test
  void rootsAgreeWithBigDecimal() {
    RandomStream stream = RandomStream.of(2, "precise", 0);
    for (int i = 0; i < 300; i++) {
      double x = Math.scalb(stream.nextDouble(), stream.nextInt(160) - 80);
      assertEncloses(new BigDecimal(x).sqrt(DIGITS), Precise.of(x).sqrt(), 1e-48);
    }
  }

  @Test
  void exponentialsAndLogarithmsAgreeWithTheirSeries() {
    RandomStream stream = RandomStream.of(3, "precise", 0);
    for (int i = 0; i < 200; i++) {
      double x = 12 * stream.nextGaussian();
      assertEncloses(exp(new BigDecimal(x)), Precise.of(x).exp(), 1e-46);
      double y = Math.scalb(0.5 + stream.nextDouble(), stream.nextInt(60) - 30);
      BigDecimal log = logByNewton(new BigDecimal(y));
      double relative = 1e-47 * (1 + 1 / log.abs().doubleValue());
      assertEncloses(log, Precise.of(y).log(), relative);
    }
  }

  @Test
  void trigonometricFunctionsAgreeWithTheirSeries() {
    RandomStream stream = RandomStream.of(4, "precise", 0);
    for (int i = 0; i < 200; i++) {
      double x = 4 * stream.nextGaussian();
      BigDecimal[] cosAndSin = cosAndSin(new BigDecimal(x));
      double size =
          1e-47 / Math.min(cosAndSin[0].abs().doubleValue(), cosAndSin[1].abs().doubleValue());
      assertEncloses(cosAndSin[0], Precise.of(x).cos(), size);
      assertEncloses(cosAndSin[1], Precise.of(x).sin(), size);
    }
    BigDecimal machin =
        BigDecimal.valueOf(16)
            .multiply(arctanOfInverse(5))
            .subtract(BigDecimal.valueOf(4).multiply(arctanOfInverse(239)));
    assertEncloses(machin, Precise.pi(), 1e-48);
  }

  @Test
  void powersAgreeWithRoots() {
    Precise x = Precise.of(7.25);
    assertTrue(x.pow(Precise.ratio(1, 2)).subtract(x.sqrt()).magnitude() < 1e-47);
    assertTrue(x.pow(Precise.ratio(2, 3)).pow(3).subtract(x.square()).magnitude() < 1e-45);
    assertEquals(1 / (7.25 * 7.25), x.pow(-2).toDouble(), 1e-16);
    assertEquals(Precise.ONE, x.pow(0));
    assertEquals(Precise.ZERO, Precise.ZERO.pow(Precise.ratio(1, 3)));
    assertEncloses(
        new BigDecimal("1.0000001").pow(1000),
        Precise.ratio(10_000_001, 10_000_000).pow(1000),
        1e-55);
  }

  @Test
  void radiiTravelThroughFunctions() {
    Precise x = Precise.of(2).widen(0.125);
    for (double t : new double[] {-0.125, -0.0625, 0, 0.1, 0.125}) {
      double y = 2 + t;
      assertContains(x.exp(), Math.exp(y));
      assertContains(x.log(), Math.log(y));
      assertContains(x.sqrt(), Math.sqrt(y));
      assertContains(x.square(), y * y);
      assertContains(Precise.ONE.divide(x), 1 / y);
      assertContains(x.sin(), Math.sin(y));
      assertContains(x.cos(), Math.cos(y));
      assertContains(x.pow(5), Math.pow(y, 5));
      assertContains(x.max(Precise.of(2.05)), Math.max(y, 2.05));
      assertContains(x.min(Precise.of(2.05)), Math.min(y, 2.05));
    }
  }

  /** Both ends of an interval [1 - r, 1 + r] m against both ends of another, exactly. */
  @Test
  void productsAndQuotientsOfBallsEncloseTheirCorners() {
    RandomStream stream = RandomStream.of(5, "precise", 0);
    double[] spreads = {0, 0x1p-40, 0x1p-10, 0.5};
    for (int i = 0; i < 400; i++) {
      double m = Math.scalb(stream.nextGaussian(), stream.nextInt(60) - 30);
      double n = Math.scalb(stream.nextGaussian(), stream.nextInt(60) - 30);
      double r = Math.abs(m) * spreads[stream.nextInt(4)];
      double s = Math.abs(n) * spreads[stream.nextInt(4)];
      Precise product = Precise.of(m).widen(r).multiply(Precise.of(n).widen(s));
      Precise quotient = Precise.of(m).widen(r).divide(Precise.of(n).widen(s));
      double width = r / Math.abs(m) + s / Math.abs(n);
      assertTrue(product.radius() <= (1.26 * width + 1e-55) * Math.abs(m * n));
      assertTrue(quotient.radius() <= (2.01 * width + 1e-55) * Math.abs(m / n));
      for (int corner = 0; corner < 4; corner++) {
        BigDecimal x = end(m, r, corner % 2 == 0);
        BigDecimal y = end(n, s, corner / 2 == 0);
        assertInside(x.multiply(y), product);
        assertInside(x.divide(y, DIGITS), quotient);
      }
    }
  }

  /** Where a leading part would leave the doubles, the radius must not lose what it multiplies. */
  @Test
  void ballsNearTheEndOfTheDoublesKeepTheirRadius() {
    for (double huge : new double[] {1e290, 1e295, 1e300, 1e307, 1.7e308}) {
      Precise quotient = Precise.ONE.widen(0.5).divide(Precise.of(huge));
      assertInside(new BigDecimal(1.5).divide(new BigDecimal(huge), DIGITS), quotient);
      assertTrue(Precise.of(huge).widen(huge / 2).log().radius() >= 0.5);
    }
  }

  /** Squares of the ends of a root enclose the ends of the ball, at 0 as well. */
  @Test
  void rootsOfBallsEncloseTheRootsOfTheirEnds() {
    RandomStream stream = RandomStream.of(6, "precise", 0);
    for (double m : new double[] {0, 1e-40, 1e-3, 2, 1e30}) {
      for (int i = 0; i < 50; i++) {
        double r = Math.scalb(stream.nextDouble(), stream.nextInt(80) - 40) * Math.max(m, 1e-40);
        Precise root = Precise.of(m).widen(r).sqrt();
        assertInside(end(m, r, true).sqrt(DIGITS), root);
        BigDecimal low = end(m, r, false);
        assertInside(low.signum() > 0 ? low.sqrt(DIGITS) : BigDecimal.ZERO, root);
      }
    }
  }

  private static BigDecimal end(double middle, double radius, boolean upper) {
    BigDecimal r = new BigDecimal(radius);
    return new BigDecimal(middle).add(upper ? r : r.negate());
  }

  private static void assertInside(BigDecimal x, Precise ball) {
    BigDecimal distance = new BigDecimal(ball.middle().toString()).subtract(x).abs();
    assertTrue(distance.compareTo(new BigDecimal(ball.radius())) <= 0, () -> ball + " lacks " + x);
  }

  /** The package promises 50 digits of a function, fewer for a large argument, and no more. */
  @Test
  void functionsClaimFiftyDigitsAndNoMore() {
    for (double x : new double[] {0, 1, -3, 40, 600}) {
      Precise exact = Precise.of(x);
      double promised = 1e-50 * (1 + Math.abs(x));
      assertEquals(promised, exact.sin().radius(), 1e-9 * promised);
      assertEquals(promised, exact.cos().radius(), 1e-9 * promised);
      assertEquals(promised * Math.exp(x), exact.exp().radius(), 1e-9 * promised * Math.exp(x));
    }
    assertEquals(1e-50 * (1 + Math.log(7)), Precise.of(7).log().radius(), 1e-59);
  }

  @Test
  void differencesDecideTheOrder() {
    Precise wide = Precise.of(2).widen(0.5);
    assertTrue(Precise.of(3).isCertainlyAbove(wide));
    assertFalse(Precise.of(2.25).isCertainlyAbove(wide));
    assertFalse(wide.isCertainlyAbove(Precise.of(3)));
    assertTrue(wide.isCertainlyPositive());
    assertFalse(wide.negate().isCertainlyPositive());
    assertFalse(Precise.of(0.25).widen(0.5).isCertainlyPositive());
    assertEquals(1, Precise.TWO.compareTo(Precise.ONE));
    assertEquals(-1, Precise.ONE.compareTo(Precise.TWO));
    assertEquals(0, wide.compareTo(Precise.TWO));
  }

  @Test
  void distanceAndMagnitudeReachTheFarEndOfTheBall() {
    Precise ball = Precise.of(-2).widen(0.5);
    assertEquals(2.5, ball.magnitude(), 1e-10);
    assertEquals(3.5, ball.distance(1), 1e-10);
    assertTrue(ball.magnitude() >= 2.5 && ball.distance(1) >= 3.5);
    assertEquals(0, Precise.of(5).distance(5));
  }

  /** Outward rounding must not stop at the smallest doubles. */
  @Test
  void theSmallestRadiusIsNotLost() {
    assertTrue(Precise.ZERO.widen(Double.MIN_VALUE).radius() >= Double.MIN_VALUE);
    Precise tiny = Precise.of(0).widen(Double.MIN_NORMAL);
    assertTrue(tiny.square().radius() > 0);
    assertTrue(tiny.multiply(tiny).multiply(Precise.of(1e-300)).radius() > 0);
  }

  @Test
  void sumsEqualityAndText() {
    Precise sum = Precise.sum(Precise.ONE, Precise.TWO, Precise.of(-7));
    assertEquals(-4, sum.toDouble());
    assertTrue(sum.distance(-4) < 1e-57);
    assertEquals(Precise.of(-4).widen(0.5), Precise.of(-4).widen(0.5));
    assertEquals(Precise.of(-4).hashCode(), sum.hashCode());
    assertEquals(Precise.ZERO, Precise.sum());
    assertNotEquals(Precise.ONE, Precise.TWO);
    assertNotEquals(Precise.ONE.hashCode(), Precise.TWO.hashCode());
    assertNotEquals(Precise.ONE, Precise.ONE.widen(1e-9));
    assertNotEquals(Precise.ONE, (Object) 1.0);
    assertEquals("-4. ± 0.0", Precise.of(-4).toString());
  }

  private static void assertContains(Precise ball, double x) {
    assertTrue(Math.abs(ball.toDouble() - x) <= ball.radius() + 1e-13, () -> ball + " lacks " + x);
  }

  @Test
  void nothingThrowsOutsideTheDomain() {
    assertEquals(Double.POSITIVE_INFINITY, Precise.ONE.divide(Precise.ZERO).radius());
    assertEquals(Double.POSITIVE_INFINITY, Precise.ONE.divide(Precise.of(1).widen(2)).radius());
    assertEquals(Double.POSITIVE_INFINITY, Precise.ZERO.log().radius());
    assertEquals(Double.POSITIVE_INFINITY, Precise.of(-1).log().radius());
    assertTrue(Double.isNaN(Precise.of(-1).sqrt().toDouble()));
    assertEquals(0, Precise.ZERO.sqrt().radius());
    assertTrue(Precise.of(0).widen(1e-40).sqrt().radius() >= 1e-20);
    assertEquals(Double.POSITIVE_INFINITY, Precise.of(Double.NaN).radius());
    assertEquals(Double.POSITIVE_INFINITY, Precise.of(Double.POSITIVE_INFINITY).radius());
    assertTrue(Precise.of(Double.MIN_VALUE).radius() > 0);
    assertEquals(
        "an inner product needs equal lengths, got 2 and 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> Precise.dot(Precise.of(new double[2]), Precise.of(new double[3])))
            .getMessage());
  }

  private static BigDecimal exp(BigDecimal x) {
    BigDecimal half = x.divide(BigDecimal.valueOf(1L << 20), DIGITS);
    MathContext more = new MathContext(110);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal total = BigDecimal.ONE;
    for (int k = 1; k < 40; k++) {
      term = term.multiply(half, more).divide(BigDecimal.valueOf(k), more);
      total = total.add(term, more);
    }
    for (int k = 0; k < 20; k++) {
      total = total.multiply(total, more);
    }
    return total;
  }

  private static BigDecimal logByNewton(BigDecimal y) {
    BigDecimal x = new BigDecimal(Math.log(y.doubleValue()));
    for (int k = 0; k < 4; k++) {
      BigDecimal e = exp(x);
      BigDecimal step = y.subtract(e).divide(y.add(e), DIGITS).multiply(BigDecimal.valueOf(2));
      x = x.add(step, DIGITS);
    }
    return x;
  }

  private static BigDecimal[] cosAndSin(BigDecimal x) {
    BigDecimal term = BigDecimal.ONE;
    BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO};
    for (int k = 0; k < 160; k++) {
      BigDecimal signed = k % 4 < 2 ? term : term.negate();
      sums[k % 2] = sums[k % 2].add(signed);
      term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(k + 1), DIGITS);
    }
    return sums;
  }

  private static BigDecimal arctanOfInverse(int n) {
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS);
    BigDecimal total = BigDecimal.ZERO;
    for (int k = 0; k < 80; k++) {
      BigDecimal term = power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS);
      total = k % 2 == 0 ? total.add(term) : total.subtract(term);
      power = power.divide(BigDecimal.valueOf((long) n * n), DIGITS);
    }
    return total;
  }
}
