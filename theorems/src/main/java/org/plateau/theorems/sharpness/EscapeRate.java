package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimizerSpectrum;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Gradient descent with eta S > 2 leaves a minimizer along its sharpest direction by the factor |1
 * - eta S| a step. Spec: sharpness-and-depth, T3.
 */
final class EscapeRate implements Claim<EscapeRate.Start> {

  private static final double TOLERANCE = 1e-3;
  private static final double PERTURBATION = 1e-9;
  private static final int STEPS = 10;
  private static final double SIMPLE = 0.9;

  /**
   * A minimizer and a learning rate.
   *
   * @param minimizer the network and its data
   * @param curvature eta S(W)
   */
  record Start(Minimizer minimizer, double curvature) {}

  @Override
  public Statement statement() {
    return Statement.identity("sharpness/escape-rate")
        .title("Gradient descent leaves a too sharp minimizer at the rate of linear stability")
        .tex("\\eta S>2:\\quad |\\langle W_t-W,v\\rangle| \\approx |1-\\eta S|^t\\,\\varepsilon")
        .source(MARION_CHIZAT, "linear stability, behind the learning-rate threshold", DERIVED)
        .constant("10^{-3}", "on the factor per step over ten steps, observed 1e-6", EMPIRICAL)
        .hypothesis("minimizer")
        .hypothesis("eta S(W) above 2")
        .spec("sharpness-and-depth", "T3");
  }

  @Override
  public Start draw(Draws draws) {
    return draw(draws, draws.uniform("eta S", 2.1, 3));
  }

  @Override
  public Evidence examine(Start start) {
    double measured = growth(start);
    double expected = Math.abs(1 - start.curvature());
    return start
        .minimizer()
        .requiredIn(
            Evidence.of(
                Check.equal("growth factor per step", measured, expected)
                    .scale(expected)
                    .relative(TOLERANCE),
                Check.atLeast("growth factor, so that the step escapes", measured, 1)))
        .fact("eta S", start.curvature());
  }

  @Override
  public List<Probe<Start>> probes() {
    return List.of(
        Probe.<Start>dropping("eta S above 2: eta = 1.9 / S", draws -> draw(draws, 1.9))
            .breaking(0.95),
        Probe.<Start>changing(
                "rate eta S instead of eta S - 1",
                (start, evidence) ->
                    evidence.mapChecks(c -> c.bound() == 1 ? c : c.bound(start.curvature())))
            .breaking(0.95));
  }

  @Override
  public List<Mutant<Start>> mutants() {
    return List.of(
        Mutant.changing(
            "rate eta S / 2",
            (start, evidence) ->
                evidence.mapChecks(c -> c.bound() == 1 ? c : c.bound(start.curvature() / 2))));
  }

  /** Near-flat, and the second eigenvalue at most 0.9 of the first, so that v is well defined. */
  private static Start draw(Draws draws, double curvature) {
    LeastSquaresData data = Regression.overdetermined(draws, 1, 5);
    int depth = draws.integer("L", 2, 8);
    Minimizer m =
        draws.until(
            "a simple top eigenvalue",
            100,
            again -> {
              boolean withP = again.coin("with p");
              int[] widths = Minimizer.widths(again, data.dimension(), depth, withP, 5);
              double[] p = withP ? Minimizer.output(again, widths[depth]) : new double[] {1};
              return Minimizer.fitted(
                      Minimizer.flattened(
                          again,
                          data,
                          widths,
                          p,
                          FastMath.pow(10, again.uniform("log10 noise", -2, -0.5))),
                      data)
                  .filter(EscapeRate::hasSimpleTop);
            });
    return new Start(m, curvature);
  }

  private static boolean hasSimpleTop(Minimizer m) {
    MinimizerSpectrum spectrum = MinimizerSpectrum.of(m.network(), m.data());
    int size = spectrum.size();
    return size == 1 || spectrum.value(size - 2) <= SIMPLE * spectrum.value(size - 1);
  }

  /** The t-th root of the growth of the component along the sharpest direction. */
  private static double growth(Start start) {
    Minimizer m = start.minimizer();
    double[] v = Sharpness.directionAtMinimizer(m.network(), m.data());
    double[] base = m.network().parameters();
    double[] at = base.clone();
    double epsilon = PERTURBATION * Math.max(1, Kernels.norm(base));
    Kernels.axpy(epsilon, v, 0, at, 0, at.length);
    double eta = start.curvature() / m.sharpness().value();
    LeastSquaresLoss loss = new LeastSquaresLoss(m.network(), m.data());
    double[] gradient = new double[at.length];
    for (int t = 0; t < STEPS; t++) {
      loss.gradient(at, gradient);
      Kernels.axpy(-eta, gradient, 0, at, 0, at.length);
    }
    Kernels.axpy(-1, base, 0, at, 0, at.length);
    return FastMath.pow(Math.abs(Kernels.dot(at, v)) / epsilon, 1.0 / STEPS);
  }
}
