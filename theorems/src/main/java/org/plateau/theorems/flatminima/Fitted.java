package org.plateau.theorems.flatminima;

import org.plateau.recovery.QuadraticMeasurements;
import org.plateau.recovery.QuadraticNetwork;
import org.plateau.theorems.Draws;

/**
 * A network of quadratic units, inputs and labels.
 *
 * @param network the network
 * @param inputs x_1 … x_m
 * @param labels the labels, length m
 */
record Fitted(QuadraticNetwork network, QuadraticMeasurements inputs, double[] labels) {

  /** Gaussian weights and inputs; the labels are the network's own outputs, so the loss is zero. */
  static Fitted draw(Draws draws, int k1, int k2) {
    int d = draws.integer("d", 1, 9);
    int m = draws.integer("m", 1, 30);
    QuadraticNetwork network =
        new QuadraticNetwork(
            d,
            k1,
            k2,
            draws.gaussian("positive weights", d * k1),
            draws.gaussian("negative weights", d * k2));
    QuadraticMeasurements inputs = QuadraticMeasurements.gaussian(draws.stream("inputs"), d, m);
    return new Fitted(network, inputs, inputs.of(network.matrix()));
  }

  /** Returns the relative round-off of a loss: that of sums over d² entries, units and labels. */
  double roundoff() {
    int d = network.d();
    return (d * d + labels.length + network.positive() + network.negative()) * 0x1.0p-53;
  }

  /** The same with other labels, so that the loss is of order one. */
  Fitted unfitted(Draws draws) {
    return new Fitted(network, inputs, draws.gaussian("labels", labels.length));
  }
}
