package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.Ending;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * In the paper's experiment the probability that gradient descent diverges does not fall with the
 * initial scale. Spec: sharpness-and-depth, section 6, assertion 5.
 */
final class FigureDivergenceInScale implements Claim<FigureRun> {

  private static final double[] GRID = {0.25, 0.35, 0.45, 0.6};
  private static final int EACH = 20;
  private static final int STEPS = 2000;

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/figure-divergence-in-scale", 0, Double.POSITIVE_INFINITY)
        .title("Figure 3: divergence becomes more likely as the initial scale grows")
        .tex("d P(\\text{divergence}) / d \\, scale \\ge 0")
        .source(MARION_CHIZAT, "figure 3", EMPIRICAL)
        .constant("0", "the sign of the slope", EMPIRICAL)
        .hypothesis("scales that differ")
        .spec("sharpness-and-depth", "section 6, assertion 5")
        .growsWith("scale")
        .replicates(GRID.length * EACH)
        .cost(Cost.MEDIUM);
  }

  @Override
  public FigureRun draw(Draws draws) {
    return FigureRun.draw(draws, draws.grid("scale", GRID), FigureRun.ABOVE);
  }

  @Override
  public Evidence examine(FigureRun run) {
    return examine(run, 1);
  }

  private static Evidence examine(FigureRun run, double sign) {
    boolean diverged = run.run(STEPS).ending() == Ending.DIVERGED;
    return Evidence.point(sign * run.scale(), diverged ? 1 : 0).fact("scale", run.scale());
  }

  @Override
  public List<Probe<FigureRun>> probes() {
    return List.of(
        Probe.<FigureRun>claiming(
                "divergence becomes less likely with the scale", run -> examine(run, -1))
            .tries(GRID.length * EACH));
  }
}
