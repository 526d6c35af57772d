package org.plateau.report.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet of plots: a page has it once, a picture of its own has it inside. */
public final class PlotStyle {

  /** The rules, with the colors on a light ground. */
  public static final String SHEET = read();

  private PlotStyle() {}

  private static String read() {
    try (InputStream in = PlotStyle.class.getResourceAsStream("plot.css")) {
      if (in == null) {
        throw new IllegalStateException("the resource plot.css is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
