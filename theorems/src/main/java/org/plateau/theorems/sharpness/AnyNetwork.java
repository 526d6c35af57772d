package org.plateau.theorems.sharpness;

import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Draws;

/** A network at no particular point, with its data; one layer, a plain network or one with p. */
record AnyNetwork(DeepLinearNetwork network, LeastSquaresData data) {

  static final String ONE_LAYER = "one layer";
  static final String PLAIN = "plain";
  static final String WITH_P = "with p";

  private static final int WIDEST = 6;

  /** d and widths in 1 .. 6, L in 1 .. 8, n above d. */
  static AnyNetwork draw(Draws draws) {
    String family = draws.family(ONE_LAYER, PLAIN, WITH_P);
    return draw(draws, family, Regression.overdetermined(draws, 1, WIDEST));
  }

  /** At least two layers. */
  static AnyNetwork drawDeep(Draws draws) {
    String family = draws.family(PLAIN, WITH_P);
    return draw(draws, family, Regression.overdetermined(draws, 1, WIDEST));
  }

  private static AnyNetwork draw(Draws draws, String family, LeastSquaresData data) {
    int depth = family.equals(ONE_LAYER) ? 1 : draws.integer("L", 2, 8);
    boolean withP = family.equals(WITH_P);
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, withP, WIDEST);
    double[] p = withP ? Minimizer.output(draws, widths[depth]) : new double[] {1};
    return new AnyNetwork(Minimizer.random(draws, widths, p), data);
  }

  PreciseNetwork precise() {
    return PreciseNetwork.of(network, data);
  }
}
