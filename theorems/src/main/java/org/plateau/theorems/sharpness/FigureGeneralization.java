package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * With fewer samples than inputs, sharper minimizers generalize worse in the paper's experiment:
 * the logarithm of the generalization gap rises with that of the sharpness. For the sake of time n
 * = 6 and d = 8 instead of 15 and 20, entries scaled by sqrt(20 / d) to match, and data whose
 * slowest direction is at most 20 times slower than the fastest; the figure itself has the paper's
 * sizes. Spec: sharpness-and-depth, section 6, assertion 7.
 */
final class FigureGeneralization implements Claim<GeneralizationRun> {

  private static final int SAMPLES = 6;
  private static final int INPUTS = 8;
  private static final double[] SCALES = {0.2, 0.36};
  private static final double WIDTH_FACTOR = Math.sqrt(20.0 / INPUTS);
  private static final int EACH = 90;
  private static final double STEP_SIZE = 0.001;
  private static final int STEPS = 40_000;
  private static final double GAP = 1e-4;
  private static final double CONDITION = 20;

  @Override
  public Statement statement() {
    return Statement.trend("sharpness/figure-generalization", 0, Double.POSITIVE_INFINITY)
        .title("Figure 6: sharper minimizers generalize worse")
        .tex("d \\ln (R_{test} - R_{train}) / d \\ln S > 0")
        .source(MARION_CHIZAT, "figure 6, slope 0.42", EMPIRICAL)
        .constant("0", "the sign of the slope; the paper reports 0.42", EMPIRICAL)
        .constant("10^{-4}", "gap over beta that counts as converged", EMPIRICAL)
        .hypothesis("the run converged")
        .spec("sharpness-and-depth", "section 6, assertion 7")
        .growsWith("scale")
        .replicates(SCALES.length * EACH)
        .cost(Cost.MEDIUM);
  }

  @Override
  public GeneralizationRun draw(Draws draws) {
    double scale = draws.grid("scale", SCALES) * WIDTH_FACTOR;
    GeneralizationRun.Problem problem =
        GeneralizationRun.Problem.draw(draws.stream("data"), SAMPLES, INPUTS, CONDITION);
    return GeneralizationRun.draw(draws.stream("W"), problem, scale);
  }

  @Override
  public Evidence examine(GeneralizationRun run) {
    return examine(run, 1);
  }

  private static Evidence examine(GeneralizationRun run, double sign) {
    GeneralizationRun.Result result = run.run(STEP_SIZE, STEPS, GAP);
    Evidence evidence =
        result.converged()
            ? Evidence.point(
                FastMath.log(result.sharpness()), sign * FastMath.log(result.generalizationGap()))
            : Evidence.of(List.of());
    return evidence.requires("the run converged", result.converged() ? 1 : -1);
  }

  @Override
  public List<Probe<GeneralizationRun>> probes() {
    return List.of(
        Probe.<GeneralizationRun>claiming(
                "sharper minimizers generalize better", run -> examine(run, -1))
            .tries(100));
  }
}
