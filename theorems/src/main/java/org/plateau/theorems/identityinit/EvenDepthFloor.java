package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * At even depth no step sizes whatever let descent from the identity cross the floor: equal
 * symmetric layers have a positive semidefinite product. Checked on the scalar recursion, which
 * keeps the layers equal. Spec: identity-initialization, X2.
 */
final class EvenDepthFloor implements Claim<EvenDepthFloor.RandomSteps> {

  private static final double ESCAPED = 1e3;

  /** One negative eigenvalue -lambda, and arbitrary step sizes. */
  record RandomSteps(double lambda, int depth, double penalty, double[] steps) {}

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/even-depth-floor")
                .title("At even depth no choice of step sizes learns a negative eigenvalue"),
            "X2")
        .tex(
            "L \\text{ even} \\Rightarrow \\tfrac12 (\\theta_t^L + \\lambda)^2 \\ge \\tfrac12 \\lambda^2 \\text{ for all } \\eta_0, \\eta_1, \\dots")
        .hypothesis("even depth")
        .cost(Cost.TINY);
  }

  @Override
  public RandomSteps draw(Draws draws) {
    return draw(draws, 2 * draws.integer("half depth", 1, 6));
  }

  private static RandomSteps draw(Draws draws, int depth) {
    RandomStream stream = draws.stream("steps");
    double[] steps = new double[40];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = stream.uniform(0, 3);
    }
    double penalty = draws.coin("penalty") ? draws.uniform("penalty weight", 0, 2) : 0;
    return new RandomSteps(draws.uniform("lambda", 0.05, 2), depth, penalty, steps);
  }

  @Override
  public Evidence examine(RandomSteps run) {
    return measure(run, Orbit::inDouble);
  }

  @Override
  public Optional<Evidence> examinePrecisely(RandomSteps run) {
    return Optional.of(FiftyDigits.rounded(measure(run, Orbit::inFiftyDigits)));
  }

  private static Evidence measure(RandomSteps run, Orbit.Arithmetic arithmetic) {
    Orbit orbit =
        arithmetic.start(new EigenvalueRecursion(-run.lambda(), run.depth(), run.penalty()));
    double least = Double.POSITIVE_INFINITY;
    double lowest = 1;
    for (double eta : run.steps()) {
      orbit.step(eta);
      if (!(Math.abs(orbit.theta()) < ESCAPED)) {
        break;
      }
      least = Math.min(least, orbit.loss());
      lowest = Math.min(lowest, orbit.theta());
    }
    // A first step that leaves the range at once has a huge loss.
    double value = Math.min(least, ESCAPED * ESCAPED);
    return Evidence.of(
            Check.atLeast("least loss", value, run.lambda() * run.lambda() / 2).relative(1e-12))
        .requires("even depth", run.depth() % 2 == 0 ? 0 : -1)
        .fact("least θ", lowest);
  }

  @Override
  public List<Probe<RandomSteps>> probes() {
    return List.of(
        Probe.<RandomSteps>dropping(
                "even depth", draws -> draw(draws, 2 * draws.integer("half depth", 1, 6) + 1))
            .breaking(0.1));
  }
}
