package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.plateau.dynamics.DescentEnd;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * In the paper's experiment the smallest initial scale ends below the bound 8 L Lambda for small
 * initialization. Spec: sharpness-and-depth, section 6, assertion 3. No form at 50 digits:
 * thousands of steps so near to instability leave no bound on their own rounding.
 */
final class FigureSmallScale implements Claim<FigureRun> {

  private static final int STEPS = 40_000;
  private static final double SMALLEST = 0.25;
  private static final double SLOW = 0.05;
  private static final double STOP = 1e-6;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/figure-small-scale")
        .title("Figure 1: the smallest scale ends below the bound for small initialization")
        .tex("S(W_\\infty) \\le 8 L \\Lambda")
        .source(MARION_CHIZAT, "figure 1b, upper dashed line", PAPER)
        .constant("8 L \\Lambda", "at |w*| = 1", PAPER)
        .hypothesis("small scale: 0.25")
        .hypothesis("the run converged")
        .spec("sharpness-and-depth", "section 6, assertion 3")
        .growsWith("scale")
        .cost(Cost.MEDIUM);
  }

  @Override
  public FigureRun draw(Draws draws) {
    return FigureRun.draw(draws, SMALLEST, draws.grid("theta", FigureRun.SMALL, FigureRun.LARGE));
  }

  @Override
  public Evidence examine(FigureRun run) {
    DescentEnd end = run.run(STEPS);
    boolean converged = FigureRun.converged(end);
    double bound = 8 * PaperSetting.DEPTH * run.descent().data().largest();
    double sharpness = converged ? run.descent().sharpness(end).value() : 0;
    return Evidence.of(
            Check.atMost("sharpness at the end", sharpness, bound)
                .scale(bound)
                .error(STOP * sharpness))
        .requires("the run converged", converged ? 1 : -1)
        .fact("scale", run.scale());
  }

  @Override
  public List<Probe<FigureRun>> probes() {
    return List.of(
        Probe.<FigureRun>dropping(
                "small scale: 0.5 to 0.6, at a small learning rate",
                draws -> FigureRun.draw(draws, draws.uniform("scale", 0.5, 0.6), SLOW))
            .breaking(0.2));
  }
}
