package org.plateau.report.plot;

/** The shapes that tell series of points apart without color. */
enum Marker {
  CIRCLE("m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0"),
  SQUARE("m-2.4-2.4h4.8v4.8h-4.8z"),
  TRIANGLE("m0-3.2l3.1 5.4h-6.2z"),
  DIAMOND("m0-3.4l3.4 3.4-3.4 3.4-3.4-3.4z"),
  DOWN("m0 3.2l3.1-5.4h-6.2z"),
  BAR("m-1.2-3.6h2.4v7.2h-2.4z"),
  FLAT("m-3.6-1.2h7.2v2.4h-7.2z"),
  STAR("m0-3.6l1 2.6h2.6l-2 1.7 .8 2.7-2.4-1.6-2.4 1.6 .8-2.7-2-1.7h2.6z");

  private final String shape;

  Marker(String shape) {
    this.shape = shape;
  }

  static Marker of(int index) {
    return values()[index % values().length];
  }

  /** Returns the closed shape around a point. */
  String at(double x, double y) {
    return "M" + Frame.point(x, y) + shape;
  }
}
