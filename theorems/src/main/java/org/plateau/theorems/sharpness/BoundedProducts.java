package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import org.hipparchus.util.FastMath;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Statement;

/**
 * All products W_k ... W_j of consecutive residual layers have norms that hardly grow with depth.
 * Spec: sharpness-and-depth, I2.
 */
final class BoundedProducts implements ResidualProductClaim {

  @Override
  public int each() {
    return 12;
  }

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
        .replicates(instances())
        .cost(Cost.MEDIUM);
  }

  @Override
  public Evidence examine(DeepLinearNetwork network) {
    double high = ResidualStart.largestProduct(network);
    return Evidence.point(FastMath.log(network.depth()), FastMath.log(high))
        .fact("K_hi", high)
        .fact("L", network.depth());
  }
}
