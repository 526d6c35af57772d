package org.plateau.theorems.sharpness;

import static org.plateau.theorems.Paper.MARION_CHIZAT;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimizerSpectrum;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NetworkClaim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Gradient descent with eta S > 2 leaves a minimizer along its sharpest direction by the factor |1
 * - eta S| a step. Spec: sharpness-and-depth, T3.
 */
final class EscapeRate implements NetworkClaim<EscapeRate.Start> {

  private static final double TOLERANCE = 1e-3;
  private static final double PERTURBATION = 1e-9;
  private static final double UNIT_ROUNDOFF = 0x1p-53;
  private static final int STEPS = 10;
  private static final double SIMPLE = 0.9;
  private static final double LINEAR = 1e-4;

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
        .hypothesis("the way of ten steps is short for the layers")
        .spec("sharpness-and-depth", "T3");
  }

  @Override
  public Start draw(Draws draws) {
    return draw(draws, draws.uniform("eta S", 2.1, 3));
  }

  @Override
  public Start instance(DeepLinearNetwork network, LeastSquaresData data) {
    return new Start(Minimizer.nextTo(network, data), 2.5);
  }

  @Override
  public Evidence examine(Start start) {
    double measured = growth(start);
    double expected = Math.abs(1 - start.curvature());
    double error = measured * rounding(start);
    return start
        .minimizer()
        .requiredIn(
            Evidence.of(
                Check.equal("growth factor per step", measured, expected)
                    .scale(expected)
                    .relative(TOLERANCE)
                    .error(error),
                Check.atLeast("growth factor, so that the step escapes", measured, 1).error(error)))
        .requires("second eigenvalue at most 0.9 S", SIMPLE - secondOverFirst(start.minimizer()))
        .requires("near: H v within 1e-4 S of S v where the last step ends", linearMargin(start))
        .fact("eta S", start.curvature());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Start start) {
    return start
        .minimizer()
        .precisely(
            exact -> {
              Precise measured = growth(start, exact);
              Precise expected = Precise.of(start.curvature()).subtract(Precise.ONE).abs();
              return Evidence.of(
                  Check.equal("growth factor per step", measured, expected).relative(TOLERANCE),
                  Check.atLeast("growth factor, so that the step escapes", measured, Precise.ONE));
            });
  }

  /**
   * The rate is that of the linearization: where layers are of very different size, a way that is
   * short for the large ones leads far for the small ones. Negative as well where that overflows.
   */
  private static double linearMargin(Start start) {
    Minimizer m = start.minimizer();
    double[] v = Sharpness.directionAtMinimizer(m.network(), m.data());
    double[] end = m.network().parameters();
    double way = epsilon(m) * FastMath.pow(Math.abs(1 - start.curvature()), STEPS);
    Kernels.axpy(way, v, 0, end, 0, end.length);
    double[] change = new double[v.length];
    new LeastSquaresLoss(m.network(), m.data()).hessianVector(end, v, change);
    double sharpness = m.sharpness().value();
    Kernels.axpy(-sharpness, v, 0, change, 0, change.length);
    double share = Kernels.norm(change) / sharpness;
    return share <= LINEAR ? LINEAR - share : -1;
  }

  private static double epsilon(Minimizer m) {
    return PERTURBATION * Math.max(1, Kernels.norm(m.network().parameters()));
  }

  /**
   * Relative rounding of the growth factor, to first order: each step perturbs the layers by 2 u (1
   * + eta S) |W|, which grows like the component itself, and the root divides the sum by the steps.
   */
  private static double rounding(Start start) {
    double size = Kernels.norm(start.minimizer().network().parameters());
    return 2 * UNIT_ROUNDOFF * (1 + start.curvature()) * size / epsilon(start.minimizer());
  }

  private static Precise growth(Start start, PreciseMinimizer exact) {
    Minimizer m = start.minimizer();
    double[] flat = Sharpness.directionAtMinimizer(m.network(), m.data());
    PreciseMatrix[] v = PrecisePoint.blocks(m.network(), flat);
    Precise epsilon = Precise.of(epsilon(m));
    Precise step = Precise.of(-start.curvature()).divide(exact.sharpness());
    PrecisePoint base = exact.point(m.data());
    PrecisePoint at = base.moved(epsilon, v);
    for (int t = 0; t < STEPS; t++) {
      at = at.moved(step, at.gradient());
    }
    Precise component = Precise.ZERO;
    for (int k = 1; k < v.length; k++) {
      component = component.add(v[k].dot(at.layer(k).subtract(base.layer(k))));
    }
    return component.abs().divide(epsilon).pow(Precise.ratio(1, STEPS));
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
                  .filter(found -> secondOverFirst(found) <= SIMPLE);
            });
    return new Start(m, curvature);
  }

  private static double secondOverFirst(Minimizer m) {
    MinimizerSpectrum spectrum = MinimizerSpectrum.of(m.network(), m.data());
    int size = spectrum.size();
    return size == 1 ? 0 : spectrum.value(size - 2) / spectrum.value(size - 1);
  }

  /** The t-th root of the growth of the component along the sharpest direction. */
  private static double growth(Start start) {
    Minimizer m = start.minimizer();
    double[] v = Sharpness.directionAtMinimizer(m.network(), m.data());
    double[] base = m.network().parameters();
    double[] at = base.clone();
    double epsilon = epsilon(m);
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
