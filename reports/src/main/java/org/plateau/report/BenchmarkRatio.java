package org.plateau.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A benchmark that two runs have.
 *
 * @param name benchmark and parameters
 * @param before its score in the earlier run
 * @param after its score in the later run
 * @param ratio after / before
 * @param unit the scores' unit
 */
public record BenchmarkRatio(String name, double before, double after, double ratio, String unit) {

  /**
   * Returns the benchmarks that both runs have, by name; an empty list when one of them has none.
   *
   * @param before directory of the earlier run
   * @param after directory of the later run
   */
  public static List<BenchmarkRatio> between(Path before, Path after) throws IOException {
    Map<String, JsonNode> old = scores(before);
    List<BenchmarkRatio> both = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : scores(after).entrySet()) {
      JsonNode was = old.get(entry.getKey());
      if (was != null) {
        double first = was.path("score").asDouble();
        double second = entry.getValue().path("score").asDouble();
        String unit = entry.getValue().path("scoreUnit").asText();
        both.add(new BenchmarkRatio(entry.getKey(), first, second, second / first, unit));
      }
    }
    return both;
  }

  private static Map<String, JsonNode> scores(Path run) throws IOException {
    Map<String, JsonNode> scores = new TreeMap<>();
    JsonNode benchmarks = RunData.tree(run.resolve("benchmarks.json"));
    if (benchmarks != null) {
      for (JsonNode row : benchmarks.path("jmh")) {
        StringBuilder name = new StringBuilder(BenchmarkSection.name(row));
        for (Map.Entry<String, JsonNode> parameter : row.path("params").properties()) {
          name.append(' ').append(parameter.getKey());
          name.append('=').append(parameter.getValue().asText());
        }
        scores.put(name.toString(), row.path("primaryMetric"));
      }
    }
    return scores;
  }
}
