package org.plateau.theorems.sharpness;

import java.util.Optional;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Draws;

/**
 * A network at any point of parameter space, for claims on derivatives. Small shapes, depth and
 * widths from 1, any number of samples, with and without p.
 */
record AnyPoint(DeepLinearNetwork network, LeastSquaresData data) {

  private static final int WIDEST = 5;

  static AnyPoint draw(Draws draws) {
    String family = draws.family("plain", "with p", "singular", "singular with p");
    LeastSquaresData data =
        family.startsWith("singular")
            ? Regression.singular(draws)
            : Regression.overdetermined(draws, 1, 5);
    int depth = draws.integer("L", 1, 5);
    boolean withP = family.endsWith("with p");
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, withP, WIDEST);
    double[] p = withP ? Minimizer.output(draws, widths[depth]) : new double[] {1};
    return new AnyPoint(Minimizer.random(draws, widths, p), data);
  }

  /** The same network moved to a minimizer; the families of {@link #draw}. */
  static AnyPoint drawMinimizer(Draws draws) {
    return draws.until(
        "|g_1| >= 1e-3",
        100,
        again -> {
          AnyPoint point = draw(again);
          Optional<Minimizer> fitted = Minimizer.fitted(point.network(), point.data());
          return fitted.map(m -> new AnyPoint(m.network(), m.data()));
        });
  }

  /** R(W + s u + t v) from its definition |y - X w|^2 / n, without the derivative formulas. */
  double loss(double[] u, double s, double[] v, double t) {
    double[] moved = network.parameters();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += s * u[i] + t * v[i];
    }
    return network.with(moved).loss(data);
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
