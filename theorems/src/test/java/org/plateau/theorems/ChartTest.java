package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

  @Test
  void aSeriesHasAsManyOrdinatesAsAbscissas() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Chart.Series("s", Chart.Style.LINE, new double[2], new double[3]));
    assertTrue(e.getMessage().contains("'s' has 2 abscissas and 3 ordinates"), e.getMessage());
  }

  @Test
  void aHeatMapIsARectangle() {
    Chart.Cells cells = new Chart.Cells("c", new double[2], new double[3], new double[6], 0, 1);
    assertEquals(6, cells.values().length);
    for (int n : new int[] {0, 1, 5, 7}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Chart.Cells("c", new double[2], new double[3], new double[n], 0, 1));
      assertTrue(e.getMessage().contains("3 x 2 cells has " + n), e.getMessage());
    }
  }

  @Test
  void aPanelOfLinesHasNoHeatMap() {
    Chart chart = Chart.of("t", Chart.Axis.linear("x"), Chart.Axis.log("y"), List.of());
    assertNull(chart.cells());
    assertFalse(chart.x().logarithmic());
    assertTrue(chart.y().logarithmic());
  }

  @Test
  void aFigureIsWorthItsTimeUnlessItSaysOtherwise() {
    Figure figure =
        new Figure() {
          @Override
          public String id() {
            return "test/figure";
          }

          @Override
          public Paper paper() {
            return Paper.MARION_CHIZAT;
          }

          @Override
          public String title() {
            return "";
          }

          @Override
          public String caption() {
            return "";
          }

          @Override
          public List<Chart> draw(Effort effort, org.plateau.sampling.RandomStream stream) {
            return List.of();
          }
        };
    assertEquals(Effort.QUICK, figure.from());
  }
}
