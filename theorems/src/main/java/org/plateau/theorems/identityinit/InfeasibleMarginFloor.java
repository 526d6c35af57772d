package org.plateau.theorems.identityinit;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.PowerProjection;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.MarginCone;
import org.plateau.network.SquareLayers;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Against a target of smaller margin than γ, power projection stays at the distance of the target
 * from the projection set: with a negative margin it must fail, where plain descent may succeed.
 * Spec: identity-initialization, P6. No form at 50 digits: each step takes polar factors and matrix
 * roots of the last one, and no useful bound on what their errors grow to is known here.
 */
final class InfeasibleMarginFloor implements Claim<Projection> {

  private static final int STEPS = 150;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/infeasible-margin-floor")
                .title(
                    "Power projection cannot come nearer to a target than the projection set does"),
            "P6")
        .tex(
            "\\mathrm{margin}(\\Phi) < \\gamma \\Rightarrow \\ell_t \\ge \\tfrac12 \\sum_j (\\gamma - \\lambda_j)_+^2,\\quad"
                + " \\lambda_j = \\lambda_j(\\tfrac12(\\Phi + \\Phi^\\top))")
        .hypothesis("margin of the target below gamma")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Projection draw(Draws draws) {
    String family = draws.family("negative", "positive");
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 6);
    boolean negative = family.equals("negative");
    double gamma = negative ? 0.1 : draws.uniform("gamma", 0.1, 1);
    double margin =
        negative
            ? -draws.uniform("negative margin", 0.2, 1)
            : gamma * draws.uniform("margin over gamma", 0.1, 0.9);
    double[] target = MarginMatrix.matrix(draws, d, margin, draws.uniform("twist", 0, 2));
    return Projection.withSafeStep(d, depth, target, gamma, STEPS);
  }

  @Override
  public Evidence examine(Projection run) {
    double floor = floor(run);
    PowerProjection descent = run.begin();
    double least = descent.loss();
    while (descent.steps() < run.steps()) {
      descent.step(run.eta());
      least = Math.min(least, descent.loss());
    }
    return Evidence.of(Check.atLeast("least loss", least, floor).relative(1e-12))
        .requires(
            "margin of the target below gamma",
            run.gamma() - MarginCone.margin(run.target(), run.dimension()))
        .fact("last loss over floor", descent.loss() / floor);
  }

  private static double floor(Projection run) {
    return new MarginCone(run.gamma()).halfSquaredDistance(run.target(), run.dimension());
  }

  @Override
  public List<Probe<Projection>> probes() {
    return List.of(
        Probe.<Projection>claiming(
                "no projection: plain descent on a rotation beyond a right angle",
                run -> {
                  Descent plain =
                      new Descent(SquareLayers.identity(2, run.depth()), run.target(), run.eta());
                  SquareDescent descent = plain.begin();
                  descent.run(run.eta(), run.steps(), floor(run) / 2);
                  return Evidence.of(
                      Check.atLeast("least loss", descent.loss(), floor(run)).relative(1e-12));
                })
            .drawing(
                draws -> {
                  double angle = draws.uniform("angle", 1.8, 2.8);
                  double c = FastMath.cos(angle);
                  double s = FastMath.sin(angle);
                  int depth = draws.depth(2, 6);
                  return new Projection(
                      2, depth, new double[] {c, -s, s, c}, 0.1, 0.3 / depth, 3000);
                })
            .breaking(0.9));
  }
}
