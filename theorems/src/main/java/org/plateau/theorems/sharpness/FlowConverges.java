package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.Tolerances;
import org.plateau.matrix.Kernels;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * If R(W(0)) &lt; R(0), the flow stays away from w = 0 and converges to a global minimizer: |w(t)|
 * >= (R(0) - R(W(0))) / (2 |Sigma w*|), because R(w) >= R(0) - 2 w^T Sigma w*. Spec:
 * sharpness-and-depth, F8. No form at 50 digits: a flow has no enclosure here, only an integrator.
 */
final class FlowConverges implements Claim<SmallStart> {

  /** A few hundred steps with relative errors of 1e-9, in the layers and so in their product. */
  private static final double INTEGRATION = 1e-6;

  @Override
  public Statement statement() {
    return Statement.existence("sharpness/flow-converges")
        .title("Gradient flow that starts below the loss of the zero network finds a minimizer")
        .tex(
            "R(W(0)) < R(0) \\Rightarrow R(W(t)) \\to R_{\\min}, \\quad \\|w(t)\\| \\ge"
                + " \\frac{R(0) - R(W(0))}{2 \\|\\Sigma w^*\\|}")
        .source(MARION_CHIZAT, "convergence of the flow from small initialization", DERIVED)
        .constant("2", "in the lower bound on |w(t)|", DERIVED)
        .constant("10^{-6}", "allowed below that bound to the integrator", EMPIRICAL)
        .hypothesis("R(W(0)) < R(0)")
        .spec("sharpness-and-depth", "F8")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public SmallStart draw(Draws draws) {
    return SmallStart.draw(draws);
  }

  @Override
  public Evidence examine(SmallStart start) {
    FlowPlan plan = FlowPlan.toMinimizer(start.data().beta(), SmallStart.END);
    double margin = start.lossBelowZero() / start.data().beta();
    return examine(start, plan).requires("R(W(0)) below R(0)", margin > 0 ? margin : -1);
  }

  private static Evidence examine(SmallStart start, FlowPlan plan) {
    LeastSquaresData data = start.data();
    double[] least = {Double.POSITIVE_INFINITY};
    FlowEnd end =
        GradientFlow.of(start.objective(), Tolerances.STANDARD)
            .run(
                start.weights(),
                plan,
                (time, state, gap) -> {
                  least[0] = Math.min(least[0], Kernels.norm(start.endToEnd(state)));
                  return true;
                });
    double[] slope = new double[data.dimension()];
    data.applyCovariance(data.solution(), slope);
    double bound = start.lossBelowZero() / (2 * Kernels.norm(slope));
    return Evidence.of(
            Check.event("converged to a minimizer", end.ending() == Ending.CONVERGED),
            Check.atLeast("least |w(t)|", least[0], bound).relative(INTEGRATION))
        .fact("evaluations of the gradient", end.evaluations())
        .fact("L", start.depth());
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.<SmallStart>claiming(
                "R(W(0)) < R(0): two scalars (c, -c) on the wrong side",
                it ->
                    examine(
                        it,
                        FlowPlan.inTime(
                            SmallStart.END * it.data().beta(), 1e3 / it.data().largest())))
            .drawing(FlowConverges::drawSaddleBound)
            .breaking(0.99));
  }

  /** d = 1, L = 2, w* > 0 or its mirror image: the flow from (c, -c) ends at the saddle 0. */
  private static SmallStart drawSaddleBound(Draws draws) {
    LeastSquaresData data = SmallStart.regression(draws, 1, 1);
    double c = draws.uniform("c", 0.1, 1);
    double second = data.solution()[0] > 0 ? -c : c;
    return new SmallStart(data, new int[] {1, 1, 1}, new double[] {c, second});
  }
}
