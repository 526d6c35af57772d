package org.plateau.theorems.subgradient;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
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
import org.plateau.theorems.Statement;

/**
 * At an unbalanced true solution of any depth the loss falls linearly: moving layer 1 alone along v
 * / P_1 decreases L by exactly gamma times the descent rate, as long as no outlier is reached.
 * Spec: sub-gradient-balance, A3.
 */
final class LinearDescent implements Claim<PerturbedSolution> {

  private static final double RATIO = 1e-6;
  private static final String LOSS = "decrease of the loss itself at the greatest radius";
  private static final double[] RADII = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1};

  @Override
  public Statement statement() {
    return Statement.identity("subgradient/linear-descent")
        .title("An unbalanced true solution is left at a linear rate, whatever the depth")
        .tex(
            "L(W) - L(W + \\gamma\\,\\delta) = -\\gamma\\, F'(\\theta^*; P_1 \\circ \\delta) > 0,"
                + "\\quad \\delta = (v / P_1)/\\|v / P_1\\|")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant(
            "10^{-6}",
            "relative allowance for double rounding at the least radius",
            Provenance.EMPIRICAL)
        .hypothesis("fewer clean rows than coordinates")
        .hypothesis("layers 2 to N vanish nowhere")
        .hypothesis("no outlier is reached: |<x_i, P_1 o delta>| gamma < |eps_i| on S")
        .spec("sub-gradient-balance", "A3")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public PerturbedSolution draw(Draws draws) {
    RobustRegression problem = RegressionLaw.roomy(draws, 40).draw(draws);
    return unbalanced(
        draws, problem, CleanNullSpace.pull(problem, CleanNullSpace.all(problem)), RADII);
  }

  private static PerturbedSolution unbalanced(
      Draws draws, RobustRegression problem, double[] v, double[] radii) {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(1, 5), problem.width());
    double[] weights =
        PerturbedSolution.unbalanced(network, problem.truth(), draws.stream("layers"));
    return PerturbedSolution.inFirstLayer(problem, network, weights, v, radii);
  }

  @Override
  public Evidence examine(PerturbedSolution s) {
    double rate = s.problem().descentRate(s.firstOrder());
    Evidence evidence = Evidence.of(Check.atLeast("descent rate", rate, RATIO));
    for (double gamma : s.radii()) {
      evidence =
          evidence.and(Check.equal(name(gamma), s.decrease(gamma), gamma * rate).relative(RATIO));
    }
    double gamma = s.greatestRadius();
    return evidence
        .and(Check.equal(LOSS, s.lossDecrease(gamma), gamma * rate).absolute(s.lossRounding(gamma)))
        .and(Check.equal("log-log slope", s.slope(), 1).absolute(RATIO))
        .requires("no outlier is reached", 1 - s.reach(gamma))
        .fact("descent rate", rate);
  }

  private static String name(double gamma) {
    return String.format(Locale.ROOT, "decrease at radius %.0e", gamma);
  }

  @Override
  public Optional<Evidence> examinePrecisely(PerturbedSolution s) {
    Precise rate = new PreciseRegression(s.problem()).descentRate(s.preciseFirstOrder());
    Evidence evidence = Evidence.of(Check.atLeast("descent rate", rate, Precise.of(RATIO)));
    Precise[] decreases = s.preciseDecreases();
    for (int i = 0; i < decreases.length; i++) {
      double gamma = s.radii()[i];
      Precise bound = rate.multiply(Precise.of(gamma));
      evidence = evidence.and(Check.equal(name(gamma), decreases[i], bound).relative(RATIO));
    }
    double last = s.greatestRadius();
    return Optional.of(
        evidence
            .and(
                Check.equal(LOSS, decreases[decreases.length - 1], rate.multiply(Precise.of(last)))
                    .absolute(s.lossRounding(last)))
            .and(
                Check.equal("log-log slope", s.preciseSlope(decreases), Precise.ONE)
                    .absolute(RATIO)));
  }

  @Override
  public List<Probe<PerturbedSolution>> probes() {
    return List.of(
        Probe.dropping("the solution is balanced instead", LinearDescent::drawBalanced)
            .breaking(0.9),
        Probe.dropping("no outliers", LinearDescent::drawClean).breaking(0.9),
        Probe.dropping("many clean rows", LinearDescent::drawManyRows).breaking(0.9),
        Probe.dropping("radii beyond the outliers", this::drawFar).breaking(0.9));
  }

  private static PerturbedSolution drawBalanced(Draws draws) {
    RobustRegression problem = RegressionLaw.roomy(draws, 40).draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 5), problem.width());
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.zeros(problem));
    return PerturbedSolution.inAllLayers(
        problem, network, network.balanced(problem.truth()), v, 1e-2, 1e-1);
  }

  private static PerturbedSolution drawClean(Draws draws) {
    RobustRegression problem = new RegressionLaw(40, 60, 0, 2, true).draw(draws);
    return unbalanced(draws, problem, draws.gaussian("direction", 60), RADII);
  }

  /** The pull of the outliers itself, which the clean rows outweigh. */
  private static PerturbedSolution drawManyRows(Draws draws) {
    RobustRegression problem = new RegressionLaw(300, 30, 0.1, 2, true).draw(draws);
    return unbalanced(draws, problem, problem.outlierPull(), RADII);
  }

  private PerturbedSolution drawFar(Draws draws) {
    RobustRegression problem = RegressionLaw.roomy(draws, 40).draw(draws);
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.all(problem));
    return unbalanced(draws, problem, v, new double[] {0.1, 1e5});
  }

  @Override
  public List<Mutant<PerturbedSolution>> mutants() {
    return List.of(
        Mutant.changing(
            "the decrease is 0.1 % larger",
            (s, e) ->
                e.mapChecks(c -> c.what().startsWith("decrease") ? c.bound(1.001 * c.bound()) : c)),
        Mutant.changing(
            "the slope is the depth, as at a balanced solution",
            (s, e) ->
                e.mapChecks(
                    c -> c.what().equals("log-log slope") ? c.bound(s.network().depth()) : c)));
  }
}
