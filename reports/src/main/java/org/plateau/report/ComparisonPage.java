package org.plateau.report;

import java.util.List;
import org.plateau.report.markup.Numbers;

/** A comparison of two runs as a page. */
public final class ComparisonPage {

  private ComparisonPage() {}

  /**
   * Returns the comparison as one HTML file, like the report of a run.
   *
   * @param benchmarks the benchmarks that both runs have
   */
  public static String of(Comparison comparison, List<BenchmarkRatio> benchmarks) {
    String title = comparison.isEmpty() ? "No differences" : heading(comparison);
    return Page.of(
        "Plateau: " + title,
        out -> {
          out.open("nav", "aria-label", "Sections").open("div");
          out.element("a", "Plateau", "class", "brand", "href", "#main").close().closeLine();
          out.open("main", "id", "main").open("section", "class", "hero");
          out.element("p", comparison.before() + " → " + comparison.after(), "class", "kicker");
          out.element("h1", title + ".");
          out.element("h2", "Differences");
          ComparisonTable.write(out, comparison);
          ComparisonTable.write(out, benchmarks);
          out.close().closeLine();
        });
  }

  private static String heading(Comparison comparison) {
    int changes = comparison.changes().size();
    return Numbers.grouped(changes) + (changes == 1 ? " difference" : " differences");
  }
}
