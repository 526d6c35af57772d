package org.plateau.report.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Cells;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, false", "-3, 5, false", "1e-9, 2e-9, false", "5, 5, false", "0, 0, false",
    "1e7, 3e7, false", "-1e-15, 0, false", "1, 1000, true", "0.3, 0.4, true", "1e-300, 1e300, true",
    "7, 7, true", "2, 9, true"
  })
  void scalesShowTheirNumbersAndTickInside(double low, double high, boolean logarithmic) {
    Scale scale = Scale.fitting(DoubleStream.of(low, high), logarithmic, 0, 100);
    assertTrue(scale.at(low) >= 0 && scale.at(high) <= 100);
    assertTrue(scale.at(low) <= scale.at(high));
    List<Scale.Tick> ticks = scale.ticks();
    List<String> labels = ticks.stream().map(Scale.Tick::label).filter(l -> !l.isEmpty()).toList();
    assertTrue(labels.size() >= 2 && labels.size() <= 13, labels.toString());
    assertEquals(labels.size(), labels.stream().distinct().count(), labels.toString());
    for (int i = 0; i < ticks.size(); i++) {
      double at = scale.at(ticks.get(i).value());
      assertTrue(at >= -1e-6 && at <= 100 + 1e-6, ticks.get(i).toString());
      assertTrue(i == 0 || at > scale.at(ticks.get(i - 1).value()));
    }
  }

  @Test
  void scalesAreLinearInTheNumberOrItsLogarithm() {
    Scale linear = new Scale(2, 4, false, 10, 20);
    assertEquals(15, linear.at(3), 1e-12);
    Scale logarithmic = new Scale(1, 100, true, 0, 10);
    assertEquals(5, logarithmic.at(10), 1e-12);
    assertFalse(logarithmic.shows(0));
    assertFalse(linear.shows(Double.NaN));
  }

  @Test
  void thinningKeepsBothEndsAndTheOrder() {
    int[] kept = Sampling.indices(1000, 7);
    assertEquals(7, kept.length);
    assertEquals(0, kept[0]);
    assertEquals(999, kept[6]);
    assertArrayEquals(IntStream.of(kept).sorted().distinct().toArray(), kept);
    assertArrayEquals(new int[] {0, 1, 2}, Sampling.indices(3, 7));
  }

  @Test
  void cellsMeetHalfway() {
    assertArrayEquals(
        new double[] {0.5, 1.5, 2.5, 3.5}, Sampling.edges(new double[] {1, 2, 3}, false), 1e-12);
    assertArrayEquals(
        new double[] {0.5, 2, 8, 32}, Sampling.edges(new double[] {1, 4, 16}, true), 1e-12);
    assertArrayEquals(new double[] {4.5, 5.5}, Sampling.edges(new double[] {5}, false), 1e-12);
  }

  @Test
  void histogramsCountEveryNumberOnce() {
    double[] values = {0, 1e-6, 1e-5, 3e-5, 2, 2, 2, Double.NaN, -1, 1e-6};
    String figure = HistogramDrawing.of("t", Axis.log("x"), values, 1e-3, "limit").figure();
    Matcher row = Pattern.compile("<tr><td>[^<]*<td>[^<]*<td>(\\d+)").matcher(figure);
    int sum = 0;
    while (row.find()) {
      sum += Integer.parseInt(row.group(1));
    }
    assertEquals(7, sum);
    assertTrue(figure.contains("3 instances not on this axis"), figure);
  }

  @Test
  void chartsDrawEveryPointAndBreakLinesWhereNothingCanBeShown() {
    double[] x = {1, 2, 3, 4};
    Series points = new Series("a", Style.POINTS, x, new double[] {1, 10, 100, 1000});
    Series line = new Series("b", Style.LINE, x, new double[] {1, 0, 100, 1000});
    String figure =
        ChartDrawing.figure(Chart.of("t", Axis.linear("x"), Axis.log("y"), List.of(points, line)));
    Matcher dots = Pattern.compile("<path class=\"o c0\" d=\"([^\"]*)\"").matcher(figure);
    assertTrue(dots.find());
    assertEquals(4, dots.group(1).split("h0", -1).length - 1);
    Matcher lines = Pattern.compile("<path class=\"l c1\" d=\"([^\"]*)\"").matcher(figure);
    assertTrue(lines.find());
    assertEquals(2, lines.group(1).split("M", -1).length - 1, lines.group(1));
  }

  @Test
  void linesLeaveOutOnlyWhatNobodyWouldMiss() {
    Polyline line = new Polyline();
    for (int i = 0; i <= 100; i++) {
      line.add(3 * i, i == 50 ? 60.5 : 60 + 0.001 * i);
    }
    assertEquals("M0 60L147 60L150 60.5L153 60.1L300 60.1", line.path());
    assertEquals("", new Polyline().path());
    Polyline there = new Polyline();
    there.add(0, 0);
    there.add(9, 0);
    there.add(0, 0);
    assertEquals("M0 0L9 0L0 0", there.path());
  }

  @ParameterizedTest
  @EnumSource(Marker.class)
  void markersStandWhereTheirPointsAreOnceEach(Marker marker) {
    String left = marker.at(List.of(new Marker.Place(7, 90)));
    String both =
        marker.at(
            List.of(new Marker.Place(40, 20), new Marker.Place(7, 90), new Marker.Place(40, 20)));
    String shape = left.replaceFirst("^M-?\\d+ ?-?\\d+", "");
    assertEquals(left + "m33-70" + shape, both);
  }

  @Test
  void picturesAreDocumentsOfTheirOwn() throws Exception {
    Series points = new Series("<a> & b", Style.POINTS, new double[] {1, 2}, new double[] {3, 4});
    Series bound = new Series("bound", Style.BOUND, new double[] {1, 2}, new double[] {3, 3});
    Chart chart = Chart.of("a < b", Axis.linear("x"), Axis.linear("y"), List.of(points, bound));
    String picture = ChartDrawing.of(chart, 8).picture();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(picture)));
    String text = document.getDocumentElement().getTextContent();
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertTrue(text.contains("a < b") && text.contains("<a> & b"), text);
    assertTrue(picture.contains("<path class=\"o c0\""), "the same marks as in a page");
    assertFalse(picture.contains("http://") && !picture.contains("http://www.w3.org/2000/svg"));
  }

  @Test
  void heatMapsAreDarkerWhereTheValueIsHigher() {
    Cells cells =
        new Cells("share", new double[] {1, 2}, new double[] {1}, new double[] {0, 1}, 0, 1);
    String figure =
        ChartDrawing.figure(new Chart("t", Axis.linear("x"), Axis.linear("y"), List.of(), cells));
    assertTrue(figure.matches("(?s).*d=\"M62 [^\"]*\" fill=\"#fee838\".*"), "low is light, left");
    assertTrue(figure.matches("(?s).*d=\"M254 [^\"]*\" fill=\"#00224e\".*"), "high is dark, right");
  }

  @Test
  void emptyChartsAreDrawnWithoutNumbers() {
    Series none = new Series("none", Style.POINTS, new double[0], new double[0]);
    String figure =
        ChartDrawing.figure(Chart.of("t", Axis.log("x"), Axis.linear("y"), List.of(none)));
    assertFalse(figure.contains("NaN"), figure);
  }
}
