package org.plateau.theorems.subgradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

class FiguresTest {

  static Stream<Figure> figures() {
    return Stream.of(
        new DecreaseByRadius(),
        new ErrorByStep(),
        new ErrorByAlpha(),
        new StayingByDepth(),
        new DescentByRows(),
        new DeepRelu(),
        new EscapeHorizon());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyFigureHasFiniteDataThatItsAxesCanShow(Figure figure) {
    assertEquals(Paper.MA_FATTAHI, figure.paper());
    List<Chart> charts = figure.draw(figure.from(), RandomStream.of(1, figure.id(), 0));
    assertFalse(charts.isEmpty());
    for (Chart chart : charts) {
      assertFalse(chart.series().isEmpty());
      for (Chart.Series series : chart.series()) {
        for (int i = 0; i < series.x().length; i++) {
          assertShown(chart.x(), series.x()[i], figure.id());
          assertShown(chart.y(), series.y()[i], figure.id());
        }
      }
    }
  }

  private static void assertShown(Chart.Axis axis, double value, String id) {
    assertTrue(Double.isFinite(value) && (value > 0 || !axis.logarithmic()), id + ": " + value);
  }

  /** The figure of the headline: unbalanced lines have slope 1, balanced ones slope N. */
  @Test
  void linesOfTheRadiusFigureHaveTheirSlopes() {
    List<Chart> charts = new DecreaseByRadius().draw(Effort.QUICK, RandomStream.of(2, "radius", 0));
    for (Chart.Series series : charts.get(0).series()) {
      assertEquals(1, slope(series), 1e-6, series.name());
    }
    List<Chart.Series> balanced = charts.get(1).series();
    for (int depth = 2; depth <= 5; depth++) {
      Chart.Series line = balanced.get(2 * (depth - 2));
      Chart.Series ceiling = balanced.get(2 * (depth - 2) + 1);
      assertEquals(depth, slope(line), 1e-9, line.name());
      for (int i = 0; i < line.y().length; i++) {
        assertTrue(line.y()[i] <= ceiling.y()[i]);
      }
    }
  }

  private static double slope(Chart.Series series) {
    int last = series.x().length - 1;
    return Math.log(series.y()[last] / series.y()[0]) / Math.log(series.x()[last] / series.x()[0]);
  }

  @Test
  void aFigureIsAPureFunctionOfItsStream() {
    RandomStream stream = RandomStream.of(3, "pure", 0);
    double[] first = new StayingByDepth().draw(Effort.QUICK, stream).get(0).series().get(0).y();
    double[] second = new StayingByDepth().draw(Effort.QUICK, stream).get(0).series().get(0).y();
    assertEquals(first[50], second[50], 0);
  }
}
