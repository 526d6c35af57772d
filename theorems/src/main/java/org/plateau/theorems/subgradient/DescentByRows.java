package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hipparchus.util.FastMath;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Probability of descent at the truth against m / d, with the formula. Spec: A1. */
final class DescentByRows implements Figure {

  private static final int WIDTH = 60;
  private static final double[] RATIOS = {0.4, 0.6, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5};

  @Override
  public String id() {
    return "subgradient/descent-by-rows";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "Probability that the truth is no local minimum of the plain loss";
  }

  @Override
  public String caption() {
    return "Depth 1, d = 60. Points: how often the pull of the outliers descends at the truth; a"
        + " lower bound on how often the truth is no minimum. Dashed: the derived formula. Descent"
        + " is likely as long as m is below (pi/2) p d / (1 - p)^2.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int trials =
        switch (effort) {
          case QUICK -> 50;
          case STANDARD -> 300;
          case DEEP -> 2000;
        };
    List<Chart.Series> series = new ArrayList<>();
    for (double share : new double[] {0.2, 0.3, 0.4}) {
      RandomStream sub = stream.sub((long) FastMath.rint(100 * share));
      double[] frequency = new double[RATIOS.length];
      double[] predicted = new double[RATIOS.length];
      for (int i = 0; i < RATIOS.length; i++) {
        int m = (int) FastMath.rint(RATIOS[i] * WIDTH);
        RegressionLaw law = new RegressionLaw(m, WIDTH, share, 3, true);
        frequency[i] = frequency(law, sub.sub(i), trials);
        predicted[i] = DescentProbability.normal(law.corrupted(), law.clean(), WIDTH);
      }
      String p = String.format(Locale.ROOT, "p = %.1f", share);
      series.add(new Chart.Series(p, Chart.Style.POINTS, RATIOS, frequency));
      series.add(new Chart.Series("formula, " + p, Chart.Style.BOUND, RATIOS, predicted));
    }
    return List.of(
        Chart.of(
            "Descent at the truth",
            Chart.Axis.linear("m / d"),
            Chart.Axis.linear("probability of descent"),
            series));
  }

  private static double frequency(RegressionLaw law, RandomStream stream, int trials) {
    int descents = 0;
    for (int t = 0; t < trials; t++) {
      if (ExplicitDescent.rate(law.draw(stream.sub(t))) > 0) {
        descents++;
      }
    }
    return (double) descents / trials;
  }
}
