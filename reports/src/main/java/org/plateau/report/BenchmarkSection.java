package org.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.report.plot.ChartDrawing;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;

/**
 * The benchmarks of a run: {@code benchmarks.json} with {@code machine} (names and values), {@code
 * jmh} (the list that JMH writes) and {@code work} (counted work), and {@code peers.json} as {@code
 * benchmarks/peers/peers.py --json} writes it. Each part may be missing.
 */
final class BenchmarkSection {

  private BenchmarkSection() {}

  static void write(Markup out, @Nullable JsonNode benchmarks, @Nullable JsonNode peers) {
    out.open("section", "id", "benchmarks").element("h2", "Benchmarks");
    if (benchmarks == null && peers == null) {
      out.open("p", "class", "quiet").text("This run has none. ");
      out.element("code", "./plateau bench").text(" adds them.").close();
    }
    if (peers != null) {
      peers(out, peers);
    }
    if (benchmarks != null) {
      machine(out, benchmarks);
      growth(out, benchmarks.path("jmh"));
      measured(out, benchmarks.path("jmh"), benchmarks.path("work"));
    }
    out.closeLine();
  }

  private static void peers(Markup out, JsonNode peers) {
    out.element("h3", "Against peers, interleaved in one run");
    out.open("dl", "class", "facts");
    fact(out, "Machine", peers.path("machine").asText());
    fact(out, "Plateau", peers.path("plateau").asText());
    peers.path("versions").properties().forEach(e -> fact(out, e.getKey(), e.getValue().asText()));
    if (peers.has("gigaflops")) {
      fact(
          out,
          "limit of one core in the same run",
          Numbers.rounded(peers.path("gigaflops").asDouble(), 3) + " GFLOP/s");
    }
    throughput(out, peers.path("throughput"));
    out.closeLine();
    ClaimArticle.table(
        out,
        "Benchmarks against peers",
        List.of(
            "goal",
            "workload",
            "against",
            "Plateau",
            "peer",
            "least ratio",
            "median ratio",
            "greatest ratio",
            "wanted",
            "rounds",
            "share of the flop limit"));
    for (JsonNode row : peers.path("peers")) {
      out.open("tr").element("th", row.path("goal").asText(), "scope", "row");
      out.element("td", row.path("workload").asText());
      out.element("td", row.path("peer").asText());
      out.element("td", Numbers.seconds(row.path("nanoseconds").asDouble() * 1e-9));
      out.element("td", Numbers.seconds(row.path("peerNanoseconds").asDouble() * 1e-9));
      out.element("td", number(row.path("ratioMin")));
      out.element("td", number(row.path("ratioMedian")));
      out.element("td", number(row.path("ratioMax")));
      out.element("td", number(row.path("wanted")));
      out.element("td", number(row.path("rounds")));
      JsonNode share = row.path("limitShare");
      out.element("td", share.isNumber() ? Numbers.percent(share.asDouble()) : "–").closeLine();
    }
    out.close().close().closeLine();
  }

  private static void throughput(Markup out, JsonNode rate) {
    if (rate.isObject()) {
      fact(
          out,
          rate.path("goal").asText() + ", verified instances a second",
          whole(rate.path("perSecondMedian"))
              + ", of "
              + whole(rate.path("wanted"))
              + " wanted ("
              + whole(rate.path("perSecondMin"))
              + " to "
              + whole(rate.path("perSecondMax"))
              + " in "
              + whole(rate.path("rounds"))
              + " rounds)");
    }
  }

  private static String whole(JsonNode value) {
    return Numbers.grouped(value.asLong());
  }

  private static void machine(Markup out, JsonNode benchmarks) {
    out.element("h3", "Machine and its limits").open("dl", "class", "facts");
    for (JsonNode row : benchmarks.path("jmh")) {
      double nanoseconds = row.path("primaryMetric").path("score").asDouble();
      if (name(row).equals("LimitsBenchmark.fusedMultiplyAdd")) {
        fact(
            out,
            "most multiply-adds of one core",
            Numbers.rounded(1 / nanoseconds, 3) + " GFLOP/s");
      } else if (name(row).equals("LimitsBenchmark.memoryRead")) {
        fact(out, "most memory read by one core", Numbers.rounded(1 / nanoseconds, 3) + " GB/s");
      }
    }
    benchmarks
        .path("machine")
        .properties()
        .forEach(entry -> fact(out, entry.getKey(), entry.getValue().asText()));
    out.closeLine();
  }

  private static void fact(Markup out, String name, String value) {
    out.open("div").element("dt", name).element("dd", value).close();
  }

  /**
   * Sharpness should cost linearly in the depth and, in wide networks, as the cube of the width.
   */
  private static void growth(Markup out, JsonNode rows) {
    TreeMap<Double, Double> byDepth = new TreeMap<>();
    TreeMap<Double, Double> byWidth = new TreeMap<>();
    for (JsonNode row : rows) {
      String[] shape = row.path("params").path("shape").asText().split("x");
      if (name(row).equals("ScalingBenchmark.minimizerForm") && shape.length == 2) {
        double micros = row.path("primaryMetric").path("score").asDouble();
        if (shape[1].equals("8")) {
          byDepth.put(Double.parseDouble(shape[0]), micros);
        }
        if (shape[0].equals("8")) {
          byWidth.put(Double.parseDouble(shape[1]), micros);
        }
      }
    }
    if (byDepth.size() < 2 || byWidth.size() < 2) {
      return;
    }
    out.open("div", "class", "plots");
    curve(out, "Time of the sharpness against the depth, d = 8", "depth L", byDepth, 1);
    curve(out, "Time of the sharpness against the width, L = 8", "width d", byWidth, 3);
    out.closeLine();
  }

  private static void curve(
      Markup out, String title, String axis, TreeMap<Double, Double> times, int power) {
    double[] sizes = times.keySet().stream().mapToDouble(v -> v).toArray();
    double[] micros = times.values().stream().mapToDouble(v -> v).toArray();
    double[] law = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      law[i] = micros[micros.length - 1];
      for (int factor = 0; factor < power; factor++) {
        law[i] *= sizes[i] / sizes[sizes.length - 1];
      }
    }
    Series measured = new Series("measured", Style.LINE, sizes, micros);
    String name = power == 1 ? "linear" : "cube";
    Series expected = new Series(name + ", through the last point", Style.BOUND, sizes, law);
    out.trusted(
        ChartDrawing.figure(
            Chart.of(title, Axis.log(axis), Axis.log("µs"), List.of(measured, expected))));
  }

  private static void measured(Markup out, JsonNode rows, JsonNode works) {
    if (rows.isEmpty()) {
      return;
    }
    double flops = limit(rows, "LimitsBenchmark.fusedMultiplyAdd");
    double bytes = limit(rows, "LimitsBenchmark.memoryRead");
    out.element("h3", "Measured");
    out.element(
        "p",
        "Shares are of the limits above, by the least number of flops and bytes that the work takes"
            + " in its present form; data that stay in a cache can exceed the limit of memory.",
        "class",
        "caption");
    ClaimArticle.table(
        out,
        "Benchmarks measured",
        List.of(
            "benchmark",
            "parameters",
            "score ± error",
            "bytes allocated",
            "counted work",
            "share of the flop limit",
            "share of the memory limit"));
    for (JsonNode row : rows) {
      JsonNode metric = row.path("primaryMetric");
      JsonNode work = work(works, row);
      out.open("tr").element("th", name(row), "scope", "row");
      out.element("td", parameters(row.path("params")));
      out.element("td", score(metric));
      out.element(
          "td", number(row.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score")));
      out.element("td", counted(work));
      out.element("td", share(metric, work.path("flops").asDouble(), flops));
      out.element("td", share(metric, work.path("bytes").asDouble(), bytes)).closeLine();
    }
    out.close().close().closeLine();
  }

  /** Returns flops or bytes a nanosecond; NaN where they were not measured. */
  private static double limit(JsonNode rows, String benchmark) {
    for (JsonNode row : rows) {
      if (name(row).equals(benchmark)) {
        return 1 / row.path("primaryMetric").path("score").asDouble();
      }
    }
    return Double.NaN;
  }

  private static JsonNode work(JsonNode works, JsonNode row) {
    for (JsonNode work : works) {
      boolean same = parameters(work.path("params")).equals(parameters(row.path("params")));
      if (same && work.path("benchmark").asText().equals(name(row))) {
        return work;
      }
    }
    return MissingNode.getInstance();
  }

  /** JMH has no error where it measured once. */
  private static String score(JsonNode metric) {
    double error = metric.path("scoreError").asDouble(Double.NaN);
    return number(metric.path("score"))
        + (Double.isNaN(error) ? "" : " ± " + Numbers.rounded(error, 2))
        + " "
        + metric.path("scoreUnit").asText();
  }

  private static String counted(JsonNode work) {
    return work.path("count").asLong() > 0
        ? Numbers.grouped(work.path("count").asLong()) + " " + work.path("unit").asText()
        : "–";
  }

  private static String share(JsonNode metric, double amount, double limit) {
    double nanoseconds =
        switch (metric.path("scoreUnit").asText()) {
          case "ns/op" -> metric.path("score").asDouble();
          case "us/op" -> 1e3 * metric.path("score").asDouble();
          case "ms/op" -> 1e6 * metric.path("score").asDouble();
          default -> Double.NaN;
        };
    double share = amount / nanoseconds / limit;
    return share > 0 ? Numbers.percent(share) : "–";
  }

  /** Returns class and method. */
  static String name(JsonNode row) {
    String name = row.path("benchmark").asText();
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
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
