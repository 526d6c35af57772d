package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Allure gets from a run of properties, in processes of their own. */
class AllureEvidenceTest {

  private static final String CLASS = "org.plateau.properties.SharpnessProperties#";
  private static final List<String> METHODS =
      List.of(
          CLASS + "lowerBound(org.plateau.verify.Drawn)",
          CLASS + "lowerBound_minimizerSmallRandomWeights(org.plateau.verify.Drawn)",
          CLASS + "linearGrowth(org.plateau.verify.Drawn)");

  @TempDir static Path folder;
  private static Map<String, JsonNode> first;
  private static Map<String, JsonNode> second;

  @BeforeAll
  static void run() throws Exception {
    first = results("first", "1");
    second = results("second", "0x2a");
  }

  @Test
  void anotherSeedGivesTheSameIds() {
    assertEquals(3, first.size());
    assertEquals(first.keySet(), second.keySet());
    first.forEach(
        (name, result) -> {
          assertEquals(result.path("historyId"), second.get(name).path("historyId"), name);
          assertEquals(result.path("testCaseId"), second.get(name).path("testCaseId"), name);
        });
    long ids = first.values().stream().map(r -> r.path("historyId").asText()).distinct().count();
    assertEquals(3, ids);
    assertNotEquals(
        parameter("sharpness/lower-bound", first), parameter("sharpness/lower-bound", second));
  }

  /** The MD5 of the name, as {@code printf %s NAME | md5sum} with version and variant of a UUID. */
  @Test
  void theIdIsAFunctionOfTheNameAlone() {
    assertEquals(
        "0ce8a6418fbc3fee87254b7dd5e67cc3",
        first.get("sharpness/lower-bound").path("historyId").asText());
  }

  @Test
  void epicFeatureAndStoryArePaperClaimAndProbe() {
    JsonNode probe = first.get("sharpness/lower-bound~minimizer-small-random-weights");
    assertEquals("Marion, Chizat 2024", label(probe, "epic"));
    assertEquals("sharpness/lower-bound", label(probe, "feature"));
    assertEquals("must break: minimizer-small-random-weights", label(probe, "story"));
    assertEquals("holds", label(first.get("sharpness/lower-bound"), "story"));
  }

  @Test
  void statementSeedTriesWitnessAndEvidenceAreAttached() throws IOException {
    JsonNode claim = first.get("sharpness/lower-bound");
    assertEquals(List.of("statement", "evidence", "witness"), names(claim.path("attachments")));
    assertEquals(List.of("seed", "tries", "valid", "witness"), names(claim.path("parameters")));
    for (JsonNode parameter : claim.path("parameters")) {
      assertTrue(parameter.path("excluded").asBoolean(), "must not change the history's key");
    }
    Path evidence = folder.resolve("first").resolve(claim.at("/attachments/1/source").asText());
    String table = Files.readString(evidence);
    assertTrue(table.startsWith("quantity,value,relation,bound,slack,error,outcome\n"), table);
    assertTrue(table.lines().count() > 1, table);
  }

  @Test
  void theTriesLieBesideTheResult() throws IOException {
    String id = first.get("sharpness/lower-bound").path("testCaseId").asText();
    CourseRecord course = CourseRecord.read(folder.resolve("first"), id);
    assertEquals(8, course.entries().size());
    assertTrue(course.entries().stream().allMatch(e -> e.value() >= e.bound() - e.tolerance()));
  }

  private static Map<String, JsonNode> results(String name, String seed) throws Exception {
    Path directory = folder.resolve(name);
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dallure.results.directory=" + directory,
                "-Dplateau.seed=" + seed,
                "-Dplateau.tries=8",
                "-cp",
                System.getProperty("java.class.path"),
                AllureRun.class.getName()));
    command.addAll(METHODS);
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), () -> "see " + log);
    Map<String, JsonNode> results = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*-result.json")) {
      for (Path file : files) {
        JsonNode result = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
        results.put(result.path("fullName").asText(), result);
      }
    }
    return results;
  }

  private static String label(JsonNode result, String name) {
    for (JsonNode label : result.path("labels")) {
      if (label.path("name").asText().equals(name)) {
        return label.path("value").asText();
      }
    }
    return "";
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new java.util.ArrayList<>();
    list.forEach(item -> names.add(item.path("name").asText()));
    return names;
  }

  private static String parameter(String test, Map<String, JsonNode> results) {
    return results.get(test).at("/parameters/0/value").asText();
  }
}
