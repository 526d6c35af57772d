package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.LayerBalance;
import org.plateau.dynamics.Objective;
import org.plateau.dynamics.StepObserver;
import org.plateau.dynamics.Tolerances;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The conserved quantities stay put along the integrated flow, to 1e-8: a check of the integrator
 * as much as of the algebra. Discrete steps do drift. Spec: sharpness-and-depth, F1. No form at 50
 * digits: a flow has no enclosure here, only an integrator.
 */
final class FlowConservesBalance implements Claim<SmallStart> {

  /** Also caps what other claims on the flow allow for its drift. */
  static final double ALLOWED = 1e-8;

  private static final double DECAY = 0.01;
  private static final double SHORT = 5;
  private static final double STEP_SHARE = 0.02;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/flow-conserves-balance")
        .title("Along the integrated flow the imbalance of the layers drifts by less than 1e-8")
        .tex("\\max_k \\|D_k(t) - D_k(0)\\|_F \\le 10^{-8}")
        .source(MARION_CHIZAT, "gradient flow, conserved quantities", DERIVED)
        .constant("10^{-8}", "relative tolerance 1e-9 of the integrator, ten times", EMPIRICAL)
        .hypothesis("the flow converged")
        .hypothesis("continuous time")
        .hypothesis("the gradient is that of the loss alone")
        .spec("sharpness-and-depth", "F1")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.draw(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    return examineFlow(
        start, start.objective(), FlowPlan.toMinimizer(start.data().beta(), SmallStart.END));
  }

  private static Evidence examineFlow(SmallStart start, Objective objective, FlowPlan plan) {
    LayerBalance before = start.balance();
    double[] worst = {0};
    FlowEnd end =
        GradientFlow.of(objective, Tolerances.STANDARD)
            .run(
                start.weights(),
                plan,
                (time, state, gap) -> {
                  worst[0] = Math.max(worst[0], before.drift(state));
                  return true;
                });
    return start.atEnd(end, check(worst[0]));
  }

  private static Check check(double drift) {
    return Check.atMost("drift of D_k", drift, ALLOWED).scale(ALLOWED);
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "discrete steps of 0.02 / Lambda", FlowConservesBalance::examineDescent)
            .breaking(0.4),
        Probe.<SmallStart>claiming(
                "weight decay on the first layer",
                it ->
                    examineFlow(
                        it,
                        it.objective((weight, gradient) -> Math.fma(DECAY, weight, gradient)),
                        FlowPlan.inTime(0, SHORT / it.data().largest())))
            .breaking(0.9));
  }

  private static Evidence examineDescent(SmallStart start) {
    double stepSize = STEP_SHARE / start.data().largest();
    double[] last =
        new GradientDescent(start.objective())
            .run(
                start.weights(),
                new DescentPlan(stepSize, 0, Double.POSITIVE_INFINITY, 2000),
                StepObserver.NONE)
            .weights();
    return Evidence.of(check(start.balance().drift(last)));
  }
}
