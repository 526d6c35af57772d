package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.recovery.HessianTrace;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Without negative units the trace of the Hessian is the same at all interpolators, (8/m) sum
 * |x_i|² b_i: it depends on the data alone, so that every interpolator is flat. Spec:
 * flat-minima-recovery, C13.
 */
final class CovarianceTrace implements Claim<Fitted> {

  private static final double TOLERANCE = 1e-12;
  private static final double MEASURED_TOLERANCE = 1e-10;
  private static final String WHAT = "trace of the Hessian";
  private static final String MEASURED = "trace of the Hessian by five-point differences";

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/covariance-trace")
        .title("For covariance estimation the Hessian trace is constant on the zero-loss set")
        .tex(
            "\\operatorname{tr} \\nabla^2 f(U) = \\frac{8}{m} \\sum_i \\|x_i\\|^2 b_i \\quad\\text{wherever } \\|U^\\top x_i\\|^2 = b_i")
        .source(DING_ET_AL, "covariance estimation; the constancy is derived here", DERIVED)
        .constant(
            "8",
            "second derivative of a fourth power at its zero, and tr of the outer products",
            DERIVED)
        .hypothesis("zero loss")
        .hypothesis("no negative units")
        .spec("flat-minima-recovery", "C13, trace")
        .cost(Cost.LIGHT);
  }

  @Override
  public Fitted draw(Draws draws) {
    return Fitted.draw(draws, draws.integer("k1", 1, 5), 0);
  }

  @Override
  public Evidence examine(Fitted f) {
    double constant = 0;
    double size = 0;
    for (int i = 0; i < f.labels().length; i++) {
      double square = f.inputs().squaredNorm(i);
      constant = Math.fma(square, f.labels()[i], constant);
      size = Math.fma(square, square, size);
    }
    constant *= 8.0 / f.labels().length;
    size *= 8.0 / f.labels().length * Kernels.dot(f.network().u1(), f.network().u1());
    double trace = f.network().traceAtZeroLoss(f.inputs());
    HessianTrace measured = f.network().traceByDifferences(f.inputs(), f.labels());
    double roundoff = f.roundoff();
    return Evidence.of(
            Check.equal(WHAT, trace, constant)
                .scale(Math.max(trace, Double.MIN_NORMAL))
                .relative(TOLERANCE)
                .error(roundoff * size),
            Check.equal(MEASURED, measured.value(), constant)
                .scale(Math.max(trace, Double.MIN_NORMAL))
                .relative(MEASURED_TOLERANCE)
                .error(roundoff * measured.magnitude()))
        .fact("d", f.network().d())
        .requires("zero loss", -f.network().loss(f.inputs(), f.labels()));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Fitted f) {
    PreciseNetwork network = PreciseNetwork.of(f);
    Precise[] labels = new Precise[f.labels().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = network.label(i);
    }
    Precise constant = network.mean(labels).multiply(8);
    Precise trace = network.traceAtZeroLoss();
    double scale = Math.max(trace.toDouble(), Double.MIN_NORMAL);
    return Optional.of(
        Evidence.of(
            Check.equal(WHAT, trace, constant).scale(scale).relative(TOLERANCE),
            Check.equal(MEASURED, network.traceByDifferences(), constant)
                .scale(scale)
                .relative(MEASURED_TOLERANCE)));
  }

  @Override
  public List<Probe<Fitted>> probes() {
    return List.of(
        Probe.<Fitted>dropping(
                "no negative units", draws -> Fitted.draw(draws, draws.integer("k1", 1, 5), 1))
            .breaking(0.9),
        Probe.<Fitted>dropping(
                "zero loss",
                draws -> Fitted.draw(draws, draws.integer("k1", 1, 5), 0).unfitted(draws))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Fitted>> mutants() {
    return List.of(
        Mutant.changing(
            "4 for 8",
            (f, evidence) -> evidence.mapChecks(check -> check.bound(check.bound() / 2))),
        Mutant.changing(
            "1/m left out",
            (f, evidence) ->
                evidence.mapChecks(check -> check.bound(check.bound() * f.labels().length))));
  }
}
