package org.plateau.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.util.FastMath;
import org.junit.jupiter.api.Test;

class ZigguratTest {

  private static final long FARTHEST = Long.MAX_VALUE & -256;

  /** Bounds of the exponential decide as it does, however close the height is to the density. */
  @Test
  void heightsAreComparedAsByTheExponential() {
    RandomStream stream = RandomStream.of(1, "heights", 0);
    for (int layer = 1; layer < 256; layer++) {
      for (int i = 0; i < 40; i++) {
        double x = i == 0 ? Ziggurat.inside(FARTHEST | layer) : wedge(stream, layer);
        double density = FastMath.exp(-0.5 * x * x);
        assertTrue(Ziggurat.isBelowDensity(Math.nextDown(density), x, layer));
        assertFalse(Ziggurat.isBelowDensity(density, x, layer));
        for (double share = 1e-16; share < 1; share *= 10) {
          assertTrue(Ziggurat.isBelowDensity(density * (1 - 2 * share), x, layer));
          assertFalse(Ziggurat.isBelowDensity(density * (1 + 2 * share), -x, layer));
        }
        double height = density * stream.uniform(0.5, 1.5);
        assertEquals(height < density, Ziggurat.isBelowDensity(height, x, layer));
      }
    }
  }

  /** An abscissa of the layer beyond the share of it below which lies nothing but the density. */
  private static double wedge(RandomStream stream, int layer) {
    long word;
    do {
      word = stream.nextLong() & -256 | layer;
    } while (Ziggurat.isInside(word));
    return Ziggurat.inside(word);
  }
}
