package org.plateau.theorems;

import java.util.List;

/**
 * A named choice that an instance was drawn with. The choices are the instance's identity: replay
 * takes them again, shrinking edits them towards simple values, a hunt moves through them.
 */
public sealed interface Choice {

  /** Returns the name, unique within one draw. */
  String name();

  /** Returns the value as text, from which the same value is read back bit for bit. */
  String text();

  /** Returns the value as a number: an option counts as its position. */
  double number();

  /**
   * An integer.
   *
   * @param name the name
   * @param value the value
   * @param low least possible value
   * @param high greatest possible value
   */
  record Int(String name, int value, int low, int high) implements Choice {
    @Override
    public String text() {
      return Integer.toString(value);
    }

    @Override
    public double number() {
      return value;
    }
  }

  /**
   * A real number.
   *
   * @param name the name
   * @param value the value
   * @param low least possible value, perhaps infinite
   * @param high greatest possible value, perhaps infinite
   * @param logarithmic whether the value is uniform on a logarithmic scale
   */
  record Real(String name, double value, double low, double high, boolean logarithmic)
      implements Choice {
    @Override
    public String text() {
      return Double.toHexString(value);
    }

    @Override
    public double number() {
      return value;
    }
  }

  /**
   * One of several options.
   *
   * @param name the name
   * @param value the option taken
   * @param options all options, the simplest first
   */
  record Option(String name, String value, List<String> options) implements Choice {
    @Override
    public String text() {
      return value;
    }

    @Override
    public double number() {
      return options.indexOf(value);
    }
  }
}
