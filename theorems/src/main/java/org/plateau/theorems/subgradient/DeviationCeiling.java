package org.plateau.theorems.subgradient;

import java.util.List;
import org.hipparchus.util.FastMath;
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
 * The sampled uniform deviation stays below 3.5 sqrt(k log d / m). Spec: sub-gradient-balance, B2.
 */
final class DeviationCeiling implements Claim<UniformDeviation> {

  private static final double CEILING = 3.5;

  @Override
  public Statement statement() {
    return Statement.probability("subgradient/deviation-ceiling", 0.99, 0.14)
        .title("The sampled uniform deviation of the sub-gradient stays below its rate times 3.5")
        .tex(
            "\\Pr\\Big[\\max_{\\Delta\\ k\\text{-sparse, sampled}} \\Big\\|g - \\varphi"
                + " \\tfrac{\\Delta}{\\|\\Delta\\|}\\Big\\|_{(k)} \\le 3.5 \\sqrt{\\tfrac{k \\log"
                + " d}{m}}\\Big] \\ge 0.99")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant("3.5", "the largest ratio seen was 2.35", Provenance.EMPIRICAL)
        .hypothesis("x ~ N(0, I); outliers +-U[10, 100] independent of X, p <= 0.3")
        .hypothesis("d = 50, k in {1, 2, 4}, 100 sampled directions")
        .spec("sub-gradient-balance", "B2")
        .growsWith("m")
        .cost(Cost.MEDIUM);
  }

  @Override
  public UniformDeviation draw(Draws draws) {
    return draw(draws, new SignGradient.Noise.Gross());
  }

  private static UniformDeviation draw(Draws draws, SignGradient.Noise noise) {
    int m = draws.integer("m", 50, 400);
    int k = Integer.parseInt(draws.oneOf("k", "1", "2", "4"));
    int corrupted = (int) FastMath.floor(draws.uniform("outlier share", 0.1, 0.3) * m + 0.5);
    return new UniformDeviation(m, 50, corrupted, k, noise, draws.stream("data"));
  }

  @Override
  public Evidence examine(UniformDeviation deviation) {
    double measured = deviation.measure() / deviation.rate();
    return Evidence.of(
        Check.atMost("deviation over sqrt(k log d / m)", measured, CEILING).scale(CEILING));
  }

  @Override
  public List<Probe<UniformDeviation>> probes() {
    return List.of(
        Probe.<UniformDeviation>changing(
                "the ceiling at one half", (deviation, e) -> e.mapChecks(c -> c.bound(0.5)))
            .tries(30),
        Probe.<UniformDeviation>dropping(
                "half of 1600 rows with outliers that depend on X",
                draws ->
                    new UniformDeviation(
                        1600, 50, 800, 1, new SignGradient.Noise.Dependent(), draws.stream("data")))
            .tries(30));
  }

  @Override
  public List<Mutant<UniformDeviation>> mutants() {
    return List.of(
        Mutant.changing(
            "the rate with 1 / m for its root",
            (deviation, e) -> e.mapChecks(c -> c.value(c.value() * Math.sqrt(deviation.rows())))));
  }
}
