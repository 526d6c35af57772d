package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.Ending;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * On the grid of learning rates of the paper's figure 2, success ends at the grid points around 2 /
 * S_min: runs converge at the second one below it, and do not at the first one that is above it by
 * 2 % or more. Spec: sharpness-and-depth, section 6, assertion 6.
 */
final class FigureThresholdEdge implements Claim<FigureThresholdEdge.Sweep> {

  private static final int[] DEPTHS = {5, 10, 20};
  private static final double SCALE = 0.25;
  private static final int STEPS = 1000;
  private static final double GAP = 1e-8;
  private static final double LOWEST = -2;
  private static final double HIGHEST = -0.3;
  private static final int POINTS = 25;
  private static final double DEAD_ZONE = 1.02;

  /**
   * A start of figure 2, and where the edge is claimed to be.
   *
   * @param descent network and data
   * @param threshold the claimed edge, a learning rate
   */
  record Sweep(Descent descent, double threshold) {}

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/figure-threshold-edge", 0.97, 0.14)
        .title("Figure 2: success ends at the grid points around 2 / S_min")
        .tex(
            "\\eta_{i} < 2 / S_{\\min} \\le \\eta_{i+1}: \\; \\eta_{i-1} \\text{ converges}, \\;"
                + " \\min\\{\\eta_j : \\eta_j \\ge 1.02 \\cdot 2 / S_{\\min}\\} \\text{ does not}")
        .source(MARION_CHIZAT, "figure 2", EMPIRICAL)
        .constant("2 / S_{\\min}", "the paper draws 1 / (L a)", DERIVED)
        .constant("10^{-8}", "gap after 1000 steps that counts as success", EMPIRICAL)
        .hypothesis("residual initialization, s = 0.25")
        .spec("sharpness-and-depth", "section 6, assertion 6")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sweep draw(Draws draws) {
    int depth = draws.grid("L", DEPTHS);
    LeastSquaresData data =
        PaperSetting.draw(draws.stream("data"), PaperSetting.SAMPLES, PaperSetting.INPUTS);
    Descent descent =
        new Descent(
            PaperSetting.residual(draws.stream("W"), PaperSetting.INPUTS, depth, SCALE), data, 1);
    return new Sweep(descent, descent.stepSize());
  }

  @Override
  public Evidence examine(Sweep sweep) {
    return examine(sweep.descent(), sweep.threshold());
  }

  private static Evidence examine(Descent descent, double threshold) {
    double ratio = FastMath.pow(10, (HIGHEST - LOWEST) / (POINTS - 1));
    double below = FastMath.pow(10, LOWEST);
    while (below * ratio < threshold) {
      below *= ratio;
    }
    double above = below * ratio;
    if (above < DEAD_ZONE * threshold) {
      above *= ratio;
    }
    return Evidence.of(
            Check.event("converges below the edge", converges(descent, below / ratio)),
            Check.event("fails above the edge", !converges(descent, above)))
        .fact("threshold", threshold)
        .fact("L", descent.network().depth());
  }

  private static boolean converges(Descent descent, double stepSize) {
    return descent.run(stepSize, STEPS, GAP).ending() == Ending.CONVERGED;
  }

  @Override
  public List<Probe<Sweep>> probes() {
    return List.of(
        Probe.<Sweep>claiming(
                "edge at 4 / S_min", sweep -> examine(sweep.descent(), 2 * sweep.threshold()))
            .tries(60));
  }
}
