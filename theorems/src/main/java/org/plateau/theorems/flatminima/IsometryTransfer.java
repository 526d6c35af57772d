package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The rescaling changes the constants of a restricted isometry by at most the squares of the
 * extreme eigenvalues: the rank is unchanged, and so is the norm up to these. Spec:
 * flat-minima-recovery, C6 (Lemma 4.6).
 */
final class IsometryTransfer implements Claim<IsometryTransfer.Rescaled> {

  private static final double TOLERANCE = 1e-10;
  private static final String BELOW = "|Q1^-1 X Q2^-1| from below";
  private static final String ABOVE = "|Q1^-1 X Q2^-1| from above";
  private static final String EXTREME = "extreme direction";

  /**
   * A matrix and its rescaling.
   *
   * @param q1 Q1, shape d1 x d1
   * @param q2 Q2, shape d2 x d2
   * @param x X, shape d1 x d2
   * @param rescaled Q1^-1 X Q2^-1
   * @param least alpha1, the least eigenvalue of Q1 and Q2
   * @param greatest alpha2, the greatest one
   */
  record Rescaled(
      int d1,
      int d2,
      double[] q1,
      double[] q2,
      double[] x,
      double[] rescaled,
      double least,
      double greatest) {}

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/isometry-transfer")
        .title("Rescaling by D1 and D2 transfers a restricted isometry")
        .tex(
            "\\alpha_2^{-2} \\|X\\|_F \\le \\|Q_1^{-1} X Q_2^{-1}\\|_F \\le \\alpha_1^{-2} \\|X\\|_F")
        .source(DING_ET_AL, "isometry of the rescaled map (Lemma 4.6)", PAPER)
        .constant("-2", "exponents derived", DERIVED)
        .spec("flat-minima-recovery", "C6")
        .cost(Cost.LIGHT);
  }

  @Override
  public Rescaled draw(Draws draws) {
    boolean extreme = draws.family("random", EXTREME).equals(EXTREME);
    int d1 = draws.integer("d1", 2, 7);
    int d2 = draws.integer("d2", 2, 7);
    int r = draws.integer("r", 1, 2);
    double low = draws.logUniform("alpha1", 0.2, 1);
    double high = low * draws.logUniform("kappa", 1.05, 6);
    double[] q1 = RandomMatrices.symmetric(draws.stream("Q1"), spectrum(d1, low, high));
    double[] q2 = RandomMatrices.symmetric(draws.stream("Q2"), spectrum(d2, low, high));
    Scaling scaling = Scaling.by(d1, d2, q1, q2);
    double[] x = Truths.gaussian(draws, d1, d2, r);
    if (extreme) {
      sharpen(scaling, x, draws.coin("shrinking"));
    }
    return new Rescaled(
        d1,
        d2,
        q1,
        q2,
        x,
        scaling.unweigh(x),
        scaling.leastEigenvalue(),
        scaling.greatestEigenvalue());
  }

  private static double[] spectrum(int d, double low, double high) {
    double[] s = new double[d];
    for (int i = 0; i < d; i++) {
      s[i] = low + (high - low) * i / (d - 1);
    }
    return s;
  }

  /** Power iteration towards the direction that the rescaling shrinks or stretches most. */
  private static void sharpen(Scaling scaling, double[] x, boolean shrinking) {
    for (int k = 0; k < 200; k++) {
      double[] next = shrinking ? scaling.weigh(x) : scaling.unweigh(x);
      double norm = Kernels.norm(next);
      for (int i = 0; i < x.length; i++) {
        x[i] = next[i] / norm;
      }
    }
  }

  @Override
  public Evidence examine(Rescaled x) {
    double norm = Kernels.norm(x.x());
    double rescaled = Kernels.norm(x.rescaled());
    return Evidence.of(
        Check.atLeast(BELOW, rescaled, norm / (x.greatest() * x.greatest())).relative(TOLERANCE),
        Check.atMost(ABOVE, rescaled, norm / (x.least() * x.least())).relative(TOLERANCE));
  }

  /**
   * The claim holds for any X, so the rescaled matrix is taken as it is and X as Q1 times it times
   * Q2, which needs no inverse; alpha1 and alpha2 are found again.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Rescaled x) {
    PreciseMatrix q1 = PreciseMatrix.of(x.d1(), x.d1(), x.q1());
    PreciseMatrix q2 = PreciseMatrix.of(x.d2(), x.d2(), x.q2());
    PreciseMatrix rescaled = PreciseMatrix.of(x.d1(), x.d2(), x.rescaled());
    Precise norm = q1.multiply(rescaled).multiply(q2).norm();
    Precise[] left = q1.symmetricEigenvalues();
    Precise[] right = q2.symmetricEigenvalues();
    Precise least = left[0].min(right[0]);
    Precise greatest = left[left.length - 1].max(right[right.length - 1]);
    return Optional.of(
        Evidence.of(
            Check.atLeast(BELOW, rescaled.norm(), norm.divide(greatest.square()))
                .relative(TOLERANCE),
            Check.atMost(ABOVE, rescaled.norm(), norm.divide(least.square())).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Rescaled>> probes() {
    return List.of(
        Probe.<Rescaled>changing(
                "bounds 2 % sharper",
                (x, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.what().equals(BELOW)
                                ? c.bound(1.02 * c.bound())
                                : c.bound(c.bound() / 1.02)))
            .on(EXTREME)
            .breaking(0.7),
        Probe.<Rescaled>changing("exponent -1 instead of -2", IsometryTransfer::firstPowers)
            .on(EXTREME)
            .breaking(0.4));
  }

  private static Evidence firstPowers(Rescaled x, Evidence evidence) {
    return evidence.mapChecks(
        c -> c.bound(c.bound() * (c.what().equals(BELOW) ? x.greatest() : x.least())));
  }

  @Override
  public List<Mutant<Rescaled>> mutants() {
    return List.of(
        Mutant.changing("exponent -1 for -2", IsometryTransfer::firstPowers),
        Mutant.changing(
            "alpha1 and alpha2 exchanged",
            (x, evidence) ->
                evidence.mapChecks(
                    c -> {
                      double kappa = x.greatest() / x.least();
                      return c.bound(
                          c.bound()
                              * (c.what().equals(BELOW) ? kappa * kappa : 1 / (kappa * kappa)));
                    })));
  }
}
