package org.plateau.theorems.subgradient;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
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
 * At a fixed Delta every coordinate of the sub-gradient is close to its mean: a sub-Gaussian tail
 * with a constant near 1, whatever the outliers. Spec: sub-gradient-balance, B2, tail.
 */
final class CoordinateTail implements Claim<CoordinateTail.Sample> {

  /**
   * One data set.
   *
   * @param law size, Delta and outlier law
   * @param design X, m x d
   * @param noise eps
   */
  record Sample(SignGradient law, double[] design, double[] noise) {}

  private static final double FAILURE = 0.05;
  private static final double CLEAN = 1;
  private static final double GROSS = 1.04;
  private static final double ANY = 1.11;

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/coordinate-tail", 1 - FAILURE, 0.1)
        .title("Each coordinate of the sub-gradient is close to its mean, whatever the outliers")
        .tex(
            "\\Pr\\Big[\\max_j |g_j - \\mathbb E g_j| \\le \\sqrt{2 c_0 \\log(2d/\\delta)/m}\\Big]"
                + " \\ge 1 - \\delta,\\quad \\delta = 0.05,\\ c_0 \\in \\{1, 1.04, 1.11\\}")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("c_0 = 1", "without outliers: |g| is 1-Lipschitz", Provenance.DERIVED)
        .constant("c_0 = 1.04", "for |eps| >= 5 ||Delta||", Provenance.DERIVED)
        .constant("c_0 = 1.11", "for any outliers independent of X", Provenance.DERIVED)
        .hypothesis("x ~ N(0, I); outliers independent of X")
        .spec("sub-gradient-balance", "B2")
        .cost(Cost.LIGHT);
  }

  @Override
  public Sample draw(Draws draws) {
    return switch (draws.family("gross outliers", "mild outliers", "no outliers")) {
      case "gross outliers" -> sample(draws, 0.3, new SignGradient.Noise.Gross());
      case "mild outliers" ->
          sample(
              draws, 0.3, new SignGradient.Noise.Constant(draws.uniform("outlier size", 0.5, 4)));
      default -> sample(draws, 0, new SignGradient.Noise.Gross());
    };
  }

  private static Sample sample(Draws draws, double share, SignGradient.Noise noise) {
    int m = draws.integer("rows", 60, 200);
    int d = draws.integer("width", 10, 50);
    double[] delta = RandomMatrices.unitVector(draws.stream("direction"), d);
    SignGradient law = new SignGradient(m, d, (int) FastMath.floor(share * m + 0.5), delta, noise);
    double[] x = draws.gaussian("X", m, d);
    return new Sample(law, x, law.noise(x, draws.stream("outliers")));
  }

  private static double constant(SignGradient law) {
    if (law.corrupted() == 0) {
      return CLEAN;
    }
    return law.noise() instanceof SignGradient.Noise.Gross ? GROSS : ANY;
  }

  @Override
  public Evidence examine(Sample sample) {
    SignGradient law = sample.law();
    double distance =
        SignGradient.distance(law.of(sample.design(), sample.noise()), law.expected());
    double bound =
        Math.sqrt(2 * constant(law) * FastMath.log(2 * law.width() / FAILURE) / law.rows());
    return Evidence.of(
        Check.atMost("largest deviation of a coordinate", distance, bound).scale(bound));
  }

  @Override
  public List<Probe<Sample>> probes() {
    return List.of(
        Probe.dropping("Cauchy rows", CoordinateTail::drawCauchy).tries(40),
        Probe.dropping("outliers that depend on X", CoordinateTail::drawDependent).tries(40));
  }

  private static Sample drawCauchy(Draws draws) {
    Sample sample = sample(draws, 0.3, new SignGradient.Noise.Gross());
    double[] x = sample.design();
    RandomStream stream = draws.stream("denominators");
    for (int i = 0; i < x.length; i++) {
      x[i] /= stream.nextGaussian();
    }
    return sample;
  }

  private static Sample drawDependent(Draws draws) {
    double[] x = draws.gaussian("X", 1600, 20);
    double[] delta = RandomMatrices.unitVector(draws.stream("direction"), 20);
    SignGradient law = new SignGradient(1600, 20, 800, delta, new SignGradient.Noise.Dependent());
    return new Sample(law, x, law.noise(x, draws.stream("outliers")));
  }

  @Override
  public List<Mutant<Sample>> mutants() {
    return List.of(Mutant.scaled("half of the bound", 0.5));
  }
}
