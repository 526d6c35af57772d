package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plateau.landscape.MinimalSharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** The paper's figure 1: distance and sharpness against the initial scale, and along training. */
final class ScaleFigure implements Figure {

  private static final List<ScaleSweep.Rate> RATES =
      List.of(
          new ScaleSweep.Rate(0.005, 40_000, 20),
          new ScaleSweep.Rate(0.02, 10_000, 20),
          new ScaleSweep.Rate(0.07, 4000, 20),
          new ScaleSweep.Rate(0.1, 4000, 20),
          new ScaleSweep.Rate(0.2, 2000, 80));

  private static final double LOWEST_THRESHOLD = 0.075;
  private static final double HIGHEST_THRESHOLD = 0.095;
  private static final double EVOLUTION_SCALE = 0.35;
  private static final int EVOLUTION_STEPS = 450;

  @Override
  public String id() {
    return "sharpness/figure-1";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "Figure 1: distance and sharpness after training, by initial scale and learning rate";
  }

  @Override
  public String caption() {
    return "Plain network, all entries N(0, scale²), n = 50, d = 5, L = 10, |w*| = 1, data with 2 /"
        + " S_min between 0.075 and 0.095, as the paper's seem to have. Medians over"
        + " the runs that did not diverge; quick runs take fewer scales and repetitions than the"
        + " paper's 10 and 20. The distance is |w - w*|², not its mean over coordinates; runs stop"
        + " at a gap of 1e-24. Dashed: the paper's lower bound 2La and its bound 8L Lambda for"
        + " small scales, the exact S_min, and 2 / learning rate, where larger scales end. In the"
        + " last panels the learning rate 0.1 is above 2 / S_min and never converges.";
  }

  static List<ScaleSweep.Rate> rates(Effort effort) {
    return effort == Effort.QUICK ? RATES.subList(1, 4) : RATES;
  }

  static ScaleSweep sweep(Effort effort, RandomStream stream) {
    int points = effort == Effort.QUICK ? 6 : 10;
    return ScaleSweep.run(
        data(stream),
        ScaleSweep.grid(0.25, 0.6, points),
        rates(effort),
        effort,
        ScaleFigure::start,
        stream.sub("starts"));
  }

  /** The first data set whose threshold 2 / S_min lies between 0.075 and 0.095. */
  private static LeastSquaresData data(RandomStream stream) {
    RandomStream draws = stream.sub("data");
    for (long attempt = 0; ; attempt++) {
      LeastSquaresData data =
          PaperSetting.draw(draws.sub(attempt), PaperSetting.SAMPLES, PaperSetting.INPUTS);
      double threshold = 2 / MinimalSharpness.of(data, PaperSetting.DEPTH, 1).value();
      if (threshold > LOWEST_THRESHOLD && threshold < HIGHEST_THRESHOLD) {
        return data;
      }
    }
  }

  private static DeepLinearNetwork start(RandomStream stream, double scale) {
    return PaperSetting.plain(stream, PaperSetting.INPUTS, PaperSetting.DEPTH, scale);
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    ScaleSweep sweep = sweep(effort, stream);
    List<Chart> charts = new ArrayList<>();
    charts.add(
        Chart.of(
            "Distance after training",
            Axis.linear("initial scale"),
            Axis.log("|w - w*|²"),
            sweep.medians(ScaleSweep.Run::distance, Double.POSITIVE_INFINITY)));
    charts.add(sharpnessPanel(sweep, PaperSetting.DEPTH));
    DeepLinearNetwork start = start(stream.sub("evolution"), EVOLUTION_SCALE);
    int every = effort == Effort.QUICK ? 15 : 5;
    charts.addAll(Evolution.panels(start, sweep.data(), 0.02, EVOLUTION_STEPS, every));
    charts.addAll(Evolution.panels(start, sweep.data(), 0.1, EVOLUTION_STEPS, every));
    return charts;
  }

  private static Chart sharpnessPanel(ScaleSweep sweep, int depth) {
    List<Series> series =
        new ArrayList<>(sweep.medians(ScaleSweep.Run::sharpness, ScaleSweep.CALM));
    MinimalSharpness minimal = MinimalSharpness.of(sweep.data(), depth, 1);
    series.add(sweep.level("2La", minimal.lowerBound()));
    series.add(sweep.level("exact S_min", minimal.value()));
    series.add(sweep.level("8L Lambda", 8 * depth * sweep.data().largest()));
    for (ScaleSweep.Row row : sweep.rows()) {
      double eta = row.rate().eta();
      if (eta < ScaleSweep.CALM) {
        series.add(sweep.level(String.format(Locale.ROOT, "2 / %.3g", eta), 2 / eta));
      }
    }
    return Chart.of(
        "Sharpness after training", Axis.linear("initial scale"), Axis.log("sharpness"), series);
  }
}
