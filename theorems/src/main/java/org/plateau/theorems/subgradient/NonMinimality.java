package org.plateau.theorems.subgradient;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.landscape.DecreaseRate;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
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
 * plain l1 loss: the certified decrease rate R is positive, and at least that of two explicit
 * directions: the pull of the outliers (A1), and the part of it that no clean row feels, which is
 * the proof of the claim. Spec: sub-gradient-balance, A2.
 */
final class NonMinimality implements Claim<RobustRegression> {

  private static final double POSITIVE = 1e-6;
  private static final double GAP = 1e-9;
  private static final double FELT = 1e-5;
  private static final String ROOMY = "room to spare";
  private static final String TIGHT = "one direction left";

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
    return draws.family(ROOMY, TIGHT).equals(ROOMY)
        ? RegressionLaw.roomy(draws, 40).draw(draws)
        : drawTight(draws);
  }

  /**
   * One coordinate more than clean rows. In one draw of ten thousand the direction that is left is
   * nearly orthogonal to the pull, and R is too small to be told from 0 in double precision.
   */
  private static RobustRegression drawTight(Draws draws) {
    return draws.until(
        "a pull of at least 1e-5 along the direction that is left",
        20,
        again -> {
          int m = again.integer("rows", 30, 90);
          double share = again.uniform("outlier share", 0.1, 0.4);
          int d = new RegressionLaw(m, m, share, 1, true).clean() + 1;
          RobustRegression problem = new RegressionLaw(m, d, share, 1, true).draw(again);
          return unfelt(problem) >= FELT ? Optional.of(problem) : Optional.empty();
        });
  }

  /** Returns the descent rate along the part of the pull that no clean row feels. */
  private static double unfelt(RobustRegression problem) {
    double[] v = unfeltPull(problem);
    double norm = Kernels.norm(v);
    return norm == 0 ? 0 : problem.descentRate(v) / norm;
  }

  private static double[] unfeltPull(RobustRegression problem) {
    return problem.rows() - problem.corrupted() < problem.width()
        ? CleanNullSpace.pull(problem, CleanNullSpace.all(problem))
        : new double[problem.width()];
  }

  @Override
  public Evidence examine(RobustRegression problem) {
    DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
    double explicit = Math.max(0, ExplicitDescent.rate(problem));
    double unfelt = unfelt(problem);
    return Evidence.of(
            Check.atLeast("decrease rate R, certified from below", rate.lower(), POSITIVE),
            Check.atLeast("R against the explicit direction", rate.upper(), explicit).relative(GAP),
            Check.atLeast("R against the pull that no clean row feels", rate.upper(), unfelt)
                .relative(GAP),
            Check.atMost("duality gap", rate.gap(), GAP).scale(1))
        .fact("R", rate.upper())
        .fact("rate of the explicit direction", explicit)
        .fact("solver iterations", rate.iterations());
  }

  @Override
  public Optional<Evidence> examinePrecisely(RobustRegression problem) {
    DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
    PreciseRegression precise = new PreciseRegression(problem);
    Precise lower = rate(precise, rate.direction());
    Precise[] ones = new Precise[problem.width()];
    Arrays.fill(ones, Precise.ONE);
    Precise upper = precise.dualRate(ones, rate.multipliers());
    Precise explicit = rate(precise, problem.outlierPull()).max(Precise.ZERO);
    Precise unfelt = rate(precise, unfeltPull(problem));
    return Optional.of(
        Evidence.of(
            Check.atLeast("decrease rate R, certified from below", lower, Precise.of(POSITIVE)),
            Check.atLeast("R against the explicit direction", upper, explicit).relative(GAP),
            Check.atLeast("R against the pull that no clean row feels", upper, unfelt)
                .relative(GAP),
            Check.atMost("duality gap", upper.subtract(lower.max(Precise.ZERO)), Precise.of(GAP))
                .scale(1)));
  }

  /** Returns the descent rate along v over its length; 0 if that is 0. */
  private static Precise rate(PreciseRegression precise, double[] v) {
    Precise[] direction = Precise.of(v);
    Precise length = Precise.norm(direction);
    return length.isCertainlyPositive()
        ? precise.descentRate(direction).divide(length)
        : Precise.ZERO;
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
