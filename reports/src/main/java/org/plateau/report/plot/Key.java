package org.plateau.report.plot;

/**
 * One line of a legend.
 *
 * @param drawing SVG content, {@link #HEIGHT} high, or an empty string for words alone
 * @param width width of the drawing
 * @param text what it means
 */
record Key(String drawing, int width, String text) {

  static final int WIDTH = 30;
  static final int HEIGHT = 12;

  /** Returns a key of the usual width. */
  static Key of(String drawing, String text) {
    return new Key(drawing, WIDTH, text);
  }

  /** Returns words alone. */
  static Key words(String text) {
    return new Key("", 0, text);
  }

  /** Returns the SVG element for a page. */
  String svg() {
    String classes = width > WIDTH ? "key wide" : "key";
    return drawing.isEmpty()
        ? ""
        : "<svg class=\"" + classes + "\" aria-hidden=\"true\">" + drawing + "</svg>";
  }
}
