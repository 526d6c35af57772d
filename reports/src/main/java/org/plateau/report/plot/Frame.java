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

  /** Returns the SVG element. */
  String svg(String description) {
    StringBuilder out = new StringBuilder(2048);
    out.append("<svg class=\"plot\" role=\"img\" viewBox=\"0 0 ")
        .append(tenths(WIDTH))
        .append(' ')
        .append(tenths(HEIGHT))
        .append("\" aria-label=\"")
        .append(Markup.escape(description))
        .append("\">");
    grid(out);
    out.append(body);
    labels(out);
    return out.append("</svg>").toString();
  }

  private void grid(StringBuilder out) {
    StringBuilder lines = new StringBuilder();
    for (Scale.Tick tick : x.ticks()) {
      if (!tick.label().isEmpty()) {
        lines.append('M').append(point(x.at(tick.value()), TOP)).append('V').append(tenths(BOTTOM));
      }
    }
    for (Scale.Tick tick : y.ticks()) {
      if (!tick.label().isEmpty()) {
        lines.append('M').append(point(LEFT, y.at(tick.value()))).append('H').append(tenths(RIGHT));
      }
    }
    out.append("<path class=\"grid\" d=\"").append(lines).append("\"/>");
  }

  private void labels(StringBuilder out) {
    StringBuilder marks = new StringBuilder("M").append(point(LEFT, TOP));
    marks.append('V').append(tenths(BOTTOM)).append('H').append(tenths(RIGHT));
    out.append("<g class=\"x\">");
    double last = Double.NEGATIVE_INFINITY;
    for (Scale.Tick tick : x.ticks()) {
      double at = x.at(tick.value());
      marks.append('M').append(point(at, BOTTOM)).append(tick.label().isEmpty() ? "v3" : "v5");
      double half = 3.4 * tick.label().length();
      if (!tick.label().isEmpty() && at - half > last) {
        text(out, at, BOTTOM + 18, tick.label());
        last = at + half + 4;
      }
    }
    out.append("</g><g class=\"y\">");
    for (Scale.Tick tick : y.ticks()) {
      double at = y.at(tick.value());
      marks.append('M').append(point(LEFT, at)).append(tick.label().isEmpty() ? "h-3" : "h-5");
      if (!tick.label().isEmpty()) {
        text(out, LEFT - 8, at + 4, tick.label());
      }
    }
    out.append("</g><path class=\"axis\" d=\"").append(marks).append("\"/>");
    title(out, (LEFT + RIGHT) / 2, HEIGHT - 6, "", xAxis.label());
    double middle = (TOP + BOTTOM) / 2;
    title(out, 13, middle, " transform=\"rotate(-90 13 " + tenths(middle) + ")\"", yAxis.label());
  }

  private static void text(StringBuilder out, double x, double y, String text) {
    out.append("<text x=\"").append(tenths(x)).append("\" y=\"").append(tenths(y));
    out.append("\">").append(Markup.escape(text)).append("</text>");
  }

  private static void title(StringBuilder out, double x, double y, String turn, String text) {
    out.append("<text class=\"t\" x=\"").append(tenths(x)).append("\" y=\"").append(tenths(y));
    out.append('"').append(turn).append('>');
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
