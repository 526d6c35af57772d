package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.Arrays;
import java.util.List;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.recovery.BilinearMeasurements;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * For bilinear sensing D1 and D2 are within a constant times sqrt(d_max/m) of the identity, unless
 * the other side is too short for m. Spec: flat-minima-recovery, C9 (Lemma 4.9).
 */
final class BilinearConditioning implements Claim<BilinearConditioning.Batch> {

  private static final int TRIALS = 15;
  private static final double LARGEST = 1.35;

  /**
   * Fifteen independent ensembles of the same shape: single ones overlap with the case that the
   * lemma excludes.
   */
  record Batch(int d1, int d2, int m, RandomStream stream) {}

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/bilinear-conditioning", 0.95, 0.10)
        .title("The rescaling of bilinear sensing is near the identity")
        .tex(
            "\\|D_i - I\\| \\le \\delta \\text{ for } m \\ge c\\, d_{\\max}/\\delta^2,\\; \\log m \\le c' \\delta^2 d_{\\min}")
        .source(DING_ET_AL, "conditioning of D1 and D2 for bilinear sensing (Lemma 4.9)", PAPER)
        .constant(
            "1.35",
            "median of 15 deviations over sqrt(d_max/m): measured at most 1.15, with margin",
            EMPIRICAL)
        .hypothesis("log m at most a constant times d_min")
        .spec("flat-minima-recovery", "C9, Lemma 4.9")
        .growsWith("m")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Batch draw(Draws draws) {
    boolean square = draws.family("square", "rectangular").equals("square");
    int d1 = draws.integer("d1", 8, 20);
    int d2 = square ? d1 : draws.integer("d2", 8, 20);
    int m = Math.max(d1, d2) * draws.integer("m/d", 8, 16);
    return new Batch(d1, d2, m, draws.stream("ensembles"));
  }

  @Override
  public Evidence examine(Batch batch) {
    double[] left = new double[TRIALS];
    double[] right = new double[TRIALS];
    double unit = Math.sqrt((double) Math.max(batch.d1(), batch.d2()) / batch.m());
    for (int t = 0; t < TRIALS; t++) {
      Scaling scaling =
          Scaling.of(
              BilinearMeasurements.gaussian(
                  batch.stream().sub(t), batch.d1(), batch.d2(), batch.m()));
      left[t] = deviation(scaling.left(), batch.d1()) / unit;
      right[t] = deviation(scaling.right(), batch.d2()) / unit;
    }
    Arrays.sort(left);
    Arrays.sort(right);
    return Evidence.of(
            Check.atMost(
                "median of |D1 - I| / sqrt(d_max/m) over 15 ensembles", left[TRIALS / 2], LARGEST),
            Check.atMost(
                "median of |D2 - I| / sqrt(d_max/m) over 15 ensembles", right[TRIALS / 2], LARGEST))
        .fact("m", batch.m());
  }

  private static double deviation(double[] scaling, int d) {
    double[] values = SymmetricEigen.values(scaling, d);
    return Math.max(1 - values[0], values[d - 1] - 1);
  }

  @Override
  public List<Probe<Batch>> probes() {
    return List.of(
        Probe.<Batch>dropping(
            "log m at most a constant times d_min: d2 = 1, m = 600",
            draws -> new Batch(draws.integer("d", 10, 16), 1, 600, draws.stream("ensembles"))));
  }
}
