package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.LayerBalance;
import org.plateau.dynamics.StepObserver;
import org.plateau.matrix.Kernels;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Along the flow neighboring layers are aligned: the top left singular vector u_k of W_k and the
 * top right one v_{k+1} of W_{k+1} satisfy <u_k, v_{k+1}>^2 >= 1 - (lambda_max(D_k) -
 * lambda_min(D_k) + sum_{j>=k} (lambda_max(D_j) - tr D_j)) / |W_k|_2^2, at all times. The top right
 * one of W_1 is aligned with w* in the end; the spec says so of the limit of small kappa, the bound
 * here is derived in this project. Where the bound is negative all the way, nothing is said. Spec:
 * sharpness-and-depth, F3. No form at 50 digits: a flow has no enclosure here, only an integrator.
 */
final class FlowAlignment implements Claim<SmallStart> {

  private static final double DRIFTS = 10;
  private static final double ROUNDING = 1e-13;
  private static final double CLOSE = 0.9;

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/flow-alignment")
        .title("Gradient flow from a small scale aligns neighboring layers")
        .tex(
            "\\langle u_k, v_{k+1} \\rangle^2 \\ge 1 - \\frac{\\lambda_{\\max}(D_k) -"
                + " \\lambda_{\\min}(D_k) + \\sum_{j \\ge k} (\\lambda_{\\max}(D_j) -"
                + " \\operatorname{tr} D_j)}{\\|W_k\\|_2^2}, \\quad \\langle v_1, \\hat w^* \\rangle^2 \\ge 1 -"
                + " \\sum_j (\\lambda_{\\max}(D_j) - \\operatorname{tr} D_j) \\|g_1\\|^2 / \\|w^*\\|^2")
        .source(MARION_CHIZAT, "corollary on small initialization, alignment", DERIVED)
        .constant(
            "10", "times the measured drift of D_j, at most 1e-8, for the integrator", EMPIRICAL)
        .hypothesis("the flow converged")
        .hypothesis("p = 1: the last layer has one row")
        .hypothesis("the bound is positive somewhere on the way")
        .spec("sharpness-and-depth", "F3")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.draw(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    Worst worst = new Worst(start);
    FlowEnd end = start.flow(worst);
    return start
        .atEnd(
            end,
            Check.atLeast("squared cosine", worst.cosine, worst.bound)
                .scale(1)
                .absolute(worst.allowance + ROUNDING),
            alignmentWithSolution(start, end, worst.drift))
        .requires("the bound is positive somewhere on the way", worst.bound);
  }

  /**
   * w = W_1^T g_1, and the part of W_1 beside u_1 v_1^T has a squared norm of at most the deficit
   * of the first layer, so <v_1, w>^2 >= |w|^2 - deficit |g_1|^2; at the end w is w*.
   */
  private static Check alignmentWithSolution(SmallStart start, FlowEnd end, double drift) {
    double[][] g = start.network(end.weights()).backward();
    double[] first = SmallStart.tops(start.widths(), end.weights())[0].right();
    double cosine = Kernels.dot(first, g[0]) / Kernels.norm(g[0]);
    double ratio = Kernels.norm(g[1]) / Kernels.norm(g[0]);
    return Check.atLeast(
            "squared cosine of v_1 and w at the end",
            cosine * cosine,
            1 - start.balance().deficitBound(1) * ratio * ratio)
        .scale(1)
        .absolute(DRIFTS * drift * ratio * ratio + ROUNDING);
  }

  /** Looks for the layer and the time with the least slack. */
  private static final class Worst implements StepObserver {

    private final SmallStart start;
    private final LayerBalance before;
    private final double[] allowed;
    private double cosine = 1;
    private double bound = Double.NEGATIVE_INFINITY;
    private double allowance;
    private double drift;

    Worst(SmallStart start) {
      this.start = start;
      this.before = start.balance();
      this.allowed = new double[start.depth() - 1];
      for (int k = 1; k < start.depth(); k++) {
        double[] values = before.spectrum(k);
        allowed[k - 1] = values[values.length - 1] - values[0] + before.deficitBound(k);
      }
    }

    @Override
    public boolean observe(double time, double[] state, double gap) {
      drift = Math.max(drift, Math.min(before.drift(state), FlowConservesBalance.ALLOWED));
      SmallStart.Top[] tops = SmallStart.tops(start.widths(), state);
      for (int k = 1; k < start.depth(); k++) {
        double norm = tops[k - 1].norm();
        double now = 1 - allowed[k - 1] / (norm * norm);
        if (now > 0) {
          double square = squaredCosine(tops, k);
          if (square - now < cosine - bound) {
            cosine = square;
            bound = now;
            allowance = DRIFTS * drift / (norm * norm);
          }
        }
      }
      return true;
    }
  }

  /** <u_k, v_{k+1}>^2. */
  private static double squaredCosine(SmallStart.Top[] tops, int k) {
    double inner = Kernels.dot(tops[k - 1].left(), tops[k].right());
    return inner * inner;
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "squared cosines of 0.9 at the end, from scales 0.25 to 0.4",
                FlowAlignment::examineEnd)
            .drawing(draws -> SmallStart.drawWithScale(draws, 0.25, 0.4))
            .breaking(0.5),
        Probe.<SmallStart>changing(
                "v_1 fifty times as close to w as the bound says, two layers",
                (it, evidence) ->
                    evidence.mapChecks(
                        c -> c.what().contains("v_1") ? c.bound(1 - (1 - c.bound()) / 50) : c))
            .drawing(SmallStart::drawTwoLayers)
            .breaking(0.15));
  }

  private static Evidence examineEnd(SmallStart start) {
    double[] end = start.flow(StepObserver.NONE).weights();
    SmallStart.Top[] tops = SmallStart.tops(start.widths(), end);
    double least = 1;
    for (int k = 1; k < start.depth(); k++) {
      least = Math.min(least, squaredCosine(tops, k));
    }
    return Evidence.of(Check.atLeast("squared cosine", least, CLOSE).absolute(ROUNDING));
  }
}
