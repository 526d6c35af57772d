package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.Ending;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Gradient flow from the residual initialization converges in practice, also far from the
 * hypothesis of the theorem. Spec: sharpness-and-depth, I4.
 */
final class ResidualConvergence implements Claim<ResidualStart> {

  private static final int SHALLOW = 4;
  private static final int DEEP = 16;

  @Override
  public Statement statement() {
    return Statement.probability("sharpness/residual-convergence", 0.97, 0.14)
        .title("Gradient flow from the residual initialization converges to a minimizer")
        .tex("W_k(0) = I + \\tfrac{s}{\\sqrt{Ld}} N_k \\Rightarrow R(W(t)) \\to R_{\\min}")
        .source(MARION_CHIZAT, "theorem on residual initialization", EMPIRICAL)
        .constant("0.97", "observed 48 of 48", EMPIRICAL)
        .hypothesis("layers I + s N / sqrt(L d), d at least 3")
        .spec("sharpness-and-depth", "I4")
        .growsWith("L")
        .cost(Cost.MEDIUM);
  }

  /** Data of the paper's kind, p on the unit sphere, s in {0.25, 1}. */
  @Override
  public ResidualStart draw(Draws draws) {
    int depth = draws.integer("L", SHALLOW, DEEP);
    int d = draws.integer("d", 3, 5);
    double s = Double.parseDouble(draws.oneOf("s", "0.25", "1"));
    LeastSquaresData data = PaperSetting.draw(draws.stream("data"), 10 * d, d);
    double[] p = RandomMatrices.unitVector(draws.stream("p"), d);
    return new ResidualStart(
        ResidualStart.network(draws.stream("W"), depth, p, ResidualStart.deviation(s, depth, d)),
        data);
  }

  @Override
  public Evidence examine(ResidualStart start) {
    return Evidence.of(
            Check.event("converged to a minimizer", start.flow().ending() == Ending.CONVERGED))
        .fact("L", start.depth());
  }

  @Override
  public List<Probe<ResidualStart>> probes() {
    return List.of(
        Probe.<ResidualStart>dropping(
                "noise and width: d = 1, s = 0, w* on the other side", NegativeTarget::drawTrapped)
            .tries(60));
  }
}
