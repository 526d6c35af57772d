package org.plateau.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Numbers;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Cells;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;

/** Draws a chart. */
public final class ChartDrawing {

  private static final int LINE_POINTS = 240;
  private static final int MARKED_POINTS = 12;
  private static final int COLORS = 6;
  private static final int RAMP = 9;
  private static final int SHADES = 40;

  private final Chart chart;
  private final List<Series> series;
  private final int rows;
  private final Frame frame;

  private ChartDrawing(Chart chart, int rows) {
    this.chart = chart;
    this.rows = rows;
    this.series = chart.series().stream().map(s -> Sampling.thin(s, LINE_POINTS)).toList();
    this.frame = frame(chart);
  }

  /** Returns the chart as a {@code figure} element, with a table of at most about 24 rows. */
  public static String figure(Chart chart) {
    return of(chart, 24).figure();
  }

  /**
   * Draws a chart.
   *
   * @param rows most rows of the table of numbers; longer series are thinned evenly, and the table
   *     says so
   */
  public static Drawing of(Chart chart, int rows) {
    return new ChartDrawing(chart, rows).draw();
  }

  private static Frame frame(Chart chart) {
    Cells cells = chart.cells();
    if (cells != null) {
      return new Frame(
          chart.x(),
          chart.y(),
          cellScale(cells.x(), chart.x(), Frame.LEFT, Frame.RIGHT),
          cellScale(cells.y(), chart.y(), Frame.BOTTOM, Frame.TOP));
    }
    return new Frame(
        chart.x(),
        chart.y(),
        chart.series().stream().flatMapToDouble(s -> DoubleStream.of(s.x())),
        chart.series().stream().flatMapToDouble(s -> DoubleStream.of(s.y())));
  }

  private static Scale cellScale(double[] centers, Axis axis, double from, double to) {
    double[] edges = Sampling.edges(centers, axis.logarithmic());
    return new Scale(edges[0], edges[edges.length - 1], axis.logarithmic(), from, to);
  }

  private Drawing draw() {
    Cells cells = chart.cells();
    if (cells != null) {
      drawCells(cells);
    }
    int measured = 0;
    int bounds = 0;
    for (Series one : series) {
      if (one.style() == Style.BOUND) {
        drawBound(one, bounds++);
      } else {
        drawMeasured(one, measured++);
      }
    }
    return new Drawing(
        chart.title(), description(), frame, legend(), out -> ChartTable.write(out, chart, rows));
  }

  /** The legend, which is text, names the series. */
  private String description() {
    String what = chart.title().isEmpty() ? "Plot" : chart.title();
    return what + ". " + chart.y().label() + " against " + chart.x().label();
  }

  private void drawMeasured(Series one, int index) {
    String color = color(index);
    if (one.style() == Style.LINE) {
      frame.path("l" + color, linePath(one));
    }
    if (one.style() == Style.POINTS || one.x().length <= MARKED_POINTS) {
      frame.path(Marker.of(index).style() + color, points(one, Marker.of(index)));
    }
  }

  private void drawBound(Series one, int index) {
    boolean matched = isMatched();
    if (chart.cells() != null) {
      frame.path("halo", linePath(one));
    }
    frame.path("b" + (matched ? color(index) : " d" + index % 4), linePath(one));
  }

  /** Bounds take the colors of the measured series when there is one for each. */
  private boolean isMatched() {
    long bounds = series.stream().filter(s -> s.style() == Style.BOUND).count();
    return bounds > 1 && bounds == series.size() - bounds;
  }

  /** A few series get colors that differ most; many get a ramp, in their order. */
  private String color(int index) {
    int count = (int) series.stream().filter(s -> s.style() != Style.BOUND).count();
    return count <= COLORS ? " c" + index : " r" + index * (RAMP - 1) / (count - 1);
  }

  private String linePath(Series one) {
    StringBuilder d = new StringBuilder();
    Polyline piece = new Polyline();
    for (int i = 0; i < one.x().length; i++) {
      if (frame.x().shows(one.x()[i]) && frame.y().shows(one.y()[i])) {
        double x = Math.max(Frame.LEFT, Math.min(Frame.RIGHT, frame.x().at(one.x()[i])));
        double y = Math.max(Frame.TOP, Math.min(Frame.BOTTOM, frame.y().at(one.y()[i])));
        piece.add(x, y);
      } else {
        d.append(piece.path());
        piece = new Polyline();
      }
    }
    return d.append(piece.path()).toString();
  }

  private String points(Series one, Marker marker) {
    List<Marker.Place> places = new ArrayList<>();
    for (int i = 0; i < one.x().length; i++) {
      if (frame.x().shows(one.x()[i]) && frame.y().shows(one.y()[i])) {
        places.add(
            new Marker.Place(
                Math.round(frame.x().at(one.x()[i])), Math.round(frame.y().at(one.y()[i]))));
      }
    }
    return marker.at(places);
  }

  private void drawCells(Cells cells) {
    double[] xEdges = Sampling.edges(cells.x(), chart.x().logarithmic());
    double[] yEdges = Sampling.edges(cells.y(), chart.y().logarithmic());
    StringBuilder[] shades = new StringBuilder[SHADES + 1];
    for (int row = 0; row < cells.y().length; row++) {
      for (int column = 0; column < cells.x().length; column++) {
        double value = cells.values()[row * cells.x().length + column];
        if (Double.isNaN(value)) {
          continue;
        }
        int shade = shade(cells, value);
        if (shades[shade] == null) {
          shades[shade] = new StringBuilder();
        }
        double left = frame.x().at(xEdges[column]);
        double top = frame.y().at(yEdges[row + 1]);
        shades[shade]
            .append('M')
            .append(Frame.point(left, top))
            .append('H')
            .append(Frame.tenths(frame.x().at(xEdges[column + 1])))
            .append('V')
            .append(Frame.tenths(frame.y().at(yEdges[row])))
            .append('H')
            .append(Frame.tenths(left))
            .append('z');
      }
    }
    for (int shade = 0; shade <= SHADES; shade++) {
      if (shades[shade] != null) {
        frame.path("cell", shades[shade].toString(), " fill=\"" + shadeColor(shade) + "\"");
      }
    }
  }

  private static int shade(Cells cells, double value) {
    double share = (value - cells.low()) / (cells.high() - cells.low());
    return (int) Math.round(SHADES * Math.max(0, Math.min(1, share)));
  }

  private static String shadeColor(int shade) {
    return ColorRamp.at(1 - (double) shade / SHADES);
  }

  private List<Key> legend() {
    @Nullable Cells cells = chart.cells();
    List<Key> keys = new ArrayList<>();
    if (series.size() < 2 && cells == null && series.stream().allMatch(s -> s.name().isEmpty())) {
      return keys;
    }
    if (cells != null) {
      String meaning =
          cells.label()
              + ", from "
              + Numbers.shortly(cells.low())
              + " (light) to "
              + Numbers.shortly(cells.high())
              + " (dark)";
      keys.add(new Key(colorBar(), 2 * Key.WIDTH, meaning));
    }
    int measured = 0;
    int bounds = 0;
    for (Series one : series) {
      boolean bound = one.style() == Style.BOUND;
      keys.add(Key.of(bound ? boundKey(bounds++) : measuredKey(one, measured++), one.name()));
    }
    return keys;
  }

  private static String colorBar() {
    StringBuilder svg = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      svg.append("<path class=\"cell\" fill=\"")
          .append(ColorRamp.at(1 - i / 11.0))
          .append("\" d=\"M")
          .append(5 * i)
          .append(" 1h5v10h-5z\"/>");
    }
    return svg.toString();
  }

  private String boundKey(int index) {
    return "<path class=\"b"
        + (isMatched() ? color(index) : " d" + index % 4)
        + "\" d=\"M0 6H30\"/>";
  }

  private String measuredKey(Series one, int index) {
    String line =
        one.style() == Style.LINE ? "<path class=\"l" + color(index) + "\" d=\"M0 6H30\"/>" : "";
    String point =
        one.style() == Style.POINTS || one.x().length <= MARKED_POINTS
            ? "<path class=\""
                + Marker.of(index).style()
                + color(index)
                + "\" d=\""
                + Marker.of(index).at(List.of(new Marker.Place(15, 6)))
                + "\"/>"
            : "";
    return line + point;
  }
}
