package org.plateau.precision;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.util.FastMath;

/**
 * A real number known to about 50 digits: a decimal midpoint and a radius that is rounded outward,
 * so that the exact result of the formula lies within {@link #radius} of the midpoint. Immutable.
 *
 * <p>Nothing throws: a division by a ball that contains zero, or a logarithm of one, has an
 * infinite radius; an operation outside its domain has NaN as midpoint. The radius rules are the
 * usual ones of ball arithmetic (derived; for example |ab - mn| &lt;= |m| s + |n| r + r s for a =
 * (m, r), b = (n, s)), plus the rounding of the midpoint, at most 1e-60 relative for the four
 * operations.
 */
public final class Precise implements Comparable<Precise> {

  /** Sixteen digits in base 10,000, of which the leading one may be as small as 1. */
  private static final DfpField FIELD = new DfpField(64);

  private static final double ROUNDING = 1e-60;
  private static final double INPUT_ROUNDING = 1e-57;
  private static final double FUNCTION_ROUNDING = 1e-50;
  private static final double OUTWARD = 1 + 0x1p-46;
  private static final double EXACT_INTEGERS = 0x1p53;

  /** The number 0. */
  public static final Precise ZERO = of(0);

  /** The number 1. */
  public static final Precise ONE = of(1);

  /** The number 2. */
  public static final Precise TWO = of(2);

  private final Dfp middle;
  private final double radius;

  private Precise(Dfp middle, double radius) {
    this.middle = middle;
    this.radius = middle.isNaN() || middle.isInfinite() ? Double.POSITIVE_INFINITY : radius;
  }

  /** Returns the value of a double; integers below 2^53 are exact, the rest to 57 digits. */
  public static Precise of(double x) {
    boolean exact = x == FastMath.rint(x) && Math.abs(x) < EXACT_INTEGERS;
    return new Precise(FIELD.newDfp(x), exact ? 0 : times(Math.abs(x), INPUT_ROUNDING));
  }

  /** Returns numerator / denominator, as in {@code ratio(2, L)}. */
  public static Precise ratio(long numerator, long denominator) {
    return of(numerator).divide(of(denominator));
  }

  /** Returns the values of an array of doubles. */
  public static Precise[] of(double[] x) {
    Precise[] values = new Precise[x.length];
    for (int i = 0; i < x.length; i++) {
      values[i] = of(x[i]);
    }
    return values;
  }

  /** Returns pi. */
  public static Precise pi() {
    return new Precise(FIELD.getPi(), 4 * FUNCTION_ROUNDING);
  }

  /** Returns the sum of the numbers, from the first to the last. */
  public static Precise sum(Precise... terms) {
    Precise total = ZERO;
    for (Precise term : terms) {
      total = total.add(term);
    }
    return total;
  }

  /**
   * Returns the inner product.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Precise dot(Precise[] x, Precise[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "an inner product needs equal lengths, got " + x.length + " and " + y.length);
    }
    Precise total = ZERO;
    for (int i = 0; i < x.length; i++) {
      total = total.add(x[i].multiply(y[i]));
    }
    return total;
  }

  /** Returns the Euclidean norm. */
  public static Precise norm(Precise[] x) {
    return dot(x, x).sqrt();
  }

  static Precise ball(Dfp middle, double radius) {
    return new Precise(middle, radius);
  }

  Dfp middle() {
    return middle;
  }

  /** Returns this + other. */
  public Precise add(Precise other) {
    return rounded(middle.add(other.middle), radius + other.radius, ROUNDING);
  }

  /** Returns this - other. */
  public Precise subtract(Precise other) {
    return rounded(middle.subtract(other.middle), radius + other.radius, ROUNDING);
  }

  /** Returns this times other. */
  public Precise multiply(Precise other) {
    double spread = 0;
    if (radius != 0 || other.radius != 0) {
      spread =
          times(LeadingDigits.atMost(middle), other.radius)
              + times(LeadingDigits.atMost(other.middle), radius)
              + times(radius, other.radius);
    }
    return rounded(middle.multiply(other.middle), spread, ROUNDING);
  }

  /** Returns this times an integer. */
  public Precise multiply(int factor) {
    return multiply(of(factor));
  }

  /** Returns this / other; the radius is infinite when {@code other} may be zero. */
  public Precise divide(Precise other) {
    double least = other.leastMagnitude();
    if (!(least > 0)) {
      return new Precise(middle, Double.POSITIVE_INFINITY);
    }
    Dfp quotient = middle.divide(other.middle);
    double spread = radius + times(LeadingDigits.atMost(quotient), other.radius);
    return rounded(quotient, spread / least, ROUNDING);
  }

  /** Returns -this. */
  public Precise negate() {
    return new Precise(middle.negate(), radius);
  }

  /** Returns |this|. */
  public Precise abs() {
    return new Precise(middle.abs(), radius);
  }

  /** Returns the square. */
  public Precise square() {
    return multiply(this);
  }

  /** Returns the square root; NaN when this is certainly negative. */
  public Precise sqrt() {
    if (negate().isCertainlyPositive()) {
      return ball(FIELD.newDfp(Double.NaN), Double.POSITIVE_INFINITY);
    }
    Dfp root = middle.negativeOrNull() ? FIELD.getZero() : middle.sqrt();
    double spread = 0;
    if (radius != 0) {
      spread = Math.min(Math.sqrt(magnitude()), radius / LeadingDigits.atLeast(root));
    }
    return rounded(root, spread, FUNCTION_ROUNDING);
  }

  /** Returns this to an integer power, by repeated squaring; a negative power divides. */
  public Precise pow(int exponent) {
    if (exponent < 0) {
      return ONE.divide(pow(-exponent));
    }
    Precise result = ONE;
    Precise square = this;
    for (int n = exponent; n > 0; n >>= 1) {
      if ((n & 1) == 1) {
        result = result.multiply(square);
      }
      square = n > 1 ? square.square() : square;
    }
    return result;
  }

  /** Returns this to a real power, for a base &gt;= 0: exp(exponent log this), and 0 for base 0. */
  public Precise pow(Precise exponent) {
    if (middle.isZero() && radius == 0) {
      return exponent.isCertainlyPositive() ? ZERO : ONE.divide(ZERO);
    }
    return log().multiply(exponent).exp();
  }

  /** Returns e to this. */
  public Precise exp() {
    Dfp value = middle.exp();
    double spread = times(LeadingDigits.atMost(value), FastMath.expm1(radius));
    return rounded(value, spread, FUNCTION_ROUNDING * (1 + LeadingDigits.atMost(middle)));
  }

  /** Returns the natural logarithm; the radius is infinite when this may be zero or negative. */
  public Precise log() {
    if (!isCertainlyPositive()) {
      return new Precise(FIELD.getZero(), Double.POSITIVE_INFINITY);
    }
    double spread = radius / leastMagnitude() + FUNCTION_ROUNDING;
    return rounded(middle.log(), spread, FUNCTION_ROUNDING);
  }

  /** Returns the sine. */
  public Precise sin() {
    return new Precise(middle.sin(), radius).widen(functionError());
  }

  /** Returns the cosine. */
  public Precise cos() {
    return new Precise(middle.cos(), radius).widen(functionError());
  }

  /** Returns the larger of the two. */
  public Precise max(Precise other) {
    Precise larger = compareTo(other) >= 0 ? this : other;
    return new Precise(larger.middle, Math.max(radius, other.radius));
  }

  /** Returns the smaller of the two. */
  public Precise min(Precise other) {
    return negate().max(other.negate()).negate();
  }

  /** Returns this with a radius larger by {@code more}. */
  public Precise widen(double more) {
    return new Precise(middle, outward(radius + more));
  }

  /** Tells whether every number in the ball is positive. */
  public boolean isCertainlyPositive() {
    return middle.strictlyPositive() && leastMagnitude() > 0;
  }

  /** Tells whether every number in this ball is greater than every number in the other. */
  public boolean isCertainlyAbove(Precise other) {
    return subtract(other).isCertainlyPositive();
  }

  /** Returns the midpoint, rounded to a double. */
  public double toDouble() {
    return middle.toDouble();
  }

  /** Returns the radius of the ball. */
  public double radius() {
    return radius;
  }

  /** Returns an upper bound on the distance of every number in the ball from {@code x}. */
  public double distance(double x) {
    Precise difference = subtract(of(x));
    return difference.magnitude();
  }

  /** Returns an upper bound on |x| over the ball. */
  public double magnitude() {
    return outward(LeadingDigits.atMost(middle) + radius);
  }

  /** Compares the midpoints. */
  @Override
  public int compareTo(Precise other) {
    if (middle.lessThan(other.middle)) {
      return -1;
    }
    return middle.greaterThan(other.middle) ? 1 : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Precise that && middle.equals(that.middle) && radius == that.radius;
  }

  @Override
  public int hashCode() {
    return middle.hashCode();
  }

  /** Returns the midpoint with all its digits, and the radius. */
  @Override
  public String toString() {
    return middle + " ± " + radius;
  }

  /**
   * Returns a lower bound on |x| over the ball, or a value that is not positive; the rounding of
   * the difference is far below the slack of {@link LeadingDigits#atLeast}.
   */
  private double leastMagnitude() {
    return LeadingDigits.atLeast(middle) - radius;
  }

  /**
   * Returns the absolute error of a function with values in [-1, 1], argument reduction included.
   */
  private double functionError() {
    return FUNCTION_ROUNDING * (1 + LeadingDigits.atMost(middle));
  }

  private static Precise rounded(Dfp middle, double spread, double unit) {
    return new Precise(middle, outward(spread + times(LeadingDigits.atMost(middle), unit)));
  }

  /** Returns x y rounded up; 0 only when a factor is 0. */
  private static double times(double x, double y) {
    return x == 0 || y == 0 ? 0 : outward(x * y) + Double.MIN_NORMAL;
  }

  private static double outward(double x) {
    return x == 0 ? 0 : x * OUTWARD + Double.MIN_NORMAL;
  }
}
