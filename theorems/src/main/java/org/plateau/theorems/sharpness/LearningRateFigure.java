package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.Ending;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** The paper's figure 2: distance after training against the learning rate, by depth. */
final class LearningRateFigure implements Figure {

  private static final double SCALE = 0.25;
  private static final int STEPS = 1000;
  private static final int POINTS = 25;
  private static final double LOWEST = -2;
  private static final double HIGHEST = -0.3;
  private static final double FAR = 1e3;

  @Override
  public String id() {
    return "sharpness/figure-2";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "Figure 2: the largest learning rate that works falls like one over the depth";
  }

  @Override
  public String caption() {
    return "Residual network, s = 0.25, n = 50, d = 5, |w*| = 1, 1000 steps, 25 learning rates;"
        + " medians, a run that diverged counts as 1000. Dashed, per depth: the paper's threshold"
        + " 1/(La) and the exact one 2 / S_min, just below it. Quick runs take depths 5 and 10 and"
        + " 3 repetitions, standard ones 8; the paper has depths 5 to 40 and 50.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    LeastSquaresData data =
        PaperSetting.draw(stream.sub("data"), PaperSetting.SAMPLES, PaperSetting.INPUTS);
    int[] depths = effort == Effort.QUICK ? new int[] {5, 10} : new int[] {5, 10, 20, 40};
    int repetitions =
        switch (effort) {
          case QUICK -> 3;
          case STANDARD -> 8;
          case DEEP -> 50;
        };
    List<Series> series = new ArrayList<>();
    for (int depth : depths) {
      series.add(distances(data, depth, repetitions, stream.sub("L").sub(depth)));
      MinimalSharpness minimal = MinimalSharpness.of(data, depth, 1);
      series.add(threshold("1/(La), L = " + depth, 2 / minimal.lowerBound()));
      series.add(threshold("2 / S_min, L = " + depth, 2 / minimal.value()));
    }
    return List.of(
        Chart.of(
            "Distance after 1000 steps", Axis.log("learning rate"), Axis.log("|w - w*|²"), series));
  }

  private static Series threshold(String name, double eta) {
    return new Series(
        name, Style.BOUND, new double[] {eta, eta}, new double[] {ScaleSweep.FLOOR, FAR});
  }

  private static Series distances(
      LeastSquaresData data, int depth, int repetitions, RandomStream stream) {
    double[] x = new double[POINTS];
    double[] y = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      x[i] = FastMath.pow(10, LOWEST + (HIGHEST - LOWEST) * i / (POINTS - 1));
      double[] distances = new double[repetitions];
      for (int r = 0; r < repetitions; r++) {
        distances[r] = distance(data, depth, x[i], stream.sub(i).sub(r));
      }
      Arrays.sort(distances);
      y[i] = distances[repetitions / 2];
    }
    return new Series("L = " + depth, Style.LINE, x, y);
  }

  private static double distance(
      LeastSquaresData data, int depth, double eta, RandomStream stream) {
    DeepLinearNetwork start = PaperSetting.residual(stream, PaperSetting.INPUTS, depth, SCALE);
    DescentEnd end = new Descent(start, data, 1).run(eta, STEPS, Descent.CONVERGED);
    return end.ending() == Ending.DIVERGED
        ? FAR
        : Math.min(FAR, ScaleSweep.distance(data, start.with(end.weights())));
  }
}
