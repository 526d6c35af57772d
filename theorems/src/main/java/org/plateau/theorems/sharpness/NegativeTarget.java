package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
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
 * One input, at least two layers that start equal to 1, and w* on the other side of 0 than p: the
 * layers stay equal, so w = c^L p. Since c = 0 is critical, c never changes sign, and the loss
 * never falls below that of the zero network. The depth need not be even for that. With more inputs
 * the same holds in exact arithmetic, but round-off escapes; here p is a power of two, which keeps
 * two layers equal bit for bit. Spec: sharpness-and-depth, I7. No form at 50 digits: a flow has no
 * enclosure here, only an integrator.
 */
final class NegativeTarget implements Claim<ResidualStart> {

  private static final double LONG = 1000;
  private static final double NOISE = 0.01;
  private static final double ROUNDING = 1e-9;

  @Override
  public Statement statement() {
    return Statement.lower("sharpness/negative-target")
        .title("Equal scalar layers never reach a target of the other sign")
        .tex("d = 1, \\; W_k(0) = 1, \\; L \\ge 2, \\; w^* p < 0 \\Rightarrow R(W(t)) \\ge R(0)")
        .source(MARION_CHIZAT, "residual initialization, why noise is needed", DERIVED)
        .hypothesis("at least two layers")
        .hypothesis("w* and p of opposite signs")
        .hypothesis("no noise")
        .spec("sharpness-and-depth", "I7")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  @Override
  public ResidualStart draw(Draws draws) {
    return drawTrapped(draws);
  }

  static ResidualStart drawTrapped(Draws draws) {
    return draw(draws, draws.integer("L", 2, 8), -1, 0);
  }

  private static ResidualStart draw(Draws draws, int depth, double side, double deviation) {
    int n = draws.integer("n", 2, 20);
    double p = Math.scalb(draws.coin("p < 0") ? -1.0 : 1.0, draws.integer("log2 |p|", -1, 1));
    double target = side * p * draws.uniform("|w* / p|", 0.5, 2);
    double[] x = draws.gaussian("X", n);
    double[] y = new double[n];
    Kernels.axpy(target, x, 0, y, 0, n);
    return new ResidualStart(
        ResidualStart.network(draws.stream("W"), depth, new double[] {p}, deviation),
        LeastSquaresData.of(x, y, n, 1));
  }

  @Override
  public Evidence examine(ResidualStart start) {
    double beta = start.data().beta();
    double horizon = LONG / start.data().largest();
    FlowEnd end =
        GradientFlow.of(start.objective(), Tolerances.STANDARD)
            .run(start.network().parameters(), FlowPlan.inTime(ROUNDING * beta, horizon));
    double product =
        start.network().with(end.weights()).endToEnd()[0] * start.network().output()[0];
    return Evidence.of(
            Check.atLeast("gap", end.gap(), beta).scale(beta).relative(ROUNDING),
            Check.atLeast("w p", product, 0).scale(1).absolute(ROUNDING))
        .fact("|w| at the end", Math.abs(product / start.network().output()[0]))
        .fact("L", start.depth());
  }

  @Override
  public List<Probe<ResidualStart>> probes() {
    return List.of(
        Probe.<ResidualStart>dropping("at least two layers", draws -> draw(draws, 1, -1, 0))
            .breaking(0.99),
        Probe.<ResidualStart>dropping("no noise: two layers", draws -> draw(draws, 2, -1, NOISE))
            .breaking(0.9),
        Probe.<ResidualStart>dropping(
                "w* and p of opposite signs", draws -> draw(draws, draws.integer("L", 2, 8), 1, 0))
            .breaking(0.99));
  }
}
