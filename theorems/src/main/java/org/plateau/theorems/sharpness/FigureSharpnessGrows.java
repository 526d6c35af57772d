package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.DescentEnd;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * In the paper's experiment the sharpness after training grows with the initial scale, at small
 * learning rates. Spec: sharpness-and-depth, section 6, assertion 4.
 */
final class FigureSharpnessGrows implements Claim<FigureRun> {

  private static final double[] SCALES = {0.25, 0.3, 0.35, 0.4};
  private static final int EACH = 12;
  private static final int STEPS = 10_000;

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/figure-sharpness-grows", 0, Double.POSITIVE_INFINITY)
        .title("Figure 1: the sharpness after training grows with the initial scale")
        .tex("d \\ln S(W_\\infty) / d \\, scale > 0 \\quad (\\eta = 0.02)")
        .source(MARION_CHIZAT, "figure 1b", EMPIRICAL)
        .constant("0", "the sign of the slope", EMPIRICAL)
        .hypothesis("scales that differ")
        .spec("sharpness-and-depth", "section 6, assertion 4")
        .growsWith("scale")
        .replicates(SCALES.length * EACH)
        .cost(Cost.MEDIUM);
  }

  @Override
  public FigureRun draw(Draws draws) {
    return FigureRun.draw(draws, draws.grid("scale", SCALES), FigureRun.SMALL);
  }

  @Override
  public Evidence examine(FigureRun run) {
    return examine(run, 1);
  }

  private static Evidence examine(FigureRun run, double sign) {
    DescentEnd end = run.run(STEPS);
    boolean converged = FigureRun.converged(end);
    double ratio = converged ? run.descent().sharpness(end).value() / run.descent().least() : 1;
    return Evidence.point(sign * run.scale(), FastMath.log(ratio))
        .requires("the run converged", converged ? 1 : -1)
        .fact("S / S_min", ratio)
        .fact("scale", run.scale());
  }

  @Override
  public List<Probe<FigureRun>> probes() {
    return List.of(
        Probe.<FigureRun>claiming("the sharpness falls with the scale", run -> examine(run, -1))
            .tries(SCALES.length * EACH));
  }
}
