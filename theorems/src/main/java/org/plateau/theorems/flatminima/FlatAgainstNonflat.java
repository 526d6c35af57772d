package org.plateau.theorems.flatminima;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hipparchus.util.FastMath;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.GaussNewton;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/**
 * Interpolators of the same data: how far from the truth, against how sharp. Spec:
 * flat-minima-recovery, C14.
 */
final class FlatAgainstNonflat implements Figure {

  private static final double[] SCALES = {1, 0.3, 0.1, 0.03};

  @Override
  public String id() {
    return "flatminima/flat-against-nonflat";
  }

  @Override
  public Paper paper() {
    return Paper.DING_ET_AL;
  }

  @Override
  public String title() {
    return "Among interpolators, the flat ones generalize";
  }

  @Override
  public String caption() {
    return "Gaussian sensing of a matrix of rank one, m = 0.6 d². All points interpolate the data. Gauss-Newton steps of least norm from"
        + " Gaussian factors of full width and entries of size s end at sharper interpolators, far from the ground truth; the flat solution"
        + " is the ground truth up to the solver's accuracy.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int d = effort == Effort.DEEP ? 12 : 8;
    int trials = effort == Effort.QUICK ? 4 : effort == Effort.STANDARD ? 12 : 30;
    int m = (int) FastMath.ceil(0.6 * d * d);
    List<Chart.Series> series = new ArrayList<>();
    double[] flatTrace = new double[trials];
    double[] flatError = new double[trials];
    double[][] traces = new double[SCALES.length][trials];
    double[][] errors = new double[SCALES.length][trials];
    for (int t = 0; t < trials; t++) {
      RandomStream trial = stream.sub(t);
      Sensing sensing =
          new Sensing(
              DenseMeasurements.gaussian(trial.sub("measurements"), d, d, m),
              Truths.gaussian(trial.sub("truth"), d, d, 1),
              1);
      FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
      flatTrace[t] = flat.scaling().scaledTrace(flat.factors(d)) / (4 * flat.flatness());
      flatError[t] = Truths.error(flat.matrix(), sensing.truth());
      for (int s = 0; s < SCALES.length; s++) {
        Factors start = NonflatInterpolators.factors(trial.sub("start").sub(s), d, SCALES[s]);
        GaussNewton found = sensing.interpolation(start);
        traces[s][t] = flat.scaling().scaledTrace(found.factors()) / (4 * flat.flatness());
        errors[s][t] = Truths.error(found.factors().product(), sensing.truth());
      }
    }
    series.add(new Chart.Series("flat", Chart.Style.POINTS, flatTrace, flatError));
    for (int s = 0; s < SCALES.length; s++) {
      String name = String.format(Locale.ROOT, "Gauss-Newton, s = %.2g", SCALES[s]);
      series.add(new Chart.Series(name, Chart.Style.POINTS, traces[s], errors[s]));
    }
    return List.of(
        Chart.of(
            "d = " + d + ", m = " + m,
            Chart.Axis.log("scaled trace over that of the flat solution"),
            Chart.Axis.log("relative error |X - M| / |M|"),
            series));
  }
}
