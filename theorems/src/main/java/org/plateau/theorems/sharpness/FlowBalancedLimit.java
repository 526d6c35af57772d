package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.StepObserver;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * As the initial scale shrinks the flow ends at the balanced rank-one minimizer: its sharpness S
 * satisfies |S_bal / S - 1| <= L kappa |w*|^{-2/L}. The order is derived, the constant 1 measured
 * (0.57 in 600 draws). Spec: sharpness-and-depth, F6. No form at 50 digits: a flow has no enclosure
 * here, only an integrator.
 */
final class FlowBalancedLimit implements Claim<SmallStart> {

  private static final double STOP = 1e-6;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/flow-balanced-limit")
        .title("The sharpness after gradient flow tends to that of the balanced minimizer")
        .tex("|S_{bal} / S - 1| \\le L \\kappa \\|w^*\\|^{-2/L}")
        .source(MARION_CHIZAT, "corollary on the sharpness after small initialization", DERIVED)
        .constant("1", "in front of L kappa, observed 0.57", EMPIRICAL)
        .hypothesis("kappa at most ln 2 |w*|^(2/L) / (L - 1)")
        .spec("sharpness-and-depth", "F6")
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
    Sharpness sharpness = start.sharpness(end.weights());
    MinimalSharpness minimal = MinimalSharpness.of(start.data(), start.depth(), 1);
    double deviation = Math.abs(minimal.balanced() / sharpness.value() - 1);
    double bound = start.depth() * start.kappa() / start.balancedSquare();
    return start
        .atEnd(
            end,
            Check.atMost("relative distance of S from S_bal", deviation, bound)
                .scale(bound)
                .error(STOP),
            Check.atMost(
                    "S_bal / S_min",
                    minimal.balanced() / minimal.value(),
                    (start.data().largest() + (start.depth() - 1) * start.data().rayleigh())
                        / (start.depth() * start.data().rayleigh()))
                .relative(1e-9))
        .requires("kappa at most ln 2 |w*|^(2/L) / (L - 1)", start.kappaMargin());
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>changing(
                "a fiftieth of the constant",
                (it, evidence) ->
                    evidence.mapChecks(
                        c -> c.what().startsWith("relative") ? c.bound(c.bound() / 50) : c))
            .breaking(0.15));
  }
}
