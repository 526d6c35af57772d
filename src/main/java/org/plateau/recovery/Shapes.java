package org.plateau.recovery;

/** Checks of input with messages that name the argument, the rule and what was given. */
final class Shapes {

  private Shapes() {}

  static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  static void requireLength(String name, double[] a, int length) {
    if (a.length != length) {
      throw new IllegalArgumentException(
          name + " must have " + length + " entries, got " + a.length);
    }
  }

  static void requireFinite(String name, double[] a) {
    for (int i = 0; i < a.length; i++) {
      if (!Double.isFinite(a[i])) {
        throw new IllegalArgumentException(name + " must be finite, entry " + i + " is " + a[i]);
      }
    }
  }
}
