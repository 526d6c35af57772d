package org.plateau.theorems.identityinit;

import java.util.List;
import org.plateau.dynamics.SquareDescent;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * When the first layer starts with the signs of the target's eigenvalues, learning Φ is exactly
 * learning |Φ| from the identity, so the rate of positive definite targets holds: the failure is
 * one of the starting signs. Spec: identity-initialization, X4.
 */
final class SignFlippedStart implements Claim<SymmetricTarget> {

  private static final double GOAL = 1e-8;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/sign-flipped-start")
                .title(
                    "With the right signs in the first layer, an indefinite target is learned like its absolute value"),
            "X4")
        .tex(
            "\\Theta_1 = Q\\, \\mathrm{sign}(D)\\, Q^\\top \\Rightarrow \\ell_t(\\Phi) = \\ell_t(|\\Phi|)")
        .hypothesis("no eigenvalue is zero")
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
    return compare(run, run.begin(FailureFloor.signFlipped(run)));
  }

  private static Evidence compare(SymmetricTarget run, SquareDescent descent) {
    Spectrum sizes = absolute(run.spectrum().mu(), run.depth(), run.spectrum().eta());
    SymmetricTarget positive =
        new SymmetricTarget(
            sizes, run.vectors(), Matrices.conjugated(run.vectors(), sizes.mu()), run.steps());
    SquareDescent twin = positive.begin();
    double first = twin.loss();
    Tightest equality = new Tightest();
    equality.see(
        Check.equal("loss beside that of |Φ|", descent.loss(), first).scale(first).relative(1e-10));
    while (descent.steps() < run.steps()) {
      descent.step(run.spectrum().eta());
      twin.step(run.spectrum().eta());
      equality.see(
          Check.equal("loss beside that of |Φ|", descent.loss(), twin.loss())
              .scale(first)
              .relative(1e-10));
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (double size : sizes.mu()) {
      nearest = Math.min(nearest, size);
    }
    return Evidence.of(
            equality.check(),
            Check.atMost("last over first loss", descent.loss() / first, GOAL).relative(1e-9))
        .requires("no eigenvalue is zero", nearest);
  }

  @Override
  public List<Probe<SymmetricTarget>> probes() {
    return List.of(
        Probe.<SymmetricTarget>claiming(
                "the signs left out: every layer starts at the identity",
                run -> compare(run, run.begin()))
            .breaking(0.9));
  }
}
