package org.plateau.report.plot;

import java.util.List;
import java.util.function.Consumer;
import org.plateau.report.markup.Markup;

/** A plot that is drawn: as part of a page, or as a picture of its own. */
public final class Drawing {

  private static final double TITLE = 26;
  private static final double ROW = 18;
  private static final double GAP = 14;

  /** About the mean width of a letter at the size of the legend. */
  private static final double LETTER = 6.3;

  private final String title;
  private final String description;
  private final Frame frame;
  private final List<Key> legend;
  private final Consumer<Markup> numbers;

  Drawing(
      String title, String description, Frame frame, List<Key> legend, Consumer<Markup> numbers) {
    this.title = title;
    this.description = description;
    this.frame = frame;
    this.legend = List.copyOf(legend);
    this.numbers = numbers;
  }

  /** Returns the title; perhaps empty. */
  public String title() {
    return title;
  }

  /** Returns a {@code figure} element: title, SVG, legend, and the numbers as a table. */
  public String figure() {
    Markup out = new Markup().open("figure", "class", "chart");
    if (!title.isEmpty()) {
      out.element("figcaption", title);
    }
    out.trusted(frame.svg(description));
    if (!legend.isEmpty()) {
      out.open("ul", "class", "legend");
      legend.forEach(key -> out.open("li").trusted(key.svg()).text(key.text()).close());
      out.close();
    }
    out.open("details", "class", "numbers").element("summary", "Numbers");
    numbers.accept(out);
    return out.close().closeLine().finish();
  }

  /** Returns an SVG document with its own style, title and legend, without the numbers. */
  public String picture() {
    StringBuilder keys = new StringBuilder();
    double bottom = keys(keys, TITLE + Frame.HEIGHT + GAP);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" viewBox=\"0 0 "
        + Frame.point(Frame.WIDTH, bottom)
        + "\" aria-label=\""
        + Markup.escape(description)
        + "\">\n<style>\n"
        + PlotStyle.SHEET
        + "</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>"
        + text("name", Frame.LEFT, 17, title)
        + "<g transform=\"translate(0 "
        + Frame.tenths(TITLE)
        + ")\">"
        + frame.content()
        + "</g>"
        + keys
        + "</svg>\n";
  }

  /** Writes the legend in rows from {@code top} on, and returns where it ends. */
  private double keys(StringBuilder out, double top) {
    double x = Frame.LEFT;
    double y = top;
    for (Key key : legend) {
      double width = key.width() + 6 + LETTER * key.text().length();
      if (x > Frame.LEFT && x + width > Frame.WIDTH) {
        x = Frame.LEFT;
        y += ROW;
      }
      out.append("<g transform=\"translate(").append(Frame.point(x, y)).append(")\">");
      out.append(key.drawing()).append("</g>");
      out.append(text("word", x + key.width() + 6, y + Key.HEIGHT - 2, key.text()));
      x += width + GAP;
    }
    return legend.isEmpty() ? top : y + ROW;
  }

  private static String text(String classes, double x, double y, String text) {
    return "<text class=\""
        + classes
        + "\" x=\""
        + Frame.tenths(x)
        + "\" y=\""
        + Frame.tenths(y)
        + "\">"
        + Markup.escape(text)
        + "</text>";
  }
}
