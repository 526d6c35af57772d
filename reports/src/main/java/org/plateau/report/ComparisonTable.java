package org.plateau.report;

import java.util.Comparator;
import java.util.List;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;

/** A comparison as HTML: the differences, and the times as ratios. */
final class ComparisonTable {

  private ComparisonTable() {}

  static void write(Markup out, Comparison comparison) {
    if (comparison.isEmpty()) {
      out.element("p", "No differences.");
    } else {
      ClaimArticle.table(out, "Changes", List.of("kind", "claim", "what", "before", "after"));
      for (Comparison.Change change : comparison.changes()) {
        out.open("tr").element("td", Marks.style(change.kind()));
        out.element("th", change.claim().isEmpty() ? "the run" : change.claim(), "scope", "row");
        out.element("td", change.what());
        out.element("td", change.before());
        out.element("td", change.after()).closeLine();
      }
      out.close().close().closeLine();
    }
    times(out, comparison);
  }

  static void write(Markup out, List<BenchmarkRatio> benchmarks) {
    if (benchmarks.isEmpty()) {
      return;
    }
    out.element("h3", "Benchmarks");
    ClaimArticle.table(
        out, "Benchmarks", List.of("benchmark", "score before", "score after", "ratio", "unit"));
    for (BenchmarkRatio benchmark : benchmarks) {
      out.open("tr").element("th", benchmark.name(), "scope", "row");
      out.element("td", Numbers.shortly(benchmark.before()));
      out.element("td", Numbers.shortly(benchmark.after()));
      out.element("td", Numbers.rounded(benchmark.ratio(), 3));
      out.element("td", benchmark.unit()).closeLine();
    }
    out.close().close().closeLine();
  }

  private static void times(Markup out, Comparison comparison) {
    out.element("h3", "Times");
    ClaimArticle.table(out, "Times", List.of("claim", "earlier", "later", "ratio"));
    comparison.timings().stream()
        .sorted(Comparator.comparing((Comparison.Ratio ratio) -> !ratio.claim().isEmpty()))
        .forEach(
            ratio -> {
              String name = ratio.claim().isEmpty() ? "wall time of the run" : ratio.claim();
              out.open("tr").element("th", name, "scope", "row");
              out.element("td", Numbers.seconds(ratio.before()));
              out.element("td", Numbers.seconds(ratio.after()));
              out.element(
                  "td", Double.isNaN(ratio.ratio()) ? "–" : Numbers.rounded(ratio.ratio(), 3));
              out.closeLine();
            });
    out.close().close().closeLine();
  }
}
