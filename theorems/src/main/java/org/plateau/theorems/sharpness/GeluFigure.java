package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.plateau.dynamics.DescentEnd;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.Ending;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.Objective;
import org.plateau.matrix.Kernels;
import org.plateau.network.GeluNetwork;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** The paper's figure 7: loss and sharpness after training a network with gelu units. */
final class GeluFigure implements Figure {

  private static final int REPETITIONS = 2;
  private static final double CONVERGED = 1e-10;
  private static final double FAR = 1e6;

  /**
   * A learning rate with its steps.
   *
   * @param eta the learning rate
   * @param steps the steps
   */
  private record Rate(double eta, int steps) {}

  private static final List<Rate> RATES =
      List.of(new Rate(0.005, 160_000), new Rate(0.02, 40_000), new Rate(0.07, 16_000));

  @Override
  public String id() {
    return "sharpness/figure-7";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "Figure 7: the same picture for a network with gelu units";
  }

  @Override
  public String caption() {
    return "Ten layers of width 5 with gelu between them, n = 50, no noise, linear targets with"
        + " |w*| = 1, all entries N(0, scale²). Two repetitions instead of the paper's 20; medians"
        + " over the runs that did not diverge; runs stop at a loss of 1e-10. Dashed: 2 / learning"
        + " rate. No bound of the theorem applies to this network.";
  }

  @Override
  public Effort from() {
    return Effort.DEEP;
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int n = PaperSetting.SAMPLES;
    int d = PaperSetting.INPUTS;
    int[] widths = PaperSetting.widths(d, PaperSetting.DEPTH);
    double[] x = stream.sub("X").gaussian(new double[n * d]);
    double[] truth = RandomMatrices.unitVector(stream.sub("w_true"), d);
    double[] y = new double[n];
    Kernels.multiply(x, truth, y, n, d);
    GeluNetwork network = new GeluNetwork(widths, x, y);
    double[] scales = ScaleSweep.grid(0.428, 0.7, 8);
    List<Series> losses = new ArrayList<>();
    List<Series> sharpness = new ArrayList<>();
    for (Rate rate : RATES) {
      addRuns(network, rate, scales, stream, losses, sharpness);
    }
    return List.of(
        Chart.of("Loss after training", Axis.linear("initial scale"), Axis.log("loss"), losses),
        Chart.of(
            "Sharpness after training",
            Axis.linear("initial scale"),
            Axis.log("sharpness"),
            sharpness));
  }

  private static void addRuns(
      GeluNetwork network,
      Rate rate,
      double[] scales,
      RandomStream stream,
      List<Series> losses,
      List<Series> sharpness) {
    String name = String.format(Locale.ROOT, "learning rate %.3g", rate.eta());
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < scales.length; i++) {
      double[] loss = new double[REPETITIONS];
      double[] top = new double[REPETITIONS];
      int n = 0;
      for (int r = 0; r < REPETITIONS; r++) {
        DescentEnd end = run(network, rate, scales[i], stream.sub(name).sub(i).sub(r));
        if (end.ending() != Ending.DIVERGED) {
          loss[n] = end.gap();
          top[n++] = network.sharpness(end.weights());
        }
      }
      if (n > 0) {
        points.add(new double[] {scales[i], median(loss, n), median(top, n)});
      }
    }
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    losses.add(new Series(name, Style.LINE, x, points.stream().mapToDouble(p -> p[1]).toArray()));
    sharpness.add(
        new Series(name, Style.LINE, x, points.stream().mapToDouble(p -> p[2]).toArray()));
    double[] ends = {scales[0], scales[scales.length - 1]};
    sharpness.add(
        new Series(
            String.format(Locale.ROOT, "2 / %.3g", rate.eta()),
            Style.BOUND,
            ends,
            new double[] {2 / rate.eta(), 2 / rate.eta()}));
  }

  private static DescentEnd run(GeluNetwork network, Rate rate, double scale, RandomStream stream) {
    int count = network.parameterCount();
    double[] start = RandomMatrices.gaussian(stream, 1, count, scale);
    return new GradientDescent(Objective.of(count, network::gradient))
        .run(start, new DescentPlan(rate.eta(), CONVERGED, FAR, rate.steps()));
  }

  private static double median(double[] values, int n) {
    double[] sorted = Arrays.copyOf(values, n);
    Arrays.sort(sorted);
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
