package org.plateau.theorems.identityinit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.SquareDescent;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;
import org.plateau.theorems.identityinit.SymmetricTarget.Step;

/**
 * With small steps, equal or not, and with or without a pull to the identity, the loss never falls
 * below half the squared negative eigenvalues: the layers' eigenvalue on such a direction stays in
 * [0, 1], at any depth from 2 on. True in exact arithmetic, hence for diagonal targets at any
 * length and for rotated ones only while rounding has not yet broken the symmetry. Step size and
 * weight of the pull may vary in time. Positive directions play no part, but a matrix run with
 * steps that are too long for them overflows; without any, steps are drawn up to the very bound.
 * Spec: identity-initialization, X1.
 */
final class FailureFloor implements Claim<SymmetricTarget> {

  private static final int DIAGONAL_STEPS = 150;
  private static final int ROTATED_STEPS = 25;
  private static final int SCALAR_STEPS = 300;
  private static final int SCHEDULE = 50;
  private static final String STEP_BOUND = "each step size at most 1/(1 + λ + κ) by its own κ";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/failure-floor")
                .title("From the identity, a negative eigenvalue is never learned"),
            "X1")
        .tex(
            "L \\ge 2,\\ \\eta_t \\le \\tfrac{1}{1 + \\lambda + \\kappa_t} \\Rightarrow \\ell_t \\ge \\tfrac12 \\sum_{\\mu_j <"
                + " 0} \\mu_j^2 \\text{ for all } t")
        .constant(
            "1/(1 + \\lambda + \\kappa_t)",
            "keeps θ in [0, 1]; κ_t is the weight of the penalty in step t",
            Provenance.DERIVED)
        .constant(
            "25 \\text{ steps}",
            "rotated targets: before rounding breaks the symmetry",
            Provenance.EMPIRICAL)
        .hypothesis("at least two layers")
        .hypothesis(STEP_BOUND)
        .growsWith("floor")
        .cost(Cost.LIGHT);
  }

  @Override
  public SymmetricTarget draw(Draws draws) {
    String family = draws.family("diagonal", "rotated", "long-steps");
    Spectrum spectrum = drawSpectrum(draws, family.equals("long-steps"));
    SymmetricTarget run =
        family.equals("rotated")
            ? SymmetricTarget.rotated(draws, spectrum, ROTATED_STEPS)
            : SymmetricTarget.diagonal(spectrum, DIAGONAL_STEPS);
    return draws.coin("steps vary in time") ? run.scheduled(drawSchedule(draws, spectrum)) : run;
  }

  private static Spectrum drawSpectrum(Draws draws, boolean negativeOnly) {
    int depth = draws.depth(2, 12);
    int negative = draws.integer("negative eigenvalues", 1, 2);
    int positive = negativeOnly ? 0 : draws.integer("positive eigenvalues", 1, 3);
    RandomStream stream = draws.stream("spectrum");
    double[] mu = new double[negative + positive];
    for (int j = 0; j < mu.length; j++) {
      mu[j] = j < negative ? -stream.uniform(0.05, 2) : stream.uniform(0.3, 2);
    }
    double penalty = draws.coin("penalty") ? draws.uniform("penalty weight", 0, 2) : 0;
    return new Spectrum(
        mu, depth, draws.uniform("step", 0.3, 1) * safeStep(mu, depth, penalty), penalty);
  }

  /**
   * Draws pulls of weight up to κ, and steps of which half are as long as their own pull allows;
   * not the first, which would lead to θ = 0, where nothing moves without a pull.
   */
  private static List<Step> drawSchedule(Draws draws, Spectrum spectrum) {
    RandomStream stream = draws.stream("schedule");
    List<Step> schedule = new ArrayList<>();
    for (int t = 0; t < SCHEDULE; t++) {
      double penalty = spectrum.penalty() * stream.nextDouble();
      double share = t > 0 && stream.nextBoolean() ? 1 : stream.nextDouble();
      double longest = safeStep(spectrum.mu(), spectrum.depth(), penalty);
      schedule.add(new Step(share * longest, penalty));
    }
    return schedule;
  }

  /**
   * Returns the largest step that keeps θ in [0, 1] on negative directions and the positive ones,
   * if there are any, stable.
   */
  static double safeStep(double[] mu, int depth, double penalty) {
    double lambda = 0;
    double largest = 0;
    for (double value : mu) {
      lambda = Math.max(lambda, -value);
      largest = Math.max(largest, value);
    }
    double keeping = 1 / (1 + lambda + penalty);
    double power = Spectrum.scalePower(Math.max(1, largest), depth);
    return largest > 0 ? Math.min(keeping, 1 / (depth * power + penalty)) : keeping;
  }

  @Override
  public Evidence examine(SymmetricTarget run) {
    double least = leastLoss(run, run.begin());
    return measure(run, least, Orbit::inDouble);
  }

  @Override
  public Optional<Evidence> examinePrecisely(SymmetricTarget run) {
    double least = leastScalarLoss(run, run.steps(), Orbit::inFiftyDigits);
    return Optional.of(FiftyDigits.rounded(measure(run, least, Orbit::inFiftyDigits)));
  }

  private static double leastLoss(SymmetricTarget run, SquareDescent descent) {
    double least = descent.loss();
    while (descent.steps() < run.steps()) {
      Step step = run.step(descent.steps());
      descent.step(step.eta(), step.penalty());
      least = Math.min(least, descent.loss());
    }
    return least;
  }

  private static double leastScalarLoss(
      SymmetricTarget run, int steps, Orbit.Arithmetic arithmetic) {
    Orbit[] orbits = new Orbit[run.dimension()];
    for (int j = 0; j < orbits.length; j++) {
      orbits[j] = arithmetic.start(run.spectrum().recursion(j));
    }
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t <= steps; t++) {
      double loss = 0;
      for (Orbit orbit : orbits) {
        loss += orbit.loss();
        orbit.step(run.step(t).eta(), run.step(t).penalty());
      }
      least = Math.min(least, loss);
    }
    return least;
  }

  private static Evidence measure(
      SymmetricTarget run, double leastLoss, Orbit.Arithmetic arithmetic) {
    double floor = run.spectrum().floor();
    double low = 1;
    double high = 1;
    for (int j = 0; j < run.dimension(); j++) {
      if (run.spectrum().mu()[j] >= 0) {
        continue;
      }
      Orbit orbit = arithmetic.start(run.spectrum().recursion(j));
      for (int t = 0; t < SCALAR_STEPS; t++) {
        orbit.step(run.step(t).eta(), run.step(t).penalty());
        low = Math.min(low, orbit.theta());
        high = Math.max(high, orbit.theta());
      }
    }
    return Evidence.of(
            Check.atLeast("least loss of the matrix run", leastLoss, floor).relative(1e-12),
            Check.atLeast(
                    "least loss of the scalar recursions",
                    leastScalarLoss(run, SCALAR_STEPS, arithmetic),
                    floor)
                .relative(1e-12),
            Check.atLeast("least θ on a negative direction", low, 0).scale(1).absolute(1e-12),
            Check.atMost("largest θ on a negative direction", high, 1).absolute(1e-12))
        .requires("at least two layers", run.depth() - 2)
        .requires(STEP_BOUND, stepMargin(run))
        .fact("floor", floor);
  }

  private static double stepMargin(SymmetricTarget run) {
    double lambda = 0;
    for (double value : run.spectrum().mu()) {
      lambda = Math.max(lambda, -value);
    }
    double margin = Double.POSITIVE_INFINITY;
    for (Step step : run.schedule()) {
      margin = Math.min(margin, (1 + 1e-12) / (1 + lambda + step.penalty()) - step.eta());
    }
    return margin;
  }

  @Override
  public List<Probe<SymmetricTarget>> probes() {
    return List.of(
        Probe.<SymmetricTarget>dropping(
                "at least two layers",
                draws -> {
                  double[] mu = {
                    -draws.uniform("negative", 0.05, 2), draws.uniform("positive", 0.3, 2)
                  };
                  return SymmetricTarget.diagonal(new Spectrum(mu, 1, 0.3, 0), DIAGONAL_STEPS);
                })
            .breaking(1),
        Probe.<SymmetricTarget>claiming(
                "identity start: one sign of the first layer flipped",
                run -> {
                  double least = leastLoss(run, run.begin(signFlipped(run)));
                  return Evidence.of(
                      Check.atLeast("least loss of the matrix run", least, run.spectrum().floor())
                          .relative(1e-12));
                })
            .drawing(FailureFloor::drawForFlip)
            .breaking(0.9),
        Probe.<SymmetricTarget>dropping(
                "exact arithmetic: rounding escapes from a rotated target within 2000 steps",
                draws -> {
                  double[] mu = {-1, draws.uniform("below λ", 0.65, 0.75), 1.2};
                  Spectrum spectrum = new Spectrum(mu, draws.depth(3, 4), 0.2, 0);
                  return SymmetricTarget.rotated(draws, spectrum, 2000);
                })
            .breaking(0.8),
        Probe.<SymmetricTarget>dropping(
                "step sizes at most 1/(1 + λ): 1.6 times that, at odd depth",
                draws -> {
                  double lambda = draws.uniform("lambda", 0.2, 1);
                  int depth = draws.oneOf("odd depth", "3", "5", "7").charAt(0) - '0';
                  Spectrum spectrum = Spectrum.of(-lambda, depth, 1.6 / (1 + lambda));
                  return SymmetricTarget.diagonal(spectrum, 1);
                })
            .breaking(0.9),
        Probe.<SymmetricTarget>dropping(
                "step sizes at most 1/(1 + λ + κ): the weight of the pull left out of it",
                draws -> {
                  Spectrum spectrum = drawStrongPull(draws, 1, 1.1);
                  return SymmetricTarget.diagonal(spectrum, DIAGONAL_STEPS);
                })
            .breaking(0.9),
        Probe.<SymmetricTarget>dropping(
                "each step by its own κ: by that of its neighbor",
                draws -> {
                  Spectrum pulled = drawStrongPull(draws, 1.05, 1.2);
                  double kept = 1 / (1 / pulled.eta() + pulled.penalty());
                  return SymmetricTarget.diagonal(pulled, DIAGONAL_STEPS)
                      .scheduled(
                          List.of(new Step(pulled.eta(), pulled.penalty()), new Step(kept, 0)));
                })
            .breaking(0.9));
  }

  /** Draws three layers, steps of 1/(1 + λ), and a pull of that many times 1 + λ. */
  private static Spectrum drawStrongPull(Draws draws, double low, double high) {
    double scale = 1 + draws.uniform("lambda", 0.2, 1);
    double penalty = draws.uniform("pull", low, high) * scale;
    return new Spectrum(new double[] {1 - scale}, 3, 1 / scale, penalty);
  }

  /** Returns identity layers but for the first, which has the signs of the target's eigenvalues. */
  static SquareLayers signFlipped(SymmetricTarget run) {
    int d = run.dimension();
    double[] signs = new double[d];
    for (int j = 0; j < d; j++) {
      signs[j] = run.spectrum().mu()[j] < 0 ? -1 : 1;
    }
    double[][] layers = new double[run.depth()][];
    for (int i = 0; i < layers.length; i++) {
      layers[i] =
          i == 0 ? Matrices.conjugated(run.vectors(), signs) : SquareLayers.identity(d, 1).layer(0);
    }
    return SquareLayers.of(d, layers);
  }

  private static SymmetricTarget drawForFlip(Draws draws) {
    double[] mu = {-draws.uniform("negative", 0.3, 2), draws.uniform("positive", 0.3, 2)};
    int depth = draws.depth(2, 12);
    double[] sizes = {-mu[0], mu[1]};
    return SymmetricTarget.diagonal(
        new Spectrum(mu, depth, safeStep(sizes, depth, 0), 0), DIAGONAL_STEPS);
  }

  @Override
  public List<Mutant<SymmetricTarget>> mutants() {
    return List.of(
        Mutant.changing(
            "the floor without its half",
            (run, evidence) ->
                evidence.mapChecks(
                    check ->
                        check.what().startsWith("least loss")
                            ? check.bound(2 * check.bound())
                            : check)),
        Mutant.changing(
            "the floor of all eigenvalues, not of the negative ones",
            (run, evidence) -> {
              double all = 0;
              for (double value : run.spectrum().mu()) {
                all += value * value / 2;
              }
              double bound = all;
              return evidence.mapChecks(
                  check -> check.what().startsWith("least loss") ? check.bound(bound) : check);
            }));
  }
}
