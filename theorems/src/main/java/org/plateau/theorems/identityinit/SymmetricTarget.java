package org.plateau.theorems.identityinit;

import java.util.Arrays;
import java.util.List;
import org.plateau.dynamics.SquareDescent;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Draws;

/**
 * A symmetric target with its eigenvectors, for matrix runs that are compared with scalar
 * recursions.
 *
 * @param spectrum eigenvalues, depth, step size and penalty
 * @param vectors Q, whose columns are the eigenvectors, of shape d x d
 * @param target Φ = Q diag(μ) Qᵀ
 * @param steps how many steps the run makes
 * @param schedule size and pull of each step, and then from the first again; a single one where
 *     they are those of the spectrum throughout
 */
record SymmetricTarget(
    Spectrum spectrum, double[] vectors, double[] target, int steps, List<Step> schedule) {

  /**
   * One step.
   *
   * @param eta η_t, its size
   * @param penalty κ_t, the weight of the pull to the identity in it
   */
  record Step(double eta, double penalty) {}

  /** With one step size and one weight of the pull throughout. */
  SymmetricTarget(Spectrum spectrum, double[] vectors, double[] target, int steps) {
    this(spectrum, vectors, target, steps, List.of(new Step(spectrum.eta(), spectrum.penalty())));
  }

  /** The target with these eigenvalues in a random orthonormal basis. */
  static SymmetricTarget rotated(Draws draws, Spectrum spectrum, int steps) {
    double[] q = RandomMatrices.haar(draws.stream("eigenvectors"), spectrum.mu().length);
    return new SymmetricTarget(spectrum, q, Matrices.conjugated(q, spectrum.mu()), steps);
  }

  /** The target diag(μ); its run never leaves the diagonal matrices, bit for bit. */
  static SymmetricTarget diagonal(Spectrum spectrum, int steps) {
    double[] target = Matrices.diagonal(spectrum.mu());
    double[] ones = new double[spectrum.mu().length];
    Arrays.fill(ones, 1);
    return new SymmetricTarget(spectrum, Matrices.diagonal(ones), target, steps);
  }

  /** The same target with these steps in turn. */
  SymmetricTarget scheduled(List<Step> inTurn) {
    return new SymmetricTarget(spectrum, vectors, target, steps, inTurn);
  }

  /** Step t, from 0. */
  Step step(int t) {
    return schedule.get(t % schedule.size());
  }

  int dimension() {
    return spectrum.mu().length;
  }

  int depth() {
    return spectrum.depth();
  }

  /** A run from the identity, without the penalty. */
  MatrixRun begin(MatrixRun.Arithmetic arithmetic) {
    return arithmetic.start(SquareLayers.identity(dimension(), depth()), target);
  }

  /** The same at 50 digits. */
  PreciseDescent beginPrecisely() {
    return beginPrecisely(SquareLayers.identity(dimension(), depth()));
  }

  /** At 50 digits from other layers. */
  PreciseDescent beginPrecisely(SquareLayers start) {
    return new PreciseDescent(start, target, 50);
  }

  SquareDescent begin() {
    return begin(SquareLayers.identity(dimension(), depth()));
  }

  SquareDescent begin(SquareLayers start) {
    return new SquareDescent(start, target, spectrum.penalty());
  }
}
