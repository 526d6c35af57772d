package org.plateau.theorems.subgradient;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.landscape.DecreaseRate;
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
 * No perturbation of length gamma lowers the loss at the balanced true solution by more than B
 * (gamma / sqrt N)^N. An adversary climbs from the known descent direction. Spec:
 * sub-gradient-balance, A4, upper bound.
 */
final class BalancedFlatness implements Claim<PerturbedSolution> {

  private static final String RANDOM = "random";
  private static final String SHARP = "single entry";
  private static final String ALIGNED = "aligned outliers";
  private static final int CLIMB = 40;

  /** What counts as a rate of 0. */
  static final double ZERO_RATE = 1e-9;

  private static final double UNIT = 0x1p-52;
  private static final double TOLERANCE = 1e-9;

  @Override
  public Statement statement() {
    return Statement.upper("subgradient/balanced-flatness")
        .title("Around the balanced true solution the loss falls by at most order gamma^N")
        .tex(
            "\\|\\delta\\| \\le \\gamma \\;\\Rightarrow\\; L(W) - L(W + \\delta)"
                + " \\le B\\,(\\gamma/\\sqrt N)^N,\\quad"
                + " B = \\max_{i \\in Z} \\tfrac1m \\sum_r |x_{ri}|")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant(
            "B (\\gamma/\\sqrt N)^N",
            "AM-GM over the layers; attained at m = d = 1, and where all outliers pull alike",
            Provenance.DERIVED)
        .hypothesis("depth of at least 2")
        .hypothesis("balanced true solution")
        .hypothesis("theta* minimizes F restricted to its support")
        .spec("sub-gradient-balance", "A4")
        .growsWith("depth")
        .cost(Cost.MEDIUM);
  }

  @Override
  public PerturbedSolution draw(Draws draws) {
    return switch (draws.family(RANDOM, SHARP, ALIGNED)) {
      case RANDOM -> drawRandom(draws);
      case SHARP -> drawSharp(draws);
      default -> drawAligned(draws);
    };
  }

  /** The bound holds at every radius, not at small ones only. */
  private static PerturbedSolution drawRandom(Draws draws) {
    RobustRegression problem =
        draws.until(
            "theta* minimizes F on its support",
            20,
            again -> {
              RobustRegression drawn = RegressionLaw.roomy(again, 40).draw(again);
              return supportRate(drawn) < ZERO_RATE ? Optional.of(drawn) : Optional.empty();
            });
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 5), problem.width());
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.zeros(problem));
    return PerturbedSolution.inAllLayers(
        problem,
        network,
        network.balanced(problem.truth()),
        v,
        draws.logUniform("radius", 0.05, 5));
  }

  /** One corrupted measurement of one zero coordinate: the bound is attained. */
  private static PerturbedSolution drawSharp(Draws draws) {
    double x = draws.normal("x", 0, 1);
    double eps = draws.uniform("outlier", 10, 100) * (draws.coin("negative") ? -1 : 1);
    RobustRegression problem =
        new RobustRegression(new double[] {x}, new double[1], new double[] {eps});
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 8), 1);
    return PerturbedSolution.inAllLayers(
        problem,
        network,
        network.balanced(problem.truth()),
        new double[] {x * eps},
        draws.logUniform("radius", 0.05, 1));
  }

  /**
   * Every row is corrupted and pulls one coordinate of theta = 0 the same way, the one of greatest
   * slope: the bound is attained there, and the maximum over the coordinates counts.
   */
  private static PerturbedSolution drawAligned(Draws draws) {
    int m = draws.integer("rows", 1, 6);
    int d = draws.integer("width", 2, 4);
    double[] x = draws.gaussian("X", m, d);
    double sign = draws.coin("negative") ? -1 : 1;
    int steepest = 0;
    double[] slopes = new double[d];
    for (int at = 0; at < x.length; at++) {
      slopes[at % d] += Math.abs(x[at]);
    }
    for (int i = 1; i < d; i++) {
      steepest = slopes[i] > slopes[steepest] ? i : steepest;
    }
    double[] eps = draws.stream("outliers").gaussian(new double[m]);
    for (int r = 0; r < m; r++) {
      eps[r] = sign * Math.signum(x[r * d + steepest]) * (10 + Math.abs(eps[r]));
    }
    double[] v = new double[d];
    v[steepest] = sign;
    RobustRegression problem = new RobustRegression(x, new double[d], eps);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 8), d);
    return PerturbedSolution.inAllLayers(
        problem,
        network,
        network.balanced(problem.truth()),
        v,
        draws.logUniform("radius", 0.05, 1));
  }

  /** Returns R on the support of theta*: 0 exactly if theta* minimizes F there. */
  static double supportRate(RobustRegression problem) {
    double[] indicator = new double[problem.width()];
    for (int i : problem.support()) {
      indicator[i] = 1;
    }
    return DecreaseRate.of(problem, indicator).upper();
  }

  @Override
  public Evidence examine(PerturbedSolution s) {
    PerturbedSolution worst = climb(s);
    double gamma = s.radii()[0];
    double value = worst.decrease(gamma);
    double bound =
        slope(s) * FastMath.pow(gamma / Math.sqrt(s.network().depth()), s.network().depth());
    return Evidence.of(
            Check.atMost("greatest decrease found", value, bound)
                .scale(bound)
                .relative(TOLERANCE)
                .error(rounding(worst, gamma) + boundRounding(s) * bound))
        .requires("theta* minimizes F on its support", ZERO_RATE - supportRate(s.problem()))
        .fact("decrease over bound", value / bound);
  }

  /** B over the zero coordinates; over all of them where there is none, as in the probes. */
  private static double slope(PerturbedSolution s) {
    int[] zeros = CleanNullSpace.zeros(s.problem());
    double largest = 0;
    for (int i : zeros.length == 0 ? CleanNullSpace.all(s.problem()) : zeros) {
      largest = Math.max(largest, meanColumn(s.problem(), i));
    }
    return largest;
  }

  /** Returns (1/m) sum_r |x_{r,i}|, the slope of F in coordinate i at most. */
  static double meanColumn(RobustRegression problem, int column) {
    double sum = 0;
    for (int at = column; at < problem.design().length; at += problem.width()) {
      sum += Math.abs(problem.design()[at]);
    }
    return sum / problem.rows();
  }

  /**
   * Bounds the error of the measured decrease: theta is a product of N rounded factors, its change
   * is felt with slope at most B, and each of the m row sums has d terms.
   */
  private static double rounding(PerturbedSolution s, double gamma) {
    int d = s.network().width();
    double error = 0;
    double[] u = s.change(gamma);
    for (int i = 0; i < d; i++) {
      double size = 1;
      for (int at = i; at < s.weights().length; at += d) {
        size *= Math.abs(s.weights()[at]) + gamma * Math.abs(s.direction()[at]);
      }
      double column = meanColumn(s.problem(), i);
      error +=
          column
              * UNIT
              * (2 * (s.network().depth() + 1) * size
                  + (d + s.problem().rows() + 4) * Math.abs(u[i]));
    }
    return error;
  }

  /** The direction has unit length up to N d roundings, which the bound raises to the power N. */
  private static double boundRounding(PerturbedSolution s) {
    return UNIT * s.network().depth() * (s.weights().length + 4.0 + s.problem().rows());
  }

  /** Projected sub-gradient steps on the sphere of radius gamma; returns the best point met. */
  private static PerturbedSolution climb(PerturbedSolution s) {
    double gamma = s.radii()[0];
    RegressionLoss loss = new RegressionLoss(s.problem(), s.network(), ResidualLoss.ABSOLUTE);
    PerturbedSolution best = s;
    double most = s.decrease(gamma);
    double[] delta = s.direction().clone();
    double[] moved = new double[delta.length];
    double[] gradient = new double[delta.length];
    for (int step = 1; step <= CLIMB; step++) {
      for (int i = 0; i < delta.length; i++) {
        moved[i] = s.weights()[i] + gamma * delta[i];
      }
      loss.subgradient(moved, gradient);
      double length = Kernels.norm(gradient);
      if (length == 0) {
        break;
      }
      Kernels.axpy(-0.3 / (length * Math.sqrt(step)), gradient, 0, delta, 0, delta.length);
      double norm = Kernels.norm(delta);
      for (int i = 0; i < delta.length; i++) {
        delta[i] /= norm;
      }
      PerturbedSolution now =
          new PerturbedSolution(
              s.problem(), s.network(), s.weights(), delta.clone(), s.velocity(), s.radii());
      double decrease = now.decrease(gamma);
      if (decrease > most) {
        most = decrease;
        best = now;
      }
    }
    return best;
  }

  @Override
  public Optional<Evidence> examinePrecisely(PerturbedSolution s) {
    PerturbedSolution worst = climb(s);
    double gamma = s.radii()[0];
    int depth = s.network().depth();
    Precise length = Precise.norm(Precise.of(worst.direction())).max(Precise.ONE);
    Precise share = Precise.of(gamma).multiply(length).divide(Precise.of(depth).sqrt()).pow(depth);
    return Optional.of(
        Evidence.of(
            Check.atMost(
                    "greatest decrease found",
                    worst.preciseDecrease(gamma),
                    preciseSlope(s).multiply(share))
                .relative(TOLERANCE)));
  }

  private static Precise preciseSlope(PerturbedSolution s) {
    RobustRegression problem = s.problem();
    int[] zeros = CleanNullSpace.zeros(problem);
    Precise largest = Precise.ZERO;
    for (int i : zeros.length == 0 ? CleanNullSpace.all(problem) : zeros) {
      Precise sum = Precise.ZERO;
      for (int at = i; at < problem.design().length; at += problem.width()) {
        sum = sum.add(Precise.of(problem.design()[at]).abs());
      }
      largest = largest.max(sum);
    }
    return largest.divide(Precise.of(problem.rows()));
  }

  @Override
  public List<Probe<PerturbedSolution>> probes() {
    return List.of(
        Probe.<PerturbedSolution>scaled("the constant, 1 % smaller", 0.99).on(SHARP).breaking(0.9),
        Probe.<PerturbedSolution>changing(
                "B of the least coordinate",
                (s, e) -> e.mapChecks(c -> c.bound(c.bound() * leastSlope(s.problem()) / slope(s))))
            .on(ALIGNED)
            .breaking(0.9),
        Probe.dropping("dense truth", BalancedFlatness::drawDense).breaking(0.9),
        Probe.dropping("unbalanced where theta* is zero", BalancedFlatness::drawUnbalanced)
            .breaking(0.9),
        Probe.dropping("depth 1", BalancedFlatness::drawShallow).breaking(0.9));
  }

  private static double leastSlope(RobustRegression problem) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < problem.width(); i++) {
      least = Math.min(least, meanColumn(problem, i));
    }
    return least;
  }

  /** Every coordinate is in use, so theta* does not minimize F on its support. */
  private static PerturbedSolution drawDense(Draws draws) {
    RobustRegression problem = new RegressionLaw(60, 100, 0.3, 100, true).draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 4), 100);
    double[] weights = network.balanced(problem.truth());
    double[] gains = network.gains(weights);
    double[] h = DecreaseRate.of(problem, gains).direction();
    double[] direction = new double[weights.length];
    for (int j = 1; j <= network.depth(); j++) {
      double[] partial = network.partialProduct(weights, j);
      for (int i = 0; i < 100; i++) {
        direction[(j - 1) * 100 + i] = h[i] * partial[i] / gains[i];
      }
    }
    return new PerturbedSolution(problem, network, weights, direction, h, new double[] {0.05});
  }

  private static PerturbedSolution drawUnbalanced(Draws draws) {
    RobustRegression problem = new RegressionLaw(60, 100, 0.3, 3, true).draw(draws);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(draws.depth(2, 4), 100);
    double[] weights =
        PerturbedSolution.unbalanced(network, problem.truth(), draws.stream("layers"));
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.zeros(problem));
    return PerturbedSolution.inFirstLayer(problem, network, weights, v, 0.05);
  }

  /**
   * At depth 1 the loss falls with slope R, which many outliers raise above B. The truth is 0, so
   * that it minimizes F on its support and nothing but the depth is missing.
   */
  private static PerturbedSolution drawShallow(Draws draws) {
    RobustRegression problem = new RegressionLaw(60, 200, 0.9, 0, true).draw(draws);
    double[] h = DecreaseRate.atTruth(problem).direction();
    return new PerturbedSolution(
        problem,
        new DiagonalLinearNetwork(1, 200),
        problem.truth().clone(),
        h,
        h,
        new double[] {0.05});
  }

  @Override
  public List<Mutant<PerturbedSolution>> mutants() {
    return List.of(
        Mutant.scaled("the constant, 10 % smaller", 0.9),
        Mutant.changing(
            "gamma / N for gamma / sqrt N",
            (s, e) ->
                e.mapChecks(
                    c ->
                        c.bound(
                            c.bound()
                                * FastMath.pow(s.network().depth(), -s.network().depth() / 2.0)))));
  }
}
