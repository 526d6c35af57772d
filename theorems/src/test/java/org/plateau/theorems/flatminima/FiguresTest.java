package org.plateau.theorems.flatminima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;

class FiguresTest {

  private static List<Chart> quick(Figure figure) {
    return figure.draw(Effort.QUICK, RandomStream.of(1, figure.id(), 0));
  }

  @Test
  void successGrowsFromNoneToAllAcrossTheThreshold() {
    List<Chart> charts = quick(new PhaseTransition());
    assertEquals(4, charts.size());
    for (Chart chart : charts) {
      Chart.Cells cells = chart.cells();
      int columns = cells.x().length;
      for (int r = 0; r < cells.y().length; r++) {
        assertEquals(0, cells.values()[r * columns], chart.title());
        assertEquals(1, cells.values()[(r + 1) * columns - 1], chart.title());
        double threshold = chart.series().get(0).x()[r];
        assertTrue(threshold > cells.x()[0] && threshold < cells.x()[columns - 1], chart.title());
      }
    }
    Chart again = quick(new PhaseTransition()).get(0);
    assertArrayEquals(charts.get(0).cells().values(), again.cells().values());
  }

  @Test
  void imbalanceStaysBelowItsBoundAndIsNotZero() {
    List<Chart> charts = quick(new FactorRegularity());
    List<Chart.Series> imbalance = charts.get(1).series();
    for (int s = 0; s < imbalance.size(); s += 2) {
      for (int i = 0; i < imbalance.get(s).x().length; i++) {
        assertTrue(imbalance.get(s).y()[i] > 1e-6);
        assertTrue(imbalance.get(s).y()[i] < imbalance.get(s + 1).y()[i]);
      }
    }
    charts.get(0).series().forEach(series -> assertTrue(series.y()[0] > -1e-8));
  }

  @Test
  void onlyFlatPointsAreNearTheTruth() {
    List<Chart.Series> series = quick(new FlatAgainstNonflat()).get(0).series();
    for (double error : series.get(0).y()) {
      assertTrue(error < 1e-8);
    }
    for (Chart.Series other : series.subList(1, series.size())) {
      for (int i = 0; i < other.x().length; i++) {
        assertTrue(other.x()[i] > 1.2 && other.y()[i] > 0.05);
      }
    }
  }

  @Test
  void errorOfDiagonalNetworksJumpsBeyondDepthTwo() {
    Chart.Series series = quick(new DepthFigure()).get(0).series().get(0);
    for (int i = 0; i < series.x().length; i++) {
      assertEquals(
          series.x()[i] == 2, series.y()[i] < 1e-6, "K = " + series.x()[i] + ": " + series.y()[i]);
    }
  }
}
