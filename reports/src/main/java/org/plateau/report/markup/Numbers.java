package org.plateau.report.markup;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text, the same on every JDK and in every locale. */
public final class Numbers {

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Returns the number with four significant digits. */
  public static String shortly(double value) {
    return rounded(value, 4);
  }

  /**
   * Returns the number with the given count of significant digits: plain from 1e-4 to 1e6, else
   * scientific.
   */
  public static String rounded(double value, int digits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString();
    }
    return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  /** Returns the shortest decimal form that reads back as the same double. */
  public static String exactly(double value) {
    String text = NumberOutput.toString(value, true);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Returns an integer with commas between groups of three digits. */
  public static String grouped(long value) {
    String digits = Long.toString(value);
    StringBuilder out = new StringBuilder(digits);
    int first = digits.startsWith("-") ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      out.insert(i, ',');
    }
    return out.toString();
  }

  /** Returns a share as a percentage with three significant digits. */
  public static String percent(double share) {
    return rounded(100 * share, 3) + "\u202f%";
  }

  /** Returns a duration in a unit that suits it. */
  public static String seconds(double seconds) {
    if (seconds < 1e-3) {
      return rounded(seconds * 1e6, 3) + " µs";
    }
    if (seconds < 1) {
      return rounded(seconds * 1e3, 3) + " ms";
    }
    if (seconds < 120) {
      return rounded(seconds, 3) + " s";
    }
    return rounded(seconds / 60, 3) + " min";
  }

  /** Returns ten to the given power, as a label of an axis. */
  public static String powerOfTen(int exponent) {
    if (exponent >= -3 && exponent <= 3) {
      return BigDecimal.ONE.scaleByPowerOfTen(exponent).toPlainString();
    }
    StringBuilder out = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      out.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
    }
    return out.toString();
  }
}
