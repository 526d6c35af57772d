package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.Ending;
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
 * as much as of the algebra. Discrete steps do drift. Spec: sharpness-and-depth, F1.
 */
final class FlowConservesBalance implements Claim<SmallStart> {

  private static final double ALLOWED = 1e-8;
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
    return evidence(start, worst[0]).fact("converged", end.ending() == Ending.CONVERGED ? 1 : 0);
  }

  private static Evidence evidence(SmallStart start, double drift) {
    return Evidence.of(Check.atMost("drift of D_k", drift, ALLOWED).scale(ALLOWED))
        .fact("L", start.depth());
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "discrete steps of 0.02 / Lambda", FlowConservesBalance::examineDescent)
            .breaking(0.4),
        Probe.<SmallStart>claiming(
                "weight decay on the first layer",
                it -> examineFlow(it, decayed(it), FlowPlan.inTime(0, SHORT / it.data().largest())))
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
    return evidence(start, start.balance().drift(last));
  }

  private static Objective decayed(SmallStart start) {
    Objective loss = start.objective();
    int first = start.widths()[0] * start.widths()[1];
    return Objective.of(
        loss.dimension(),
        (point, gradient) -> {
          double gap = loss.evaluate(point, gradient);
          for (int i = 0; i < first; i++) {
            gradient[i] = Math.fma(DECAY, point[i], gradient[i]);
          }
          return gap;
        });
  }
}
