package org.plateau.theorems.subgradient;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.DecreaseRate;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.precision.Precise;
import org.plateau.sampling.RandomStream;
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
 * Among all true solutions the balanced one has the least gains D, hence the least decrease rate R.
 * Spec: sub-gradient-balance, A5.
 */
final class BalancedIsFlattest implements Claim<BalancedIsFlattest.Pair> {

  /**
   * Two true solutions of one problem.
   *
   * @param weights any true solution
   * @param flattest the one that is claimed to be the flattest: the balanced one
   * @param sparse whether the claim that it is exactly flat applies
   */
  record Pair(
      RobustRegression problem,
      DiagonalLinearNetwork network,
      double[] weights,
      double[] flattest,
      boolean sparse) {}

  private static final String SPARSE = "sparse truth";
  private static final String VANISHING = "two layers vanish";
  private static final String DENSE = "dense truth";
  private static final String BALANCED = "balanced";
  private static final String GAIN = "gain D_i over its least value, at the tightest coordinate";
  private static final String DUALITY = "duality gap of both rates";
  private static final double GAINS = 1e-12;
  private static final double RATES = 1e-9;

  @Override
  public Statement statement() {
    return Statement.lower("subgradient/balanced-is-flattest")
        .title("The balanced solution is the flattest of all true solutions")
        .tex("D_i^2 \\ge N\\,|\\theta^*_i|^{2(N-1)/N},\\qquad R(W) \\ge R(W_{\\mathrm{bal}})")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant(
            "N |\\theta^*_i|^{2(N-1)/N}",
            "AM-GM over the layers; equality at balance",
            Provenance.DERIVED)
        .hypothesis("true solution")
        .hypothesis("for R = 0: sparse truth, minimal on its support, N >= 2")
        .spec("sub-gradient-balance", "A5")
        .growsWith("depth")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Pair draw(Draws draws) {
    return switch (draws.family(SPARSE, DENSE, BALANCED, VANISHING)) {
      case SPARSE -> drawSparse(draws);
      case VANISHING -> drawVanishing(draws);
      case DENSE -> drawDense(draws);
      default -> drawBalanced(draws);
    };
  }

  private static Pair drawSparse(Draws draws) {
    RobustRegression problem = RegressionLaw.roomy(draws, 40).draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 5), problem.width());
    double[] weights =
        PerturbedSolution.unbalanced(network, problem.truth(), draws.stream("layers"));
    return new Pair(problem, network, weights, network.balanced(problem.truth()), true);
  }

  /**
   * Where theta* is 0 two layers are, too: there the gains are 0 as at balance, if N is above 2.
   */
  private static Pair drawVanishing(Draws draws) {
    Pair pair = drawSparse(draws);
    double[] weights = pair.weights().clone();
    int d = pair.network().width();
    for (int i : CleanNullSpace.zeros(pair.problem())) {
      weights[d + i] = 0;
    }
    return new Pair(pair.problem(), pair.network(), weights, pair.flattest(), true);
  }

  private static Pair drawDense(Draws draws) {
    RobustRegression problem = denseProblem(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(1, 5), problem.width());
    double[] balanced = network.balanced(problem.truth());
    return new Pair(
        problem, network, rescaled(network, balanced, draws.stream("factors")), balanced, false);
  }

  private static Pair drawBalanced(Draws draws) {
    RobustRegression problem = denseProblem(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 5), problem.width());
    double[] balanced = network.balanced(problem.truth());
    return new Pair(problem, network, balanced, balanced, false);
  }

  /**
   * Fewer clean rows than coordinates: otherwise all rates may be 0, and their order says nothing.
   */
  private static RobustRegression denseProblem(Draws draws) {
    RegressionLaw law =
        draws.until(
            "fewer clean rows than coordinates",
            100,
            again -> {
              int m = again.integer("rows", 40, 70);
              int d = again.integer("width", 20, 80);
              double share = again.uniform("outlier share", 0.1, 0.4);
              RegressionLaw drawn = new RegressionLaw(m, d, share, d, true);
              return drawn.clean() < d ? Optional.of(drawn) : Optional.empty();
            });
    return law.draw(draws);
  }

  /** Multiplies the layers by factors e^U[-.5, .5] whose product over the layers is 1. */
  static double[] rescaled(DiagonalLinearNetwork network, double[] weights, RandomStream stream) {
    double[] out = weights.clone();
    int d = network.width();
    for (int i = 0; i < d; i++) {
      double[] logs = new double[network.depth()];
      double mean = 0;
      for (int j = 0; j < logs.length; j++) {
        logs[j] = stream.uniform(-0.5, 0.5);
        mean += logs[j] / logs.length;
      }
      for (int j = 0; j < logs.length; j++) {
        out[j * d + i] *= FastMath.exp(logs[j] - mean);
      }
    }
    return out;
  }

  @Override
  public Evidence examine(Pair pair) {
    double[] gains = pair.network().gains(pair.weights());
    double[] flat = pair.network().gains(pair.flattest());
    double least = Double.POSITIVE_INFINITY;
    double[] theta = pair.network().product(pair.weights());
    for (int i = 0; i < gains.length; i++) {
      double bound = leastGain(pair.network().depth(), theta[i]);
      least = bound == 0 ? least : Math.min(least, gains[i] / bound);
    }
    DecreaseRate.Certificate rate = DecreaseRate.of(pair.problem(), gains);
    DecreaseRate.Certificate flattest = DecreaseRate.of(pair.problem(), flat);
    Evidence evidence =
        Evidence.of(
            Check.atLeast(GAIN, least, 1).relative(GAINS),
            Check.atLeast("R(W)", rate.upper(), flattest.lower())
                .absolute(RATES * (1 + rate.upper())),
            Check.atMost(DUALITY, Math.max(rate.gap(), flattest.gap()), RATES).scale(1));
    if (pair.sparse()) {
      evidence =
          evidence
              .and(
                  Check.atMost("R at balance", flattest.upper(), 0)
                      .scale(1)
                      .absolute(RATES)
                      .error(flattest.gap()))
              .requires(
                  "theta* minimizes F on its support",
                  BalancedFlatness.ZERO_RATE - BalancedFlatness.supportRate(pair.problem()));
    }
    return evidence.fact("R(W)", rate.upper()).fact("R at balance", flattest.upper());
  }

  private static double leastGain(int depth, double theta) {
    double size = Math.abs(theta);
    double power = depth == 1 ? 1 : FastMath.pow(size, (depth - 1.0) / depth);
    return Math.sqrt(depth) * power;
  }

  @Override
  public Optional<Evidence> examinePrecisely(Pair pair) {
    int depth = pair.network().depth();
    Precise[] gains = preciseGains(pair.network(), pair.weights());
    Precise[] flat = preciseGains(pair.network(), pair.flattest());
    Precise[] theta = preciseProduct(pair.network(), pair.weights());
    Precise least = null;
    for (int i = 0; i < gains.length; i++) {
      Precise bound = Precise.of(depth).sqrt().multiply(power(theta[i].abs(), depth));
      if (bound.isCertainlyPositive()) {
        Precise ratio = gains[i].divide(bound);
        least = least == null ? ratio : least.min(ratio);
      }
    }
    Evidence evidence =
        Evidence.of(
            Check.atLeast(GAIN, Objects.requireNonNull(least), Precise.ONE).relative(GAINS));
    return Optional.of(preciseRates(pair, evidence, gains, flat));
  }

  private static Evidence preciseRates(
      Pair pair, Evidence evidence, Precise[] gains, Precise[] flat) {
    PreciseRegression precise = new PreciseRegression(pair.problem());
    DecreaseRate.Certificate rate =
        DecreaseRate.of(pair.problem(), pair.network().gains(pair.weights()));
    DecreaseRate.Certificate flattest =
        DecreaseRate.of(pair.problem(), pair.network().gains(pair.flattest()));
    Precise upper = precise.dualRate(gains, rate.multipliers());
    Precise lower = preciseLower(precise, flattest, flat);
    Precise above = precise.dualRate(flat, flattest.multipliers());
    Precise gap = upper.subtract(preciseLower(precise, rate, gains)).max(above.subtract(lower));
    Evidence both =
        evidence
            .and(Check.atLeast("R(W)", upper, lower).absolute(RATES * (1 + upper.toDouble())))
            .and(Check.atMost(DUALITY, gap, Precise.of(RATES)).scale(1));
    if (!pair.sparse()) {
      return both;
    }
    Check flatness = Check.atMost("R at balance", above, Precise.ZERO).absolute(RATES).scale(1);
    double doubt = Math.max(0, above.subtract(lower).toDouble());
    return both.and(flatness.error(flatness.error() + doubt));
  }

  /** Returns the rate along the direction of a certificate, or 0 if that is larger. */
  private static Precise preciseLower(
      PreciseRegression precise, DecreaseRate.Certificate rate, Precise[] gains) {
    if (rate.lower() <= 0) {
      return Precise.ZERO;
    }
    Precise[] v = Precise.of(rate.direction());
    Precise length = Precise.norm(v);
    for (int i = 0; i < v.length; i++) {
      v[i] = v[i].multiply(gains[i]).divide(length);
    }
    return precise.descentRate(v);
  }

  private static Precise power(Precise size, int depth) {
    return depth == 1 || size.toDouble() == 0
        ? Precise.of(depth == 1 ? 1 : 0)
        : size.pow(Precise.ratio(depth - 1, depth));
  }

  private static Precise[] preciseProduct(DiagonalLinearNetwork network, double[] weights) {
    Precise[] theta = new Precise[network.width()];
    Arrays.fill(theta, Precise.ONE);
    for (int at = 0; at < weights.length; at++) {
      theta[at % theta.length] = theta[at % theta.length].multiply(Precise.of(weights[at]));
    }
    return theta;
  }

  private static Precise[] preciseGains(DiagonalLinearNetwork network, double[] weights) {
    int d = network.width();
    Precise[] gains = new Precise[d];
    for (int i = 0; i < d; i++) {
      Precise sum = Precise.ZERO;
      for (int at = i; at < weights.length; at += d) {
        Precise partial = Precise.ONE;
        for (int other = i; other < weights.length; other += d) {
          partial = other == at ? partial : partial.multiply(Precise.of(weights[other]));
        }
        sum = sum.add(partial.square());
      }
      gains[i] = sum.sqrt();
    }
    return gains;
  }

  @Override
  public List<Probe<Pair>> probes() {
    return List.of(
        Probe.dropping("two unbalanced solutions", BalancedIsFlattest::drawTwoUnbalanced)
            .breaking(0.3),
        Probe.dropping("half of the truth", BalancedIsFlattest::drawHalf).breaking(0.9),
        Probe.dropping("R = 0 for a dense truth", BalancedIsFlattest::drawDenseAsSparse)
            .breaking(0.9),
        Probe.<Pair>changing(
                "the gains, 1 % larger",
                (pair, e) ->
                    e.mapChecks(c -> c.what().startsWith("gain") ? c.bound(1.01 * c.bound()) : c))
            .on(BALANCED)
            .breaking(0.9));
  }

  private static Pair drawTwoUnbalanced(Draws draws) {
    Pair pair = drawDense(draws);
    double[] other = rescaled(pair.network(), pair.flattest(), draws.stream("other factors"));
    return new Pair(pair.problem(), pair.network(), pair.weights(), other, false);
  }

  private static Pair drawHalf(Draws draws) {
    Pair pair = drawBalanced(draws);
    double[] weights = pair.weights().clone();
    for (int i = 0; i < pair.network().width(); i++) {
      weights[i] /= 2;
    }
    return new Pair(pair.problem(), pair.network(), weights, pair.flattest(), false);
  }

  private static Pair drawDenseAsSparse(Draws draws) {
    RobustRegression problem = new RegressionLaw(60, 100, 0.3, 100, true).draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 5), 100);
    double[] balanced = network.balanced(problem.truth());
    return new Pair(problem, network, balanced, balanced, true);
  }

  @Override
  public List<Mutant<Pair>> mutants() {
    return List.of(
        Mutant.changing(
            "exponent (N - 1) / N without the root of N",
            (pair, e) ->
                e.mapChecks(
                    c ->
                        c.what().startsWith("gain")
                            ? c.bound(c.bound() / Math.sqrt(pair.network().depth()))
                            : c)),
        Mutant.changing(
            "N for the root of N",
            (pair, e) ->
                e.mapChecks(
                    c ->
                        c.what().startsWith("gain")
                            ? c.bound(c.bound() * Math.sqrt(pair.network().depth()))
                            : c)));
  }
}
