package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Projecting the layers after each step does not help: as long as the projection maps eigenvalues
 * in [0, 1] to [0, 1], a negative eigenvalue is never learned. Covers projections on a norm ball
 * and on a ball around the identity. Spec: identity-initialization, X1, the extension to
 * step-and-project methods.
 */
final class StepAndProjectFloor implements Claim<StepAndProjectFloor.ProjectedRun> {

  private static final int STEPS = 300;

  /** A negative eigenvalue, and the interval on which each layer's eigenvalue is clipped. */
  record ProjectedRun(Spectrum spectrum, double low, double high) {}

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/step-and-project-floor")
                .title(
                    "Projecting the layers after each step does not learn a negative eigenvalue either"),
            "X1 extension")
        .tex(
            "\\psi([0, 1]) \\subseteq [0, 1],\\ \\theta_{t+1} = \\psi(\\theta_t - \\eta\\, \\theta_t^{L-1} (\\theta_t^L +"
                + " \\lambda)) \\Rightarrow \\tfrac12 (\\theta_t^L + \\lambda)^2 \\ge \\tfrac12 \\lambda^2")
        .hypothesis("at least two layers")
        .hypothesis("the projection maps [0, 1] into itself")
        .cost(Cost.TINY);
  }

  @Override
  public ProjectedRun draw(Draws draws) {
    String family = draws.family("norm-ball", "around-identity");
    double lambda = draws.uniform("lambda", 0.05, 2);
    Spectrum spectrum =
        Spectrum.of(-lambda, draws.depth(2, 12), draws.uniform("step", 0.3, 1) / (1 + lambda));
    double radius = draws.uniform("radius", 0.05, 1);
    return family.equals("norm-ball")
        ? new ProjectedRun(spectrum, -radius, radius)
        : new ProjectedRun(spectrum, 1 - radius, 1 + radius);
  }

  @Override
  public Evidence examine(ProjectedRun run) {
    return measure(run, Orbit::inDouble);
  }

  @Override
  public Optional<Evidence> examinePrecisely(ProjectedRun run) {
    return Optional.of(FiftyDigits.rounded(measure(run, Orbit::inFiftyDigits)));
  }

  private static Evidence measure(ProjectedRun run, Orbit.Arithmetic arithmetic) {
    Orbit orbit = arithmetic.start(run.spectrum().recursion(0));
    double least = orbit.loss();
    for (int t = 0; t < STEPS; t++) {
      orbit.step(run.spectrum().eta());
      orbit.clip(run.low(), run.high());
      least = Math.min(least, orbit.loss());
    }
    return Evidence.of(Check.atLeast("least loss", least, run.spectrum().floor()).relative(1e-12))
        .requires("at least two layers", run.spectrum().depth() - 2)
        .requires("the projection maps [0, 1] into itself", Math.min(1 - run.low(), run.high()));
  }

  @Override
  public List<Probe<ProjectedRun>> probes() {
    return List.of(
        Probe.<ProjectedRun>dropping(
                "the projection maps [0, 1] into itself: its interval lies below 0, at odd depth",
                draws -> {
                  double lambda = draws.uniform("lambda", 0.2, 1);
                  int depth = 2 * draws.integer("half depth", 1, 3) + 1;
                  double eta = draws.uniform("step", 0.3, 1) / (1 + lambda);
                  return new ProjectedRun(Spectrum.of(-lambda, depth, eta), -1, -0.05);
                })
            .breaking(0.9),
        Probe.<ProjectedRun>dropping(
                "at least two layers",
                draws -> {
                  double lambda = draws.uniform("lambda", 0.1, 0.9);
                  return new ProjectedRun(Spectrum.of(-lambda, 1, 0.3), -1, 1);
                })
            .breaking(1));
  }

  @Override
  public List<Mutant<ProjectedRun>> mutants() {
    return List.of(Mutant.scaled("the floor without its half", 2));
  }
}
