package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
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
 * The condition number alone bounds nothing: Φ = μI has condition number 1, and yet the number of
 * steps grows as μ^-(2-2/L). The scale of the target against that of the identity must enter any
 * bound, as M/m does. Spec: identity-initialization, S5.
 */
final class ScaleLowerBound implements Claim<Spectrum> {

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/scale-lower-bound")
                .title(
                    "A small multiple of the identity takes many steps, although its condition number is 1"),
            "S5")
        .tex(
            "\\Phi = \\mu I,\\ \\mu < \\tfrac12,\\ \\eta \\le \\tfrac1L \\Rightarrow T_{p \\le 2\\mu} \\ge"
                + " \\frac{(2\\mu)^{-(2-2/L)} - 1}{e^2 - 1}")
        .constant("e^2 - 1", "one step adds at most η L (e² - 1) to θ^-(2L-2)", Provenance.DERIVED)
        .hypothesis("at least two layers")
        .hypothesis("step size at most 1/L")
        .hypothesis("eigenvalue below 1/2")
        .growsWith("eigenvalue")
        .cost(Cost.LIGHT);
  }

  @Override
  public Spectrum draw(Draws draws) {
    double mu = draws.logUniform("eigenvalue", 0.003, 0.45);
    int depth = draws.depth(2, 16);
    return Spectrum.of(mu, depth, draws.uniform("step", 0.3, 1) / depth);
  }

  @Override
  public Evidence examine(Spectrum run) {
    return measure(run, Orbit::inDouble, 2 - 2.0 / run.depth());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Spectrum run) {
    return Optional.of(
        FiftyDigits.rounded(measure(run, Orbit::inFiftyDigits, 2 - 2.0 / run.depth())));
  }

  private static Evidence measure(Spectrum run, Orbit.Arithmetic arithmetic, double exponent) {
    double mu = run.mu()[0];
    double least = (FastMath.pow(2 * mu, -exponent) - 1) / (FastMath.E * FastMath.E - 1);
    Orbit orbit = arithmetic.start(run.recursion(0));
    int steps = 0;
    // The product falls to mu, so this ends.
    while (orbit.error() > mu) {
      orbit.step(run.eta());
      steps++;
    }
    return Evidence.of(
            Check.atLeast("steps until the product is at most 2μ", steps, least).relative(1e-9))
        .requires("at least two layers", run.depth() - 2)
        .requires("step size at most 1/L", (1 + 1e-12) / run.depth() - run.eta())
        .requires("eigenvalue below 1/2", 0.5 - mu)
        .fact("steps over bound", steps / least);
  }

  @Override
  public List<Probe<Spectrum>> probes() {
    return List.of(
        Probe.<Spectrum>dropping(
                "step size at most 1/L: steps of 1",
                draws ->
                    Spectrum.of(draws.logUniform("eigenvalue", 0.003, 0.02), draws.depth(2, 16), 1))
            .breaking(1),
        Probe.<Spectrum>claiming(
                "the bound by the condition number alone, which is 1 here",
                run -> {
                  double goal = 1e-6;
                  int most = (int) FastMath.ceil(0.5 * FastMath.log(1 / goal));
                  int steps =
                      run.recursion(0).stepsTo(goal * run.initialLoss(), run.eta(), 100 * most);
                  return Evidence.of(Check.atMost("steps to 1e-6 of the first loss", steps, most));
                })
            .drawing(
                draws -> {
                  int depth = draws.depth(2, 16);
                  return Spectrum.of(
                      draws.logUniform("eigenvalue", 0.003, 0.3), depth, 1.0 / depth);
                })
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Spectrum>> mutants() {
    return List.of(
        Mutant.claiming(
            "the exponent 2 + 2/L",
            run -> measure(run, Orbit::inDouble, 2 + 2.0 / run.depth()),
            run -> measure(run, Orbit::inFiftyDigits, 2 + 2.0 / run.depth())));
  }
}
