package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomMatrices;
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
 * Gradient flow from the identity learns every target within distance 1/2, at a rate that does not
 * depend on depth after time is counted in units of 1/L. Spec: identity-initialization, N2.
 */
final class NearIdentityFlow implements Claim<Descent> {

  private static final int STEPS = 1500;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/near-identity-flow")
                .title(
                    "Gradient flow keeps the product well conditioned and learns any target within distance 1/2"),
            "N2")
        .tex(
            "\\rho < \\tfrac12 \\Rightarrow \\sigma_{\\min}(P_t) \\ge c = 1 - 2\\rho, \\quad \\ell_t \\le \\ell_0 e^{-2 L"
                + " c^{2-2/L} t}")
        .constant(
            "1 - 2\\rho",
            "loss never rises, so the product stays within rho of the target",
            Provenance.DERIVED)
        .constant(
            "10^{-3}, 10^{-2}",
            "allowances for steps of 0.02/L in place of the flow",
            Provenance.EMPIRICAL)
        .hypothesis("distance below 1/2")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    boolean rankOne = draws.family("gaussian", "rank-one").equals("rank-one");
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 6);
    double rho = draws.uniform("distance", 0.05, 0.5);
    double[] target = NearIdentityRate.target(draws.stream("direction"), d, rho, rankOne);
    return Descent.fromIdentity(d, depth, target, SmallSteps.stepSize(target, d, depth));
  }

  @Override
  public Evidence examine(Descent run) {
    return SmallSteps.examine(run, floor(run), pace(run), STEPS)
        .requires("distance below 1/2", 0.5 - run.distance());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Descent run) {
    return Optional.of(
        SmallSteps.examinePrecisely(run, floor(run), pace(run), STEPS)
            .requires("distance below 1/2", 0.5 - run.distance()));
  }

  /** Returns c = 1 - 2ρ. */
  private static double floor(Descent run) {
    return 1 - 2 * run.distance();
  }

  private static double pace(Descent run) {
    return Spectrum.scalePower(Math.max(0, floor(run)), run.depth());
  }

  @Override
  public List<Mutant<Descent>> mutants() {
    return List.of(
        Mutant.claiming(
            "the rate of the loss for that of the error, twice too fast",
            run -> SmallSteps.examine(run, floor(run), 2 * pace(run), STEPS),
            run -> SmallSteps.examinePrecisely(run, floor(run), 2 * pace(run), STEPS)));
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "the rate at the identity, c = 1", run -> SmallSteps.examine(run, 0, 1, STEPS))
            .drawing(draws -> drawShrunk(draws, 0.2, 0.5))
            .breaking(0.9),
        Probe.<Descent>claiming(
                "distance below 1/2: the loss vanishes all the same",
                run -> Evidence.of(Check.event("loss fell to 1 %", SmallSteps.falls(run, STEPS))))
            .drawing(draws -> drawShrunk(draws, 1.3, 1.8))
            .breaking(0.9));
  }

  /** Draws Φ = I - ρ uuᵀ, which for ρ > 1 has a negative eigenvalue. */
  static Descent drawShrunk(Draws draws, double low, double high) {
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(2, 6);
    double[] u = RandomMatrices.unitVector(draws.stream("direction"), d);
    double[] outer = new double[d * d];
    Kernels.multiply(u, u, outer, d, 1, d);
    double[] target = Matrices.aroundIdentity(-draws.uniform("distance", low, high), outer, d);
    return Descent.fromIdentity(d, depth, target, SmallSteps.stepSize(target, d, depth));
  }
}
