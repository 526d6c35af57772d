package org.plateau.cli;

import java.util.Map;
import org.plateau.verify.RunDirectory;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command prints: results to stdout, everything else to stderr.
 *
 * <p>Color follows {@code --color}, then {@code NO_COLOR}, then whether stdout is a terminal. No
 * meaning hangs on color: a colored word is always the word of the verdict itself.
 */
final class Output {

  private static final Map<String, String> ASCII =
      Map.ofEntries(
          Map.entry("≥", ">="),
          Map.entry("≤", "<="),
          Map.entry("≠", "!="),
          Map.entry("…", "..."),
          Map.entry("·", "-"),
          Map.entry("–", "-"),
          Map.entry("—", "-"),
          Map.entry("×", "x"),
          Map.entry("²", "^2"),
          Map.entry("α", "alpha"),
          Map.entry("λ", "lambda"),
          Map.entry("Λ", "Lambda"),
          Map.entry("Σ", "Sigma"),
          Map.entry("µ", "u"),
          Map.entry("‖", "||"));

  private final Terminal terminal;
  private boolean json;
  private boolean quiet;
  private boolean ascii;
  private boolean color;

  Output(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Sets what the options say. */
  void configure(boolean asJson, boolean isQuiet, boolean onlyAscii, boolean withColor) {
    json = asJson;
    quiet = isQuiet;
    ascii = onlyAscii;
    color = withColor;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  boolean onlyAscii() {
    return ascii;
  }

  Terminal terminal() {
    return terminal;
  }

  Ansi ansi() {
    return color ? Ansi.ON : Ansi.OFF;
  }

  /** Prints a line of the result. Markup such as {@code @|bold text|@} becomes color. */
  void line(String text) {
    terminal.out().println(plain(text));
  }

  /** Prints a value as the one JSON document of the result. */
  void json(Object value) {
    terminal.out().println(RunDirectory.json(value));
  }

  /** Prints a message that is no result, unless {@code --quiet}. */
  void note(String text) {
    if (!quiet) {
      terminal.err().println(plain(text));
    }
  }

  /** Prints a message that even {@code --quiet} shows. */
  void error(String text) {
    terminal.err().println(plain(text));
  }

  /** Returns the text with a style when color is on. */
  String styled(String style, String text) {
    return color ? Ansi.ON.string("@|" + style + " " + text + "|@") : text;
  }

  /** Returns the text in ASCII when that is asked for. */
  String plain(String text) {
    if (!ascii) {
      return text;
    }
    String result = text;
    for (Map.Entry<String, String> entry : ASCII.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    StringBuilder onlyAscii = new StringBuilder(result.length());
    result
        .codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                onlyAscii.append((char) c);
              } else {
                onlyAscii.append('?');
              }
            });
    return onlyAscii.toString();
  }
}
