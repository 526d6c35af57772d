package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * When the first layer starts with the signs of the target's eigenvalues, learning Φ is exactly
 * learning |Φ| from the identity, so the rate of positive definite targets holds: the failure is
 * one of the starting signs. Spec: identity-initialization, X4.
 */
final class SignFlippedStart implements Claim<SymmetricTarget> {

  private static final double GOAL = 1e-8;
  private static final String STEP_BOUND = "step size at most 1/(L M^(2-2/L)), by the sizes";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/sign-flipped-start")
                .title(
                    "With the right signs in the first layer, an indefinite target is learned like its absolute value"),
            "X4")
        .tex(
            "\\Theta_1 = Q\\, \\mathrm{sign}(D)\\, Q^\\top \\Rightarrow \\ell_t(\\Phi) = \\ell_t(|\\Phi|) \\le"
                + " (1 - \\eta L m^{2-2/L})^{2t}\\, \\ell_0,\\quad m = \\min(1, |\\mu_j|)")
        .hypothesis("no eigenvalue is zero")
        .hypothesis(STEP_BOUND)
        .cost(Cost.MEDIUM);
  }

  @Override
  public SymmetricTarget draw(Draws draws) {
    int d = draws.integer("dimension", 1, 6);
    int depth = draws.depth(1, 10);
    RandomStream stream = draws.stream("spectrum");
    double[] mu = new double[d];
    for (int j = 0; j < d; j++) {
      double size = stream.uniform(0.3, 2);
      mu[j] = j == 0 || stream.nextBoolean() ? -size : size;
    }
    double eta = Spectrum.safeStep(absolute(mu, depth, 1).largest(), depth);
    Spectrum spectrum = new Spectrum(mu, depth, eta, 0);
    return SymmetricTarget.rotated(
        draws, spectrum, SymmetricRate.stepBound(absolute(mu, depth, eta), GOAL));
  }

  private static Spectrum absolute(double[] mu, int depth, double eta) {
    double[] sizes = new double[mu.length];
    for (int j = 0; j < mu.length; j++) {
      sizes[j] = Math.abs(mu[j]);
    }
    return new Spectrum(sizes, depth, eta, 0);
  }

  @Override
  public Evidence examine(SymmetricTarget run) {
    return compare(run, FailureFloor.signFlipped(run), MatrixRun::inDouble);
  }

  @Override
  public Optional<Evidence> examinePrecisely(SymmetricTarget run) {
    return Optional.of(comparePrecisely(run, FailureFloor.signFlipped(run)));
  }

  private static Evidence comparePrecisely(SymmetricTarget run, SquareLayers start) {
    return FiftyDigits.rounded(compare(run, start, MatrixRun::inFiftyDigits));
  }

  private static Evidence compare(
      SymmetricTarget run, SquareLayers start, MatrixRun.Arithmetic arithmetic) {
    Spectrum sizes = absolute(run.spectrum().mu(), run.depth(), run.spectrum().eta());
    SymmetricTarget positive =
        new SymmetricTarget(
            sizes, run.vectors(), Matrices.conjugated(run.vectors(), sizes.mu()), run.steps());
    MatrixRun descent = arithmetic.start(start, run.target());
    MatrixRun twin = positive.begin(arithmetic);
    double first = twin.loss();
    double worst = Math.abs(descent.loss() - first);
    while (descent.steps() < run.steps()) {
      descent.step(run.spectrum().eta());
      twin.step(run.spectrum().eta());
      worst = Math.max(worst, Math.abs(descent.loss() - twin.loss()));
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (double size : sizes.mu()) {
      nearest = Math.min(nearest, size);
    }
    return Evidence.of(
            Check.equal("largest distance of the losses, over the first", worst / first, 0)
                .scale(1)
                .absolute(1e-10),
            Check.atMost("last over first loss", descent.loss() / first, GOAL).relative(1e-9))
        .requires("no eigenvalue is zero", nearest)
        .requires(
            STEP_BOUND,
            (1 + 1e-12) * Spectrum.safeStep(sizes.largest(), run.depth()) - run.spectrum().eta());
  }

  @Override
  public List<Probe<SymmetricTarget>> probes() {
    return List.of(
        Probe.<SymmetricTarget>claiming(
                "the signs left out: every layer starts at the identity",
                run -> compare(run, identity(run), MatrixRun::inDouble))
            .breaking(0.9));
  }

  private static SquareLayers identity(SymmetricTarget run) {
    return SquareLayers.identity(run.dimension(), run.depth());
  }

  @Override
  public List<Mutant<SymmetricTarget>> mutants() {
    return List.of(
        Mutant.claiming(
            "the signs left out",
            run -> compare(run, identity(run), MatrixRun::inDouble),
            run -> comparePrecisely(run, identity(run))));
  }
}
