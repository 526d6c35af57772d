package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.dynamics.SquareDescent;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * A half turn is never learned from the identity, any rotation short of it is: among rotations the
 * failing set is thin, and a positive symmetric part is sufficient but not necessary. The half turn
 * must be -rI literally; with sin(π) = 1.2e-16 rounding finds the way out. Spec:
 * identity-initialization, R2.
 */
final class HalfTurn implements Claim<PlaneRotation> {

  private static final int FLOOR_STEPS = 1000;
  private static final int STEP_LIMIT = 3000;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.tight("identityinit/half-turn")
                .title("A half turn is never learned from the identity, every shorter turn is"),
            "R2")
        .tex(
            "L \\ge 2:\\quad \\Phi = -rI,\\ \\eta \\le \\tfrac{1}{1+r} \\Rightarrow \\ell_t \\ge r^2; \\qquad \\Phi = R(\\pi - \\delta),\\ \\delta > 0,\\ \\eta = 0.3/L \\Rightarrow P_t \\to \\Phi")
        .constant(
            "3000",
            "steps to |p - w| at most 1e-6 for δ at least 0.01 and L up to 8",
            Provenance.EMPIRICAL)
        .hypothesis("at least two layers")
        .hypothesis("step size at most 1/(1 + r)")
        .growsWith("angle")
        .cost(Cost.LIGHT);
  }

  @Override
  public PlaneRotation draw(Draws draws) {
    boolean half = draws.family("half-turn", "short-of-it").equals("half-turn");
    int depth = draws.depth(2, 8);
    if (half) {
      double size = draws.uniform("size", 0.3, 2);
      return new PlaneRotation(-size, 0, depth, draws.uniform("step", 0.3, 1) / (1 + size));
    }
    return shortOfIt(draws, depth, 3);
  }

  private static PlaneRotation shortOfIt(Draws draws, int depth, double most) {
    double angle = FastMath.PI - draws.logUniform("short by", 0.01, most);
    return PlaneRotation.of(1, angle, depth, 0.3 / depth);
  }

  @Override
  public Evidence examine(PlaneRotation run) {
    return run.imaginary() == 0 ? floor(run) : convergence(run);
  }

  /**
   * At 50 digits a half turn is the scalar recursion for the double eigenvalue -r. For shorter
   * turns there is no such form: the error of a run that passes near the saddle at 0 has no useful
   * bound.
   */
  @Override
  public Optional<Evidence> examinePrecisely(PlaneRotation run) {
    if (run.imaginary() != 0) {
      return Optional.empty();
    }
    Orbit orbit = Orbit.inFiftyDigits(new EigenvalueRecursion(run.real(), run.depth()));
    double least = 2 * orbit.loss();
    for (int t = 0; t < FLOOR_STEPS; t++) {
      orbit.step(run.eta());
      least = Math.min(least, 2 * orbit.loss());
    }
    return Optional.of(FiftyDigits.rounded(floor(run, least)));
  }

  private static Evidence floor(PlaneRotation run) {
    SquareDescent descent = run.matrixRun().begin();
    double least = descent.loss();
    while (descent.steps() < FLOOR_STEPS) {
      descent.step(run.eta());
      least = Math.min(least, descent.loss());
    }
    return floor(run, least);
  }

  private static Evidence floor(PlaneRotation run, double least) {
    return Evidence.of(Check.atLeast("least loss", least, run.real() * run.real()).relative(1e-12))
        .requires("at least two layers", run.depth() - 2)
        .requires("step size at most 1/(1 + r)", (1 + 1e-12) / (1 - run.real()) - run.eta());
  }

  private static Evidence convergence(PlaneRotation run) {
    int steps = run.recursion().stepsTo(1e-6, run.eta(), STEP_LIMIT);
    return Evidence.of(Check.atMost("steps to |p - w| = 1e-6", steps, STEP_LIMIT))
        .fact("angle", FastMath.atan2(run.imaginary(), run.real()));
  }

  @Override
  public List<Probe<PlaneRotation>> probes() {
    return List.of(
        Probe.<PlaneRotation>dropping(
                "at least two layers: one layer turns into the half turn",
                draws -> new PlaneRotation(-draws.uniform("size", 0.3, 2), 0, 1, 0.3))
            .breaking(1),
        Probe.<PlaneRotation>dropping(
                "step size at most 1/(1 + r): 1.6 times that, at three layers",
                draws -> {
                  double size = draws.uniform("size", 0.3, 0.6);
                  return new PlaneRotation(-size, 0, 3, 1.6 / (1 + size));
                })
            .breaking(1),
        Probe.<PlaneRotation>claiming(
                "literal half turn: sin(π) = 1.2e-16 is let in, and rounding escapes",
                run -> {
                  int steps = run.recursion().stepsTo(0.5, run.eta(), STEP_LIMIT);
                  return Evidence.of(
                      Check.atLeast("steps to |p - w| = 1/2", steps, STEP_LIMIT + 1));
                })
            .drawing(draws -> PlaneRotation.of(1, FastMath.PI, 2, draws.uniform("step", 0.1, 0.2)))
            .breaking(0.9),
        Probe.<PlaneRotation>claiming(
                "a positive symmetric part is necessary",
                run -> {
                  int steps = run.recursion().stepsTo(1e-6, run.eta(), STEP_LIMIT);
                  return Evidence.of(
                      Check.atLeast("steps to |p - w| = 1e-6", steps, STEP_LIMIT + 1));
                })
            .drawing(draws -> shortOfIt(draws, draws.depth(2, 8), FastMath.PI / 2))
            .breaking(0.9));
  }
}
