package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import org.hipparchus.util.FastMath;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Statement;

/**
 * The least singular values of W_k ... W_1 and W_L ... W_k do not fall with depth. Spec:
 * sharpness-and-depth, I2.
 */
final class ProductsBoundedBelow implements ResidualProductClaim {

  @Override
  public int each() {
    return 40;
  }

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/products-bounded-below", -0.5, Double.POSITIVE_INFINITY)
        .title("Products of residual layers keep their least singular value as the depth grows")
        .tex("d \\ln K_{lo} / d \\ln L > -0.5")
        .source(MARION_CHIZAT, "lemma on products of residual layers", EMPIRICAL)
        .constant("-0.5", "below which decay with depth would be visible", EMPIRICAL)
        .hypothesis("layers I + s N / sqrt(L d)")
        .spec("sharpness-and-depth", "I2")
        .growsWith("L")
        .replicates(instances())
        .cost(Cost.MEDIUM);
  }

  @Override
  public Evidence examine(DeepLinearNetwork network) {
    double low = ResidualStart.leastProduct(network);
    return Evidence.point(FastMath.log(network.depth()), FastMath.log(low))
        .fact("K_lo", low)
        .fact("L", network.depth());
  }
}
