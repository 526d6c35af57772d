package org.plateau.theorems.sharpness;

import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Draws;

/**
 * A network at any point of parameter space, for claims on derivatives: small shapes, depth and
 * widths from 1, with and without p.
 */
record AnyPoint(DeepLinearNetwork network, LeastSquaresData data) {

  static final String ONE_LAYER = "one layer";

  private static final int WIDEST = 5;
  private static final int WIDER = 6;

  /** Any number of samples: d up to 8, widths and L up to 5. */
  static AnyPoint draw(Draws draws) {
    String family = draws.family("plain", "with p", "singular", "singular with p");
    LeastSquaresData data =
        family.startsWith("singular")
            ? Regression.singular(draws)
            : Regression.overdetermined(draws, 1, 5);
    int depth = draws.integer("L", 1, 5);
    return draw(draws, data, depth, family.endsWith("with p"), WIDEST);
  }

  /** Positive definite Sigma: d and widths in 1 .. 6, L in 1 .. 8. */
  static AnyPoint drawDefinite(Draws draws) {
    return drawDefinite(draws, draws.family(ONE_LAYER, "plain", "with p"));
  }

  /** As {@link #drawDefinite}, with at least two layers. */
  static AnyPoint drawDeep(Draws draws) {
    return drawDefinite(draws, draws.family("plain", "with p"));
  }

  private static AnyPoint drawDefinite(Draws draws, String family) {
    LeastSquaresData data = Regression.overdetermined(draws, 1, WIDER);
    int depth = family.equals(ONE_LAYER) ? 1 : draws.integer("L", 2, 8);
    return draw(draws, data, depth, family.equals("with p"), WIDER);
  }

  private static AnyPoint draw(
      Draws draws, LeastSquaresData data, int depth, boolean withP, int widest) {
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, withP, widest);
    double[] p = withP ? Minimizer.output(draws, widths[depth]) : new double[] {1};
    return new AnyPoint(Minimizer.random(draws, widths, p), data);
  }

  /**
   * The instance of a trained network, for claims whose cost grows fast with its size.
   *
   * @param cost what the claim does, and so why there is a limit
   * @throws IllegalArgumentException if the network has more than {@code most} trained entries
   */
  static AnyPoint limited(DeepLinearNetwork network, LeastSquaresData data, int most, String cost) {
    if (network.parameterCount() > most) {
      throw new IllegalArgumentException(
          "W: this claim "
              + cost
              + ", and so at most "
              + most
              + " trained entries, but the network has "
              + network.parameterCount());
    }
    return new AnyPoint(network, data);
  }

  /** R(W + s u + t v) from its definition |y - X w|^2 / n, without the derivative formulas. */
  double loss(double[] u, double s, double[] v, double t) {
    double[] moved = network.parameters();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += s * u[i] + t * v[i];
    }
    return network.with(moved).loss(data);
  }

  /** A step for differences in layer k that rounding does not swallow beside its entries. */
  double step(int k) {
    return step(Kernels.largest(network.layer(k)));
  }

  /** A power of two, at least 1 and of the order of {@code size} if that is more. */
  static double step(double size) {
    return Math.scalb(1.0, Math.max(0, Math.getExponent(size)));
  }

  /** The part of a direction that lies in layer k. */
  double[] layerPart(double[] direction, int k) {
    double[] part = new double[direction.length];
    int start = network.offset(k);
    int size = network.width(k) * network.width(k - 1);
    System.arraycopy(direction, start, part, start, size);
    return part;
  }
}
