package org.plateau.theorems.identityinit;

import java.util.ArrayList;
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
 * No near-identity theorem can reach beyond distance 1: Φ = I - ρ e₁e₁ᵀ is learned for ρ < 1, only
 * sublinearly at ρ = 1, and for ρ > 1 the loss never falls below (ρ-1)²/2. Spec:
 * identity-initialization, N3.
 */
final class NearIdentityThreshold implements Claim<Spectrum> {

  private static final int STEPS = 20_000;
  private static final String STEP_BOUND = "step size at most 1/L and 1/ρ";

  /** From this distance on, the loss is near its floor after that many steps. */
  private static final double SETTLING = 1.1;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.tight("identityinit/near-identity-threshold")
                .title(
                    "Distance 1 from the identity is where convergence ends on the rank-one family"),
            "N3")
        .tex(
            "\\Phi = I - \\rho\\, e_1 e_1^\\top,\\ L \\ge 2,\\ \\eta = 0.3/L:\\quad \\rho > 1 \\Rightarrow \\ell_t \\ge \\tfrac12 (\\rho-1)^2,\\quad"
                + " \\rho = 1 \\Rightarrow \\ell_t \\asymp t^{-L/(L-1)},\\quad \\rho < 1 \\Rightarrow \\ell_t \\to 0")
        .constant(
            "1.5",
            "how near to the floor the loss comes in 20,000 steps, for ρ at least 1.1",
            Provenance.EMPIRICAL)
        .hypothesis("at least two layers")
        .hypothesis(STEP_BOUND)
        .cost(Cost.LIGHT);
  }

  @Override
  public Spectrum draw(Draws draws) {
    String family = draws.family("below", "at", "above", "just-above");
    double rho =
        switch (family) {
          case "below" -> draws.uniform("distance", 0.05, 0.9);
          case "at" -> 1;
          case "above" -> draws.uniform("distance", SETTLING, 6);
          default -> 1 + draws.logUniform("beyond 1 by", 1e-4, 0.1);
        };
    int depth = draws.depth(2, 64);
    return Spectrum.of(1 - rho, depth, 0.3 / depth);
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
    double rho = 1 - run.mu()[0];
    return (rho < 1 ? convergence(run, orbit) : stall(run, orbit))
        .requires("at least two layers", run.depth() - 2)
        .requires(STEP_BOUND, (1 + 1e-12) / Math.max(run.depth(), rho) - run.eta());
  }

  private static Evidence stall(Spectrum run, Orbit orbit) {
    double mu = run.mu()[0];
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t < STEPS; t++) {
      orbit.step(run.eta());
      least = Math.min(least, orbit.loss());
    }
    double loss = orbit.loss();
    List<Check> checks = new ArrayList<>();
    if (mu < 0) {
      checks.add(Check.atLeast("least loss", least, run.floor()).relative(1e-12));
      if (1 - mu >= SETTLING) {
        checks.add(Check.atMost("last loss", loss, 1.5 * run.floor()));
      }
      return Evidence.of(checks);
    }
    double power = -2.0 * run.depth() / (2 * run.depth() - 2);
    double slow = 1 + STEPS * run.eta() * run.depth() * (FastMath.E * FastMath.E - 1);
    double fast = 1 + STEPS * run.eta() * (2 * run.depth() - 2);
    checks.add(
        Check.atLeast("last loss at distance 1", loss, FastMath.pow(slow, power) / 2)
            .relative(1e-9));
    checks.add(
        Check.atMost("last loss at distance 1", loss, FastMath.pow(fast, power) / 2)
            .relative(1e-9));
    return Evidence.of(checks);
  }

  private static Evidence convergence(Spectrum run, Orbit orbit) {
    int most = SymmetricRate.stepBound(run, 1e-12);
    double goal = 1e-12 * run.initialLoss();
    int steps = 0;
    while (orbit.loss() > goal && steps <= most) {
      orbit.step(run.eta());
      steps++;
    }
    return Evidence.of(Check.atMost("steps to 1e-12 of the first loss", steps, most));
  }

  @Override
  public List<Probe<Spectrum>> probes() {
    return List.of(
        Probe.<Spectrum>dropping(
                "at least two layers: one layer crosses the floor",
                draws -> Spectrum.of(1 - draws.uniform("distance", 1.1, 6), 1, 0.15))
            .breaking(1),
        Probe.<Spectrum>dropping(
                "step size at most 1/ρ: 1.6 times that, at three layers",
                draws -> {
                  double rho = draws.uniform("distance", 1.3, 1.6);
                  return Spectrum.of(1 - rho, 3, 1.6 / rho);
                })
            .breaking(1),
        Probe.<Spectrum>claiming(
                "convergence also beyond distance 1",
                run ->
                    Evidence.of(
                        Check.event(
                            "loss fell to 1e-6",
                            run.recursion(0).stepsTo(1e-6, run.eta(), STEPS) <= STEPS)))
            .on("above")
            .breaking(1));
  }

  @Override
  public List<Mutant<Spectrum>> mutants() {
    return List.of(
        Mutant.scaled("the floor without its half", 2),
        Mutant.changing(
            "the floor of distance rather than of distance minus one",
            (run, evidence) ->
                run.mu()[0] >= 0
                    ? evidence
                    : evidence.mapChecks(
                        check ->
                            check.what().equals("least loss")
                                ? check.bound((1 - run.mu()[0]) * (1 - run.mu()[0]) / 2)
                                : check)));
  }
}
