package org.plateau.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.plateau.report.markup.Markup;
import org.plateau.theorems.Catalogue;

/** The documentation as HTML pages: written ones, and the catalogue and schema from the code. */
public final class DocsSite {

  private static final Map<String, String> PAGES = pages();

  private DocsSite() {}

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("getting-started", "Start");
    pages.put("catalogue", "Catalogue");
    pages.put("add-a-claim", "Add a claim");
    pages.put("verdicts", "Verdicts");
    pages.put("exit-codes", "Exit codes");
    pages.put("run-json", "Stored form");
    pages.put("ci", "CI");
    pages.put("limits", "Limits");
    pages.put("cite", "Cite");
    return pages;
  }

  /**
   * Writes the site. The first page is {@code index.html}.
   *
   * @param folder where; created when missing
   * @param catalogue the claims of the catalogue page
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, Catalogue catalogue) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : render(catalogue).entrySet()) {
      ReportWriter.replace(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Returns all files of the site: name to content. */
  static Map<String, String> render(Catalogue catalogue) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String page : PAGES.keySet()) {
      if (!page.equals("catalogue")) {
        files.put(file(page), page(page, html(page)));
      }
    }
    files.put(file("catalogue"), page("catalogue", CataloguePage.of(catalogue)));
    files.put("run.schema.json", RunSchema.json());
    return files;
  }

  private static String file(String page) {
    return (page.equals("getting-started") ? "index" : page) + ".html";
  }

  private static String page(String page, String content) {
    return Page.of(
        "Plateau: " + PAGES.get(page),
        out -> {
          out.open("nav", "aria-label", "Pages").open("div");
          out.element("a", "Plateau", "class", "brand", "href", "index.html");
          PAGES.forEach((name, title) -> link(out, name, title, name.equals(page)));
          out.close().closeLine();
          out.open("main", "id", "main", "class", "doc").trusted(content).closeLine();
        });
  }

  private static void link(Markup out, String name, String title, boolean current) {
    if (current) {
      out.element("a", title, "href", file(name), "aria-current", "page");
    } else {
      out.element("a", title, "href", file(name));
    }
  }

  private static String html(String page) throws IOException {
    List<Extension> extensions = List.of(TablesExtension.create());
    Parser parser = Parser.builder().extensions(extensions).build();
    HtmlRenderer renderer = HtmlRenderer.builder().extensions(extensions).build();
    return renderer
        .render(parser.parse(source(page)))
        .replace("href=\"getting-started.md", "href=\"index.html")
        .replaceAll("href=\"([a-z-]+)\\.md", "href=\"$1.html")
        .replace("<pre>", "<pre tabindex=\"0\">");
  }

  private static String source(String page) throws IOException {
    try (InputStream in = DocsSite.class.getResourceAsStream("docs/" + page + ".md")) {
      if (in == null) {
        throw new IllegalStateException("the page " + page + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
