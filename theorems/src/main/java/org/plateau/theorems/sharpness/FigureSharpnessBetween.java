package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

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
 * In the paper's experiment the sharpness after training lies between S_min and 2 / eta. Spec:
 * sharpness-and-depth, section 6, assertion 2. No form at 50 digits: thousands of steps so near to
 * instability leave no bound on their own rounding.
 */
final class FigureSharpnessBetween implements Claim<FigureRun> {

  private static final int STEPS = 10_000;
  private static final double UPPER_TOLERANCE = 1e-3;
  private static final double LOWER_TOLERANCE = 1e-6;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/figure-sharpness-between")
        .title("Figure 1: the sharpness after training lies between S_min and 2 / eta")
        .tex("S_{\\min} \\le S(W_\\infty) \\le 2 / \\eta")
        .source(MARION_CHIZAT, "figure 1b", DERIVED)
        .constant("10^{-3}", "allowed beyond 2 / eta, since runs end at a finite gap", EMPIRICAL)
        .hypothesis("the run converged, and comes back after a small push")
        .spec("sharpness-and-depth", "section 6, assertion 2")
        .growsWith("scale")
        .cost(Cost.MEDIUM);
  }

  @Override
  public FigureRun draw(Draws draws) {
    double theta = draws.grid("theta", FigureRun.SMALL, FigureRun.LARGE);
    return FigureRun.draw(draws, draws.uniform("scale", 0.25, 0.45), theta);
  }

  @Override
  public Evidence examine(FigureRun run) {
    DescentEnd end = run.settle(STEPS);
    boolean converged = FigureRun.converged(end);
    double least = run.descent().least();
    double edge = 2 / run.descent().stepSize();
    double sharpness = converged ? run.descent().sharpness(end).value() : least;
    return Evidence.of(
            Check.atMost("sharpness at the end", sharpness, edge)
                .scale(edge)
                .relative(UPPER_TOLERANCE),
            Check.atLeast("sharpness at the end, from below", sharpness, least)
                .scale(least)
                .relative(LOWER_TOLERANCE))
        .requires("the run converged", converged ? 1 : -1)
        .fact("S / S_min", sharpness / least)
        .fact("scale", run.scale());
  }

  @Override
  public List<Probe<FigureRun>> probes() {
    return List.of(
        Probe.<FigureRun>changing(
                "1.9 / eta instead of 2 / eta, at the edge of stability",
                (run, evidence) ->
                    evidence.mapChecks(
                        c -> c.what().endsWith("below") ? c : c.bound(0.95 * c.bound())))
            .drawing(
                draws -> FigureRun.draw(draws, draws.uniform("scale", 0.36, 0.44), FigureRun.LARGE))
            .breaking(0.3));
  }
}
