package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.plateau.matrix.Kernels;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The rescaling changes the constants of a restricted isometry by at most the squares of the
 * extreme eigenvalues: the rank is unchanged, and so is the norm up to these. Spec:
 * flat-minima-recovery, C6 (Lemma 4.6).
 */
final class IsometryTransfer implements Claim<IsometryTransfer.Rescaled> {

  private static final double TOLERANCE = 1e-10;
  private static final String EXTREME = "extreme direction";

  /**
   * A matrix and its rescaling.
   *
   * @param norm |X|
   * @param rescaled |Q1^-1 X Q2^-1|
   * @param least alpha1, the least eigenvalue of Q1 and Q2
   * @param greatest alpha2, the greatest one
   */
  record Rescaled(double norm, double rescaled, double least, double greatest) {}

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
        Kernels.norm(x),
        Kernels.norm(scaling.unweigh(x)),
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
    double low = x.norm() / (x.greatest() * x.greatest());
    double high = x.norm() / (x.least() * x.least());
    return Evidence.of(
        Check.atLeast("|Q1^-1 X Q2^-1| from below", x.rescaled(), low).relative(TOLERANCE),
        Check.atMost("|Q1^-1 X Q2^-1| from above", x.rescaled(), high).relative(TOLERANCE));
  }

  @Override
  public List<Probe<Rescaled>> probes() {
    return List.of(
        Probe.<Rescaled>changing(
                "bounds 2 % sharper",
                (x, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.what().endsWith("below")
                                ? c.bound(1.02 * c.bound())
                                : c.bound(c.bound() / 1.02)))
            .on(EXTREME)
            .breaking(0.7),
        Probe.<Rescaled>changing(
                "exponent -1 instead of -2",
                (x, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.bound(
                                c.bound()
                                    * (c.what().endsWith("below") ? x.greatest() : x.least()))))
            .on(EXTREME)
            .breaking(0.4));
  }
}
