package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.Arrays;
import java.util.List;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.LayerBalance;
import org.plateau.dynamics.StepObserver;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Along the flow every layer stays as close to rank one as the imbalance at the start says: the
 * deficit |W_k|_F^2 - |W_k|_2^2 is at most the sum over j >= k of lambda_max(D_j) - tr D_j, at all
 * times. Proof: |W_k|_F^2 and |W_k|_2^2 differ from those of the next layer by tr D_k and at most
 * lambda_max(D_k), and the last layer has one row. No small scale is needed: two draws in five are
 * beyond it. Spec: sharpness-and-depth, F2. No form at 50 digits: a flow has no enclosure here,
 * only an integrator.
 */
final class FlowRankOne implements Claim<SmallStart> {

  private static final double DRIFTS = 10;
  private static final double ROUNDING = 1e-14;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/flow-rank-one")
        .title("Gradient flow from a small scale keeps every layer close to rank one")
        .tex(
            "\\|W_k(t)\\|_F^2 - \\|W_k(t)\\|_2^2 \\le \\sum_{j \\ge k} \\bigl("
                + "\\lambda_{\\max}(D_j) - \\operatorname{tr} D_j\\bigr)")
        .source(MARION_CHIZAT, "corollary on small initialization, rank one", DERIVED)
        .constant(
            "10", "times the measured drift of D_j, at most 1e-8, for the integrator", EMPIRICAL)
        .hypothesis("the flow converged")
        .hypothesis("p = 1: the last layer has one row")
        .spec("sharpness-and-depth", "F2")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.drawOfAnySize(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    return examine(start, bounds(start, true));
  }

  /** Per layer, the bound on the deficit; 0 for the last one. */
  private static double[] bounds(SmallStart start, boolean withTrace) {
    LayerBalance balance = start.balance();
    double[] bounds = new double[start.depth()];
    for (int k = balance.count(); k >= 1; k--) {
      double[] values = balance.spectrum(k);
      double term = values[values.length - 1] - (withTrace ? balance.trace(k) : 0);
      bounds[k - 1] = bounds[k] + term;
    }
    return bounds;
  }

  private static Evidence examine(SmallStart start, double[] bounds) {
    Worst worst = new Worst(start, bounds);
    FlowEnd end = start.flow(worst);
    double drift = Math.min(worst.drift, FlowConservesBalance.ALLOWED);
    return start.atEnd(
        end,
        Check.atMost("deficit of the worst layer at the worst time", worst.deficit, worst.bound)
            .scale(start.balancedSquare())
            .absolute(DRIFTS * drift + ROUNDING * start.balancedSquare()));
  }

  /** Looks for the layer and the time with the least slack. */
  private static final class Worst implements StepObserver {

    private final SmallStart start;
    private final LayerBalance before;
    private final double[] bounds;
    private double deficit;
    private double bound = Double.POSITIVE_INFINITY;
    private double drift;

    Worst(SmallStart start, double[] bounds) {
      this.start = start;
      this.before = start.balance();
      this.bounds = bounds;
    }

    @Override
    public boolean observe(double time, double[] state, double gap) {
      drift = Math.max(drift, before.drift(state));
      for (int k = 1; k < start.depth(); k++) {
        double now = deficit(state, k);
        if (bounds[k - 1] - now < bound - deficit) {
          deficit = now;
          bound = bounds[k - 1];
        }
      }
      return true;
    }

    private double deficit(double[] state, int k) {
      double sum = 0;
      double[] singular = SmallStart.singularValues(start.widths(), state, k);
      for (int i = 1; i < singular.length; i++) {
        sum = Math.fma(singular[i], singular[i], sum);
      }
      return sum;
    }
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming("without the trace", it -> examine(it, bounds(it, false)))
            .breaking(0.5),
        Probe.<SmallStart>claiming(
                "deficit at most 0.01, from scale 0.5",
                it -> {
                  double[] constant = new double[it.depth()];
                  Arrays.fill(constant, 0.01);
                  return examine(it, constant);
                })
            .drawing(draws -> SmallStart.drawWithScale(draws, 0.5, 0.5))
            .breaking(0.9));
  }
}
