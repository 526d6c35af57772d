package org.plateau.report.plot;

import java.util.stream.DoubleStream;
import org.plateau.report.markup.Markup;
import org.plateau.theorems.Chart.Axis;

/** The axes of a plot, and the SVG element that it is drawn in. */
final class Frame {

  static final double WIDTH = 460;
  static final double HEIGHT = 300;
  static final double LEFT = 62;
  static final double RIGHT = WIDTH - 14;
  static final double TOP = 12;
  static final double BOTTOM = HEIGHT - 46;

  private final Axis xAxis;
  private final Axis yAxis;
  private final Scale x;
  private final Scale y;
  private final StringBuilder body = new StringBuilder(1024);

  /** Returns a frame that shows all the given numbers. */
  Frame(Axis xAxis, Axis yAxis, DoubleStream xs, DoubleStream ys) {
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.x = Scale.fitting(xs, xAxis.logarithmic(), LEFT, RIGHT);
    this.y = Scale.fitting(ys, yAxis.logarithmic(), BOTTOM, TOP);
  }

  /** Returns a frame with given scales. */
  Frame(Axis xAxis, Axis yAxis, Scale x, Scale y) {
    this.xAxis = xAxis;
    this.yAxis = yAxis;
    this.x = x;
    this.y = y;
  }

  Scale x() {
    return x;
  }

  Scale y() {
    return y;
  }

  /** Adds a path with the given classes; an empty path adds nothing. */
  Frame path(String classes, String d) {
    return path(classes, d, "");
  }

  /** Adds a path with further attributes, which must be trusted. */
  Frame path(String classes, String d, String attributes) {
    if (!d.isEmpty()) {
      body.append("<path class=\"").append(classes).append("\" d=\"").append(d).append('"');
      body.append(attributes).append("/>");
    }
    return this;
  }

  /** Returns the SVG element for a page, whose style sheet paints it. */
  String svg(String description) {
    return "<svg class=\"plot\" role=\"img\" viewBox=\"0 0 "
        + tenths(WIDTH)
        + " "
        + tenths(HEIGHT)
        + "\" aria-label=\""
        + Markup.escape(description)
        + "\">"
        + content()
        + "</svg>";
  }

  /** Returns what is drawn, without the SVG element around it. */
  String content() {
    StringBuilder out = new StringBuilder(2048);
    grid(out);
    out.append(body);
    labels(out);
    return out.toString();
  }

  private void grid(StringBuilder out) {
    StringBuilder lines = new StringBuilder();
    for (Scale.Tick tick : x.ticks()) {
      if (!tick.label().isEmpty()) {
        lines.append('M').append(pixel(x, tick)).append(' ').append(tenths(TOP));
        lines.append('V').append(tenths(BOTTOM));
      }
    }
    for (Scale.Tick tick : y.ticks()) {
      if (!tick.label().isEmpty()) {
        lines.append('M').append(tenths(LEFT)).append(' ').append(pixel(y, tick));
        lines.append('H').append(tenths(RIGHT));
      }
    }
    out.append("<path class=\"grid\" d=\"").append(lines).append("\"/>");
  }

  private void labels(StringBuilder out) {
    out.append("<g class=\"x\" transform=\"translate(0 ")
        .append(tenths(BOTTOM + 18))
        .append(")\">");
    double last = Double.NEGATIVE_INFINITY;
    for (Scale.Tick tick : x.ticks()) {
      double half = 3.4 * tick.label().length();
      if (!tick.label().isEmpty() && x.at(tick.value()) - half > last) {
        text(out, 'x', pixel(x, tick), tick.label());
        last = x.at(tick.value()) + half + 4;
      }
    }
    out.append("</g><g class=\"y\" transform=\"translate(")
        .append(tenths(LEFT - 8))
        .append(" 4)\">");
    for (Scale.Tick tick : y.ticks()) {
      if (!tick.label().isEmpty()) {
        text(out, 'y', pixel(y, tick), tick.label());
      }
    }
    out.append("</g><path class=\"axis\" d=\"").append(axes()).append("\"/>");
    title(out, "t", xAxis.label());
    title(out, "t up", yAxis.label());
  }

  /**
   * The axes, and the ticks without a label; at the others a line of the grid ends. Each tick moves
   * on from the one before, which takes fewer letters than its own place.
   */
  private String axes() {
    StringBuilder d = new StringBuilder("M").append(point(LEFT, TOP));
    d.append('V').append(tenths(BOTTOM)).append('H').append(tenths(RIGHT));
    long at = Math.round(RIGHT);
    String move = " 0";
    for (Scale.Tick tick : x.ticks()) {
      if (tick.label().isEmpty()) {
        d.append('m').append(pixel(x, tick) - at).append(move).append("v3");
        at = pixel(x, tick);
        move = "-3";
      }
    }
    at = -1;
    for (Scale.Tick tick : y.ticks()) {
      if (tick.label().isEmpty() && at < 0) {
        d.append('M').append(tenths(LEFT)).append(' ').append(pixel(y, tick)).append("h-3");
        at = pixel(y, tick);
      } else if (tick.label().isEmpty()) {
        d.append("m3 ").append(pixel(y, tick) - at).append("h-3");
        at = pixel(y, tick);
      }
    }
    return d.toString();
  }

  private static long pixel(Scale scale, Scale.Tick tick) {
    return Math.round(scale.at(tick.value()));
  }

  private static void text(StringBuilder out, char axis, long at, String text) {
    out.append("<text ").append(axis).append("=\"").append(at).append("\">");
    out.append(Markup.escape(text)).append("</text>");
  }

  /** The style sheet places titles: they stand at the same places in all plots. */
  private static void title(StringBuilder out, String classes, String text) {
    out.append("<text class=\"").append(classes).append("\">");
    out.append(Markup.escape(text)).append("</text>");
  }

  /** Returns "x y" in tenths of a pixel. */
  static String point(double x, double y) {
    return tenths(x) + " " + tenths(y);
  }

  /** Returns a length in tenths of a pixel. */
  static String tenths(double value) {
    long tenths = Math.round(value * 10);
    long magnitude = Math.abs(tenths);
    String sign = tenths < 0 ? "-" : "";
    return magnitude % 10 == 0
        ? sign + magnitude / 10
        : sign + magnitude / 10 + "." + magnitude % 10;
  }
}
