package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.Verifier;

class ReportRenderingTest {

  private static final int LIMIT = 1_600_000;

  @Test
  void renderingAStoredRunAgainGivesTheSameBytes(@TempDir Path folder) throws Exception {
    List<Claim<?>> claims = Catalogue.scan().claims().stream().limit(3).toList();
    Verifier.of(claims).into(new RunDirectory(folder)).seed(5).effort(Effort.QUICK).tries(7).run();
    ReportWriter.write(folder);
    Map<String, String> first = contents(folder);
    assertTrue(
        first
            .keySet()
            .containsAll(
                List.of("report.html", "junit.xml", "summary.md", "results.sarif", "badge.json")));
    ReportWriter.write(folder);
    assertEquals(first, contents(folder));
  }

  @Test
  void sectionsComeInOrderOfUrgencyAndEmptyOnesSayNone() {
    String html = HtmlReport.of(FixtureRun.green(3));
    int last = -1;
    for (Section section : Section.values()) {
      int at = html.indexOf("<section class=\"verdicts\" id=\"" + section.anchor() + "\">");
      assertTrue(at > last, section.title());
      last = at;
    }
    assertEquals(5, html.split("<p class=\"quiet\">None</p>", -1).length - 1);
  }

  /**
   * As many claims as the catalogue has, and all benchmarks there are. The made-up claims have more
   * plots and shorter strings than real ones; the workflow holds a real run to the same limit.
   */
  @Test
  void aStandardRunWithBenchmarksStaysSmallAndIsQuick() throws Exception {
    RunData data = FixtureRun.withAllBenchmarks(FixtureRun.green(130));
    HtmlReport.of(FixtureRun.mixed());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int size = HtmlReport.of(data).getBytes(StandardCharsets.UTF_8).length;
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(size <= LIMIT, size + " bytes");
    assertTrue(seconds < 2, seconds + " s of processor time");
  }

  @Test
  void everyClaimHasItsAnchorItsStatementAndItsNumbers() {
    RunData data = FixtureRun.mixed();
    String html = HtmlReport.of(data);
    data.result().claims().forEach(c -> assertTrue(html.contains("id=\"" + c.id() + "\""), c.id()));
    assertEquals(10, html.split("<math display=\"block\"", -1).length - 1);
    assertFalse(html.contains("style=\""), "the policy refuses style attributes");
    int plots = html.split("<svg class=\"plot\"", -1).length;
    assertEquals(plots, html.split("<details class=\"numbers\">", -1).length);
  }

  @Test
  void theFirstScreenAnswersWhetherHowSureWhatChangedAndHowToRepeat() {
    String html = HtmlReport.of(FixtureRun.mixed());
    String screen = html.substring(html.indexOf("class=\"hero\""), html.indexOf("id=\"claims\""));
    for (String part :
        List.of(
            "<h1 id=\"answer\">1 claim is refuted, 1 probe is toothless.</h1>",
            "href=\"#refuted\"><b>1</b>",
            "href=\"#upheld\"><b>5</b>",
            "at most 1e-9 in this whole run",
            "Since the run of 2026-11-21T10:00:00Z (standard, seed 7):",
            "sharpness/upper-bound",
            "aria-label=\"Runs, the oldest first\"",
            "<code class=\"cmd\">./plateau verify --standard --seed 20240513</code>",
            "<dt>JDK<dd>17.0.15")) {
      assertTrue(screen.contains(part), part + " is missing in " + screen);
    }
  }

  @Test
  void aClaimShowsStatementSourceProbesPlotsTightestInstancesAndTime() {
    String html = HtmlReport.of(FixtureRun.mixed());
    int at = html.indexOf("<article class=\"claim upheld\" id=\"sharpness/lower-bound\"");
    String article = html.substring(at, html.indexOf("</article>", at));
    for (String part :
        List.of(
            "<math display=\"block\">",
            "arXiv 2405.13456v2",
            "<span class=\"prov\">derived</span>",
            "aria-label=\"Hypothesis-by-probe matrix\"",
            "at the witness: minimizer",
            "<figcaption>Measured value against bound</figcaption>",
            "value = bound",
            "<figcaption>Slack</figcaption>",
            "<figcaption>Sharpness against depth</figcaption>",
            "aria-label=\"Tightest instances\"",
            "./plateau replay sharpness/lower-bound@20240513:3",
            "<dt>thread time<dd>")) {
      assertTrue(article.contains(part), part + " is missing in " + article);
    }
  }

  @Test
  void aPaperHasItsFiguresAndTheLimitsAreSaid() {
    String html = HtmlReport.of(FixtureRun.mixed());
    assertTrue(html.contains("id=\"paper/sharpness\""));
    assertTrue(html.contains("Figure 1: sharpness grows with depth"));
    assertTrue(html.contains("<path class=\"b d0\""), "the paper's bound is drawn in");
    String limits = html.substring(html.indexOf("id=\"limits\""));
    for (String part : List.of("generators", "finite", "failure rate", "no proof")) {
      assertTrue(limits.contains(part), part);
    }
  }

  @Test
  void benchmarksShowRatiosLimitsAndGrowth() {
    String html = HtmlReport.of(FixtureRun.mixed());
    assertTrue(html.contains("50 GFLOP/s"), "1 / 0.02 ns");
    assertTrue(html.contains("16 GB/s"), "1 / 0.0625 ns");
    assertTrue(html.contains("<td>327.7 ± 1.5 ns/op<td>"), "score, error and unit");
    assertTrue(html.contains("<td>40 us/op<td>"), "JMH has no error where it measured once");
    assertTrue(
        html.contains("<td>1 product<td>50\u202f%<td>50\u202f%\n"),
        "2 * 16^3 / 327.68 ns / 50 GFLOP/s, 2621.44 bytes / 327.68 ns / 16 GB/s");
    assertTrue(html.contains("<td>5 µs<td>10 ms<td>1900<td>2000<td>"));
    assertTrue(html.contains("71,000, of 200,000 wanted (64,202 to 89,221 in 5 rounds)"));
    assertTrue(html.contains("<td>4<td>8<td>10\n"), "8 µs at L = 4 against 4/16 of 40 µs");
    assertTrue(html.contains("<td>8<td>16<td>8\n"), "16 µs at d = 8 against (8/16)^3 of 64 µs");
  }

  @Test
  void theValidatorFindsNoErrorInTheReport() throws Exception {
    assertEquals(List.of(), HtmlChecker.errors(HtmlReport.of(FixtureRun.mixed())));
    String hostile = "</title><b onclick='x'>&\u0000\u001b\ud800\ufffe-->";
    assertEquals(List.of(), HtmlChecker.errors(HtmlReport.of(FixtureRun.hostile(hostile))));
    Comparison changes = Comparison.of(FixtureRun.mixed().run(), FixtureRun.changed().run());
    assertEquals(List.of(), HtmlChecker.errors(ComparisonPage.of(changes, List.of())));
  }

  @Test
  void theValidatorFindsErrorsWhereThereAreSome() throws Exception {
    assertNotEquals(
        List.of(), HtmlChecker.errors("<!DOCTYPE html><title>x</title><table><p>x</table><b></i>"));
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
