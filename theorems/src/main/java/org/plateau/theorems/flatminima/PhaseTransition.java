package org.plateau.theorems.flatminima;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.recovery.BilinearMeasurements;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Measurements;
import org.plateau.recovery.QuadraticMeasurements;
import org.plateau.recovery.QuadraticNetwork;
import org.plateau.recovery.StatisticalDimension;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/**
 * The share of exact recoveries by flat minima over the number of measurements and the rank. Spec:
 * flat-minima-recovery, C16.
 */
final class PhaseTransition implements Figure {

  /** The four panels. */
  private enum Setting {
    GAUSSIAN("Gaussian sensing"),
    BILINEAR("bilinear sensing"),
    COMPLETION("completion of incoherent matrices"),
    QUADRATIC("quadratic network");

    private final String title;

    Setting(String title) {
      this.title = title;
    }

    int unknowns(int d) {
      return this == QUADRATIC ? d * (d + 1) / 2 : d * d;
    }

    double threshold(int d, int rank) {
      return this == QUADRATIC
          ? StatisticalDimension.symmetricNuclearNorm(d, rank)
          : StatisticalDimension.nuclearNorm(d, d, rank);
    }
  }

  @Override
  public String id() {
    return "flatminima/figure-3";
  }

  @Override
  public Paper paper() {
    return Paper.DING_ET_AL;
  }

  @Override
  public String title() {
    return "When flat minima recover the ground truth";
  }

  @Override
  public String caption() {
    return "Share of trials with |X - M| < 1e-6 |M| for the flat solution X, over measurements m and rank r. The line is the statistical"
        + " dimension of the nuclear norm's descent cone, which predicts the transition for Gaussian measurements of a flat D1 and D2; for"
        + " the network that of symmetric matrices. The paper's figure has the dimension on the vertical axis and rank 2.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    return List.of(
        panel(Setting.GAUSSIAN, effort, stream),
        panel(Setting.BILINEAR, effort, stream),
        panel(Setting.COMPLETION, effort, stream),
        panel(Setting.QUADRATIC, effort, stream));
  }

  private static Chart panel(Setting setting, Effort effort, RandomStream stream) {
    int d = effort == Effort.DEEP ? 16 : 8;
    int columns = effort == Effort.QUICK ? 6 : effort == Effort.STANDARD ? 12 : 20;
    int ranks = effort == Effort.QUICK ? 3 : 4;
    int trials = effort == Effort.QUICK ? 2 : effort == Effort.STANDARD ? 6 : 10;
    int unknowns = setting.unknowns(d);
    double[] x = new double[columns];
    double[] y = new double[ranks];
    double[] share = new double[ranks * columns];
    for (int c = 0; c < columns; c++) {
      x[c] = FastMath.rint(d + c * (unknowns - d) / (columns - 1.0));
      for (int r = 1; r <= ranks; r++) {
        y[r - 1] = r;
        RandomStream cell = stream.sub(setting.title).sub((long) x[c]).sub(r);
        share[(r - 1) * columns + c] = share(setting, cell, d, r, (int) x[c], trials);
      }
    }
    double[] threshold = new double[ranks];
    for (int r = 1; r <= ranks; r++) {
      threshold[r - 1] = setting.threshold(d, r);
    }
    return new Chart(
        setting.title + ", d = " + d,
        Chart.Axis.linear("measurements m"),
        Chart.Axis.linear("rank r"),
        List.of(new Chart.Series("statistical dimension", Chart.Style.BOUND, threshold, y.clone())),
        new Chart.Cells("share recovered", x, y, share, 0, 1));
  }

  private static double share(
      Setting setting, RandomStream cell, int d, int rank, int m, int trials) {
    int recovered = 0;
    for (int t = 0; t < trials; t++) {
      recovered += recovers(setting, cell.sub(t), d, rank, m) ? 1 : 0;
    }
    return (double) recovered / trials;
  }

  private static boolean recovers(Setting setting, RandomStream stream, int d, int rank, int m) {
    RandomStream seen = stream.sub("measurements");
    double[] truth = truth(setting, stream.sub("truth"), d, rank);
    Measurements measurements =
        switch (setting) {
          case GAUSSIAN -> DenseMeasurements.gaussian(seen, d, d, m);
          case BILINEAR -> BilinearMeasurements.gaussian(seen, d, d, m);
          case QUADRATIC -> QuadraticMeasurements.gaussian(seen, d, m);
          case COMPLETION -> CompletionMeasurements.of(d, d, entries(seen, d, m));
        };
    // Without an entry in some row or column D1 or D2 is singular, and flat solutions are not
    // unique.
    if (measurements instanceof CompletionMeasurements c
        && (c.emptyRow() >= 0 || c.emptyColumn() >= 0)) {
      return false;
    }
    return new Sensing(measurements, truth, rank).misses(DouglasRachford.BRIEF) < Sensing.RECOVERED;
  }

  private static double[] truth(Setting setting, RandomStream stream, int d, int rank) {
    int positive = (rank + 1) / 2;
    return switch (setting) {
      case COMPLETION -> Truths.hadamard(stream, d, rank, 1);
      case QUADRATIC ->
          new QuadraticNetwork(
                  d,
                  positive,
                  rank - positive,
                  stream.gaussian(new double[d * positive]),
                  stream.gaussian(new double[d * (rank - positive)]))
              .matrix();
      default -> Truths.gaussian(stream, d, d, rank);
    };
  }

  /** Exactly m entries, all sets equally likely. */
  private static boolean[] entries(RandomStream stream, int d, int m) {
    boolean[] seen = new boolean[d * d];
    int[] order = stream.permutation(new int[d * d]);
    for (int e = 0; e < m; e++) {
      seen[order[e]] = true;
    }
    return seen;
  }
}
