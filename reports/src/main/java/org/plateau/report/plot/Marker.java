package org.plateau.report.plot;

/** The shapes that tell series of points apart without color; the shortest paths that draw them. */
enum Marker {
  /** A line of no length: its round caps are the dot. */
  CIRCLE("o", "h0"),
  /** A line of no length with square caps. */
  SQUARE("q", "h0"),
  TRIANGLE("p", "m0-3l3 5h-6z"),
  DIAMOND("p", "m0-3l3 3-3 3-3-3z"),
  DOWN("p", "m0 3l3-5h-6z"),
  BAR("p", "m-1-3h2v6h-2z"),
  FLAT("p", "m-3-1h6v2h-6z"),
  STAR("p", "m-3-2l6 4v-4l-6 4z");

  private final String style;
  private final String shape;

  Marker(String style, String shape) {
    this.style = style;
    this.shape = shape;
  }

  static Marker of(int index) {
    return values()[index % values().length];
  }

  /** Returns the class that paints it: {@code o} and {@code q} by stroke, {@code p} by fill. */
  String style() {
    return style;
  }

  /** Returns the path of the shape around a point, to the pixel. */
  String at(double x, double y) {
    return "M" + Math.round(x) + " " + Math.round(y) + shape;
  }
}
