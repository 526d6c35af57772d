package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * All products W_k ... W_j of consecutive residual layers have norms that hardly grow with depth.
 * Spec: sharpness-and-depth, I2.
 */
final class BoundedProducts implements Claim<DeepLinearNetwork> {

  private static final int WIDTH = 8;
  private static final int[] DEPTHS = {4, 8, 16, 32};
  private static final int EACH = 12;

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/bounded-products", Double.NEGATIVE_INFINITY, 0.3)
        .title("Products of residual layers stay bounded as the depth grows")
        .tex(
            "K_{hi} = \\max_{j \\le k} \\|W_k \\cdots W_j\\|_2: \\quad d \\ln K_{hi} / d \\ln L < 0.3")
        .source(MARION_CHIZAT, "lemma on products of residual layers", EMPIRICAL)
        .constant("0.3", "above which growth with depth would be visible", EMPIRICAL)
        .hypothesis("layers I + s N / sqrt(L d)")
        .spec("sharpness-and-depth", "I2")
        .growsWith("L")
        .replicates(DEPTHS.length * EACH)
        .cost(Cost.MEDIUM);
  }

  @Override
  public DeepLinearNetwork draw(Draws draws) {
    int depth = draws.grid("L", DEPTHS);
    return network(draws, depth, ResidualStart.deviation(1, depth, WIDTH));
  }

  static DeepLinearNetwork network(Draws draws, int depth, double deviation) {
    double[] p = new double[WIDTH];
    p[0] = 1;
    return ResidualStart.network(draws.stream("W"), depth, p, deviation);
  }

  @Override
  public Evidence examine(DeepLinearNetwork network) {
    double high = ResidualStart.largestProduct(network);
    return Evidence.point(FastMath.log(network.depth()), FastMath.log(high))
        .fact("K_hi", high)
        .fact("L", network.depth());
  }

  @Override
  public List<Probe<DeepLinearNetwork>> probes() {
    return List.of(
        Probe.<DeepLinearNetwork>dropping(
                "layers I + N / sqrt(d), not scaled by the depth",
                draws -> network(draws, draws.grid("L", DEPTHS), 1 / Math.sqrt(WIDTH)))
            .tries(DEPTHS.length * EACH));
  }
}
