package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import org.hipparchus.util.FastMath;
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
 * kappa. Where 2 kappa is at most |w*|^{2/L} (1 - 4^{-1/L}), this is the form of the paper as it is
 * recalled, (|w*| / 2)^{1/L} <= |W_k|_2 <= (2 |w*|)^{1/L}. No small scale is needed for the former:
 * two draws in five are beyond it. Spec: sharpness-and-depth, F4. No form at 50 digits: a flow has
 * no enclosure here, only an integrator.
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
        .constant("(|w^*|/2)^{1/L}, (2|w^*|)^{1/L}", "the paper's form, recalled; implied", DERIVED)
        .hypothesis("the flow converged")
        .hypothesis("p = 1")
        .spec("sharpness-and-depth", "F4")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.drawOfAnySize(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    FlowEnd end = start.flow(StepObserver.NONE);
    double goal = start.balancedSquare();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int k = 1; k <= start.depth(); k++) {
      double norm = SmallStart.singularValues(start.widths(), end.weights(), k)[0];
      least = Math.min(least, norm * norm);
      most = Math.max(most, norm * norm);
    }
    double bound = 2 * start.kappa();
    double error = STOP * goal;
    Evidence evidence =
        start.atEnd(
            end,
            Check.atMost(
                    "distance of squared norms from |w*|^(2/L)",
                    Math.max(most - goal, goal - least),
                    bound)
                .scale(bound)
                .error(error));
    double factor = FastMath.pow(4, 1.0 / start.depth());
    if (bound <= goal * (1 - 1 / factor)) {
      evidence =
          evidence
              .and(Check.atLeast("least squared norm", least, goal / factor).error(error))
              .and(Check.atMost("largest squared norm", most, goal * factor).error(error));
    }
    return evidence.fact("kappa / |w*|^(2/L)", start.kappa() / goal);
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>changing(
                "kappa / 50 instead of 2 kappa",
                (it, evidence) ->
                    evidence.mapChecks(
                        c -> c.what().startsWith("distance") ? c.bound(0.01 * c.bound()) : c))
            .breaking(0.5),
        Probe.<SmallStart>changing(
                "|w*|^2 instead of |w*|^(2/L)",
                (it, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.what().startsWith("distance")
                                ? c.value(
                                    Math.abs(
                                        FastMath.pow(it.data().solutionNorm(), 2)
                                            - it.balancedSquare()))
                                : c))
            .drawing(SmallStart::draw)
            .breaking(0.5));
  }
}
