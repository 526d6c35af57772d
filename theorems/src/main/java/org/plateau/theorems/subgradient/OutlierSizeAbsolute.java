package org.plateau.theorems.subgradient;

import java.util.List;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The sub-gradient of the l1 loss does not feel how large the outliers are. Spec:
 * sub-gradient-balance, B3.
 */
final class OutlierSizeAbsolute implements Claim<CorruptedSample> {

  private static final double DEVIATION = 0.45;

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/outlier-size-absolute-loss", 0.99, 0.14)
        .title("The l1 sub-gradient stays close to its mean, however large the outliers")
        .tex(
            "\\Pr\\Big[\\Big\\|g_{\\ell_1} - \\varphi\\,\\tfrac{\\Delta}{\\|\\Delta\\|}"
                + "\\Big\\|_\\infty \\le 0.45\\Big] \\ge 0.99,\\quad \\sigma \\in [1, 1000]")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant("0.45", "the largest deviation seen was 0.314", Provenance.EMPIRICAL)
        .hypothesis(
            "x ~ N(0, I), m = 200, d = 50; 30 % outliers +-sigma or N(0, sigma^2); ||Delta|| in {0.1, 1, 2}")
        .hypothesis("absolute loss")
        .spec("sub-gradient-balance", "B3")
        .growsWith("sigma")
        .cost(Cost.LIGHT);
  }

  @Override
  public CorruptedSample draw(Draws draws) {
    return CorruptedSample.draw(draws, draws.logUniform("sigma", 1, 1000));
  }

  @Override
  public Evidence examine(CorruptedSample sample) {
    return evidence(sample.absoluteDeviation());
  }

  private static Evidence evidence(double deviation) {
    return Evidence.of(
        Check.atMost("deviation of the gradient", deviation, DEVIATION).scale(DEVIATION));
  }

  @Override
  public List<Probe<CorruptedSample>> probes() {
    return List.of(
        Probe.<CorruptedSample>claiming(
                "squared loss", sample -> evidence(sample.squaredDeviation()))
            .drawing(draws -> CorruptedSample.draw(draws, draws.logUniform("sigma", 20, 1000)))
            .tries(30));
  }

  @Override
  public List<Mutant<CorruptedSample>> mutants() {
    return List.of(Mutant.scaled("a quarter of the allowed deviation", 0.25));
  }
}
