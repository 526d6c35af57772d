package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
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

/**
 * A symmetric positive definite target is learned at a linear rate that improves with depth: the
 * number of steps is at most half of (M/m)^(2-2/L) times a logarithm, without a factor L. M and m
 * include the identity's own scale 1. Spec: identity-initialization, S3.
 */
final class SymmetricRate implements Claim<Spectrum> {

  private static final double UNIT_ROUNDOFF = 2.2e-16;
  private static final double ROUNDING_FLOOR = 1e-22;
  private static final int STEP_CAP = 3000;
  private static final String DECREASE = "distance of an eigenvalue from its target";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/symmetric-rate")
                .title("A positive definite target is learned linearly fast, at no price in depth"),
            "S3")
        .tex(
            "|\\mu_j - p_j(t+1)| \\le (1 - \\eta L m^{2-2/L})\\, |\\mu_j - p_j(t)|, \\quad T \\le \\left\\lceil"
                + " \\frac{\\ln(\\ell_0/\\varepsilon)}{-2 \\ln(1 - \\eta L m^{2-2/L})} \\right\\rceil")
        .constant(
            "m", "min(1, least eigenvalue): the scale of the identity enters", Provenance.DERIVED)
        .constant("4 L u M \\sqrt{d}", "rounding of one step, u = 2.2e-16", Provenance.DERIVED)
        .hypothesis("positive definite target")
        .hypothesis("step size at most 1/(L M^(2-2/L))")
        .growsWith("M over m")
        .cost(Cost.LIGHT);
  }

  @Override
  public Spectrum draw(Draws draws) {
    String family = draws.family("spread", "near-one", "one-layer");
    int d = draws.integer("dimension", 1, 5);
    int depth = family.equals("one-layer") ? 1 : draws.depth(1, 64);
    RandomStream stream = draws.stream("spectrum");
    double[] mu = new double[d];
    for (int j = 0; j < d; j++) {
      mu[j] =
          family.equals("near-one")
              ? 1 + 0.05 * stream.nextGaussian()
              : FastMath.exp(stream.uniform(-2.3, 1.6));
    }
    double fraction = family.equals("one-layer") ? 1 : draws.uniform("step", 0.3, 1);
    double largest = new Spectrum(mu, depth, 1, 0).largest();
    return new Spectrum(mu, depth, fraction * Spectrum.safeStep(largest, depth), 0);
  }

  /** Returns 1 - η L m^(2-2/L), clamped at 0, where rounding may take it below. */
  private static double rate(Spectrum run, double m) {
    return Math.max(0, 1 - run.eta() * run.depth() * Spectrum.scalePower(m, run.depth()));
  }

  /** Returns the bound on the number of steps to {@code fraction} of the first loss. */
  static int stepBound(Spectrum run, double fraction) {
    double rate = rate(run, run.least());
    return rate == 0 ? 1 : (int) FastMath.ceil(FastMath.log(fraction) / (2 * FastMath.log(rate)));
  }

  /**
   * Returns the fraction of the first loss to run to: 1e-12, or more where the bound would exceed
   * {@value STEP_CAP} steps.
   */
  private static double goal(Spectrum run) {
    double rate = rate(run, run.least());
    return rate == 0 ? 1e-12 : Math.max(1e-12, FastMath.exp(2 * STEP_CAP * FastMath.log(rate)));
  }

  @Override
  public Evidence examine(Spectrum run) {
    return measure(run, Orbit::inDouble, run.least());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Spectrum run) {
    return Optional.of(FiftyDigits.rounded(measure(run, Orbit::inFiftyDigits, run.least())));
  }

  private static Evidence measure(Spectrum run, Orbit.Arithmetic arithmetic, double m) {
    int d = run.mu().length;
    double rate = rate(run, m);
    double goal = goal(run);
    int most = rate == 0 ? 1 : (int) FastMath.ceil(FastMath.log(goal) / (2 * FastMath.log(rate)));
    double spread = run.largest() - run.least();
    double rounding = 4 * run.depth() * UNIT_ROUNDOFF * run.largest() * Math.sqrt(d);
    Orbit[] orbits = new Orbit[d];
    double loss = 0;
    for (int j = 0; j < d; j++) {
      orbits[j] = arithmetic.start(run.recursion(j));
      loss += orbits[j].loss();
    }
    double first = loss;
    double stop = Math.max(goal * loss, ROUNDING_FLOOR);
    Tightest decrease = new Tightest();
    int steps = 0;
    while (loss > stop && steps <= most) {
      loss = 0;
      for (Orbit orbit : orbits) {
        double before = Math.abs(orbit.error());
        orbit.step(run.eta());
        double after = Math.abs(orbit.error());
        decrease.see(
            Check.atMost(DECREASE, after, rate * before)
                .scale(Math.max(before, rounding))
                .absolute(rounding));
        loss += orbit.loss();
      }
      steps++;
    }
    return Evidence.of(
            decrease.check(),
            Check.atMost("steps to the goal", steps, most),
            Check.atMost("first loss", first, d * spread * spread / 2).relative(1e-12))
        .requires("positive definite target", run.least())
        .requires(
            "step size at most 1/(L M^(2-2/L))",
            (1 + 1e-12) * Spectrum.safeStep(run.largest(), run.depth()) - run.eta())
        .fact("M over m", run.largest() / run.least())
        .fact("steps over bound", (double) steps / most);
  }

  @Override
  public List<Probe<Spectrum>> probes() {
    return List.of(
        Probe.<Spectrum>changing(
                "the rate, 2 % smaller",
                (run, evidence) ->
                    evidence.mapChecks(
                        check ->
                            check.what().equals(DECREASE)
                                ? check.bound(0.98 * check.bound())
                                : check))
            .on("spread")
            .breaking(0.3),
        Probe.<Spectrum>dropping(
                "step size at most 1/(L M^(2-2/L)): 1.9 times that", SymmetricRate::drawLongStep)
            .breaking(0.9),
        Probe.<Spectrum>claiming(
                "the identity's own scale left out of m",
                run -> measure(run, Orbit::inDouble, minimum(run.mu())))
            .drawing(
                draws -> {
                  double[] mu = {draws.uniform("first", 2, 5), draws.uniform("second", 2, 5)};
                  int depth = draws.depth(2, 16);
                  return new Spectrum(
                      mu, depth, Spectrum.safeStep(Math.max(mu[0], mu[1]), depth), 0);
                })
            .breaking(0.9));
  }

  /**
   * Draws an eigenvalue so large that the claimed rate is positive: a rate clamped at 0 would fail
   * at any step, and say nothing about long ones.
   */
  private static Spectrum drawLongStep(Draws draws) {
    int depth = draws.depth(2, 16);
    double power = draws.uniform("eigenvalue to the power 2 - 2/L", 2.2, 6);
    double mu = FastMath.pow(power, depth / (2.0 * depth - 2));
    return Spectrum.of(mu, depth, 1.9 * Spectrum.safeStep(mu, depth));
  }

  private static double minimum(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  @Override
  public List<Mutant<Spectrum>> mutants() {
    return List.of(
        Mutant.claiming(
            "M in place of m in the rate",
            run -> measure(run, Orbit::inDouble, run.largest()),
            run -> measure(run, Orbit::inFiftyDigits, run.largest())),
        Mutant.scaled("all bounds 10 % too large", 1.1));
  }
}
