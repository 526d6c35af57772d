package org.plateau.theorems.subgradient;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
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
 * At the balanced true solution there is a descent of order gamma^N, and its size is known exactly:
 * s_0 (gamma / sqrt N)^N / ||v||_{2/N}. Spec: sub-gradient-balance, A4, lower bound.
 */
final class BalancedDescent implements Claim<PerturbedSolution> {

  private static final double EXACT = 1e-12;
  private static final double SLOPE = 1e-9;
  private static final String LOSS = "decrease of the loss itself at the greatest radius";
  private static final double[] RADII = {0.05, 0.1, 0.3, 1};

  @Override
  public Statement statement() {
    return Statement.identity("subgradient/balanced-descent")
        .title("The balanced true solution is left at order gamma^N, by an exactly known amount")
        .tex(
            "L(W) - L(W + \\delta) = \\frac{s_0\\,(\\gamma/\\sqrt N)^N}{\\|v\\|_{2/N}},"
                + "\\quad \\|\\delta\\| = \\gamma,\\ s_0 = -F'(\\theta^*; v)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant(
            "(\\gamma/\\sqrt N)^N", "equal shares of the radius in all layers", Provenance.DERIVED)
        .hypothesis("balanced true solution")
        .hypothesis("v lives where theta* is zero, and s_0 > 0; here no clean row feels it")
        .hypothesis("no outlier is reached: tau |<x_i, v>| < |eps_i| on S")
        .spec("sub-gradient-balance", "A4")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public PerturbedSolution draw(Draws draws) {
    return drawBalanced(draws, RADII);
  }

  /**
   * A tenth of the zero coordinates is more than the clean rows take. With hardly any room s_0 is
   * what is left of far larger terms, and double precision does not carry the identity to 1e-12.
   */
  private static PerturbedSolution drawBalanced(Draws draws, double[] radii) {
    RegressionLaw law =
        draws.until(
            "room in a tenth of the zero coordinates",
            100,
            again -> {
              RegressionLaw drawn = RegressionLaw.roomy(again, 40);
              int zeros = drawn.width() - drawn.sparsity();
              return 10 * drawn.clean() <= 9 * zeros ? Optional.of(drawn) : Optional.empty();
            });
    RobustRegression problem = law.draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 5), problem.width());
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.zeros(problem));
    return PerturbedSolution.inAllLayers(
        problem, network, network.balanced(problem.truth()), v, radii);
  }

  @Override
  public Evidence examine(PerturbedSolution s) {
    double rate = s.problem().descentRate(s.velocity());
    int depth = s.network().depth();
    double quasinorm = quasinorm(s.velocity(), depth);
    Evidence evidence =
        Evidence.of(
            Check.equal("length of the direction", Kernels.norm(s.direction()), 1).relative(EXACT),
            Check.atLeast("descent rate of v", rate, 0));
    double bound = 0;
    for (double gamma : s.radii()) {
      bound = rate * FastMath.pow(gamma / Math.sqrt(depth), depth) / quasinorm;
      evidence = evidence.and(Check.equal(name(gamma), s.decrease(gamma), bound).relative(EXACT));
    }
    double last = s.greatestRadius();
    return evidence
        .and(Check.equal(LOSS, s.lossDecrease(last), bound).absolute(s.lossRounding(last)))
        .and(Check.equal("log-log slope", s.slope(), depth).absolute(SLOPE))
        .requires("no outlier is reached", 1 - s.reach(last));
  }

  private static String name(double gamma) {
    return String.format(Locale.ROOT, "decrease at radius %s", gamma);
  }

  /** (sum |v_i|^(2/N))^(N/2). */
  private static double quasinorm(double[] v, int depth) {
    double sum = 0;
    for (double entry : v) {
      sum += entry == 0 ? 0 : FastMath.pow(Math.abs(entry), 2.0 / depth);
    }
    return FastMath.pow(sum, depth / 2.0);
  }

  @Override
  public Optional<Evidence> examinePrecisely(PerturbedSolution s) {
    Precise[] v = Precise.of(s.velocity());
    Precise rate = new PreciseRegression(s.problem()).descentRate(v);
    int depth = s.network().depth();
    Precise quasinorm = quasinorm(v, depth);
    Evidence evidence =
        Evidence.of(
            Check.equal(
                    "length of the direction", Precise.norm(Precise.of(s.direction())), Precise.ONE)
                .relative(EXACT),
            Check.atLeast("descent rate of v", rate, Precise.ZERO));
    Precise[] decreases = s.preciseDecreases();
    Precise bound = Precise.ZERO;
    for (int i = 0; i < decreases.length; i++) {
      double gamma = s.radii()[i];
      Precise share = Precise.of(gamma).divide(Precise.of(depth).sqrt()).pow(depth);
      bound = rate.multiply(share).divide(quasinorm);
      evidence = evidence.and(Check.equal(name(gamma), decreases[i], bound).relative(EXACT));
    }
    return Optional.of(
        evidence
            .and(
                Check.equal(LOSS, decreases[decreases.length - 1], bound)
                    .absolute(s.lossRounding(s.greatestRadius())))
            .and(
                Check.equal("log-log slope", s.preciseSlope(decreases), Precise.of(depth))
                    .absolute(SLOPE)));
  }

  private static Precise quasinorm(Precise[] v, int depth) {
    Precise exponent = Precise.ratio(2, depth);
    Precise sum = Precise.ZERO;
    for (Precise entry : v) {
      sum = sum.add(entry.abs().pow(exponent));
    }
    return sum.pow(depth).sqrt();
  }

  @Override
  public List<Probe<PerturbedSolution>> probes() {
    return List.of(
        Probe.dropping("unbalanced where theta* is zero", BalancedDescent::drawUnbalanced)
            .breaking(0.9),
        Probe.dropping("v also on the support of theta*", BalancedDescent::drawOnSupport)
            .breaking(0.9),
        Probe.dropping(
                "radii beyond the outliers", draws -> drawBalanced(draws, new double[] {1, 1e3}))
            .breaking(0.9));
  }

  private static PerturbedSolution drawUnbalanced(Draws draws) {
    PerturbedSolution s = drawBalanced(draws, RADII);
    double[] weights =
        PerturbedSolution.unbalanced(s.network(), s.problem().truth(), draws.stream("layers"));
    return PerturbedSolution.inAllLayers(
        s.problem(), s.network(), weights, s.velocity(), s.radii());
  }

  private static PerturbedSolution drawOnSupport(Draws draws) {
    PerturbedSolution s = drawBalanced(draws, RADII);
    double[] v = CleanNullSpace.pull(s.problem(), CleanNullSpace.all(s.problem()));
    return PerturbedSolution.inAllLayers(s.problem(), s.network(), s.weights(), v, s.radii());
  }

  @Override
  public List<Mutant<PerturbedSolution>> mutants() {
    return List.of(
        Mutant.changing(
            "gamma / N for gamma / sqrt N",
            (s, e) ->
                scaleBounds(e, FastMath.pow(s.network().depth(), -s.network().depth() / 2.0))),
        Mutant.changing(
            "the norm of v without the exponent 2 / N",
            (s, e) ->
                scaleBounds(
                    e, quasinorm(s.velocity(), s.network().depth()) / Kernels.norm(s.velocity()))));
  }

  private static Evidence scaleBounds(Evidence evidence, double factor) {
    return evidence.mapChecks(
        c -> c.what().startsWith("decrease") ? c.bound(factor * c.bound()) : c);
  }
}
