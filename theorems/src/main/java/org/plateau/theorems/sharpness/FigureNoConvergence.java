package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * In the paper's experiment no run converges once the learning rate is above 2 / S_min, whatever
 * the initial scale. Spec: sharpness-and-depth, section 6, assertion 1.
 */
final class FigureNoConvergence implements Claim<FigureRun> {

  private static final int STEPS = 2000;
  private static final double GAP = 1e-8;

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/figure-no-convergence", 0.99, 0.14)
        .title("Figure 1: no run converges at learning rates above 2 / S_min")
        .tex("\\eta > 2 / S_{\\min} \\Rightarrow R(W_t) \\not\\to R_{\\min}")
        .source(MARION_CHIZAT, "figures 1a and 3, learning rates 0.1 and 0.2", EMPIRICAL)
        .constant("10^{-8}", "gap over beta that would count as converged", EMPIRICAL)
        .constant("0.99", "observed 0 convergences in 80 runs", EMPIRICAL)
        .hypothesis("learning rate above the threshold")
        .spec("sharpness-and-depth", "section 6, assertion 1")
        .growsWith("scale")
        .cost(Cost.MEDIUM);
  }

  @Override
  public FigureRun draw(Draws draws) {
    double theta = draws.grid("theta", FigureRun.ABOVE, FigureRun.FAR_ABOVE);
    return FigureRun.draw(draws, draws.uniform("scale", 0.25, 0.6), theta);
  }

  @Override
  public Evidence examine(FigureRun run) {
    return Evidence.of(Check.event("did not converge", !run.descent().converges(STEPS, GAP)))
        .fact("theta", run.descent().theta())
        .fact("scale", run.scale());
  }

  @Override
  public List<Probe<FigureRun>> probes() {
    return List.of(
        Probe.<FigureRun>dropping(
                "learning rate above the threshold: 0.74 of it, small scale",
                draws -> FigureRun.draw(draws, draws.uniform("scale", 0.25, 0.35), FigureRun.LARGE))
            .tries(60));
  }
}
