package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.landscape.RankOneMinimizer;
import org.plateau.landscape.Sharpness;
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

/** The exact least sharpness against depth, between the paper's bounds and the derived ones. */
final class DepthFigure implements Figure {

  private static final int DEEPEST = 32;
  private static final int SAMPLES = 50;
  private static final int DIMENSION = 5;

  @Override
  public String id() {
    return "sharpness/depth";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "The least sharpness of a minimizer grows linearly in depth";
  }

  @Override
  public String caption() {
    return "One data set with n = 50, d = 5 and |w*| not normalized, for standard and for badly"
        + " conditioned inputs (column scales up to 30). Points: sharpness measured at the"
        + " rank-one network that attains the minimum, and at the balanced one. Dashed: the lower"
        + " and upper bound of the theorem and the closer pair derived in this project. The slope"
        + " tends to 2 beta.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    return List.of(
        panel("standard inputs", data(stream.sub("standard"), 1)),
        panel("badly conditioned inputs", data(stream.sub("conditioned"), 30)));
  }

  private static LeastSquaresData data(RandomStream stream, double largestScale) {
    double[] x = stream.gaussian(new double[SAMPLES * DIMENSION]);
    double[] truth = stream.gaussian(new double[DIMENSION]);
    double[] y = stream.gaussian(new double[SAMPLES]);
    for (int j = 0; j < DIMENSION; j++) {
      double scale = 1 + (largestScale - 1) * j / (DIMENSION - 1);
      for (int i = 0; i < SAMPLES; i++) {
        x[i * DIMENSION + j] *= scale;
        y[i] += x[i * DIMENSION + j] * truth[j];
      }
    }
    return LeastSquaresData.of(x, y, SAMPLES, DIMENSION);
  }

  private static Chart panel(String title, LeastSquaresData data) {
    double[] depths = new double[DEEPEST];
    for (int i = 0; i < DEEPEST; i++) {
      depths[i] = i + 1;
    }
    List<Series> series = new ArrayList<>();
    series.add(
        series("least sharpness, measured", Style.POINTS, depths, l -> attained(data, l, false)));
    series.add(series("balanced, measured", Style.POINTS, depths, l -> attained(data, l, true)));
    series.add(bound("lower bound", depths, data, MinimalSharpness::lowerBound));
    series.add(bound("upper bound", depths, data, MinimalSharpness::upperBound));
    series.add(bound("derived lower bound", depths, data, MinimalSharpness::sharperLowerBound));
    series.add(bound("derived upper bound", depths, data, MinimalSharpness::sharperUpperBound));
    return Chart.of(title, Axis.linear("depth L"), Axis.linear("sharpness"), series);
  }

  private static Series bound(
      String name,
      double[] depths,
      LeastSquaresData data,
      ToDoubleFunction<MinimalSharpness> bound) {
    return series(
        name, Style.BOUND, depths, l -> bound.applyAsDouble(MinimalSharpness.of(data, l, 1)));
  }

  private static Series series(
      String name, Style style, double[] depths, IntToDoubleFunction value) {
    double[] y = new double[depths.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = value.applyAsDouble((int) depths[i]);
    }
    return new Series(name, style, depths, y);
  }

  private static double attained(LeastSquaresData data, int depth, boolean balanced) {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, DIMENSION);
    widths[depth] = 1;
    double r =
        balanced
            ? RankOneMinimizer.balancedNorm(data, depth, 1)
            : MinimalSharpness.of(data, depth, 1).firstNorm();
    DeepLinearNetwork network = RankOneMinimizer.of(data, widths, new double[] {1}, r);
    return Sharpness.of(network, data).value();
  }
}
