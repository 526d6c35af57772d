package org.plateau.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.util.FastMath;
import org.plateau.report.markup.Numbers;

/**
 * Maps the numbers of one axis to positions, and chooses its ticks.
 *
 * @param low least number shown
 * @param high greatest number shown
 * @param logarithmic whether equal ratios are equal distances
 * @param from position of {@code low}
 * @param to position of {@code high}
 */
record Scale(double low, double high, boolean logarithmic, double from, double to) {

  private static final int WANTED = 5;

  /** A tick with its label; minor ticks have an empty one. */
  record Tick(double value, String label) {}

  /** Returns a scale that shows all finite numbers (on a logarithmic axis: all positive ones). */
  static Scale fitting(DoubleStream values, boolean logarithmic, double from, double to) {
    double[] shown =
        values.filter(v -> Double.isFinite(v) && !(logarithmic && v <= 0)).sorted().toArray();
    if (shown.length == 0) {
      return new Scale(logarithmic ? 0.1 : 0, 1, logarithmic, from, to);
    }
    double least = shown[0];
    double greatest = shown[shown.length - 1];
    if (logarithmic) {
      double span = FastMath.log(greatest) - FastMath.log(least);
      double room = span < 0.4 ? 1.5 : Math.min(10, FastMath.exp(Math.max(0.02, 0.04 * span)));
      double bottom = Math.max(Double.MIN_VALUE, least / room);
      return new Scale(bottom, Math.min(Double.MAX_VALUE, greatest * room), true, from, to);
    }
    double room = 0.04 * (greatest - least);
    if (!(room > 1e-13 * Math.max(Math.abs(least), Math.abs(greatest)))) {
      room = least == 0 ? 1 : 0.1 * Math.abs(least);
    }
    return new Scale(
        least >= 0 && least - room < 0 ? 0 : least - room, greatest + room, false, from, to);
  }

  /** Tells whether the number can be shown on this axis. */
  boolean shows(double value) {
    return Double.isFinite(value) && !(logarithmic && value <= 0);
  }

  /** Returns the position of a number. */
  double at(double value) {
    double share =
        logarithmic
            ? (FastMath.log(value) - FastMath.log(low)) / logarithmicSpan()
            : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** A ratio of the ends could overflow. */
  private double logarithmicSpan() {
    return FastMath.log(high) - FastMath.log(low);
  }

  /** Returns the ticks, ascending. */
  List<Tick> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Tick> linearTicks() {
    double rough = (high - low) / WANTED;
    int exponent = (int) FastMath.floor(FastMath.log10(rough));
    double power = powerOfTen(exponent);
    double step = power;
    for (double multiple : new double[] {2, 5, 10}) {
      if (multiple * power <= rough * 1.4) {
        step = multiple * power;
      }
    }
    List<Tick> ticks = new ArrayList<>();
    long last = (long) FastMath.floor(high / step + 1e-9);
    for (long i = (long) FastMath.ceil(low / step - 1e-9); i <= last; i++) {
      ticks.add(new Tick(i * step, label(i, step)));
    }
    return ticks;
  }

  private static String label(long i, double step) {
    String label = Numbers.rounded(i * step, 6);
    int power = label.indexOf('e');
    if (power >= 0) {
      int exponent = Integer.parseInt(label.substring(power + 1));
      label = label.substring(0, power) + "·" + Numbers.powerOfTen(exponent);
    }
    return label.startsWith("-") ? "−" + label.substring(1) : label;
  }

  private List<Tick> logarithmicTicks() {
    int first = (int) FastMath.floor(FastMath.log10(low));
    int last = (int) FastMath.ceil(FastMath.log10(high));
    int decades = last - first;
    int every = Math.max(1, (decades + WANTED) / (WANTED + 1));
    boolean few = logarithmicSpan() < 3.9;
    boolean fewest = logarithmicSpan() < 1.4;
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent++) {
      for (int digit = 1; digit < 10; digit++) {
        double value = digit * powerOfTen(exponent);
        if (value < low * (1 - 1e-12) || value > high * (1 + 1e-12) || digit > 1 && decades > 3) {
          continue;
        }
        boolean labeled =
            digit == 1
                ? Math.floorMod(exponent, every) == 0
                : few && (digit == 2 || digit == 5 || fewest);
        ticks.add(new Tick(value, labeled ? logarithmicLabel(digit, exponent) : ""));
      }
    }
    return ticks;
  }

  private static String logarithmicLabel(int digit, int exponent) {
    if (digit == 1) {
      return Numbers.powerOfTen(exponent);
    }
    return exponent >= -3 && exponent <= 3
        ? Numbers.shortly(digit * powerOfTen(exponent))
        : digit + "·" + Numbers.powerOfTen(exponent);
  }

  private static double powerOfTen(int exponent) {
    return Double.parseDouble("1e" + exponent);
  }
}
