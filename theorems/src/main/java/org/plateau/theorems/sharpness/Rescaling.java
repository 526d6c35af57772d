package org.plateau.theorems.sharpness;

import org.plateau.network.DeepLinearNetwork;

/** The symmetry W_1 / C, C W_2, which leaves the end-to-end vector alone. */
final class Rescaling {

  private Rescaling() {}

  /** The rescaled network; the same network for depth 1, where there is no such symmetry. */
  static DeepLinearNetwork of(DeepLinearNetwork network, double c) {
    if (network.depth() == 1) {
      return network;
    }
    return network
        .withLayer(1, scaled(network.layer(1), 1 / c))
        .withLayer(2, scaled(network.layer(2), c));
  }

  private static double[] scaled(double[] layer, double factor) {
    for (int i = 0; i < layer.length; i++) {
      layer[i] *= factor;
    }
    return layer;
  }
}
