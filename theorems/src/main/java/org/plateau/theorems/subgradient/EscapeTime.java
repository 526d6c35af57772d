package org.plateau.theorems.subgradient;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
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
 * How long a weight takes from alpha to 1 under a frozen drift, w <- w + eta c w^(N-1):
 * log(1/alpha) at depth 2, and a negative power of alpha beyond. Spec: sub-gradient-balance, C5.
 */
final class EscapeTime implements Claim<EscapeTime.Growth> {

  /**
   * A growing weight.
   *
   * @param depth N
   * @param alpha where it starts
   * @param rate eta c, the drift of one step at w = 1
   * @param exponent with which the drift grows: N - 1, except in a probe
   */
  record Growth(int depth, double alpha, double rate, int exponent) {}

  private static final double LONGEST = 50_000;
  private static final double ROUNDING = 1e-9;
  private static final double RATIO = 1.02;

  @Override
  public Statement statement() {
    return Statement.tight("subgradient/escape-time")
        .title("A small weight escapes after log(1/alpha) at depth 2, a power of 1/alpha beyond")
        .tex(
            "T \\le t\\,\\eta c \\le (1 + \\eta c)^{N-1}\\,T + \\eta c,\\quad T = \\log\\tfrac1\\alpha"
                + " \\ (N = 2),\\ \\tfrac{\\alpha^{-(N-2)} - 1}{N - 2}\\ (N \\ge 3)")
        .source(Paper.MA_FATTAHI, "derived form of the abstract's claim", Provenance.DERIVED)
        .constant("T", "time of the flow dw/dt = c w^{N-1}", Provenance.DERIVED)
        .constant("1.02", "ratio for eta c <= 0.01 and alpha <= 0.1", Provenance.EMPIRICAL)
        .hypothesis("frozen drift: the same c at every step")
        .hypothesis("drift proportional to w^(N-1), N >= 2")
        .spec("sub-gradient-balance", "C5")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public Growth draw(Draws draws) {
    return draws.until(
        "at most 50000 steps",
        200,
        again -> {
          int depth = again.depth(2, 5);
          double alpha = again.logUniform("alpha", 0.01, 0.95);
          double rate = again.logUniform("step", 1e-3, 1e-2);
          Growth growth = new Growth(depth, alpha, rate, depth - 1);
          return time(growth) / rate < LONGEST ? Optional.of(growth) : Optional.empty();
        });
  }

  /** Returns T. */
  private static double time(Growth g) {
    int power = g.depth() - 2;
    return power == 0 ? -FastMath.log(g.alpha()) : (FastMath.pow(g.alpha(), -power) - 1) / power;
  }

  private static int steps(Growth g) {
    double w = g.alpha();
    int steps = 0;
    while (w < 1) {
      double drift = g.rate();
      for (int k = 0; k < g.exponent(); k++) {
        drift *= w;
      }
      w += drift;
      steps++;
    }
    return steps;
  }

  @Override
  public Evidence examine(Growth g) {
    double measured = steps(g) * g.rate();
    double t = time(g);
    double most = FastMath.pow(1 + g.rate(), g.depth() - 1) * t + g.rate();
    Evidence evidence =
        Evidence.of(
            Check.atLeast("time to escape", measured, t).relative(ROUNDING),
            Check.atMost("time to escape, from above", measured, most).relative(ROUNDING));
    return (g.alpha() <= 0.1
            ? evidence.and(Check.atMost("time over T", measured / t, RATIO).relative(ROUNDING))
            : evidence)
        .fact("T", t)
        .fact("time over T", measured / t);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Growth g) {
    Precise rate = Precise.of(g.rate());
    Precise measured = rate.multiply(preciseSteps(g));
    int power = g.depth() - 2;
    Precise alpha = Precise.of(g.alpha());
    Precise t =
        power == 0
            ? alpha.log().negate()
            : alpha.pow(-power).subtract(Precise.ONE).divide(Precise.of(power));
    Precise most = Precise.ONE.add(rate).pow(g.depth() - 1).multiply(t).add(rate);
    Evidence evidence =
        Evidence.of(
            Check.atLeast("time to escape", measured, t).relative(ROUNDING),
            Check.atMost("time to escape, from above", measured, most).relative(ROUNDING));
    return Optional.of(
        g.alpha() <= 0.1
            ? evidence.and(
                Check.atMost("time over T", measured.divide(t), Precise.of(RATIO))
                    .relative(ROUNDING))
            : evidence);
  }

  private static int preciseSteps(Growth g) {
    Precise w = Precise.of(g.alpha());
    Precise rate = Precise.of(g.rate());
    int steps = 0;
    while (!w.isCertainlyAbove(Precise.ONE) && steps <= 2 * LONGEST) {
      w = w.add(rate.multiply(w.pow(g.exponent())));
      steps++;
    }
    return steps;
  }

  @Override
  public List<Probe<Growth>> probes() {
    return List.of(
        Probe.dropping("drift that does not grow with the weight", EscapeTime::drawConstantDrift)
            .breaking(0.9),
        Probe.dropping("coarse steps", EscapeTime::drawCoarse).breaking(0.4),
        Probe.<Growth>changing(
                "log(1/alpha) at every depth",
                (g, e) ->
                    e.mapChecks(
                        c ->
                            c.what().equals("time to escape, from above")
                                ? c.bound(-FastMath.log(g.alpha()) * 1.1 + g.rate())
                                : c))
            .breaking(0.5));
  }

  /** As at depth 1, where the escape takes 1 - alpha. */
  private static Growth drawConstantDrift(Draws draws) {
    return new Growth(
        draws.depth(3, 5),
        draws.logUniform("alpha", 0.05, 0.5),
        draws.logUniform("step", 1e-3, 1e-2),
        0);
  }

  private static Growth drawCoarse(Draws draws) {
    int depth = draws.depth(3, 5);
    return new Growth(depth, draws.logUniform("alpha", 0.05, 0.1), 1, depth - 1);
  }

  @Override
  public List<Mutant<Growth>> mutants() {
    return List.of(
        Mutant.changing(
            "N - 1 for N - 2 in the power",
            (g, e) ->
                e.mapChecks(
                    c ->
                        c.what().equals("time to escape")
                            ? c.bound(
                                (FastMath.pow(g.alpha(), -(g.depth() - 1)) - 1) / (g.depth() - 1))
                            : c)),
        Mutant.changing(
            "without the factor 1 / (N - 2)",
            (g, e) ->
                e.mapChecks(
                    c ->
                        c.what().equals("time to escape")
                            ? c.bound(c.bound() * Math.max(1, g.depth() - 2))
                            : c)));
  }
}
