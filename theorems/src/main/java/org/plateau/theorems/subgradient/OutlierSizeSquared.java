package org.plateau.theorems.subgradient;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The gradient of the squared loss is pulled away in proportion to the size of the outliers. Spec:
 * sub-gradient-balance, B3.
 */
final class OutlierSizeSquared implements Claim<CorruptedSample> {

  @Override
  public Statement statement() {
    return Statement.trend("subgradient/outlier-size-squared-loss", 0.9, 1.1)
        .title("The gradient of the squared loss deviates in proportion to the outliers' size")
        .tex("\\log \\|g_{\\ell_2} - \\Delta\\|_\\infty = \\log \\sigma + O(1)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant("[0.9, 1.1]", "slopes seen: 0.98 to 1.01", Provenance.EMPIRICAL)
        .hypothesis(
            "x ~ N(0, I), m = 200, d = 50; 30 % outliers +-sigma or N(0, sigma^2); ||Delta|| in {0.1, 1, 2}")
        .spec("sub-gradient-balance", "B3")
        .growsWith("sigma")
        .cost(Cost.LIGHT)
        .replicates(120);
  }

  @Override
  public CorruptedSample draw(Draws draws) {
    return CorruptedSample.draw(draws, draws.grid("sigma", 10.0, 100.0, 1000.0));
  }

  @Override
  public Evidence examine(CorruptedSample sample) {
    return point(sample, sample.squaredDeviation());
  }

  private static Evidence point(CorruptedSample sample, double deviation) {
    return Evidence.point(FastMath.log(sample.sigma()), FastMath.log(deviation))
        .fact("deviation of the gradient", deviation);
  }

  @Override
  public List<Probe<CorruptedSample>> probes() {
    return List.of(
        Probe.<CorruptedSample>claiming(
                "absolute loss", sample -> point(sample, sample.absoluteDeviation()))
            .tries(60));
  }
}
