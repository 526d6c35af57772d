package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.NoInstanceException;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

class VerifierTest {

  @TempDir Path folder;

  private static ClaimRecord verdict(Claim<?> claim) throws IOException {
    return Verifier.of(List.of(claim)).effort(Effort.QUICK).run().result().claims().get(0);
  }

  @Test
  void aTrueClaimIsUpheldAndItsProbesBite() throws IOException {
    RunRecord run = Verifier.of(List.of(ExampleClaim.means())).effort(Effort.QUICK).run();
    ClaimRecord claim = run.result().claims().get(0);
    assertEquals(Verdict.UPHELD, claim.verdict(), claim.reason());
    assertEquals(405, claim.valid());
    assertEquals(0.05, claim.excludedFailureRate(), 1e-3);
    assertTrue(claim.reason().contains("4.99 %"), claim.reason());
    assertEquals(
        List.of("far", "near"), claim.families().stream().map(FamilyRecord::name).toList());
    assertEquals(5, claim.tightest().size());
    assertEquals(claim.leastMargin(), claim.tightest().get(0).checks().get(0).margin());
    for (ProbeRecord probe : claim.probes()) {
      assertEquals(ProbeVerdict.BITES, probe.verdict(), probe.reason());
      assertNotNull(probe.witness());
      assertEquals(Outcome.VIOLATED, probe.witness().outcome());
    }
    assertTrue(run.result().green());
  }

  @Test
  void aFalseClaimIsRefutedWithAShrunkCounterexample() throws IOException {
    ClaimRecord claim = verdict(ExampleClaim.wrongMeans());
    assertEquals(Verdict.REFUTED, claim.verdict(), claim.reason());
    InstanceRecord worst = claim.worst();
    InstanceRecord smallest = claim.smallest();
    assertNotNull(worst);
    assertNotNull(smallest);
    assertEquals(Outcome.VIOLATED, smallest.outcome());
    assertEquals(Outcome.VIOLATED, smallest.preciseChecks().get(0).outcome());
    assertEquals("1", smallest.choices().get(0).text(), "the array's size shrinks to 1");
    double kept = smallest.checks().get(0).margin() / worst.checks().get(0).margin();
    assertTrue(kept >= 0.1, "the violation stays at least a tenth: " + kept);
    assertTrue(smallest.id().contains("+"), smallest.id());
    assertNull(claim.excludedFailureRate());
  }

  @Test
  void aViolationThatNobodyConfirmsIsDoubtful() throws IOException {
    ClaimRecord claim =
        verdict(ExampleClaim.number("example/alone", u -> Evidence.of(Check.atLeast("u", u, 0.5))));
    assertEquals(Verdict.DOUBTFUL, claim.verdict());
    assertTrue(claim.reason().contains("no form at 50 digits"), claim.reason());
    assertNotNull(claim.worst());
  }

  @Test
  void aWideErrorBoundIsDoubtful() throws IOException {
    ClaimRecord claim =
        verdict(
            ExampleClaim.number(
                "example/wide", u -> Evidence.of(Check.atLeast("u", u, 0).error(0.05))));
    assertEquals(Verdict.DOUBTFUL, claim.verdict(), claim.reason());
  }

  @Test
  void exceptionsAndNansAreFaultyAndEndNothing() throws IOException {
    Claim<Double> throwing =
        ExampleClaim.number(
            "example/throws",
            u -> {
              throw new IllegalStateException("broken \u0000 <b>");
            });
    Claim<Double> nan =
        ExampleClaim.number(
            "example/nan", u -> Evidence.of(Check.atLeast("u", u < 0.5 ? Double.NaN : u, 0)));
    Claim<Double> overflowing = ExampleClaim.number("example/overflow", VerifierTest::forever);
    Claim<Double> hypothesis =
        ExampleClaim.number(
            "example/hypothesis",
            u -> Evidence.of(Check.atLeast("u", u, 0)).requires("h", Double.NaN));
    Claim<Double> badProbe =
        ExampleClaim.number("example/bad-probe", u -> Evidence.of(Check.atLeast("u", u, 0)))
            .probe(Probe.<Double>scaled("nowhere", 2).on("no such family"));
    RunRecord run =
        Verifier.of(List.of(throwing, nan, overflowing, hypothesis, badProbe, ExampleClaim.means()))
            .tries(20)
            .run();
    for (ClaimRecord claim : run.result().claims()) {
      boolean sound = claim.id().equals("example/means") || claim.id().equals("example/bad-probe");
      assertEquals(sound ? Verdict.UPHELD : Verdict.FAULTY, claim.verdict(), claim.reason());
    }
    ProbeRecord probe = run.result().claims().get(0).probes().get(0);
    assertEquals(ProbeVerdict.TOOTHLESS, probe.verdict());
    assertTrue(probe.reason().contains("no bite"), probe.reason());
    assertFalse(run.result().green());
  }

  private static Evidence forever(double u) {
    return forever(u + 1).fact("never", 0);
  }

  @Test
  void tooFewValidInstancesAreVacuous() throws IOException {
    ClaimRecord rare =
        verdict(
            ExampleClaim.number(
                "example/rare",
                u -> Evidence.of(Check.atLeast("u", u, 0)).requires("small", 0.1 - u)));
    assertEquals(Verdict.VACUOUS, rare.verdict(), rare.reason());
    assertTrue(rare.discarded() > 300);
    ClaimRecord none =
        verdict(
            new ExampleClaim<Double>(
                Statement.lower("example/none"),
                d -> {
                  throw new NoInstanceException("none");
                },
                u -> Evidence.of(Check.atLeast("u", u, 0)),
                null));
    assertEquals(Verdict.VACUOUS, none.verdict());
    assertEquals(405, none.discarded());
  }

  @Test
  void probabilitiesAreUpheldRefutedOrLeftOpen() throws IOException {
    ClaimRecord upheld = verdict(ExampleClaim.event("example/often", 0.99, 0.95));
    assertEquals(Verdict.UPHELD, upheld.verdict(), upheld.reason());
    assertTrue(upheld.tries() < 100, "stops early: " + upheld.tries());
    assertEquals(ProbeVerdict.BITES, upheld.probes().get(0).verdict());
    ProbabilityRecord statistics = upheld.probability();
    assertNotNull(statistics);
    assertTrue(statistics.intervalLow() < 0.99 && statistics.intervalHigh() > 0.95);
    ClaimRecord refuted = verdict(ExampleClaim.event("example/seldom", 0.5, 0.95));
    assertEquals(Verdict.REFUTED, refuted.verdict(), refuted.reason());
    ClaimRecord open = verdict(ExampleClaim.event("example/between", 0.87, 0.95));
    assertEquals(Verdict.INCONCLUSIVE, open.verdict(), open.reason());
  }

  @Test
  void trendsAreUpheldRefutedOrLeftOpen() throws IOException {
    ClaimRecord upheld = verdict(ExampleClaim.line("example/line", 1, 0.9, 1.1));
    assertEquals(Verdict.UPHELD, upheld.verdict(), upheld.reason());
    assertTrue(upheld.reason().contains("consistent with"), upheld.reason());
    assertEquals(60, upheld.tries());
    assertEquals(60, upheld.trend().points().size());
    ClaimRecord refuted = verdict(ExampleClaim.line("example/steep", 2, 0.9, 1.1));
    assertEquals(Verdict.REFUTED, refuted.verdict(), refuted.reason());
    ClaimRecord open = verdict(ExampleClaim.line("example/edge", 1, 1, 1.1));
    assertEquals(Verdict.INCONCLUSIVE, open.verdict(), open.reason());
  }

  static List<Claim<?>> mixture() {
    return ExampleClaim.all().claims();
  }

  @Test
  @Tag("end-to-end")
  void threadsAndLocaleChangeNoByte() throws IOException {
    Locale before = Locale.getDefault();
    byte[] expected = null;
    try {
      for (int threads : new int[] {1, 2, 8}) {
        Locale.setDefault(
            threads == 1 ? before : Locale.forLanguageTag(threads == 2 ? "tr-TR" : "de-DE"));
        RunRecord run = Verifier.of(mixture()).effort(Effort.QUICK).seed(-7).threads(threads).run();
        byte[] bytes = RunDirectory.verdictBytes(run);
        expected = expected == null ? bytes : expected;
        assertArrayEquals(expected, bytes, threads + " threads");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void selectionChangesNoNumber() throws IOException {
    List<ClaimRecord> all = Verifier.of(mixture()).effort(Effort.QUICK).run().result().claims();
    ClaimRecord alone = verdict(ExampleClaim.means());
    assertTrue(all.contains(alone));
  }

  @Test
  void aTimeBudgetEndsTheRunAndSaysSo() throws IOException {
    Claim<Double> slow =
        ExampleClaim.number(
            "example/slow",
            u -> {
              try {
                Thread.sleep(5);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Evidence.of(Check.atLeast("u", u, 0));
            });
    RunRecord run =
        Verifier.of(List.of(slow)).effort(Effort.DEEP).budget(Duration.ofMillis(100)).run();
    assertFalse(run.result().complete());
    assertEquals(Verdict.INCONCLUSIVE, run.result().claims().get(0).verdict());
  }

  @Test
  void hostileStringsSurviveTheStoredForm() throws IOException {
    String hostile = "</script>\u0000\u2028]]>\"\\\ud83d\ude00\nnext";
    RunDirectory directory = new RunDirectory(folder.resolve("hostile"));
    ExampleClaim<Double> claim =
        new ExampleClaim<>(
            Statement.lower("example/hostile").tex(hostile).hypothesis(hostile),
            d -> (double) d.oneOf(hostile, hostile, "b").length(),
            u -> Evidence.of(Check.atLeast(hostile, u, 0)).fact(hostile, u),
            null);
    claim.probe(Probe.scaled("a " + hostile, 2));
    RunRecord run = Verifier.of(List.of(claim)).effort(Effort.QUICK).into(directory).run();
    assertEquals(run, directory.readRun());
    String id = run.result().claims().get(0).tightest().get(0).id();
    assertEquals(id, InstanceId.parse(id).toString());
    assertEquals(hostile, JournalReader.read(directory).entries().get(0).what());
    String line = Files.readString(directory.journalFile(), StandardCharsets.UTF_8);
    assertFalse(line.contains("\u0000"));
  }
}
