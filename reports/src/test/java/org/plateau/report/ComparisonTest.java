package org.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.report.Comparison.Change;
import org.plateau.report.Comparison.Kind;
import org.plateau.verify.EnvironmentRecord;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import org.plateau.verify.TimingRecord;
import org.plateau.verify.Verdict;

class ComparisonTest {

  private final RunRecord mixed = FixtureRun.mixed().run();

  @Test
  void aRunDoesNotDifferFromItself() throws Exception {
    Comparison comparison = Comparison.of(mixed, mixed);
    assertTrue(comparison.isEmpty());
    assertTrue(ComparisonPage.of(comparison, List.of()).contains("No differences."));
    JsonNode json = JsonMapper.builder().build().readTree(RunDirectory.json(comparison));
    assertEquals(0, json.path("changes").size());
    assertEquals(11, json.path("timings").size());
  }

  @Test
  void timesAloneAreNoDifference() {
    Comparison comparison = Comparison.of(mixed, slower(mixed.environment().timings()));
    assertTrue(comparison.isEmpty());
    assertEquals(2.0, comparison.timings().get(0).ratio());
    assertTrue(ComparisonPage.of(comparison, List.of()).contains("<td>2\n"));
  }

  @Test
  void timesThatNobodyTookMakeNoRatio() {
    List<TimingRecord> none =
        mixed.environment().timings().stream()
            .map(timing -> new TimingRecord(timing.claim(), timing.probe(), 0, 0))
            .toList();
    assertEquals(1, Comparison.of(mixed, slower(none)).timings().size());
    assertEquals(1, Comparison.of(slower(none), mixed).timings().size());
  }

  private RunRecord slower(List<TimingRecord> timings) {
    EnvironmentRecord e = mixed.environment();
    return new RunRecord(
        mixed.schema(),
        mixed.result(),
        new EnvironmentRecord(
            e.command(),
            "2026-11-23T12:00:00Z",
            2 * e.seconds(),
            e.cpuSeconds(),
            8,
            true,
            e.notes(),
            e.properties(),
            timings));
  }

  @Test
  void namesEveryKindOfDifference() {
    RunRecord changed = FixtureRun.changed().run();
    Comparison comparison = Comparison.of(mixed, changed);
    List<Kind> kinds = comparison.changes().stream().map(Change::kind).distinct().sorted().toList();
    assertEquals(List.of(Kind.values()), kinds, comparison.changes().toString());
    assertTrue(
        comparison
            .changes()
            .contains(
                new Change(Kind.VERDICT, "sharpness/upper-bound", "verdict", "REFUTED", "UPHELD")));
    String page = ComparisonPage.of(comparison, List.of());
    assertFalse(page.contains("No differences"));
    assertTrue(page.contains("<td>generator<th"), page);
  }

  @Test
  void aSmallShiftOfTheLeastMarginSaysNothing() {
    Comparison comparison = Comparison.of(mixed, FixtureRun.withMargin(7.2e-4).run());
    assertTrue(comparison.isEmpty(), comparison.changes().toString());
    List<Kind> kinds =
        Comparison.of(mixed, FixtureRun.withMargin(9e-4).run()).changes().stream()
            .map(Change::kind)
            .collect(Collectors.toList());
    assertTrue(kinds.stream().allMatch(kind -> kind == Kind.MARGIN) && !kinds.isEmpty());
  }

  @Test
  void historyIsStoredInTheRunAndReadBack(@TempDir Path folder) throws Exception {
    RunDirectory first = stored(folder.resolve("a"), mixed);
    RunDirectory second = stored(folder.resolve("b"), FixtureRun.changed().run());
    RunDirectory third = stored(folder.resolve("c"), mixed);
    assertEquals(RunHistory.NONE, RunHistory.read(first));
    RunHistory.record(second, first);
    RunHistory.record(third, second);
    RunHistory history = RunHistory.read(third);
    assertEquals(2, history.runs().size());
    assertEquals(Verdict.REFUTED, history.runs().get(0).verdicts().get("sharpness/upper-bound"));
    assertEquals(Verdict.UPHELD, history.runs().get(1).verdicts().get("sharpness/upper-bound"));
    assertEquals(Comparison.of(FixtureRun.changed().run(), mixed), history.changes());
  }

  @Test
  void historyKeepsTheLastTwentyRuns(@TempDir Path folder) throws Exception {
    RunDirectory previous = stored(folder.resolve("0"), mixed);
    for (int i = 1; i < 25; i++) {
      RunDirectory current = stored(folder.resolve("" + i), mixed);
      RunHistory.record(current, previous);
      previous = current;
    }
    assertEquals(19, RunHistory.read(previous).runs().size());
  }

  @Test
  void benchmarksOfBothRunsAreComparedAsRatios(@TempDir Path folder) throws Exception {
    Path before = Files.createDirectories(folder.resolve("a"));
    Path after = Files.createDirectories(folder.resolve("b"));
    assertEquals(List.of(), BenchmarkRatio.between(before, after));
    Files.writeString(before.resolve("benchmarks.json"), benchmarks("8", 10, "gone", 3));
    assertEquals(List.of(), BenchmarkRatio.between(before, after));
    Files.writeString(after.resolve("benchmarks.json"), benchmarks("8", 25, "new", 4));
    List<BenchmarkRatio> ratios = BenchmarkRatio.between(before, after);
    assertEquals(List.of(new BenchmarkRatio("Flow.own d=8", 10, 25, 2.5, "us/op")), ratios);
    String page = ComparisonPage.of(Comparison.of(mixed, mixed), ratios);
    assertTrue(page.contains("Flow.own d=8<td>10<td>25<td>2.5<td>us/op\n"), page);
    assertEquals(List.of(), HtmlChecker.errors(page));
  }

  private static String benchmarks(String d, double score, String other, double otherScore) {
    String row =
        "{\"benchmark\":\"org.plateau.benchmarks.Flow.own\",\"params\":{\"d\":\"%s\"},"
            + "\"primaryMetric\":{\"score\":%s,\"scoreUnit\":\"us/op\"}}";
    return "{\"jmh\":[" + row.formatted(d, score) + "," + row.formatted(other, otherScore) + "]}";
  }

  private static RunDirectory stored(Path folder, RunRecord run) throws Exception {
    Files.createDirectories(folder);
    RunDirectory directory = new RunDirectory(folder);
    directory.write(run);
    return directory;
  }
}
