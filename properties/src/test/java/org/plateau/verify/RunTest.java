package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Point;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/** How a run goes on: what it tells, in which order it works, how it ends, what it stores. */
class RunTest {

  @TempDir Path folder;

  private static ExampleClaim<Double> claim(String id, Cost cost, double least) {
    return new ExampleClaim<>(
        Statement.lower(id).cost(cost),
        d -> d.uniform("u", 0, 1),
        u -> Evidence.of(Check.atLeast("u", u, least)),
        u -> Evidence.of(Check.atLeast("u", u, least)));
  }

  /** Remembers all that it hears. */
  private static final class Ear implements RunListener {
    private final List<String> started = new ArrayList<>();
    private final List<String> advanced = new ArrayList<>();
    private final List<long[]> progress = new ArrayList<>();
    private final List<ClaimRecord> judged = new ArrayList<>();

    @Override
    public void started(int claims, int probes) {
      started.add(claims + " claims, " + probes + " probes");
    }

    @Override
    public void advanced(String claim, String probe, long done, long planned) {
      advanced.add(claim + "~" + probe);
      progress.add(new long[] {done, planned});
    }

    @Override
    public void judged(ClaimRecord claim) {
      judged.add(claim);
    }
  }

  @Test
  void aListenerHearsTheWholeRun() throws IOException {
    for (int threads : new int[] {1, 3}) {
      Ear ear = new Ear();
      List<Claim<?>> claims =
          List.of(
              ExampleClaim.means(),
              claim("example/certain", Cost.LIGHT, 0),
              ExampleClaim.event("example/often", 0.99, 0.95));
      RunRecord run = Verifier.of(claims).effort(Effort.QUICK).threads(threads).listener(ear).run();
      assertEquals(List.of("3 claims, 3 probes"), ear.started);
      long tries = 0;
      for (ClaimRecord claim : run.result().claims()) {
        tries += claim.tries() + claim.probes().stream().mapToInt(ProbeRecord::tries).sum();
      }
      long[] last = ear.progress.get(ear.progress.size() - 1);
      assertEquals(tries, last[0]);
      assertEquals(tries, last[1], "what was decided early is no longer planned");
      assertEquals(405 + 30 + 30 + 405 + 405 + 100, ear.progress.get(0)[1]);
      for (int i = 1; i < ear.progress.size(); i++) {
        assertTrue(ear.progress.get(i)[0] >= ear.progress.get(i - 1)[0]);
        assertTrue(ear.progress.get(i)[1] <= ear.progress.get(i - 1)[1]);
      }
      List<ClaimRecord> heard = new ArrayList<>(ear.judged);
      heard.sort((a, b) -> a.id().compareTo(b.id()));
      assertEquals(run.result().claims(), heard);
    }
  }

  @Test
  void theMostExpensiveComesFirst() throws IOException {
    Ear ear = new Ear();
    Verifier.of(
            List.of(
                claim("example/a", Cost.TINY, 0),
                claim("example/b", Cost.HUGE, 0),
                claim("example/c", Cost.MEDIUM, 0)))
        .effort(Effort.QUICK)
        .threads(1)
        .listener(ear)
        .run();
    assertEquals(
        List.of("example/b~", "example/c~", "example/a~"),
        ear.advanced.stream().distinct().toList());
  }

  @Test
  void underABudgetAllClaimsAdvanceTogether() throws IOException {
    List<Claim<?>> claims =
        List.of(
            claim("example/a", Cost.HEAVY, 0),
            claim("example/b", Cost.HEAVY, 0),
            claim("example/c", Cost.HEAVY, 0));
    Verifier verifier =
        Verifier.of(claims).effort(Effort.DEEP).threads(1).budget(Duration.ofMinutes(5));
    verifier.listener(
        new RunListener() {
          @Override
          public void advanced(String claim, String probe, long done, long planned) {
            if (done == 100) {
              verifier.stop();
            }
          }
        });
    ResultRecord result = verifier.run().result();
    assertFalse(result.complete());
    assertEquals(List.of(34, 33, 33), result.claims().stream().map(ClaimRecord::tries).toList());
    RunRecord enough = Verifier.of(claims).tries(2).budget(Duration.ofMinutes(5)).run();
    assertTrue(enough.result().complete());
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptEndsTheRunAndStaysSet() throws InterruptedException {
    AtomicReference<RunRecord> run = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    ExampleClaim<Double> slow =
        ExampleClaim.number(
            "example/slow",
            u -> {
              pause();
              return Evidence.of(Check.atLeast("u", u, 0));
            });
    Thread runner =
        new Thread(
            () -> {
              try {
                run.set(Verifier.of(List.of(slow)).tries(1_000_000).threads(1).run());
                interrupted.set(Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    runner.start();
    Thread.sleep(50);
    runner.interrupt();
    runner.join(60_000);
    assertNotNull(run.get(), "the run ended");
    assertFalse(run.get().result().complete());
    assertEquals(true, interrupted.get());
  }

  @Test
  void whatFailsOutsideOfAClaimEndsTheRun() throws IOException {
    RunListener broken =
        new RunListener() {
          @Override
          public void advanced(String claim, String probe, long done, long planned) {
            throw new IllegalArgumentException("deaf");
          }
        };
    Verifier verifier =
        Verifier.of(List.of(claim("example/a", Cost.TINY, 0))).threads(2).listener(broken);
    IllegalStateException e = assertThrows(IllegalStateException.class, verifier::run);
    assertTrue(e.getMessage().contains("the run failed") && e.getMessage().contains("deaf"));
    RunDirectory directory = new RunDirectory(folder.resolve("closed"));
    Levels levels = Levels.of(Effort.QUICK, 0);
    List<Case<?>> cases =
        List.of(new Case<>(claim("example/a", Cost.TINY, 0), 1, Effort.QUICK, 0, levels));
    JournalHeader header =
        new JournalHeader(
            JournalHeader.SCHEMA, "0.1.0", "1", Effort.QUICK, 0, List.of(), List.of(), null);
    Journal journal = Journal.create(directory, header);
    journal.close();
    Work work =
        new Work(
            cases, 1, null, journal, RunListener.SILENT, new Studio(List.of(), Effort.QUICK, 1));
    assertThrows(UncheckedIOException.class, work::run);
  }

  @Test
  void aRunIntoAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(
        IOException.class,
        () ->
            Verifier.of(List.of(claim("example/a", Cost.TINY, 0)))
                .into(new RunDirectory(file))
                .run());
  }

  @Test
  void settingsLieWithinTheirLimits() {
    Verifier verifier = Verifier.of(List.of());
    assertSame(verifier, verifier.threads(1).threads(1_024).tries(0).seed(3));
    assertEquals(3, verifier.seed());
    String threads =
        assertThrows(IllegalArgumentException.class, () -> verifier.threads(1_025)).getMessage();
    assertTrue(threads.contains("between 1 and 1024, got 1025"), threads);
    String tries =
        assertThrows(IllegalArgumentException.class, () -> verifier.tries(-1)).getMessage();
    assertTrue(tries.contains("got -1"), tries);
  }

  private static Figure figure(String id, Effort from) {
    return new Figure() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Paper paper() {
        return Paper.MA_FATTAHI;
      }

      @Override
      public String title() {
        return "title";
      }

      @Override
      public String caption() {
        return "caption";
      }

      @Override
      public Effort from() {
        return from;
      }

      @Override
      public List<Chart> draw(Effort effort, RandomStream stream) {
        double[] one = {stream.nextDouble()};
        return List.of(
            Chart.of(
                effort.name(),
                Chart.Axis.linear("x"),
                Chart.Axis.linear("y"),
                List.of(new Chart.Series("s", Chart.Style.POINTS, one, one))));
      }
    };
  }

  @Test
  void figuresAreDrawnFromTheirEffortOnFromTheirOwnStream() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("figures"));
    List<Figure> figures =
        List.of(
            figure("a/quick", Effort.QUICK),
            figure("a/standard", Effort.STANDARD),
            figure("a/deep", Effort.DEEP));
    Verifier.of(List.of(claim("example/a", Cost.HUGE, 0)))
        .seed(9)
        .figures(figures)
        .into(directory)
        .run();
    List<FigureRecord> drawn = directory.readFigures();
    assertEquals(List.of("a/quick", "a/standard"), drawn.stream().map(FigureRecord::id).toList());
    FigureRecord first = drawn.get(0);
    assertEquals("", first.error());
    assertEquals("title", first.title());
    assertEquals("caption", first.caption());
    assertEquals(Paper.MA_FATTAHI, first.paper());
    assertEquals("STANDARD", first.charts().get(0).title());
    assertEquals(
        RandomStream.of(9, "a/quick", 0).nextDouble(),
        first.charts().get(0).series().get(0).x()[0]);
    RunDirectory stopped = new RunDirectory(folder.resolve("stopped"));
    Verifier verifier =
        Verifier.of(List.of(claim("example/a", Cost.HUGE, 0)))
            .threads(1)
            .figures(figures)
            .into(stopped);
    verifier.listener(
        new RunListener() {
          @Override
          public void judged(ClaimRecord claim) {
            verifier.stop();
          }
        });
    assertTrue(verifier.run().result().complete());
    assertEquals(List.of(), stopped.readFigures(), "a stopped run starts no figure");
    RunDirectory ended = new RunDirectory(folder.resolve("ended"));
    Verifier.of(List.of(claim("example/a", Cost.HUGE, 0)))
        .figures(figures)
        .budget(Duration.ZERO)
        .into(ended)
        .run();
    assertFalse(Files.exists(ended.figuresFile()), "an unfinished run draws none");
    assertTrue(Files.exists(ended.runFile()));
  }

  @Test
  void theRunSaysHowItWasMade() throws IOException {
    Instant before = Instant.now();
    RunRecord run =
        Verifier.of(List.of(ExampleClaim.means(), ExampleClaim.event("example/often", 0.99, 0.95)))
            .effort(Effort.STANDARD)
            .seed(-3)
            .tries(50)
            .threads(3)
            .command("plateau verify")
            .run();
    EnvironmentRecord environment = run.environment();
    assertEquals("plateau verify", environment.command());
    assertEquals(3, environment.threads());
    assertFalse(environment.resumed());
    assertEquals(List.of(), environment.notes());
    Instant started = Instant.parse(environment.startedAt());
    assertTrue(Math.abs(Duration.between(before, started).toMillis()) < 10_000);
    double elapsed = Duration.between(before, Instant.now()).toNanos() * 1e-9;
    assertTrue(environment.seconds() > 0 && environment.seconds() <= elapsed);
    assertTrue(environment.cpuSeconds() > 0);
    ResultRecord result = run.result();
    for (ClaimRecord claim : result.claims()) {
      TimingRecord timing =
          environment.timings().stream()
              .filter(t -> t.claim().equals(claim.id()) && t.probe().isEmpty())
              .findFirst()
              .orElseThrow();
      assertTrue(timing.instances() >= claim.tries(), "what is examined but not counted is timed");
      assertTrue(timing.seconds() > 0 && timing.seconds() < 60);
    }
    assertEquals(2 + 3, environment.timings().size());
    assertEquals("-3", result.seed());
    assertEquals(50, result.tries());
    assertEquals(Effort.STANDARD, result.effort());
    assertEquals(1e-9, result.alpha());
    assertEquals(1, result.statisticalClaims());
    assertEquals(1e-6, result.upholdingLevel());
    assertTrue(result.complete());
    assertEquals(Version.current(), result.plateau());
  }

  @Test
  void verdictsAreCountedAndOneBadOneTurnsTheRun() throws IOException {
    Probe<Double> blunt = Probe.claiming("blunt", u -> Evidence.of(Check.atLeast("u", u, -1)));
    RunRecord mixed =
        Verifier.of(
                List.of(
                    ExampleClaim.means(),
                    claim("example/false", Cost.TINY, 0.5),
                    claim("example/blunt", Cost.TINY, 0).probe(blunt)))
            .effort(Effort.QUICK)
            .run();
    assertEquals(2, mixed.result().counts().get(Verdict.UPHELD));
    assertEquals(1, mixed.result().counts().get(Verdict.REFUTED));
    assertEquals(0, mixed.result().counts().get(Verdict.FAULTY));
    assertEquals(Verdict.values().length, mixed.result().counts().size());
    assertEquals(2, mixed.result().probeCounts().get(ProbeVerdict.BITES));
    assertEquals(1, mixed.result().probeCounts().get(ProbeVerdict.TOOTHLESS));
    assertEquals(0, mixed.result().probeCounts().get(ProbeVerdict.INCONCLUSIVE));
    assertFalse(mixed.result().green());
    assertFalse(green(claim("example/false", Cost.TINY, 0.5)));
    assertFalse(green(claim("example/blunt", Cost.TINY, 0).probe(blunt)));
    assertTrue(green(claim("example/true", Cost.TINY, 0)));
  }

  private static boolean green(Claim<?> claim) throws IOException {
    return Verifier.of(List.of(claim)).effort(Effort.QUICK).run().result().green();
  }

  private static ClaimRecord judged(Claim<?> claim) throws IOException {
    return Verifier.of(List.of(claim)).effort(Effort.QUICK).run().result().claims().get(0);
  }

  @Test
  void aRecordCarriesItsStatistics() throws IOException {
    ClaimRecord upheld = judged(ExampleClaim.means());
    assertEquals(1e-9, Math.pow(1 - upheld.excludedFailureRate(), upheld.valid()), 1e-12);
    assertEquals(1 - 1e-9, upheld.confidence());
    assertEquals(
        InstanceId.hex(Trial.fingerprint(Subject.of(ExampleClaim.means()), 0, 0)),
        upheld.generator());
    assertEquals("An example", upheld.statement().title());
    assertNull(upheld.probability());
    assertNull(upheld.trend());
    assertNull(upheld.worst());
    assertNull(upheld.smallest());
    ProbeRecord probe = upheld.probes().get(0);
    assertEquals("near", probe.family());
    assertEquals(30, probe.allowed());
    assertEquals("near", probe.witness().family());
    ClaimRecord refuted = judged(claim("example/false", Cost.TINY, 0.5));
    assertNull(refuted.excludedFailureRate());
    assertEquals(
        refuted.leastMargin(), refuted.worst().checks().get(0).margin(), "the worst violation");
  }

  @Test
  void anEventsRecordHoldsBothEvidences() throws IOException {
    ExampleClaim<Double> claim =
        new ExampleClaim<>(
            Statement.probability("example/event", 0.9, 0.2),
            d -> d.uniform("u", 0, 1),
            u ->
                Evidence.of(u > 0.98 ? Check.equal("n", Double.NaN, 0) : Check.event("e", u > 0.2)),
            null);
    ClaimRecord record = judged(claim);
    ProbabilityRecord statistics = record.probability();
    assertEquals(0.9, statistics.p0());
    assertEquals(0.2, statistics.delta());
    assertEquals(record.violations(), statistics.failures(), "a fault is no failure");
    assertTrue(record.faults() > 0 && statistics.failures() > 0);
    assertEquals(record.valid(), statistics.successes() + statistics.failures() + record.faults());
    assertEquals(Math.log(1e9), statistics.logRefutingThreshold(), 1e-12);
    assertEquals(Math.log(1e3), statistics.logUpholdingThreshold(), 1e-12);
    ConfidenceSequence interval =
        ConfidenceSequence.of(statistics.successes(), statistics.failures(), 0.01);
    assertEquals(interval.low(), statistics.intervalLow());
    assertEquals(interval.high(), statistics.intervalHigh());
    assertEquals(0.99, statistics.intervalConfidence());
    assertNull(record.excludedFailureRate());
    ClaimRecord seldom = judged(ExampleClaim.event("example/seldom", 0.5, 0.95));
    assertEquals(Outcome.VIOLATED, seldom.worst().outcome());
    assertNull(seldom.smallest(), "one failure of a likely event is no counterexample");
  }

  @Test
  void aTrendsRecordHoldsTheRegression() throws IOException {
    ClaimRecord record = judged(ExampleClaim.line("example/line", 1, 0.9, 1.1));
    TrendRecord trend = record.trend();
    SimpleRegression oracle = new SimpleRegression();
    for (Point point : trend.points()) {
      oracle.addData(point.x(), point.y());
    }
    assertEquals(60, oracle.getN());
    assertEquals(oracle.getSlope(), trend.slope(), 1e-12);
    assertEquals(oracle.getIntercept(), trend.intercept(), 1e-12);
    double half = oracle.getSlopeConfidenceInterval(0.01);
    assertEquals(trend.slope() - half, trend.low(), 1e-10);
    assertEquals(trend.slope() + half, trend.high(), 1e-10);
    double wide = oracle.getSlopeConfidenceInterval(1e-9);
    assertEquals(trend.slope() - wide, trend.refutingLow(), 1e-6);
    assertEquals(trend.slope() + wide, trend.refutingHigh(), 1e-6);
    assertEquals(0.9, trend.declaredLow());
    assertEquals(1.1, trend.declaredHigh());
    assertEquals(0.99, trend.confidence());
    assertNull(record.excludedFailureRate());
    ClaimRecord single =
        judged(
            new ExampleClaim<Double>(
                Statement.trend("example/short", 0, 1).replicates(2),
                d -> d.uniform("u", 0, 1),
                u -> Evidence.point(u, u),
                null));
    assertTrue(Double.isNaN(single.trend().low()) && Double.isNaN(single.trend().refutingHigh()));
  }

  @Test
  void aResumedRunCountsWhatItFound() throws IOException {
    RunDirectory whole = new RunDirectory(folder.resolve("whole"));
    List<Claim<?>> claims = List.of(claim("example/a", Cost.MEDIUM, 0));
    Verifier.of(claims).effort(Effort.QUICK).into(whole).run();
    List<String> lines = Files.readAllLines(whole.journalFile());
    RunDirectory part = new RunDirectory(folder.resolve("part"));
    Files.createDirectories(part.path());
    Files.writeString(part.journalFile(), String.join("\n", lines.subList(0, 5)) + "\n");
    Ear ear = new Ear();
    RunRecord resumed =
        Verifier.resuming(Catalogue.of(claims), part).threads(1).listener(ear).run();
    assertEquals(90, resumed.result().claims().get(0).tries());
    assertEquals(4 * 8 + 8, ear.progress.get(0)[0], "four blocks of eight, and a new one");
    long[] last = ear.progress.get(ear.progress.size() - 1);
    assertEquals(90, last[0]);
    assertEquals(90, last[1]);
    assertEquals(90 - 4 * 8, resumed.environment().timings().get(0).instances());
  }

  @Test
  void aRunWithoutTimeSaysThatItSawNothing() throws IOException {
    ClaimRecord nothing =
        Verifier.of(List.of(claim("example/a", Cost.TINY, 0)))
            .budget(Duration.ZERO)
            .run()
            .result()
            .claims()
            .get(0);
    assertEquals(Verdict.INCONCLUSIVE, nothing.verdict());
    assertEquals("the budget ended before the first instance", nothing.reason());
    assertEquals(0, nothing.tries());
    assertNull(nothing.excludedFailureRate());
    assertNull(nothing.leastMargin());
  }
}
