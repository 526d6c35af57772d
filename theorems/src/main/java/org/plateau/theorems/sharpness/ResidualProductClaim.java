package org.plateau.theorems.sharpness;

import java.util.List;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Probe;

/**
 * A trend over the depth of products of residual layers I + s N / sqrt(L d), drawn at s = 1 and
 * width 8; layers that are not scaled by the depth are its probe. Spec: sharpness-and-depth, I2.
 */
interface ResidualProductClaim extends Claim<DeepLinearNetwork> {

  /** Returns how many networks there are of each depth. */
  int each();

  /** Returns the number of instances: so many of each depth, 4, 8, 16 and 32. */
  default int instances() {
    return 4 * each();
  }

  @Override
  default DeepLinearNetwork draw(Draws draws) {
    int depth = depth(draws);
    return network(draws, depth, ResidualStart.deviation(1, depth, 8));
  }

  @Override
  default List<Probe<DeepLinearNetwork>> probes() {
    return List.of(
        Probe.<DeepLinearNetwork>dropping(
                "layers I + N / sqrt(d), not scaled by the depth",
                draws -> network(draws, depth(draws), 1 / Math.sqrt(8)))
            .tries(instances()));
  }

  private static int depth(Draws draws) {
    return draws.grid("L", 4, 8, 16, 32);
  }

  private static DeepLinearNetwork network(Draws draws, int depth, double deviation) {
    double[] p = new double[8];
    p[0] = 1;
    return ResidualStart.network(draws.stream("W"), depth, p, deviation);
  }
}
