package org.plateau.sampling;

import org.hipparchus.util.FastMath;

/**
 * Standard normal numbers by the ziggurat method with 256 layers of equal area, in the form that
 * takes the layer and the abscissa from separate bits (J. A. Doornik, An improved ziggurat method
 * to generate normal random samples, 2005; after G. Marsaglia, W. W. Tsang, Journal of Statistical
 * Software 5, 2000). About 99 of 100 numbers cost one 64-bit word and one comparison.
 */
final class Ziggurat {

  private static final int LAYERS = 256;

  /**
   * Where the tail begins; the one number with which 256 layers of equal area end at 0 (Marsaglia,
   * Tsang, table 1).
   */
  private static final double TAIL = 3.6541528853610088;

  /**
   * Common area of the layers, and of the lowest one with the tail; it belongs to {@link #TAIL}.
   */
  private static final double AREA = 0.004928673233974658;

  /** Abscissas in a layer are multiples of this share of its width. */
  private static final double RESOLUTION = 0x1.0p53;

  /**
   * Far more than the rounding of a density and its bounds, relative (about 1e-14), and little
   * enough that hardly any height lies so close. DERIVED.
   */
  private static final double ROUNDING = 1e-12;

  /** e^t - 1 - t - t^2/2 - t^3/6 is at least t^4/24 for t in [0, 1], and at most 0.052 t^4. */
  private static final double REMAINDER = 0.052;

  /**
   * Right ends of the layers; the first is that of a rectangle with the area of the lowest layer
   * and the tail.
   */
  private static final double[] EDGE = edges();

  /** EDGE[i + 1] / EDGE[i]: below this share of the layer's width lies nothing but the density. */
  private static final double[] INSIDE = inside();

  /** EDGE[i] / RESOLUTION. */
  private static final double[] STEP = step();

  /** exp(-EDGE^2 / 2). */
  private static final double[] DENSITY = density();

  private Ziggurat() {}

  private static double[] edges() {
    double[] edge = new double[LAYERS + 1];
    double density = FastMath.exp(-0.5 * TAIL * TAIL);
    edge[0] = AREA / density;
    edge[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      edge[i] = Math.sqrt(-2 * FastMath.log(AREA / edge[i - 1] + density));
      density = FastMath.exp(-0.5 * edge[i] * edge[i]);
    }
    edge[LAYERS] = 0;
    return edge;
  }

  private static double[] density() {
    double[] density = new double[LAYERS + 1];
    for (int i = 0; i <= LAYERS; i++) {
      density[i] = FastMath.exp(-0.5 * EDGE[i] * EDGE[i]);
    }
    return density;
  }

  private static double[] step() {
    double[] step = new double[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      step[i] = EDGE[i] / RESOLUTION;
    }
    return step;
  }

  private static double[] inside() {
    double[] inside = new double[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      inside[i] = EDGE[i + 1] / EDGE[i] * RESOLUTION;
    }
    return inside;
  }

  /** Returns the layer of a word. */
  static int layer(long word) {
    return (int) word & (LAYERS - 1);
  }

  /** Tells whether a word needs no other: below that share lies nothing but the density. */
  static boolean isInside(long word) {
    return Math.abs((double) (word >> 10)) < INSIDE[layer(word)];
  }

  /** Returns the normal number of a word that needs no other. */
  static double inside(long word) {
    return (word >> 10) * STEP[layer(word)];
  }

  /** Returns the normal number of a word that needs further ones from the stream. */
  static double outside(long word, RandomStream stream) {
    long bits = word;
    while (!isInside(bits)) {
      int layer = layer(bits);
      if (layer == 0) {
        return tail(stream, bits < 0);
      }
      double x = inside(bits);
      double height =
          DENSITY[layer + 1] + stream.nextDouble() * (DENSITY[layer] - DENSITY[layer + 1]);
      if (isBelowDensity(height, x, layer)) {
        return x;
      }
      bits = stream.nextLong();
    }
    return inside(bits);
  }

  /**
   * Tells whether height &lt; exp(-x^2 / 2), for x in the given layer, which must not be the lowest
   * one. The density is DENSITY[layer] e^t with t = (EDGE[layer]^2 - x^2) / 2 between 0 and 0.73,
   * and Taylor bounds of e^t decide nearly always; where they do not, the exponential does.
   */
  static boolean isBelowDensity(double height, double x, int layer) {
    double t = 0.5 * (EDGE[layer] - x) * (EDGE[layer] + x);
    double cubic = Math.fma(t, Math.fma(t, Math.fma(t, 1.0 / 6, 0.5), 1), 1);
    double fourth = t * t * (t * t);
    double unit = DENSITY[layer];
    if (height < unit * (1 - ROUNDING) * Math.fma(fourth, 1.0 / 24, cubic)) {
      return true;
    }
    if (height > unit * (1 + ROUNDING) * Math.fma(fourth, REMAINDER, cubic)) {
      return false;
    }
    return height < FastMath.exp(-0.5 * x * x);
  }

  /** Marsaglia's method for the tail beyond {@link #TAIL}. */
  private static double tail(RandomStream stream, boolean negative) {
    double x;
    double y;
    do {
      x = FastMath.log(1 - stream.nextDouble()) / TAIL;
      y = FastMath.log(1 - stream.nextDouble());
    } while (-2 * y < x * x);
    return negative ? x - TAIL : TAIL - x;
  }
}
