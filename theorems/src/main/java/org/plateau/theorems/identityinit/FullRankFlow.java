package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * Gradient flow from the identity learns every target that is nearer to the identity than to the
 * singular matrices: ρ below its least singular value. Spec: identity-initialization, N2'.
 */
final class FullRankFlow implements Claim<Descent> {

  private static final int STEPS = 800;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/full-rank-flow")
                .title(
                    "Gradient flow learns a target that is nearer to the identity than to any singular matrix"),
            "N2'")
        .tex(
            "\\rho < \\sigma_{\\min}(\\Phi) \\Rightarrow \\sigma_{\\min}(P_t) \\ge c = \\sigma_{\\min}(\\Phi) - \\rho,"
                + " \\quad \\ell_t \\le \\ell_0 e^{-2 L c^{2-2/L} t}")
        .constant(
            "10^{-3}, 10^{-2}",
            "allowances for steps of 0.02/L in place of the flow",
            Provenance.EMPIRICAL)
        .hypothesis("distance below the least singular value")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 6);
    return draws.until(
        "distance below 0.97 of the least singular value",
        100,
        attempt -> {
          double scale = FastMath.exp(attempt.uniform("logarithm of the scale", -0.3, 0.9));
          double noise = attempt.uniform("noise", 0.05, 0.5);
          double[] target =
              Matrices.aroundIdentity(noise / scale, attempt.gaussian("direction", d, d), d);
          target = Matrices.scaled(scale, target);
          Descent run =
              Descent.fromIdentity(d, depth, target, SmallSteps.stepSize(target, d, depth));
          boolean near = run.distance() < 0.97 * Matrices.leastSingularValue(target, d);
          return near && run.distance() > 0 ? Optional.of(run) : Optional.empty();
        });
  }

  @Override
  public Evidence examine(Descent run) {
    return SmallSteps.examine(run, floor(run), pace(run), STEPS)
        .requires("distance below the least singular value", floor(run))
        .fact("distance", run.distance());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Descent run) {
    return Optional.of(
        SmallSteps.examinePrecisely(run, floor(run), pace(run), STEPS)
            .requires("distance below the least singular value", floor(run)));
  }

  /** Returns c = σ_min(Φ) - ρ. */
  private static double floor(Descent run) {
    return Matrices.leastSingularValue(run.target(), run.dimension()) - run.distance();
  }

  private static double pace(Descent run) {
    return Spectrum.scalePower(Math.max(0, floor(run)), run.depth());
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>claiming(
                "distance below the least singular value: the loss vanishes all the same",
                run -> Evidence.of(Check.event("loss fell to 1 %", SmallSteps.falls(run, STEPS))))
            .drawing(draws -> NearIdentityFlow.drawShrunk(draws, 1.3, 1.8))
            .breaking(0.9),
        Probe.<Descent>claiming(
                "the product keeps the least singular value of the target",
                run ->
                    SmallSteps.examine(
                        run, Matrices.leastSingularValue(run.target(), run.dimension()), 0, STEPS))
            .breaking(0.3));
  }
}
