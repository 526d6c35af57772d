package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.StepObserver;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * At the end of the flow all layers have nearly the same norm: | |W_k|_2^2 - |w*|^{2/L} | <= 2
 * kappa. Spec: sharpness-and-depth, F4.
 */
final class FlowLayerNorms implements Claim<SmallStart> {

  /** The end point is within 1e-7 of a minimizer; its squared norms are too. */
  private static final double STOP = 1e-6;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/flow-layer-norms")
        .title("Gradient flow from a small scale ends with layers of nearly equal norm")
        .tex("\\bigl| \\|W_k\\|_2^2 - \\|w^*\\|^{2/L} \\bigr| \\le 2 \\kappa")
        .source(MARION_CHIZAT, "corollary on small initialization, norms", DERIVED)
        .constant("2", "in front of kappa", DERIVED)
        .hypothesis("the flow converged")
        .hypothesis("p = 1")
        .spec("sharpness-and-depth", "F4")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.draw(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    FlowEnd end = start.flow(StepObserver.NONE);
    double goal = start.balancedSquare();
    double worst = 0;
    for (int k = 1; k <= start.depth(); k++) {
      double norm = SmallStart.singularValues(start.widths(), end.weights(), k)[0];
      worst = Math.max(worst, Math.abs(norm * norm - goal));
    }
    double bound = 2 * start.kappa();
    return Evidence.of(
            Check.atMost("distance of squared norms from |w*|^(2/L)", worst, bound)
                .scale(bound)
                .error(STOP * goal))
        .requires("the flow converged", end.ending() == Ending.CONVERGED ? 1 : -1)
        .fact("kappa / |w*|^(2/L)", start.kappa() / goal)
        .fact("L", start.depth());
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>scaled("kappa / 50 instead of 2 kappa", 0.01).breaking(0.5),
        Probe.<SmallStart>changing(
                "|w*|^2 instead of |w*|^(2/L)",
                (it, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.value(
                                Math.abs(
                                    FastMath.pow(it.data().solutionNorm(), 2)
                                        - it.balancedSquare()))))
            .breaking(0.5));
  }
}
