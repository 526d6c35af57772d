package org.plateau.theorems.sharpness;

import org.plateau.landscape.Sharpness;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Evidence;

/**
 * The sharpness of a minimizer between two closed forms of the data, as in Yoo, Song, Yun. Spec:
 * sharpness-and-depth, C10.
 *
 * @param lower what the sharpness is at least
 * @param upper what it is at most
 */
record CompanionBracket(double lower, double upper) {

  /** Where the brackets come from; that paper is cited by two claims and has none of its own. */
  static final String SOURCE =
      "not there, but in a companion paper: Yoo, Song, Yun (ICML 2025, arXiv 2506.06940); restated"
          + " for this loss";

  static final double TOLERANCE = 1e-9;
  private static final String BELOW = "sharpness from below";
  private static final String ABOVE = "sharpness from above";

  /** Returns both comparisons, the lower one first. */
  Evidence of(Minimizer m) {
    Sharpness sharpness = m.sharpness();
    double error = sharpness.enclosure().error();
    return Evidence.of(
        Check.atLeast(BELOW, sharpness.value(), lower)
            .scale(lower)
            .relative(TOLERANCE)
            .error(error),
        Check.atMost(ABOVE, sharpness.value(), upper)
            .scale(upper)
            .relative(TOLERANCE)
            .error(error));
  }

  /** Returns both comparisons at 50 digits. */
  static Evidence of(PreciseMinimizer exact, Precise lower, Precise upper) {
    return Evidence.of(
        Comparison.atLeast(BELOW, exact.sharpness(), lower),
        Comparison.atMost(ABOVE, exact.sharpness(), upper));
  }

  /** For probes: the lower end, in which only the top signal component counts, as the upper one. */
  Evidence lowerAbove(Minimizer m) {
    return Evidence.of(
        Check.atMost("sharpness", m.sharpness().value(), lower).scale(lower).relative(TOLERANCE));
  }
}
