package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.List;
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

/** The paper's figures 4 and 5: figure 1 for residual networks. */
final class ResidualScaleFigure implements Figure {

  private static final List<ScaleSweep.Rate> RATES =
      List.of(
          new ScaleSweep.Rate(0.005, 4000, 20),
          new ScaleSweep.Rate(0.02, 4000, 20),
          new ScaleSweep.Rate(0.07, 4000, 20),
          new ScaleSweep.Rate(0.1, 4000, 20),
          new ScaleSweep.Rate(0.2, 4000, 20));

  private static final double EVOLUTION_SCALE = 0.5;
  private static final int EVOLUTION_STEPS = 400;

  @Override
  public String id() {
    return "sharpness/figures-4-5";
  }

  @Override
  public Paper paper() {
    return Paper.MARION_CHIZAT;
  }

  @Override
  public String title() {
    return "Figures 4 and 5: distance and sharpness after training of residual networks";
  }

  @Override
  public String caption() {
    return "Residual network, layers I + s / sqrt(Ld) N, p on the unit sphere, n = 50, d = 5, L ="
        + " 10, |w*| = 1, 4000 steps; otherwise as figure 1. Dashed: 2La and the exact S_min. The"
        + " assignment of these parameters to the paper's figures is inferred from its code.";
  }

  @Override
  public Effort from() {
    return Effort.DEEP;
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    LeastSquaresData data =
        PaperSetting.draw(stream.sub("data"), PaperSetting.SAMPLES, PaperSetting.INPUTS);
    ScaleSweep sweep =
        ScaleSweep.run(
            data,
            ScaleSweep.grid(0, 1.7, 10),
            RATES,
            effort,
            ResidualScaleFigure::start,
            stream.sub("starts"));
    MinimalSharpness minimal = MinimalSharpness.of(data, PaperSetting.DEPTH, 1);
    List<Series> sharpness =
        new ArrayList<>(sweep.medians(ScaleSweep.Run::sharpness, ScaleSweep.CALM));
    sharpness.add(sweep.level("2La", minimal.lowerBound()));
    sharpness.add(sweep.level("exact S_min", minimal.value()));
    List<Chart> charts = new ArrayList<>();
    charts.add(
        Chart.of(
            "Distance after training",
            Axis.linear("initial scale s"),
            Axis.log("|w - w*|²"),
            sweep.medians(ScaleSweep.Run::distance, Double.POSITIVE_INFINITY)));
    charts.add(
        Chart.of(
            "Sharpness after training",
            Axis.linear("initial scale s"),
            Axis.log("sharpness"),
            sharpness));
    DeepLinearNetwork start = start(stream.sub("evolution"), EVOLUTION_SCALE);
    charts.addAll(Evolution.panels(start, data, 0.02, EVOLUTION_STEPS, 5));
    charts.addAll(Evolution.panels(start, data, 0.1, EVOLUTION_STEPS, 5));
    return charts;
  }

  private static DeepLinearNetwork start(RandomStream stream, double s) {
    return PaperSetting.residual(stream, PaperSetting.INPUTS, PaperSetting.DEPTH, s);
  }
}
