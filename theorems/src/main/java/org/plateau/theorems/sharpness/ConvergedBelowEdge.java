package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.Ending;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Where gradient descent converges, the minimizer is linearly stable: S <= 2 / eta. Large initial
 * scales end just below that edge. A small gap alone is not convergence: about one run in 500
 * reaches it along the stable directions of a minimizer that is up to 3 % too sharp, and leaves
 * after a small push. Spec: sharpness-and-depth, T4. No form at 50 digits: thousands of steps so
 * near to instability leave no bound on their own rounding.
 */
final class ConvergedBelowEdge implements Claim<Descent> {

  private static final double TOLERANCE = 1e-3;
  private static final int STEPS = 6000;
  private static final double GAP = 1e-16;

  @Override
  public Statement statement() {
    return Statement.upper("sharpness/converged-below-edge")
        .title("Gradient descent converges only where the sharpness is at most 2 / eta")
        .tex("R(W_t) \\to R_{\\min} \\Rightarrow S(W_\\infty) \\le 2 / \\eta")
        .source(MARION_CHIZAT, "figures 1 and 2, edge of stability", DERIVED)
        .constant("10^{-3}", "allowed beyond 2 / eta, since runs end at a finite gap", EMPIRICAL)
        .hypothesis("the run converged, and comes back after a small push")
        .spec("sharpness-and-depth", "T4")
        .growsWith("scale")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    LeastSquaresData data = SmallStart.regression(draws, 1, 4);
    int depth = draws.integer("L", 2, 6);
    int[] widths = Minimizer.widths(draws, data.dimension(), depth, false, 4);
    double theta = draws.uniform("theta", 0.3, 0.95);
    return new Descent(Minimizer.random(draws, widths, new double[] {1}), data, theta);
  }

  @Override
  public Evidence examine(Descent descent) {
    DescentEnd end = descent.settle(descent.stepSize(), STEPS, GAP);
    return examine(descent, end);
  }

  private static Evidence examineGapAlone(Descent descent) {
    return examine(descent, descent.run(descent.stepSize(), STEPS, GAP));
  }

  private static Evidence examine(Descent descent, DescentEnd end) {
    boolean converged = end.ending() == Ending.CONVERGED;
    double bound = 2 / descent.stepSize();
    double value = converged ? descent.sharpness(end).value() : 0;
    return Evidence.of(
            Check.atMost("sharpness at the end", value, bound).scale(bound).relative(TOLERANCE))
        .requires("the run converged", converged ? 1 : -1)
        .fact("eta S / 2", value / bound);
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "a small gap alone, next to a too sharp minimizer",
                ConvergedBelowEdge::examineGapAlone)
            .drawing(ConvergedBelowEdge::drawTooSharp)
            .breaking(0.5),
        Probe.<Descent>scaled("1.9 / eta instead of 2 / eta", 0.95)
            .drawing(ConvergedBelowEdge::drawAtEdge)
            .breaking(0.3));
  }

  /** The paper's setting, at a scale and learning rate that end at the edge of stability. */
  private static Descent drawAtEdge(Draws draws) {
    int d = 3;
    int depth = 5;
    LeastSquaresData data = PaperSetting.draw(draws.stream("data"), 30, d);
    int[] widths = PaperSetting.widths(d, depth);
    double scale = draws.uniform("scale", 0.55, 0.7);
    double[] weights = draws.gaussian("W", DeepLinearNetwork.parameterCount(widths));
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale;
    }
    return new Descent(
        DeepLinearNetwork.plain(widths, weights), data, draws.uniform("theta", 0.5, 0.8));
  }

  /** On a minimizer of 1.1 to 2 times the sharpness that the learning rate allows, to rounding. */
  private static Descent drawTooSharp(Draws draws) {
    LeastSquaresData data = SmallStart.regression(draws, 1, 4);
    int[] widths = Minimizer.widths(draws, data.dimension(), draws.integer("L", 2, 6), false, 4);
    double[] p = {1};
    DeepLinearNetwork network =
        Minimizer.flattened(draws, data, widths, p, 0.1).movedTo(data.solution());
    double sharpness = Sharpness.of(network, data).value();
    double least = MinimalSharpness.of(network, data).value();
    double excess = draws.uniform("eta S / 2", 1.1, 2);
    return new Descent(network, data, excess * least / sharpness);
  }

  @Override
  public List<Mutant<Descent>> mutants() {
    return List.of(Mutant.scaled("bound 10 % too loose", 1.1));
  }
}
