package org.plateau.report.plot;

/**
 * A ramp of colors that grows evenly in lightness for all kinds of color vision: samples of cividis
 * (Nuñez, Anderton, Renslow 2018), linearly interpolated.
 */
final class ColorRamp {

  private static final int[] STOPS = {
    0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55,
    0xFEE838
  };

  private ColorRamp() {}

  /** Returns the color of a share in [0, 1], dark to light, as {@code #rrggbb}. */
  static String at(double share) {
    double position = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
    int index = Math.min(STOPS.length - 2, (int) position);
    double part = position - index;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = STOPS[index] >> shift & 0xFF;
      int to = STOPS[index + 1] >> shift & 0xFF;
      color |= (int) Math.round(from + part * (to - from)) << shift;
    }
    String hex = Integer.toHexString(color);
    return "#" + "0".repeat(6 - hex.length()) + hex;
  }
}
