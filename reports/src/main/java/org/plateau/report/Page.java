package org.plateau.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;
import org.plateau.report.markup.Markup;
import org.plateau.report.plot.PlotStyle;

/** The frame that all HTML files share: one file, no request, a strict content security policy. */
final class Page {

  private static final String STYLE = PlotStyle.SHEET + resource("report.css");
  private static final String SCRIPT = resource("report.js");

  private Page() {}

  /** Returns a page; the style and the script are allowed by their hashes and nothing else is. */
  static String of(String title, Consumer<Markup> body) {
    Markup out = new Markup().trusted("<!DOCTYPE html>\n");
    out.open("html", "lang", "en").open("head");
    out.open("meta", "charset", "utf-8");
    out.open("meta", "http-equiv", "Content-Security-Policy", "content", policy());
    out.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.open("meta", "name", "color-scheme", "content", "light dark");
    out.open("meta", "name", "referrer", "content", "no-referrer");
    out.element("title", title);
    out.open("style").trusted(STYLE).close().closeLine();
    out.open("body");
    out.element("a", "Skip to the content", "class", "skip", "href", "#main").trusted("\n");
    body.accept(out);
    out.open("script").trusted(SCRIPT).close();
    return out.close().closeLine().finish();
  }

  private static String policy() {
    return "default-src 'none'; style-src '"
        + hash(STYLE)
        + "'; script-src '"
        + hash(SCRIPT)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
