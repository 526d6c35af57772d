package org.plateau.theorems.sharpness;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Draws;

/**
 * Data, a depth and pi = |p|: all that the least sharpness depends on.
 *
 * @param data the regression
 * @param depth L
 * @param outputNorm pi, 1 for the plain network
 */
record DepthSetting(LeastSquaresData data, int depth, double outputNorm) {

  /** Data of any kind, L in 2 .. 24, with and without p. */
  static DepthSetting draw(Draws draws) {
    String family = draws.family("plain", "with p");
    LeastSquaresData data = Regression.any(draws);
    int depth = draws.integer("L", 2, 24);
    double pi = family.equals("with p") ? FastMath.exp(draws.normal("log |p|", 0, 0.5)) : 1;
    return new DepthSetting(data, depth, pi);
  }

  MinimalSharpness minimal() {
    return MinimalSharpness.of(data, depth, outputNorm);
  }

  /** 2 L beta^{1-1/L} pi^{2/L} times x^{1/L}. */
  double scaled(double x) {
    double inverse = 1.0 / depth;
    return 2
        * depth
        * FastMath.pow(x, inverse)
        * FastMath.pow(data.beta(), 1 - inverse)
        * FastMath.pow(outputNorm, 2 * inverse);
  }

  /** The flattest minimizer with one neuron in each layer. */
  Minimizer narrowWitness() {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, 1);
    widths[0] = data.dimension();
    return new Minimizer(minimal().witness(widths, new double[] {outputNorm}), data);
  }
}
