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
 * With steps up to 1/(L M^(2-2/L)) each eigenvalue of a layer moves from 1 to μ^(1/L) without ever
 * turning or passing it. Spec: identity-initialization, S2.
 */
final class NoOvershoot implements Claim<Spectrum> {

  private static final double TOLERANCE = 1e-12;
  private static final int STEPS = 200;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/no-overshoot")
                .title(
                    "With safe steps the layers' eigenvalues approach their limits from one side"),
            "S2")
        .tex(
            "\\eta \\le \\tfrac{1}{L M^{2-2/L}} \\Rightarrow \\theta_t \\to \\mu^{1/L} \\text{ monotonically}")
        .constant("1/(L M^{2-2/L})", "from a^L - b^L = (a-b) Σ a^k b^(L-1-k)", Provenance.DERIVED)
        .hypothesis("positive eigenvalue")
        .hypothesis("step size at most 1/(L M^(2-2/L))")
        .cost(Cost.LIGHT);
  }

  @Override
  public Spectrum draw(Draws draws) {
    double mu = draws.logUniform("eigenvalue", 0.02, 30);
    int depth = draws.depth(1, 32);
    return Spectrum.of(mu, depth, draws.uniform("step", 0.3, 1) * Spectrum.safeStep(mu, depth));
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
    double upward = run.mu()[0] >= 1 ? 1 : -1;
    double passed = Double.NEGATIVE_INFINITY;
    double turned = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < STEPS; t++) {
      double before = orbit.beyondRoot();
      orbit.step(run.eta());
      passed = Math.max(passed, upward * orbit.beyondRoot());
      turned = Math.max(turned, upward * (before - orbit.beyondRoot()));
    }
    return Evidence.of(
            Check.atMost("passed the limit by", passed, 0).scale(1).absolute(TOLERANCE),
            Check.atMost("turned back by", turned, 0).scale(1).absolute(TOLERANCE))
        .requires("positive eigenvalue", run.mu()[0])
        .requires(
            "step size at most 1/(L M^(2-2/L))",
            (1 + 1e-12) * Spectrum.safeStep(run.largest(), run.depth()) - run.eta());
  }

  @Override
  public List<Probe<Spectrum>> probes() {
    return List.of(
        Probe.<Spectrum>dropping(
                "step size at most 1/(L M^(2-2/L)): 1.9 times that",
                draws -> {
                  double mu = draws.uniform("eigenvalue", 1.5, 3);
                  int depth = draws.depth(1, 32);
                  return Spectrum.of(mu, depth, 1.9 * Spectrum.safeStep(mu, depth));
                })
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Spectrum>> mutants() {
    return List.of(
        Mutant.claiming(
            "the root of order L + 1 in place of L",
            run -> shifted(run, measure(run, Orbit::inDouble)),
            run -> shifted(run, measure(run, Orbit::inFiftyDigits))));
  }

  /** Moves the limit from μ^(1/L) to μ^(1/(L+1)). */
  private static Evidence shifted(Spectrum run, Evidence evidence) {
    double mu = run.mu()[0];
    double upward = mu >= 1 ? 1 : -1;
    double shift =
        upward * (FastMath.pow(mu, 1.0 / run.depth()) - FastMath.pow(mu, 1.0 / (run.depth() + 1)));
    return evidence.mapChecks(
        check ->
            check.what().equals("passed the limit by")
                ? check.value(check.value() + shift)
                : check);
  }
}
