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
 * The uniform deviation of the sub-gradient over sparse directions falls like the root of the
 * number of rows. Spec: sub-gradient-balance, B2.
 */
final class DeviationRate implements Claim<UniformDeviation> {

  @Override
  public Statement statement() {
    return Statement.trend("subgradient/deviation-rate", -0.56, -0.42)
        .title("The sampled uniform deviation of the sub-gradient falls like the root of m")
        .tex(
            "\\max_{\\Delta\\ k\\text{-sparse, sampled}} \\Big\\|g - \\varphi"
                + " \\tfrac{\\Delta}{\\|\\Delta\\|}\\Big\\|_{(k)} \\propto m^{-1/2}")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.EMPIRICAL)
        .constant(
            "[-0.56, -0.42]",
            "slopes seen: -.476, -.492, -.498 for k = 1, 2, 4",
            Provenance.EMPIRICAL)
        .hypothesis("x ~ N(0, I); outliers independent of X")
        .hypothesis(
            "d = 50, p = 0.3, k in {1, 2, 4}, 100 sampled directions: a lower estimate of the"
                + " supremum")
        .spec("sub-gradient-balance", "B2")
        .growsWith("m")
        .cost(Cost.MEDIUM)
        .replicates(150);
  }

  @Override
  public UniformDeviation draw(Draws draws) {
    return draw(draws, new SignGradient.Noise.Gross());
  }

  private static UniformDeviation draw(Draws draws, SignGradient.Noise noise) {
    int m = draws.grid("m", 50, 100, 200, 400, 800);
    int k = Integer.parseInt(draws.family("1", "2", "4"));
    int corrupted = (int) FastMath.floor(0.3 * m + 0.5);
    return new UniformDeviation(m, 50, corrupted, k, noise, draws.stream("data"));
  }

  @Override
  public Evidence examine(UniformDeviation deviation) {
    double measured = deviation.measure();
    double scaled = measured / Math.sqrt(deviation.sparsity());
    return Evidence.point(FastMath.log(deviation.rows()), FastMath.log(scaled))
        .fact("deviation", measured)
        .fact("deviation over sqrt(k log d / m)", measured / deviation.rate());
  }

  @Override
  public List<Probe<UniformDeviation>> probes() {
    return List.of(
        Probe.<UniformDeviation>dropping(
                "outliers that depend on X",
                draws -> draw(draws, new SignGradient.Noise.Dependent()))
            .tries(50));
  }
}
