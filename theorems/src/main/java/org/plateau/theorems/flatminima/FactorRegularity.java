package org.plateau.theorems.flatminima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.recovery.BilinearMeasurements;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.Measurements;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/**
 * How far flat solutions are from norm-minimal and from balanced ones. Spec: flat-minima-recovery,
 * C4 and section 5.
 */
final class FactorRegularity implements Figure {

  private static final int RANK = 2;
  private static final String[] SETTINGS = {"Gaussian", "bilinear", "completion"};

  /** What is measured at one flat solution. */
  private record Measured(double excess, double imbalance, double bound) {}

  @Override
  public String id() {
    return "flatminima/figure-4";
  }

  @Override
  public Paper paper() {
    return Paper.DING_ET_AL;
  }

  @Override
  public String title() {
    return "Flat solutions are nearly norm-minimal and nearly balanced, and not exactly so";
  }

  @Override
  public String caption() {
    return "Gaussian matrices of rank 2. Left: norm of the flat factors over the least norm of factors of an interpolator, minus 1. Right: |L^T L - R^T R|_*"
        + " over |L|² + |R|², with the median of the sharp bound (kappa² - 1)/(kappa² + 1) dashed. Medians over trials, small but not"
        + " zero. The paper shows the differences themselves over the dimension.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int d = effort == Effort.DEEP ? 16 : 8;
    int trials = effort == Effort.QUICK ? 3 : effort == Effort.STANDARD ? 9 : 15;
    double[] shares = {0.7, 0.75, 0.8, 0.85, 0.9, 0.95};
    List<Chart.Series> excess = new ArrayList<>();
    List<Chart.Series> imbalance = new ArrayList<>();
    for (String setting : SETTINGS) {
      double[] x = new double[shares.length];
      double[][] medians = new double[3][shares.length];
      for (int i = 0; i < shares.length; i++) {
        int m = (int) FastMath.rint(shares[i] * d * d);
        x[i] = m;
        double[][] samples = new double[3][trials];
        for (int t = 0; t < trials; t++) {
          Measured one = measure(setting, stream.sub(setting).sub(m).sub(t), d, m);
          samples[0][t] = one.excess();
          samples[1][t] = one.imbalance();
          samples[2][t] = one.bound();
        }
        for (int q = 0; q < 3; q++) {
          Arrays.sort(samples[q]);
          medians[q][i] = samples[q][trials / 2];
        }
      }
      excess.add(new Chart.Series(setting, Chart.Style.LINE, x, medians[0]));
      imbalance.add(new Chart.Series(setting, Chart.Style.LINE, x.clone(), medians[1]));
      imbalance.add(
          new Chart.Series("bound, " + setting, Chart.Style.BOUND, x.clone(), medians[2]));
    }
    Chart.Axis measurements = Chart.Axis.linear("measurements m");
    return List.of(
        Chart.of(
            "norm excess, d = " + d,
            measurements,
            Chart.Axis.log("(|L|² + |R|²) / least - 1"),
            excess),
        Chart.of(
            "imbalance, d = " + d,
            measurements,
            Chart.Axis.log("|L^T L - R^T R|_* / (|L|² + |R|²)"),
            imbalance));
  }

  private static Measured measure(String setting, RandomStream stream, int d, int m) {
    RandomStream seen = stream.sub("measurements");
    double[] truth = Truths.gaussian(stream.sub("truth"), d, d, RANK);
    Measurements a =
        switch (setting) {
          case "Gaussian" -> DenseMeasurements.gaussian(seen, d, d, m);
          case "bilinear" -> BilinearMeasurements.gaussian(seen, d, d, m);
          default -> CompletionMeasurements.of(d, d, seenInEachRow(seen, d, (double) m / (d * d)));
        };
    double[] b = a.of(truth);
    FlatMinimum flat = FlatMinimum.of(a, b, DouglasRachford.PRECISE);
    FlatMinimum least = FlatMinimum.unweighted(a, b, DouglasRachford.PRECISE);
    Factors factors = flat.factors(d);
    double norm = factors.squaredNorm();
    double square = flat.scaling().conditionNumber() * flat.scaling().conditionNumber();
    return new Measured(
        norm / (2 * least.flatness()) - 1,
        factors.imbalanceNorm() / norm,
        (square - 1) / (square + 1));
  }

  private static boolean[] seenInEachRow(RandomStream stream, int d, double p) {
    for (int attempt = 0; ; attempt++) {
      boolean[] mask = CompletionMeasurements.bernoulliMask(stream.sub(attempt), d, d, p);
      CompletionMeasurements drawn = CompletionMeasurements.of(d, d, mask);
      if (drawn.emptyRow() < 0 && drawn.emptyColumn() < 0) {
        return mask;
      }
    }
  }
}
