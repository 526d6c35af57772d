package org.plateau.report.plot;

import java.util.Arrays;
import java.util.List;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Cells;
import org.plateau.theorems.Chart.Series;

/** Writes the numbers of a chart as a table. */
final class ChartTable {

  private ChartTable() {}

  static void write(Markup out, Chart chart, int rows) {
    out.open("div", "class", "scroll", "tabindex", "0");
    out.open("table");
    Cells cells = chart.cells();
    int shown = 0;
    if (cells != null) {
      grid(out, chart, cells);
    }
    int longest = chart.series().stream().mapToInt(s -> s.x().length).max().orElse(0);
    if (cells == null) {
      if (sharesAbscissas(chart.series())) {
        shown = wide(out, chart, rows);
      } else {
        longest = chart.series().stream().mapToInt(s -> s.x().length).sum();
        shown = stacked(out, chart, rows);
      }
    }
    out.close();
    if (cells == null && shown < longest) {
      out.element(
          "p",
          Numbers.grouped(shown)
              + " of "
              + Numbers.grouped(longest)
              + " rows, evenly chosen; the journal of the run has them all.");
    }
    out.close();
  }

  private static boolean sharesAbscissas(List<Series> series) {
    return series.stream().allMatch(s -> Arrays.equals(s.x(), series.get(0).x()));
  }

  private static int wide(Markup out, Chart chart, int rows) {
    out.open("tr").element("th", chart.x().label());
    for (Series one : chart.series()) {
      out.element("th", one.name().isEmpty() ? chart.y().label() : one.name());
    }
    out.trusted("\n");
    out.close();
    if (chart.series().isEmpty()) {
      return 0;
    }
    int[] kept = Sampling.indices(chart.series().get(0).x().length, rows);
    for (int i : kept) {
      StringBuilder row = new StringBuilder("<tr>");
      cell(row, chart.series().get(0).x()[i]);
      for (Series one : chart.series()) {
        cell(row, one.y()[i]);
      }
      out.trusted(row.append('\n').toString());
    }
    return kept.length;
  }

  private static int stacked(Markup out, Chart chart, int rows) {
    out.open("tr").element("th", chart.x().label()).element("th", chart.y().label()).close();
    int shown = 0;
    int each = Math.max(3, rows / Math.max(1, chart.series().size()));
    for (Series one : chart.series()) {
      out.open("tr").element("th", one.name(), "colspan", "2").close();
      for (int i : Sampling.indices(one.x().length, each)) {
        StringBuilder row = new StringBuilder("<tr>");
        cell(row, one.x()[i]);
        cell(row, one.y()[i]);
        out.trusted(row.append('\n').toString());
        shown++;
      }
    }
    return shown;
  }

  /** Optional end tags are left out: hundreds of tables must fit into one file. */
  private static void cell(StringBuilder row, double value) {
    row.append("<td>").append(Numbers.shortly(value));
  }

  private static void grid(Markup out, Chart chart, Cells cells) {
    out.open("tr").element("th", chart.y().label() + " \\ " + chart.x().label());
    for (double x : cells.x()) {
      out.element("th", Numbers.shortly(x));
    }
    out.close();
    for (int row = cells.y().length - 1; row >= 0; row--) {
      out.open("tr").element("th", Numbers.shortly(cells.y()[row]));
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < cells.x().length; column++) {
        cell(line, cells.values()[row * cells.x().length + column]);
      }
      out.trusted(line.append('\n').toString()).close();
    }
  }
}
