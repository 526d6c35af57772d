package org.plateau.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;

/** Writes HTML. Text and attribute values are escaped; only {@link #trusted} is not. */
public final class Markup {

  /** Elements that end where the next one begins: a report has tens of thousands of them. */
  private static final Set<String> ENDLESS =
      Set.of("li", "dt", "dd", "thead", "tbody", "tr", "th", "td");

  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "img", "input", "col");

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param tag the element's name
   * @param attributes names and values by turns; an attribute whose value is empty is written
   *     without value
   */
  public Markup open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]);
      if (!attributes[i + 1].isEmpty()) {
        out.append("=\"").append(escape(attributes[i + 1])).append('"');
      }
    }
    out.append('>');
    if (!VOID.contains(tag)) {
      open.push(tag);
    }
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() {
    String tag = open.pop();
    if (!ENDLESS.contains(tag)) {
      out.append("</").append(tag).append('>');
    }
    return this;
  }

  /** Closes the element that was opened last, and ends the line. */
  public Markup closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** Writes text. */
  public Markup text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Writes an element that holds only text. */
  public Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Writes an element with content. */
  public Markup within(String tag, Consumer<Markup> content, String... attributes) {
    open(tag, attributes);
    content.accept(this);
    return closeLine();
  }

  /** Writes markup that was made by this package or its siblings, as it is. */
  public Markup trusted(String markup) {
    out.append(markup);
    return this;
  }

  /**
   * Returns what was written.
   *
   * @throws IllegalStateException if an element is still open
   */
  public String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  /**
   * Escapes text for elements and quoted attributes. Control characters, which HTML forbids, and
   * lone surrogates, which UTF-8 cannot hold, become U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int c) {
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
    }
  }

  private static boolean isAllowed(int c) {
    boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    return !control && !surrogate && !nonCharacter;
  }
}
