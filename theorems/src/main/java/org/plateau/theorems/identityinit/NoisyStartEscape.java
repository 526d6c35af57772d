package org.plateau.theorems.identityinit;

import java.util.List;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The failure is one of the exact start: with Gaussian noise of size 0.1 to 0.3 on the identity, or
 * noise alone, a target with a negative eigenvalue is learned on nearly every draw. Spec:
 * identity-initialization, X5.
 */
final class NoisyStartEscape implements Claim<Descent> {

  private static final int DIMENSION = 3;
  private static final int DEPTH = 4;

  @Override
  public Statement statement() {
    return Derived.observed(
            Statement.probability("identityinit/noisy-start-escape", 0.9, 0.2)
                .title(
                    "Noise on the identity start, or in its place, escapes from the failure floor"),
            "X5")
        .tex(
            "\\mathrm{spec}(\\Phi) = (-0.8, 1, 1.2),\\ L = 4,\\ \\Theta_i = I + \\sigma G/\\sqrt d,\\ \\sigma \\in (0.1, 0.3) \\text{ or } \\Theta_i = G/\\sqrt d"
                + " \\Rightarrow \\ell_{2500} \\le 10^{-6}")
        .constant("0.9", "share of starts that escape", Provenance.EMPIRICAL)
        .hypothesis("noise of size 0.1 to 0.3 on the identity, or of size 1 alone")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Descent draw(Draws draws) {
    return draws.family("around-identity", "gaussian").equals("gaussian")
        ? draw(draws, 0, 1)
        : draw(draws, 1, draws.logUniform("noise", 0.1, 0.3));
  }

  /** Draws layers {@code identity} I + {@code noise} G/√d. */
  private static Descent draw(Draws draws, double identity, double noise) {
    double[] q = RandomMatrices.haar(draws.stream("eigenvectors"), DIMENSION);
    RandomStream stream = draws.stream("layers");
    double[][] layers = new double[DEPTH][];
    for (int i = 0; i < DEPTH; i++) {
      double[] direction = stream.gaussian(new double[DIMENSION * DIMENSION]);
      layers[i] = Matrices.scaled(identity, Kernels.identity(DIMENSION));
      Kernels.axpy(noise / Math.sqrt(DIMENSION), direction, 0, layers[i], 0, direction.length);
    }
    double[] target = Matrices.conjugated(q, new double[] {-0.8, 1, 1.2});
    return new Descent(SquareLayers.of(DIMENSION, layers), target, 0.03);
  }

  @Override
  public Evidence examine(Descent run) {
    SquareDescent descent = run.begin();
    Ending ending = descent.run(run.eta(), 2500, 1e-6);
    return Evidence.of(Check.event("loss fell to 1e-6", ending == Ending.CONVERGED))
        .fact("steps", descent.steps());
  }

  @Override
  public List<Probe<Descent>> probes() {
    return List.of(
        Probe.<Descent>dropping("noise: none", draws -> draw(draws, 1, 0)).tries(30),
        Probe.<Descent>dropping("noise: 100 times smaller", draws -> draw(draws, 1, 1e-3))
            .tries(30));
  }
}
