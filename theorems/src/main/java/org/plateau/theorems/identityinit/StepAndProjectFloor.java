package org.plateau.theorems.identityinit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.sampling.RandomStream;
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
 * Projecting the layers after each step does not help: as long as the projection maps eigenvalues
 * in [0, 1] to [0, 1], a negative eigenvalue is never learned. Covers projections on a norm ball
 * and on a ball around the identity, with and without a pull to the identity; step, pull and
 * projection may vary in time. Spec: identity-initialization, X1, the extension to step-and-project
 * methods.
 */
final class StepAndProjectFloor implements Claim<StepAndProjectFloor.ProjectedRun> {

  private static final int STEPS = 300;
  private static final int SCHEDULE = 30;
  private static final String INTO_ITSELF = "the projection maps [0, 1] into itself";
  private static final String STEP_BOUND = "each step size at most 1/(1 + λ + κ) by its own κ";

  /**
   * A step and the projection after it.
   *
   * @param eta η_t, the size of the step
   * @param penalty κ_t, the weight of the pull to the identity
   * @param low the least eigenvalue that the projection leaves
   * @param high the largest one
   */
  record Move(double eta, double penalty, double low, double high) {}

  /** A negative eigenvalue -lambda, and moves that are made in turn. */
  record ProjectedRun(double lambda, int depth, List<Move> moves) {}

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/step-and-project-floor")
                .title(
                    "Projecting the layers after each step does not learn a negative eigenvalue either"),
            "X1 extension")
        .tex(
            "L \\ge 2,\\ \\psi_t([0, 1]) \\subseteq [0, 1],\\ \\eta_t \\le \\tfrac{1}{1 + \\lambda + \\kappa_t},\\ \\theta_{t+1} ="
                + " \\psi_t(\\theta_t - \\eta_t [\\theta_t^{L-1} (\\theta_t^L + \\lambda) + \\kappa_t (\\theta_t - 1)])"
                + " \\Rightarrow \\tfrac12 (\\theta_t^L + \\lambda)^2 \\ge \\tfrac12 \\lambda^2")
        .constant(
            "1/(1 + \\lambda + \\kappa_t)",
            "keeps θ in [0, 1]; κ_t is the weight of the penalty in step t",
            Provenance.DERIVED)
        .hypothesis("at least two layers")
        .hypothesis(INTO_ITSELF)
        .hypothesis(STEP_BOUND)
        .cost(Cost.TINY);
  }

  @Override
  public ProjectedRun draw(Draws draws) {
    String family = draws.family("norm-ball", "around-identity", "varying");
    double lambda = draws.uniform("lambda", 0.05, 2);
    int depth = draws.depth(2, 12);
    double penalty = draws.coin("penalty") ? draws.uniform("penalty weight", 0, 2) : 0;
    if (family.equals("varying")) {
      return new ProjectedRun(lambda, depth, drawMoves(draws.stream("moves"), lambda, penalty));
    }
    double eta = draws.uniform("step", 0.3, 1) / (1 + lambda + penalty);
    double radius = draws.uniform("radius", 0.05, 1);
    double center = family.equals("norm-ball") ? 0 : 1;
    Move move = new Move(eta, penalty, center - radius, center + radius);
    return new ProjectedRun(lambda, depth, List.of(move));
  }

  /**
   * Draws pulls of weight up to κ, half of the steps as long as allowed, and balls of both kinds;
   * the first step is shorter, since that length leads to θ = 0, where nothing moves without a
   * pull.
   */
  private static List<Move> drawMoves(RandomStream stream, double lambda, double penalty) {
    List<Move> moves = new ArrayList<>();
    for (int t = 0; t < SCHEDULE; t++) {
      double weight = penalty * stream.nextDouble();
      double share = t > 0 && stream.nextBoolean() ? 1 : stream.nextDouble();
      double radius = stream.uniform(0.05, 1);
      double center = stream.nextBoolean() ? 1 : 0;
      double eta = share / (1 + lambda + weight);
      moves.add(new Move(eta, weight, center - radius, center + radius));
    }
    return moves;
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
    Orbit orbit = arithmetic.start(new EigenvalueRecursion(-run.lambda(), run.depth()));
    double least = orbit.loss();
    for (int t = 0; t < STEPS; t++) {
      Move move = run.moves().get(t % run.moves().size());
      orbit.step(move.eta(), move.penalty());
      orbit.clip(move.low(), move.high());
      least = Math.min(least, orbit.loss());
    }
    double inside = Double.POSITIVE_INFINITY;
    double small = Double.POSITIVE_INFINITY;
    for (Move move : run.moves()) {
      inside = Math.min(inside, Math.min(1 - move.low(), move.high()));
      small = Math.min(small, (1 + 1e-12) / (1 + run.lambda() + move.penalty()) - move.eta());
    }
    return Evidence.of(
            Check.atLeast("least loss", least, run.lambda() * run.lambda() / 2).relative(1e-12))
        .requires("at least two layers", run.depth() - 2)
        .requires(INTO_ITSELF, inside)
        .requires(STEP_BOUND, small);
  }

  @Override
  public List<Probe<ProjectedRun>> probes() {
    return List.of(
        Probe.<ProjectedRun>dropping(
                "the projection maps [0, 1] into itself: its interval lies below 0, at odd depth",
                draws -> {
                  double lambda = draws.uniform("lambda", 0.2, 1);
                  double eta = draws.uniform("step", 0.3, 1) / (1 + lambda);
                  return constant(lambda, drawOddDepth(draws), new Move(eta, 0, -1, -0.05));
                })
            .breaking(0.9),
        Probe.<ProjectedRun>dropping(
                "at least two layers",
                draws -> {
                  double lambda = draws.uniform("lambda", 0.1, 0.9);
                  return constant(lambda, 1, new Move(0.3, 0, -1, 1));
                })
            .breaking(1),
        Probe.<ProjectedRun>dropping(
                "step sizes at most 1/(1 + λ): 1.6 times that in the unit ball, at odd depth",
                draws -> {
                  double lambda = draws.uniform("lambda", 0.2, 1);
                  Move move = new Move(1.6 / (1 + lambda), 0, -1, 1);
                  return constant(lambda, drawOddDepth(draws), move);
                })
            .breaking(1));
  }

  private static ProjectedRun constant(double lambda, int depth, Move move) {
    return new ProjectedRun(lambda, depth, List.of(move));
  }

  private static int drawOddDepth(Draws draws) {
    return 2 * draws.integer("half depth", 1, 3) + 1;
  }

  @Override
  public List<Mutant<ProjectedRun>> mutants() {
    return List.of(Mutant.scaled("the floor without its half", 2));
  }
}
