package org.plateau.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.theorems.Chart.Axis;

/** Draws how often each size of a number occurs. */
public final class HistogramDrawing {

  private static final int BINS = 24;

  private HistogramDrawing() {}

  /**
   * Draws a histogram.
   *
   * @param title the title
   * @param axis the quantity; numbers that a logarithmic axis cannot show are counted in words
   * @param values the numbers
   * @param limit where a dashed line stands, or null
   * @param limitName what the line means
   */
  public static Drawing of(
      String title, Axis axis, double[] values, @Nullable Double limit, String limitName) {
    DoubleStream withLimit =
        limit == null
            ? DoubleStream.of(values)
            : DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(limit));
    Scale x = Scale.fitting(withLimit, axis.logarithmic(), Frame.LEFT, Frame.RIGHT);
    double[] edges = edges(x);
    int[] counts = counts(x, edges, values);
    double most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    Scale y = new Scale(0, 1.05 * most, false, Frame.BOTTOM, Frame.TOP);
    Frame frame = new Frame(axis, Axis.linear("instances"), x, y);
    frame.path("bar", bars(x, y, edges, counts));
    if (limit != null && x.shows(limit)) {
      frame.path(
          "b d0", "M" + Frame.point(x.at(limit), Frame.TOP) + "V" + Frame.tenths(Frame.BOTTOM));
    }
    return new Drawing(
        title,
        title + ". Number of instances by " + axis.label(),
        frame,
        legend(x, values, limit, limitName),
        out -> table(out, axis, edges, counts));
  }

  private static double[] edges(Scale x) {
    double[] edges = new double[BINS + 1];
    for (int i = 0; i <= BINS; i++) {
      double share = (double) i / BINS;
      edges[i] =
          x.logarithmic()
              ? x.low() * FastMath.pow(x.high() / x.low(), share)
              : x.low() + share * (x.high() - x.low());
    }
    return edges;
  }

  private static int[] counts(Scale x, double[] edges, double[] values) {
    int[] counts = new int[BINS];
    for (double value : values) {
      if (x.shows(value)) {
        int bin = 0;
        while (bin < BINS - 1 && value >= edges[bin + 1]) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return counts;
  }

  private static String bars(Scale x, Scale y, double[] edges, int[] counts) {
    StringBuilder d = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        long left = Math.round(x.at(edges[bin]));
        long width = Math.round(x.at(edges[bin + 1])) - left - 1;
        d.append('M').append(left).append(' ').append(Frame.tenths(Frame.BOTTOM));
        d.append('V').append(Frame.tenths(y.at(counts[bin])));
        d.append('h').append(width).append('V').append(Frame.tenths(Frame.BOTTOM));
      }
    }
    return d.toString();
  }

  private static List<Key> legend(
      Scale x, double[] values, @Nullable Double limit, String limitName) {
    List<Key> keys = new ArrayList<>();
    long hidden = DoubleStream.of(values).filter(v -> !x.shows(v)).count();
    if (limit != null) {
      keys.add(Key.of("<path class=\"b d0\" d=\"M0 6H30\"/>", limitName));
    }
    if (hidden > 0) {
      long zeros = DoubleStream.of(values).filter(v -> v == 0).count();
      String what = zeros == hidden ? " exactly zero" : " not on this axis";
      keys.add(
          Key.words(Numbers.grouped(hidden) + (hidden == 1 ? " instance" : " instances") + what));
    }
    return keys;
  }

  private static void table(Markup out, Axis axis, double[] edges, int[] counts) {
    out.open("div", "class", "scroll", "tabindex", "0").open("table");
    out.open("tr")
        .element("th", axis.label() + ", from")
        .element("th", "to")
        .element("th", "instances")
        .close();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        out.trusted(
            "<tr><td>"
                + Numbers.shortly(edges[bin])
                + "<td>"
                + Numbers.shortly(edges[bin + 1])
                + "<td>"
                + counts[bin]
                + "\n");
      }
    }
    out.close().close();
  }
}
