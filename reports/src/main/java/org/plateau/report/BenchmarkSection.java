package org.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;

/**
 * The benchmarks of a run, from {@code benchmarks.json}: {@code machine} (names and values), {@code
 * comparisons} (goal, workload, peer, ratio with its least and greatest, share of the limit) and
 * {@code jmh} (the list that JMH writes). Each part may be missing.
 */
final class BenchmarkSection {

  private BenchmarkSection() {}

  static void write(Markup out, @Nullable JsonNode benchmarks) {
    out.open("section", "id", "benchmarks").element("h2", "Benchmarks");
    if (benchmarks == null) {
      out.open("p", "class", "quiet").text("This run has none. ");
      out.element("code", "./plateau bench").text(" adds them.").close();
    } else {
      machine(out, benchmarks.path("machine"));
      comparisons(out, benchmarks.path("comparisons"));
      measured(out, benchmarks.path("jmh"));
    }
    out.closeLine();
  }

  private static void machine(Markup out, JsonNode machine) {
    if (machine.isEmpty()) {
      return;
    }
    out.open("dl", "class", "facts");
    machine
        .properties()
        .forEach(
            entry ->
                out.open("div")
                    .element("dt", entry.getKey())
                    .element("dd", entry.getValue().asText())
                    .close());
    out.closeLine();
  }

  private static void comparisons(Markup out, JsonNode rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.element("h3", "Against peers and limits");
    ClaimArticle.table(
        out,
        "Benchmarks against peers and limits",
        List.of(
            "goal",
            "workload",
            "against",
            "times faster",
            "least",
            "greatest",
            "wanted",
            "share of the limit"));
    for (JsonNode row : rows) {
      out.open("tr").element("th", row.path("goal").asText(), "scope", "row");
      out.element("td", row.path("workload").asText(), "class", "n");
      out.element("td", row.path("peer").asText(), "class", "n");
      out.element("td", number(row.path("ratio")));
      out.element("td", number(row.path("low")));
      out.element("td", number(row.path("high")));
      out.element("td", row.path("wanted").asText());
      JsonNode share = row.path("limitShare");
      out.element("td", share.isNumber() ? Numbers.percent(share.asDouble()) : "–").closeLine();
    }
    out.close().close().closeLine();
  }

  private static void measured(Markup out, JsonNode rows) {
    if (rows.isEmpty()) {
      return;
    }
    out.element("h3", "Measured");
    ClaimArticle.table(
        out,
        "Benchmarks measured",
        List.of("benchmark", "parameters", "score", "error", "unit", "bytes per operation"));
    for (JsonNode row : rows) {
      String name = row.path("benchmark").asText();
      JsonNode metric = row.path("primaryMetric");
      out.open("tr");
      out.element(
          "th",
          name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
          "scope",
          "row");
      out.element("td", parameters(row.path("params")), "class", "n");
      out.element("td", number(metric.path("score")));
      out.element("td", number(metric.path("scoreError")));
      out.element("td", metric.path("scoreUnit").asText(), "class", "n");
      out.element(
          "td", number(row.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score")));
      out.closeLine();
    }
    out.close().close().closeLine();
  }

  private static String parameters(JsonNode parameters) {
    List<String> words = new ArrayList<>();
    parameters.properties().forEach(e -> words.add(e.getKey() + " = " + e.getValue().asText()));
    return String.join(", ", words);
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? Numbers.shortly(value.asDouble()) : "–";
  }
}
