package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.RobustRegression;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Final error against the size of the start, one line per depth. Spec: C3. */
final class ErrorByAlpha implements Figure {

  private static final double[][] ALPHAS = {
    {0.2, 0.1, 0.05, 0.025}, {0.1, 0.05, 0.025, 0.0125}, {0.2, 0.15, 0.1, 0.075}, {0.3, 0.25, 0.2}
  };

  @Override
  public String id() {
    return "subgradient/error-by-alpha";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "Final error against the size of the start, by depth";
  }

  @Override
  public String caption() {
    return "Medians over the same regressions (m = 200, d = 150, 30 % outliers, two positive"
        + " coordinates). The error is a power of alpha whose exponent grows with depth; dashed,"
        + " the ideal exponent N through the largest alpha, which the runs do not quite reach. At"
        + " depth 1 alpha does not matter.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int trials =
        switch (effort) {
          case QUICK -> 1;
          case STANDARD -> 5;
          case DEEP -> 30;
        };
    RobustRegression[] problems = new RobustRegression[trials];
    for (int t = 0; t < trials; t++) {
      problems[t] = new RegressionLaw(200, 150, 0.3, 2, false).draw(stream.sub(t));
    }
    List<Chart.Series> series = new ArrayList<>();
    for (int depth = 1; depth <= 4; depth++) {
      double[] alphas = ALPHAS[depth - 1];
      double[] medians = new double[alphas.length];
      double[] ideal = new double[alphas.length];
      for (int a = 0; a < alphas.length; a++) {
        medians[a] = median(problems, depth, alphas[a]);
        ideal[a] = medians[0] * FastMath.pow(alphas[a] / alphas[0], depth);
      }
      series.add(new Chart.Series("N = " + depth, Chart.Style.LINE, alphas, medians));
      if (depth > 1) {
        series.add(new Chart.Series("slope " + depth, Chart.Style.BOUND, alphas, ideal));
      }
    }
    return List.of(
        Chart.of(
            "Error against alpha",
            Chart.Axis.log("alpha"),
            Chart.Axis.log("median relative error"),
            series));
  }

  private static double median(RobustRegression[] problems, int depth, double alpha) {
    double[] errors = new double[problems.length];
    for (int t = 0; t < errors.length; t++) {
      errors[t] = ErrorExponent.error(problems[t], depth, alpha);
    }
    Arrays.sort(errors);
    return (errors[(errors.length - 1) / 2] + errors[errors.length / 2]) / 2;
  }
}
