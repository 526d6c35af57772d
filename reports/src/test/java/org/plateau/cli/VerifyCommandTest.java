package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.verify.RunDirectory;

/** Whole runs on small claims: exit codes, files, streams, replay. */
class VerifyCommandTest {

  @TempDir private Path home;

  @Test
  void greenRunWritesEverything() throws Exception {
    Invocation run = verify(List.of(SampleClaims.sound()), "--quick");

    assertEquals(ExitCode.GREEN, run.exit(), run.err());
    assertTrue(run.out().contains("GREEN: claims 1 UPHELD; probes 1 BITES"), run.out());
    Path latest = home.resolve("reports/runs/latest");
    assertTrue(Files.isSymbolicLink(latest));
    for (String file :
        List.of(
            "run.json",
            "journal.jsonl",
            "report.html",
            "junit.xml",
            "summary.md",
            "results.sarif",
            "badge.json")) {
      assertTrue(Files.size(latest.resolve(file)) > 0, file);
    }
  }

  @Test
  void exitCodeOfEveryVerdict() {
    assertEquals(ExitCode.REFUTED, verify(List.of(SampleClaims.wrong()), "--quick").exit());
    assertEquals(ExitCode.REFUTED, verify(List.of(SampleClaims.squares()), "--quick").exit());
    assertEquals(ExitCode.FAULT, verify(List.of(SampleClaims.throwing()), "--quick").exit());
    assertEquals(ExitCode.UNDECIDED, verify(List.of(SampleClaims.empty()), "--quick").exit());
    assertEquals(
        ExitCode.GREEN,
        verify(List.of(SampleClaims.empty()), "--quick", "--allow-inconclusive").exit());
    assertEquals(
        ExitCode.FAULT,
        verify(List.of(SampleClaims.wrong(), SampleClaims.throwing()), "--quick").exit());
    assertEquals(
        ExitCode.REFUTED,
        verify(List.of(SampleClaims.wrong(), SampleClaims.empty()), "--quick").exit());
  }

  @Test
  void aRefutedClaimShowsWhatToReplay() {
    Invocation run = verify(List.of(SampleClaims.wrong()), "--quick");
    String line =
        run.out()
            .lines()
            .filter(text -> text.contains("./plateau replay"))
            .reduce((first, last) -> last)
            .orElseThrow();
    String id = line.strip().substring("./plateau replay ".length());

    Invocation replay =
        Invocation.of(
            home, () -> SampleClaims.catalogue(SampleClaims.wrong()), "replay", "--json", id);

    assertEquals(ExitCode.REFUTED, replay.exit(), replay.err());
    assertTrue(replay.err().contains("bit for bit"), replay.err());
    assertTrue(run.out().contains("REFUTED sample/wrong: "), run.out());
  }

  @Test
  void anotherResultOfTheSameIdIsNotReproduced() throws Exception {
    verify(List.of(SampleClaims.sound()), "--quick");
    RunDirectory last = new RunDirectory(home.resolve("reports/runs/latest"));
    String id = last.readRun().result().claims().get(0).tightest().get(0).id();
    String stored = Files.readString(last.runFile());
    JsonNode value =
        new ObjectMapper().readTree(stored).at("/result/claims/0/tightest/0/checks/0/value");
    Files.writeString(last.runFile(), stored.replace(value.asText(), "0.123"));

    Invocation replay =
        Invocation.of(home, () -> SampleClaims.catalogue(SampleClaims.sound()), "replay", id);

    assertEquals(ExitCode.STALE, replay.exit(), replay.err());
    assertTrue(replay.err().contains("NOT REPRODUCED"), replay.err());
  }

  @Test
  void jsonIsTheVerdictPartAndNothingElse() throws Exception {
    Invocation run = verify(List.of(SampleClaims.sound()), "--quick", "--json", "--seed", "0x2a");

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals("42", json.get("seed").asText());
    assertEquals("UPHELD", json.get("claims").get(0).get("verdict").asText());
    RunDirectory last = new RunDirectory(home.resolve("reports/runs/latest"));
    assertEquals(
        new String(
            RunDirectory.verdictBytes(last.readRun()), java.nio.charset.StandardCharsets.UTF_8),
        run.out().stripTrailing());
  }

  @Test
  void threadsChangeNothing() {
    String one = verify(List.of(SampleClaims.sound()), "--quick", "--json", "--threads=1").out();
    String eight = verify(List.of(SampleClaims.sound()), "--quick", "--json", "--threads=8").out();

    assertEquals(one, eight);
  }

  @Test
  void aFreshSeedIsPrinted() {
    Invocation first = verify(List.of(SampleClaims.sound()), "--tries=5", "--seed=fresh");
    Invocation second = verify(List.of(SampleClaims.sound()), "--tries=5", "--seed=fresh");

    String seed = first.err().replaceAll("(?s)seed (-?\\d+),.*", "$1");
    assertTrue(first.out().contains("seed " + seed), first.out());
    assertFalse(second.err().startsWith("seed " + seed + ","));
  }

  @Test
  void quietLeavesTheResultOnly() {
    Invocation run = verify(List.of(SampleClaims.sound()), "--quick", "--quiet");

    assertEquals("", run.err());
    assertFalse(run.out().isEmpty());
  }

  @Test
  void lastFailedPicksWhatWasNotGreen() {
    verify(List.of(SampleClaims.sound(), SampleClaims.wrong()), "--quick");

    Invocation again =
        verify(List.of(SampleClaims.sound(), SampleClaims.wrong()), "--quick", "--last-failed");

    assertTrue(again.out().contains("claims 1 REFUTED"), again.out());
    assertTrue(
        again.out().contains("again   ./plateau verify sample/wrong --quick --seed 1"),
        again.out());
    verify(List.of(SampleClaims.sound()), "--quick");
    assertEquals(
        ExitCode.NOTHING_SELECTED,
        verify(List.of(SampleClaims.sound()), "--quick", "--last-failed").exit());
  }

  @Test
  void twoRunsIntoOneDirectoryAreRefused() throws Exception {
    String out = home.resolve("mine").toString();
    verify(List.of(SampleClaims.sound()), "--quick", "--out", out);
    byte[] before = Files.readAllBytes(home.resolve("mine/run.json"));

    Invocation second = verify(List.of(SampleClaims.wrong()), "--quick", "--out", out);

    assertEquals(ExitCode.BAD_INPUT, second.exit());
    assertArrayEquals(before, Files.readAllBytes(home.resolve("mine/run.json")));
  }

  @Test
  void renderingAgainGivesTheSameBytes() throws Exception {
    verify(List.of(SampleClaims.sound(), SampleClaims.wrong()), "--quick");
    Path report = home.resolve("reports/runs/latest/report.html");
    byte[] before = Files.readAllBytes(report);

    Invocation again =
        Invocation.of(home, SampleClaims::catalogue, "report", report.getParent().toString());

    assertEquals(ExitCode.GREEN, again.exit(), again.err());
    assertArrayEquals(before, Files.readAllBytes(report));
  }

  @Test
  void comparesAsTextJsonAndHtml() throws Exception {
    verify(List.of(SampleClaims.sound()), "--quick", "--out", home.resolve("a").toString());
    verify(List.of(SampleClaims.wrong()), "--quick", "--out", home.resolve("b").toString());

    assertTrue(compare("a", "a").out().contains("no differences"));
    assertTrue(compare("a", "b").out().contains("sample/wrong"));
    JsonNode json = new ObjectMapper().readTree(compare("a", "b", "--json").out());
    assertFalse(json.get("changes").isEmpty());
    JsonNode time = json.get("timings").get(0);
    double ratio = time.get("after").asDouble() / time.get("before").asDouble();
    assertEquals(ratio, time.get("ratio").asDouble(), 1e-12 * ratio);
    Path page = home.resolve("compared.html");
    compare("a", "b", "--html", page.toString());
    assertTrue(Files.readString(page).contains("sample/wrong"));
  }

  @Test
  void aResumedFinishedRunSaysTheSame() throws Exception {
    String out = home.resolve("mine").toString();
    verify(List.of(SampleClaims.sound()), "--quick", "--out", out);
    byte[] before = RunDirectory.verdictBytes(new RunDirectory(Path.of(out)).readRun());

    Invocation resumed =
        Invocation.of(
            home, () -> SampleClaims.catalogue(SampleClaims.sound()), "verify", "--resume", out);

    assertEquals(ExitCode.GREEN, resumed.exit(), resumed.err());
    assertArrayEquals(before, RunDirectory.verdictBytes(new RunDirectory(Path.of(out)).readRun()));
  }

  @Test
  void aResumedRunIsRepeatedByItsFirstCommand() throws Exception {
    String out = home.resolve("mine").toString();
    verify(
        List.of(SampleClaims.sound()),
        "sample/*",
        "--quick",
        "--seed=7",
        "--budget=1h30m",
        "--out",
        out);
    Files.delete(home.resolve("mine/run.json"));

    Invocation resumed = resume(SampleClaims.sound(), out);

    String command = "./plateau verify 'sample/*' --quick --budget 1h30m --seed 7";
    assertTrue(resumed.out().contains("again   " + command), resumed.out());
    assertEquals(command, new RunDirectory(Path.of(out)).readRun().environment().command());
  }

  @Test
  void aRunWhoseGeneratorChangedIsNotResumed() {
    String out = home.resolve("mine").toString();
    verify(List.of(SampleClaims.sound()), "--quick", "--out", out);

    Invocation resumed = resume(SampleClaims.redrawn(), out);

    assertEquals(ExitCode.BAD_INPUT, resumed.exit());
    assertTrue(resumed.err().contains("a generator has changed since; run 'verify' again"));
    assertFalse(resumed.err().contains("cannot be written"), resumed.err());
  }

  @Test
  void aLastRunThatCannotBeReadIsNoReasonToLoseThisOne() throws Exception {
    verify(List.of(SampleClaims.sound()), "--quick");
    Path last = home.resolve("reports/runs/latest").toRealPath();
    Files.writeString(last.resolve("run.json"), "{\"schema\": \"other/9\"}");

    Invocation replay =
        Invocation.of(
            home, () -> SampleClaims.catalogue(SampleClaims.sound()), "replay", "sample/sound@1:2");
    assertEquals(ExitCode.GREEN, replay.exit(), replay.err());
    assertTrue(replay.err().contains("not compared with the last run"), replay.err());
    Invocation run = verify(List.of(SampleClaims.sound()), "--quick");
    assertEquals(ExitCode.GREEN, run.exit(), run.err());
    assertTrue(run.err().contains("other/9"), run.err());
    Path latest = home.resolve("reports/runs/latest").toRealPath();
    assertFalse(latest.equals(last), "the link leads to the new run");
    assertTrue(Files.size(latest.resolve("report.html")) > 0);
  }

  /** No claim of the catalogue declares tags, so they follow from what it is. */
  @Test
  void tagsSelectByKindSourceAndUse() throws Exception {
    for (String tag : List.of("lower", "trend", "probability", "derived", "paper", "network")) {
      Invocation list = Invocation.of(home, Catalogue::scan, "list", "--json", "--tag", tag);
      JsonNode claims = new ObjectMapper().readTree(list.out()).get("claims");
      assertTrue(claims.size() >= 3 && claims.size() < 128, tag + ": " + claims.size());
      for (JsonNode claim : claims) {
        assertTrue(claim.get("tags").toString().contains("\"" + tag + "\""), claim::toString);
      }
    }
  }

  @Test
  void oneThreadIsOne() {
    Invocation run = verify(List.of(SampleClaims.sound()), "--quick", "--threads=1");

    assertTrue(run.out().contains(" on 1 thread; false-alarm level"), run.out());
  }

  private Invocation resume(Claim<Double> claim, String out) {
    return Invocation.of(home, () -> SampleClaims.catalogue(claim), "verify", "--resume", out);
  }

  private Invocation compare(String before, String after, String... options) {
    List<String> args = new ArrayList<>(List.of("compare"));
    args.add(home.resolve(before).toString());
    args.add(home.resolve(after).toString());
    args.addAll(List.of(options));
    return Invocation.of(home, SampleClaims::catalogue, args.toArray(String[]::new));
  }

  private Invocation verify(List<Claim<Double>> claims, String... options) {
    List<String> args = new ArrayList<>(List.of("verify"));
    args.addAll(List.of(options));
    return Invocation.of(
        home,
        () -> SampleClaims.catalogue(claims.toArray(Claim<?>[]::new)),
        args.toArray(String[]::new));
  }
}
