package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.CourseRecord;

/** The Allure report with the real Allure, which the build unpacks beside the properties. */
class AllureReportTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String PROBE = "fedcba9876543210fedcba9876543210";

  @TempDir Path folder;

  @Test
  void plotsAreAttachedOnce() throws Exception {
    Path results = results("results", "passed", 1_000);
    assertEquals(3, AllureResults.addPlots(results));
    assertEquals(3, AllureResults.addPlots(results));
    JsonNode attachments = result(results, ID).path("attachments");
    assertEquals(4, attachments.size());
    assertEquals("statement", attachments.get(0).path("name").asText());
    assertEquals("Measured value against bound", attachments.get(1).path("name").asText());
    assertEquals("Slack", attachments.get(2).path("name").asText());
    for (int i = 1; i < 4; i++) {
      assertEquals("image/svg+xml", attachments.get(i).path("type").asText());
      String svg = Files.readString(results.resolve(attachments.get(i).path("source").asText()));
      assertTrue(svg.startsWith("<svg xmlns="), svg);
    }
    assertEquals(0, result(results, PROBE).path("attachments").size(), "one try has no plot");
  }

  @Test
  void theReportIsOneFileAndHistoryGoesFromRunToRun() throws Exception {
    Path history = folder.resolve("history");
    Path first = report(results("first", "passed", 1_000), history).write();
    assertTrue(Files.readString(first).contains(".svg'"), "the plots are inside");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(first.getParent())) {
      files.forEach(file -> assertEquals(first, file, "a single file"));
    }
    assertEquals(List.of("passed"), statuses(history));

    Path results = results("second", "failed", 2_000);
    report(results, history).write();
    assertEquals(List.of("failed", "passed"), statuses(history));
    assertEquals(2, json(history.resolve("history-trend.json")).size());

    report(results, history).write();
    assertEquals(List.of("failed", "passed"), statuses(history), "the same tests count once");
    assertEquals(2, json(history.resolve("history-trend.json")).size());
  }

  @Test
  void theEnvironmentIsNamedUnlessTheResultsBringTheirOwn() throws Exception {
    Path results = results("results", "passed", 1_000);
    Path file = results.resolve("environment.properties");
    String own = environment(report(results, folder.resolve("history")).write());
    assertTrue(own.contains(System.getProperty("java.version")), own);
    Files.writeString(file, "stage=nightly\n");
    String given = environment(report(results, folder.resolve("history")).write());
    assertTrue(given.contains("nightly"), given);
    assertFalse(given.contains("java.version"), given);
  }

  /** What the single file holds for Allure's box of the environment. */
  private static String environment(Path report) throws IOException {
    Matcher data =
        Pattern.compile("d\\('widgets/environment\\.json','([A-Za-z0-9+/=]*)'\\)")
            .matcher(Files.readString(report));
    assertTrue(data.find(), "the report has an environment");
    return new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsSentAnywhere() throws Exception {
    Path report = report(results("results", "passed", 1_000), folder.resolve("history")).write();
    String html = Files.readString(report);
    assertFalse(html.contains("googletagmanager"), "analytics");
    assertFalse(html.contains("google-analytics"), "analytics");
  }

  @Test
  void aFailureOfAllureIsSaid() throws Exception {
    AllureReport report =
        new AllureReport(
            results("results", "passed", 1_000),
            folder.resolve("nothing"),
            folder.resolve("history"),
            folder.resolve("report"));
    IOException failure = assertThrows(IOException.class, report::write);
    assertTrue(failure.getMessage().startsWith("Allure wrote no report; it said: "));
  }

  private AllureReport report(Path results, Path history) throws IOException {
    Path target = Path.of("..", "properties", "target");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "allure-*.*")) {
      return new AllureReport(results, found.iterator().next(), history, folder.resolve("report"));
    }
  }

  private Path results(String name, String status, long start) throws IOException {
    Path results = Files.createDirectories(folder.resolve(name));
    RunData data = FixtureRun.mixed();
    ClaimRecord claim = data.result().claims().get(0);
    write(results, ID, status, start, "{\"name\":\"statement\",\"source\":\"s.tex\"}");
    write(results, PROBE, "passed", start, "");
    Files.writeString(results.resolve("s.tex"), "x");
    new CourseRecord(claim.statement(), null, null, data.entries(claim.id())).write(results, ID);
    new CourseRecord(claim.statement(), null, null, data.entries(claim.id()).subList(0, 1))
        .write(results, PROBE);
    return results;
  }

  private static void write(Path results, String id, String status, long start, String attachments)
      throws IOException {
    Files.writeString(
        results.resolve(id + "-result.json"),
        "{\"uuid\":\"%s\",\"testCaseId\":\"%s\",\"historyId\":\"%s\",\"name\":\"n\",\"status\":\"%s\","
                .formatted(id, id, id, status)
            + "\"stage\":\"finished\",\"attachments\":[%s],\"start\":%d,\"stop\":%d}"
                .formatted(attachments, start, start + 5));
  }

  private static JsonNode result(Path results, String id) throws IOException {
    return json(results.resolve(id + "-result.json"));
  }

  private static List<String> statuses(Path history) throws IOException {
    return json(history.resolve("history.json")).path(ID).path("items").findValuesAsText("status");
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
  }
}
