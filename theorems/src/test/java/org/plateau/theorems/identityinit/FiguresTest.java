package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;

class FiguresTest {

  private static List<Chart> draw(Figure figure) {
    List<Chart> charts = figure.draw(Effort.QUICK, RandomStream.of(1, figure.id(), 0));
    for (Chart chart : charts) {
      for (Series series : chart.series()) {
        for (int i = 0; i < series.x().length; i++) {
          assertTrue(
              Double.isFinite(series.x()[i]) && series.y()[i] > 0,
              chart.title() + ": " + series.name());
        }
      }
    }
    return charts;
  }

  private static Series series(Chart chart, String name) {
    return chart.series().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static void below(Series measured, Series bound, double tolerance) {
    for (int i = 0; i < measured.x().length; i++) {
      assertEquals(measured.x()[i], bound.x()[i]);
      assertTrue(
          measured.y()[i] <= bound.y()[i] * (1 + tolerance) + 1e-18, measured.name() + " at " + i);
    }
  }

  @Test
  void lossCurvesRespectBoundsAndFloor() {
    List<Chart> charts = draw(new LossCurvesFigure());
    for (String depth : List.of("L = 2", "L = 4", "L = 8")) {
      below(series(charts.get(0), depth), series(charts.get(0), "bound, " + depth), 1e-6);
      below(series(charts.get(1), depth), series(charts.get(1), "bound, every L"), 1e-6);
      for (double loss : series(charts.get(2), depth).y()) {
        assertTrue(loss >= 0.32 * (1 - 1e-12));
      }
    }
    double[] learned = series(charts.get(2), "L = 1").y();
    assertTrue(learned[learned.length - 1] < 0.32);
  }

  @Test
  void stepsByConditionRespectTheBound() {
    for (Chart chart : draw(new StepsByConditionFigure())) {
      for (String depth : List.of("L = 1", "L = 2", "L = 4", "L = 16")) {
        below(series(chart, depth), series(chart, "bound, " + depth), 1e-9);
      }
    }
  }

  @Test
  void stepsByAngleGrowTowardsTheHalfTurn() {
    List<Chart> charts = draw(new StepsByAngleFigure());
    double[] steps = series(charts.get(0), "L = 8").y();
    for (int i = 1; i < steps.length; i++) {
      assertTrue(steps[i] >= steps[i - 1]);
    }
    assertTrue(series(charts.get(1), "L = 8").y()[0] > 10 * series(charts.get(1), "L = 2").y()[0]);
  }

  @Test
  void layerDistancesFallAsOneOverDepth() {
    List<Chart> charts = draw(new LayerDistanceFigure());
    below(
        series(charts.get(0), "near-identity target"),
        series(charts.get(0), "bound 1/(3L), near identity"),
        0);
    below(series(charts.get(1), "layers"), series(charts.get(1), "bound"), 1e-9);
    Series definite = series(charts.get(0), "positive definite target");
    int last = definite.x().length - 1;
    assertEquals(
        definite.y()[last] * definite.x()[last],
        definite.y()[last - 1] * definite.x()[last - 1],
        0.05);
  }
}
