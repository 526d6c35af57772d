package org.plateau.theorems.sharpness;

/**
 * Names that end in a number, made once: drawing thousands of instances asks for them each time.
 */
final class Numbered {

  private static final int MADE = 32;

  private final String prefix;
  private final String[] names = new String[MADE];

  Numbered(String prefix) {
    this.prefix = prefix;
    for (int k = 0; k < MADE; k++) {
      names[k] = prefix + k;
    }
  }

  /** Returns the prefix followed by k. */
  String of(int k) {
    return k < MADE ? names[k] : prefix + k;
  }
}
