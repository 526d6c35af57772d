package org.plateau.theorems.subgradient;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.landscape.DecreaseRate;
import org.plateau.landscape.RobustRegression;
import org.plateau.precision.Precise;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Relation;
import org.plateau.theorems.Statement;

/**
 * With fewer clean rows than coordinates and at least one outlier, the truth does not minimize the
 * plain l1 loss: the certified decrease rate R is positive, and at least that of the explicit
 * direction of A1. Spec: sub-gradient-balance, A2.
 */
final class NonMinimality implements Claim<RobustRegression> {

  private static final double POSITIVE = 1e-6;
  private static final double GAP = 1e-9;

  @Override
  public Statement statement() {
    return Statement.existence("subgradient/non-minimality")
        .title("With fewer clean rows than coordinates the truth does not minimize the plain loss")
        .tex(
            "K \\ge 1,\\ m - K < d \\;\\Rightarrow\\; R = \\max_{\\|h\\| \\le 1} -F'(\\theta^*; h)"
                + " = \\tfrac1m \\min_{u \\in [-1,1]^C} \\|X_S^T s - X_C^T u\\|_2 > 0")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant(
            "10^{-6}",
            "what counts as positive; an equality counts below 1e-9",
            Provenance.EMPIRICAL)
        .hypothesis("at least one outlier")
        .hypothesis("fewer clean rows than coordinates")
        .spec("sub-gradient-balance", "A2")
        .growsWith("outlier share")
        .cost(Cost.MEDIUM);
  }

  @Override
  public RobustRegression draw(Draws draws) {
    return RegressionLaw.roomy(draws, 40, 90, 60, 120).draw(draws);
  }

  @Override
  public Evidence examine(RobustRegression problem) {
    DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
    double explicit = Math.max(0, ExplicitDescent.rate(problem));
    return Evidence.of(
            Check.atLeast("decrease rate R, certified from below", rate.lower(), POSITIVE),
            Check.atLeast("R against the explicit direction", rate.upper(), explicit).relative(GAP),
            Check.atMost("duality gap", rate.gap(), GAP).scale(1))
        .fact("R", rate.upper())
        .fact("rate of the explicit direction", explicit)
        .fact("solver iterations", rate.iterations());
  }

  @Override
  public Optional<Evidence> examinePrecisely(RobustRegression problem) {
    DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
    PreciseRegression precise = new PreciseRegression(problem);
    Precise[] h = Precise.of(rate.direction());
    Precise norm = Precise.norm(h);
    Precise lower = norm.isCertainlyPositive() ? precise.descentRate(h).divide(norm) : Precise.ZERO;
    Precise[] ones = new Precise[problem.width()];
    Arrays.fill(ones, Precise.ONE);
    Precise upper = precise.dualRate(ones, rate.multipliers());
    Precise[] pull = Precise.of(problem.outlierPull());
    Precise length = Precise.norm(pull);
    Precise explicit =
        length.isCertainlyPositive()
            ? precise.descentRate(pull).divide(length).max(Precise.ZERO)
            : Precise.ZERO;
    return Optional.of(
        Evidence.of(
            Check.atLeast("decrease rate R, certified from below", lower, Precise.of(POSITIVE)),
            Check.atLeast("R against the explicit direction", upper, explicit).relative(GAP),
            Check.atMost("duality gap", upper.subtract(lower.max(Precise.ZERO)), Precise.of(GAP))
                .scale(1)));
  }

  @Override
  public List<Probe<RobustRegression>> probes() {
    return List.of(
        Probe.<RobustRegression>dropping(
                "no outliers", draws -> new RegressionLaw(60, 100, 0, 3, true).draw(draws))
            .breaking(0.9),
        Probe.<RobustRegression>dropping(
                "many clean rows", draws -> new RegressionLaw(300, 30, 0.1, 3, true).draw(draws))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<RobustRegression>> mutants() {
    return List.of(
        Mutant.changing(
            "the truth always minimizes",
            (problem, e) ->
                e.mapChecks(
                    c ->
                        c.what().startsWith("decrease rate")
                            ? new Check(
                                c.what(),
                                Relation.AT_MOST,
                                c.value(),
                                c.bound(),
                                c.tolerance(),
                                c.error(),
                                c.scale())
                            : c)));
  }
}
