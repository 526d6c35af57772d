package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.StepObserver;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The minimizer at which gradient flow from a small scale ends is nearly as flat as possible: S <=
 * 2 Lambda L (|w*|^{2/L} + 2 kappa)^{L-1} <= 8 L Lambda |w*|^{2-2/L}, and so S / S_min <= 4 Lambda
 * / a. Spec: sharpness-and-depth, F5. No form at 50 digits: a flow has no enclosure here, only an
 * integrator.
 */
final class FlowSharpness implements Claim<SmallStart> {

  /** S is evaluated at a gap of 1e-14 beta, within this of its value at the limit. */
  private static final double STOP = 1e-6;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/flow-sharpness")
        .title("Gradient flow from a small scale ends within a constant of the least sharpness")
        .tex(
            "S \\le 2 \\Lambda L (\\|w^*\\|^{2/L} + 2\\kappa)^{L-1} \\le 8 L \\Lambda"
                + " \\|w^*\\|^{2-2/L}, \\quad S / S_{\\min} \\le 4 \\Lambda / a")
        .source(MARION_CHIZAT, "corollary on the sharpness after small initialization", PAPER)
        .constant("8 L \\Lambda", "at |w*| = 1, as drawn in the paper's figures", PAPER)
        .constant("\\kappa", "the form with kappa, and the hypothesis on it", DERIVED)
        .hypothesis("kappa at most ln 2 |w*|^(2/L) / (L - 1)")
        .spec("sharpness-and-depth", "F5")
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
    double s = sharpness.value();
    double error = sharpness.enclosure().error() + STOP * s;
    LeastSquaresData data = start.data();
    int depth = start.depth();
    double withKappa =
        2
            * data.largest()
            * depth
            * FastMath.pow(start.balancedSquare() + 2 * start.kappa(), depth - 1);
    double plain = 8 * depth * data.largest() * FastMath.pow(data.solutionNorm(), 2 - 2.0 / depth);
    double least = MinimalSharpness.of(data, depth, 1).value();
    return start
        .atEnd(
            end,
            Check.atMost("sharpness at the end, form with kappa", s, withKappa)
                .scale(withKappa)
                .error(error),
            Check.atMost("sharpness at the end", s, plain).scale(plain).error(error),
            Check.atMost(
                    "sharpness over the least", s / least, 4 * data.largest() / data.rayleigh())
                .error(error / least))
        .requires("kappa at most ln 2 |w*|^(2/L) / (L - 1)", start.kappaMargin())
        .fact("S / S_min", s / least);
  }

  @Override
  public List<Probe<SmallStart>> probes() {
    return List.of(
        Probe.dropping(
                "small scale: d = 1, L = 2, D = 9 |w*| to 100 |w*|", FlowSharpness::drawUnbalanced)
            .breaking(0.99),
        Probe.<SmallStart>changing(
                "2 L Lambda |w*|^(2-2/L), a quarter of the constant",
                (it, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() / 4)))
            .breaking(0.3));
  }

  /** One input and two scalars with w_1^2 - w_2^2 = D: S = 2 Sigma sqrt(D^2 + 4 w*^2). */
  private static SmallStart drawUnbalanced(Draws draws) {
    LeastSquaresData data = SmallStart.regression(draws, 1, 1);
    double ratio = draws.logUniform("D / |w*|", 9, 100);
    double large = Math.sqrt(ratio * data.solutionNorm());
    double small = 1e-3 * FastMath.signum(data.solution()[0]);
    return new SmallStart(data, new int[] {1, 1, 1}, new double[] {large, small});
  }
}
