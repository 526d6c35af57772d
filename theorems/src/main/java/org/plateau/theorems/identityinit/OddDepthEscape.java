package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.EigenvalueRecursion;
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
 * At odd depth one huge first step turns the layers' eigenvalue negative, breaks the floor at once,
 * and small steps then learn the negative eigenvalue: the step-size hypothesis of the failure floor
 * is needed. The step leads to -1/2, so the floor breaks at once only where 2^-L is below 2λ. Spec:
 * identity-initialization, X3.
 */
final class OddDepthEscape implements Claim<Spectrum> {

  private static final int STEPS = 30_000;
  private static final double FIRST_STEP = 1.5;
  private static final String REACH = "2^-L below 2λ";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.existence("identityinit/odd-depth-escape")
                .title("At odd depth one huge step escapes from the failure floor"),
            "X3")
        .tex(
            "L \\text{ odd},\\ 2^{-L} < 2\\lambda,\\ \\eta_0 = \\tfrac{1.5}{1+\\lambda},\\ \\eta_t = \\tfrac{1}{L \\max(1, \\lambda)^2}"
                + " \\Rightarrow \\ell_1 < \\tfrac12 \\lambda^2,\\ p_t \\to -\\lambda")
        .constant(
            "30000",
            "steps until |p + λ| is below 1e-6; long plateau at L = 7",
            Provenance.EMPIRICAL)
        .hypothesis("odd depth")
        .hypothesis(REACH)
        .cost(Cost.LIGHT);
  }

  @Override
  public Spectrum draw(Draws draws) {
    return draw(draws, draws.oneOf("odd depth", "3", "5", "7").charAt(0) - '0', 0.1);
  }

  private static Spectrum draw(Draws draws, int depth, double least) {
    double lambda = draws.uniform("lambda", least, 1);
    return Spectrum.of(-lambda, depth, 1 / (depth * Math.max(1, lambda * lambda)));
  }

  @Override
  public Evidence examine(Spectrum run) {
    return measure(run, Orbit::inDouble);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Spectrum run) {
    return Optional.of(FiftyDigits.rounded(measure(run, Orbit::inFiftyDigits)));
  }

  private static Evidence measure(Spectrum run, Orbit.Arithmetic arithmetic) {
    Orbit orbit = arithmetic.start(run.recursion(0));
    orbit.step(FIRST_STEP / (1 - run.mu()[0]));
    double first = orbit.loss();
    int steps = 1;
    while (steps < STEPS && Math.abs(orbit.error()) > 0.5e-6) {
      orbit.step(run.eta());
      steps++;
    }
    return Evidence.of(
            Check.atMost("loss after one huge step", first, run.floor()),
            Check.equal("product's eigenvalue", run.mu()[0] + orbit.error(), run.mu()[0])
                .scale(1)
                .absolute(1e-6))
        .requires("odd depth", run.depth() % 2 == 1 ? 0 : -1)
        .requires(REACH, -2 * run.mu()[0] - EigenvalueRecursion.power(0.5, run.depth()))
        .fact("steps", steps);
  }

  @Override
  public List<Probe<Spectrum>> probes() {
    return List.of(
        Probe.<Spectrum>dropping(
                "odd depth", draws -> draw(draws, 2 * draws.integer("half depth", 1, 3), 0.13))
            .breaking(1),
        Probe.<Spectrum>dropping(
                "2^-L below 2λ: a step past the eigenvalue",
                draws -> Spectrum.of(-draws.uniform("lambda", 0.01, 0.06), 3, 1.0 / 3))
            .breaking(1));
  }

  @Override
  public List<Mutant<Spectrum>> mutants() {
    return List.of(
        Mutant.changing(
            "convergence to λ in place of -λ",
            (run, evidence) ->
                evidence.mapChecks(
                    check ->
                        check.what().equals("product's eigenvalue")
                            ? check.bound(-run.mu()[0])
                            : check)));
  }
}
