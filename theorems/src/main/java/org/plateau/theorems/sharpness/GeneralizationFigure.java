package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.regression.SimpleRegression;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** The paper's figure 6: sharpness and generalization with fewer samples than inputs. */
final class GeneralizationFigure implements Figure {

  private static final int SAMPLES = 15;
  private static final int INPUTS = 20;
  private static final int DEPTH = 5;
  private static final double GAP = 1e-6;

  /**
   * A learning rate of the figure.
   *
   * @param eta the learning rate
   * @param steps the steps
   * @param repetitions runs per scale in the paper
   */
  private record Rate(double eta, int steps, int repetitions) {}

  private static final List<Rate> RATES =
      List.of(new Rate(0.001, 40_000, 100), new Rate(0.004, 10_000, 20), new Rate(0.01, 4000, 20));

  @Override
  public String id() {
    return "sharpness/figure-6";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "Figure 6: with fewer samples than inputs, sharper minimizers generalize worse";
  }

  @Override
  public String caption() {
    return "Plain network, n = 15, d = 20, L = 5, one data set with |w*| = 1. Left: sharpness of the"
        + " runs that converged, with the bound 2La and the exact S_min. Right: expected loss on"
        + " fresh samples minus training loss, against the sharpness, at the smallest learning"
        + " rate shown, with the regression line of the logarithms and its two-sided p-value (the"
        + " paper reports the slope 0.42). Quick runs leave the learning rate 0.001 out.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    GeneralizationRun.Problem problem =
        GeneralizationRun.Problem.draw(stream.sub("data"), SAMPLES, INPUTS);
    double[] scales = ScaleSweep.grid(0.1, 0.36, 9);
    List<Series> sharpness = new ArrayList<>();
    List<GeneralizationRun.Result> scatter = List.of();
    List<Rate> rates = effort == Effort.QUICK ? RATES.subList(1, 2) : RATES;
    for (Rate rate : rates) {
      List<GeneralizationRun.Result> results = new ArrayList<>();
      sharpness.add(sharpness(rate, scales, repetitions(rate, effort), problem, stream, results));
      scatter = scatter.isEmpty() ? results : scatter;
    }
    MinimalSharpness minimal = MinimalSharpness.of(problem.data(), DEPTH, 1);
    sharpness.add(level("2La", scales, minimal.lowerBound()));
    sharpness.add(level("exact S_min", scales, minimal.value()));
    return List.of(
        Chart.of(
            "Sharpness after training",
            Axis.linear("initial scale"),
            Axis.log("sharpness"),
            sharpness),
        scatterPanel(scatter));
  }

  private static int repetitions(Rate rate, Effort effort) {
    return switch (effort) {
      case QUICK -> 2;
      case STANDARD -> 5;
      case DEEP -> rate.repetitions();
    };
  }

  private static Series level(String name, double[] scales, double value) {
    double[] x = {scales[0], scales[scales.length - 1]};
    return new Series(name, Style.BOUND, x, new double[] {value, value});
  }

  /** The mean sharpness of the converged runs by scale; the runs themselves go to results. */
  private static Series sharpness(
      Rate rate,
      double[] scales,
      int repetitions,
      GeneralizationRun.Problem problem,
      RandomStream stream,
      List<GeneralizationRun.Result> results) {
    List<double[]> points = new ArrayList<>();
    RandomStream ofRate = stream.sub(String.format(Locale.ROOT, "eta %.3f", rate.eta()));
    for (int i = 0; i < scales.length; i++) {
      double sum = 0;
      int converged = 0;
      for (int r = 0; r < repetitions; r++) {
        GeneralizationRun.Result result =
            GeneralizationRun.draw(ofRate.sub(i).sub(r), problem, scales[i])
                .run(rate.eta(), rate.steps(), GAP);
        if (result.converged()) {
          results.add(result);
          sum += result.sharpness();
          converged++;
        }
      }
      if (converged > 0) {
        points.add(new double[] {scales[i], sum / converged});
      }
    }
    return new Series(
        String.format(Locale.ROOT, "learning rate %.3g", rate.eta()),
        Style.LINE,
        points.stream().mapToDouble(p -> p[0]).toArray(),
        points.stream().mapToDouble(p -> p[1]).toArray());
  }

  private static Chart scatterPanel(List<GeneralizationRun.Result> results) {
    double[] x = results.stream().mapToDouble(GeneralizationRun.Result::sharpness).toArray();
    double[] y =
        results.stream().mapToDouble(GeneralizationRun.Result::generalizationGap).toArray();
    List<Series> series = new ArrayList<>();
    series.add(new Series("runs", Style.POINTS, x, y));
    if (x.length > 2) {
      series.add(fit(x, y));
    }
    return Chart.of(
        "Generalization against sharpness",
        Axis.log("sharpness"),
        Axis.log("expected test loss minus training loss"),
        series);
  }

  private static Series fit(double[] x, double[] y) {
    SimpleRegression line = new SimpleRegression();
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (int i = 0; i < x.length; i++) {
      line.addData(FastMath.log(x[i]), FastMath.log(y[i]));
      low = Math.min(low, x[i]);
      high = Math.max(high, x[i]);
    }
    String name =
        String.format(Locale.ROOT, "slope %.2f, p = %.1g", line.getSlope(), line.getSignificance());
    double[] ends = {low, high};
    double[] fitted = {
      FastMath.exp(line.predict(FastMath.log(low))), FastMath.exp(line.predict(FastMath.log(high)))
    };
    return new Series(name, Style.BOUND, ends, fitted);
  }
}
