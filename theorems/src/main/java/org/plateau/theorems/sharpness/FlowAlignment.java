package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
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
 * lambda_min(D_k) + sum_{j>=k} (lambda_max(D_j) - tr D_j)) / |W_k|_2^2, at all times. Spec:
 * sharpness-and-depth, F3.
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
                + " \\operatorname{tr} D_j)}{\\|W_k\\|_2^2}")
        .source(MARION_CHIZAT, "corollary on small initialization, alignment", DERIVED)
        .constant("10", "times the measured drift of D_j is allowed to the integrator", EMPIRICAL)
        .hypothesis("p = 1: the last layer has one row")
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
    start.flow(worst);
    return Evidence.of(
            Check.atLeast("squared cosine", worst.cosine, worst.bound)
                .scale(1)
                .absolute(worst.allowance + ROUNDING))
        .requires("kappa as small as the claims on small scales ask", start.kappaMargin())
        .fact("L", start.depth());
  }

  /** Looks for the layer and the time with the least slack. */
  private static final class Worst implements StepObserver {

    private final SmallStart start;
    private final LayerBalance before;
    private final double[] allowed;
    private double cosine = 1;
    private double bound = Double.NEGATIVE_INFINITY;
    private double allowance;

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
      double drift = before.drift(state);
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
            .breaking(0.5));
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
