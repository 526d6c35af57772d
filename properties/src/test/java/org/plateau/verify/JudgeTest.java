package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

class JudgeTest {

  @TempDir Path folder;

  private static ClaimRecord judge(Claim<?> claim) throws IOException {
    return Verifier.of(List.of(claim)).effort(Effort.QUICK).run().result().claims().get(0);
  }

  /** Claims u &gt;= bound for u in [0, 1), with the given error, and what 50 digits say. */
  private static ExampleClaim<Double> claim(
      double bound, double error, @Nullable Function<Double, Evidence> precisely) {
    return new ExampleClaim<>(
        Statement.lower("example/judged"),
        d -> d.uniform("u", 0, 1),
        u -> Evidence.of(Check.atLeast("u", u, bound).error(error)),
        precisely);
  }

  private static Evidence holds(double u) {
    return Evidence.of(Check.atLeast("u", 1, 0));
  }

  private static Evidence violated(double u) {
    return Evidence.of(Check.atLeast("u", 0, 1));
  }

  @Test
  void fiftyDigitsDecideWhatDoublesCannot() throws IOException {
    assertEquals(Verdict.REFUTED, judge(claim(0.5, 0, JudgeTest::violated)).verdict());
    assertEquals(Verdict.DOUBTFUL, judge(claim(0.5, 0, JudgeTest::holds)).verdict());
    ClaimRecord resolved = judge(claim(0, 0.05, JudgeTest::holds));
    assertEquals(Verdict.UPHELD, resolved.verdict(), resolved.reason());
    assertTrue(resolved.doubtful() > 0);
    ClaimRecord found = judge(claim(0, 0.05, JudgeTest::violated));
    assertEquals(Verdict.REFUTED, found.verdict());
    assertTrue(found.reason().contains("left in doubt"), found.reason());
    assertNotNull(found.worst());
    assertEquals(Outcome.VIOLATED, found.worst().preciseChecks().get(0).outcome());
    assertNull(found.smallest(), "what double precision leaves in doubt is not shrunk");
    assertNull(found.excludedFailureRate(), "refuted, though not in double precision");
    assertNotNull(resolved.excludedFailureRate());
    ClaimRecord open = judge(claim(0, 0.05, null));
    assertEquals(Verdict.DOUBTFUL, open.verdict());
    assertNull(open.excludedFailureRate(), "each doubtful instance may be a violation");
  }

  @Test
  void whatFailsAtFiftyDigitsConfirmsNothing() throws IOException {
    ClaimRecord claim =
        judge(
            claim(
                0.5,
                0,
                u -> {
                  throw new ArithmeticException("overflow");
                }));
    assertEquals(Verdict.DOUBTFUL, claim.verdict());
    assertTrue(claim.reason().contains("overflow"), claim.reason());
    assertNotNull(claim.smallest());
    assertEquals(List.of(), claim.smallest().preciseChecks());
  }

  @Test
  void aConfirmedViolationOutweighsFaults() throws IOException {
    ExampleClaim<Double> both =
        new ExampleClaim<>(
            Statement.lower("example/both"),
            d -> d.uniform("u", 0, 1),
            u -> {
              if (u > 0.9) {
                throw new IllegalStateException("broken");
              }
              return Evidence.of(Check.atLeast("u", u, 0.5));
            },
            JudgeTest::violated);
    ClaimRecord claim = judge(both);
    assertEquals(Verdict.REFUTED, claim.verdict(), claim.reason());
    assertTrue(claim.faults() > 0 && claim.violations() > 0);
  }

  @Test
  void aFaultIsShownWithItsInstance() throws IOException {
    ClaimRecord claim =
        judge(
            ExampleClaim.number("example/nan", u -> Evidence.of(Check.equal("u", u, Double.NaN))));
    assertEquals(Verdict.FAULTY, claim.verdict());
    assertNotNull(claim.worst());
    assertTrue(claim.worst().error().contains("not a number"), claim.worst().error());
    assertNull(claim.leastMargin());
    assertEquals(405, claim.faults());
    assertNull(claim.excludedFailureRate(), "instances without a number rule out nothing");
  }

  @Test
  void probesOfOneNameAreFaulty() throws IOException {
    ClaimRecord claim =
        judge(claim(0, 0, null).probe(Probe.scaled("a b", 2)).probe(Probe.scaled("A b!", 3)));
    assertEquals(Verdict.FAULTY, claim.verdict());
    assertTrue(claim.reason().contains("short name"), claim.reason());
    assertEquals(List.of(), claim.probes());
  }

  @Test
  void probesBiteOnViolationsAlone() throws IOException {
    ClaimRecord claim =
        judge(
            claim(0, 0, null)
                .probe(Probe.claiming("rare", u -> Evidence.of(Check.atMost("u", u, 0.9))))
                .probe(
                    Probe.<Double>claiming("never", u -> Evidence.of(Check.atMost("u", u, 2)))
                        .tries(17))
                .probe(
                    Probe.claiming("doubtful", u -> Evidence.of(Check.atMost("u", u, 0).error(2))))
                .probe(
                    Probe.claiming(
                        "hypothesis fails",
                        u -> Evidence.of(Check.atMost("u", u, 0)).requires("h", -1))));
    ProbeRecord rare = claim.probes().get(0);
    assertEquals(ProbeVerdict.BITES, rare.verdict(), rare.reason());
    assertEquals(1, rare.violations());
    assertTrue(rare.tries() <= 30 && rare.allowed() == 30);
    assertEquals(rare.tries() - 1, InstanceId.parse(rare.witness().id()).index());
    ProbeRecord never = claim.probes().get(1);
    assertEquals(ProbeVerdict.TOOTHLESS, never.verdict());
    assertEquals(17, never.tries());
    assertNull(never.witness());
    assertTrue(never.reason().contains("17 instances"), never.reason());
    assertEquals(ProbeVerdict.TOOTHLESS, claim.probes().get(2).verdict());
    assertEquals(ProbeVerdict.BITES, claim.probes().get(3).verdict());
  }

  @Test
  void probesOfTrendsAreJudgedByTheirSlope() throws IOException {
    ExampleClaim<double[]> line = ExampleClaim.line("example/line", 1, 0.9, 1.1);
    line.probe(Probe.claiming("steep", p -> Evidence.point(p[0], 3 * p[1])));
    line.probe(Probe.claiming("the same", p -> Evidence.point(p[0], p[1])));
    ClaimRecord claim = judge(line);
    assertEquals(ProbeVerdict.BITES, claim.probes().get(0).verdict());
    assertTrue(claim.probes().get(0).reason().contains("slope"));
    assertEquals(ProbeVerdict.TOOTHLESS, claim.probes().get(1).verdict());
    assertEquals(60, claim.probes().get(1).tries());
    TrendRecord trend = claim.trend();
    assertNotNull(trend);
    assertTrue(trend.low() < trend.slope() && trend.slope() < trend.high());
    assertTrue(trend.refutingLow() < trend.low() && trend.high() < trend.refutingHigh());
    assertEquals(trend.slope(), 0.5 * (trend.low() + trend.high()), 1e-12);
  }

  @Test
  void probesOfProbabilitiesStopWhenTheyBite() throws IOException {
    ClaimRecord claim = judge(ExampleClaim.event("example/often", 0.99, 0.95));
    ProbeRecord probe = claim.probes().get(0);
    assertEquals(ProbeVerdict.BITES, probe.verdict());
    assertTrue(probe.tries() < 40, "tries: " + probe.tries());
    assertTrue(probe.reason().contains("of " + probe.tries()), probe.reason());
    ProbabilityRecord p = claim.probability();
    assertNotNull(p);
    assertEquals(claim.valid(), p.successes() + p.failures());
    assertTrue(p.logEvidenceFor() >= p.logUpholdingThreshold());
    assertEquals(Math.log(1e3), p.logUpholdingThreshold(), 1e-12);
    assertEquals(Math.log(1e9), p.logRefutingThreshold(), 1e-12);
  }

  @Test
  void theFalseAlarmBudgetIsSplitOverStatisticalClaims() throws IOException {
    ResultRecord result =
        Verifier.of(
                List.of(
                    ExampleClaim.event("example/often", 0.99, 0.95),
                    ExampleClaim.line("example/line", 1, 0.9, 1.1),
                    ExampleClaim.means()))
            .effort(Effort.STANDARD)
            .run()
            .result();
    assertEquals(2, result.statisticalClaims());
    assertEquals(1e-9, result.alpha());
    assertEquals(1e-6, result.upholdingLevel());
    ProbabilityRecord p = result.claims().get(2).probability();
    assertNotNull(p);
    assertEquals(Math.log(2e9), p.logRefutingThreshold(), 1e-12);
    assertEquals(1e-9, Levels.of(Effort.DEEP, 0).upholding());
    assertEquals(1, Levels.of(Effort.DEEP, 0).statisticalClaims());
  }

  @Test
  void redrawsAndDiscardsAreCounted() throws IOException {
    ClaimRecord claim =
        judge(
            new ExampleClaim<Double>(
                Statement.lower("example/redrawn"),
                d ->
                    d.until(
                        "large", 3, e -> Optional.of(e.uniform("u", 0, 1)).filter(u -> u > 0.5)),
                u -> Evidence.of(Check.atLeast("u", u, 0.5)),
                null));
    assertEquals(Verdict.UPHELD, claim.verdict());
    assertTrue(claim.discarded() > 20 && claim.discarded() < 90, "" + claim.discarded());
    assertEquals(405, claim.valid() + claim.discarded());
    assertTrue(claim.redraws() > 250 && claim.redraws() < 500, "" + claim.redraws());
  }

  @Test
  void aStoppedRunJudgesWhatItHas() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("stopped"));
    List<Claim<?>> claims =
        List.of(
            claim(0, 0, null)
                .probe(
                    Probe.<Double>claiming("never", u -> Evidence.of(Check.atMost("u", u, 2)))
                        .tries(100_000)));
    Verifier verifier = Verifier.of(claims).effort(Effort.DEEP).threads(1).into(directory);
    List<Long> heard = new ArrayList<>();
    verifier.listener(
        new RunListener() {
          @Override
          public void advanced(String claim, String probe, long done, long planned) {
            heard.add(done);
            assertEquals(120_713, planned);
            if (!probe.isEmpty()) {
              verifier.stop();
            }
          }
        });
    ResultRecord result = verifier.run().result();
    assertFalse(result.complete());
    assertFalse(result.green());
    assertEquals(Verdict.UPHELD, result.claims().get(0).verdict());
    assertEquals(ProbeVerdict.INCONCLUSIVE, result.claims().get(0).probes().get(0).verdict());
    assertTrue(heard.get(0) > 0 && heard.size() > 10);
  }

  @Test
  void settingsAreChecked() {
    Verifier verifier = Verifier.of(List.of());
    assertThrows(IllegalArgumentException.class, () -> verifier.tries(-1));
    assertThrows(IllegalArgumentException.class, () -> verifier.threads(0));
    assertThrows(IllegalArgumentException.class, () -> verifier.threads(1_000_000));
  }

  @Test
  void figuresAreStoredAndMayFailAlone() throws IOException {
    RunDirectory directory = new RunDirectory(folder.resolve("figures"));
    Verifier.of(List.of(ExampleClaim.means()))
        .effort(Effort.QUICK)
        .figures(List.of(figure("a/b", false), figure("a/c", true)))
        .into(directory)
        .run();
    List<FigureRecord> figures = directory.readFigures();
    assertEquals(List.of("a/b", "a/c"), figures.stream().map(FigureRecord::id).toList());
    assertEquals(1, figures.get(0).charts().size());
    assertTrue(figures.get(1).error().contains("no ink"), figures.get(1).error());
  }

  private static Figure figure(String id, boolean broken) {
    return new Figure() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Paper paper() {
        return Paper.MARION_CHIZAT;
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
      public List<Chart> draw(Effort effort, RandomStream stream) {
        if (broken) {
          throw new IllegalStateException("no ink");
        }
        return List.of(Chart.of("t", Chart.Axis.linear("x"), Chart.Axis.linear("y"), List.of()));
      }
    };
  }

  /** A trend whose instances are made by {@code examine} from a uniform number. */
  private static ClaimRecord trend(Function<Double, Evidence> examine) throws IOException {
    return judge(
        new ExampleClaim<Double>(
            Statement.trend("example/trend", 0.9, 1.1).replicates(40),
            d -> d.uniform("u", 0, 1),
            examine,
            null));
  }

  @Test
  void trendsMayBeFaultyVacuousViolatedOrWithoutPoints() throws IOException {
    assertEquals(Verdict.UPHELD, trend(u -> Evidence.point(u, u)).verdict());
    ClaimRecord faulty =
        trend(
            u -> {
              throw new IllegalStateException("no point");
            });
    assertEquals(Verdict.FAULTY, faulty.verdict());
    assertTrue(faulty.reason().contains("no point"), faulty.reason());
    ClaimRecord vacuous = trend(u -> Evidence.point(u, u).requires("h", -1));
    assertEquals(Verdict.VACUOUS, vacuous.verdict());
    assertTrue(vacuous.reason().contains("0 of 40 instances"), vacuous.reason());
    ClaimRecord violated = trend(u -> Evidence.point(u, u).and(Check.atLeast("u", u, 2)));
    assertEquals(Verdict.DOUBTFUL, violated.verdict());
    ClaimRecord doubtful = trend(u -> Evidence.point(u, u).and(Check.atLeast("u", u, 0).error(2)));
    assertEquals(Verdict.DOUBTFUL, doubtful.verdict());
    ClaimRecord pointless = trend(u -> Evidence.of(Check.atLeast("u", u, 0)));
    assertEquals(Verdict.INCONCLUSIVE, pointless.verdict());
    assertTrue(pointless.reason().contains("0 points"), pointless.reason());
  }

  @Test
  void theShareOfValidInstancesIsTheClaimsOwn() throws IOException {
    for (double share : new double[] {0.2, 0.6}) {
      ClaimRecord claim =
          judge(
              new ExampleClaim<Double>(
                  Statement.lower("example/half").validShare(share),
                  d -> d.grid("x", 0.0, 1.0),
                  x -> Evidence.of(Check.atLeast("x", x, 0)).requires("odd", x - 0.5),
                  null));
      assertEquals(share < 0.5 ? Verdict.UPHELD : Verdict.VACUOUS, claim.verdict());
      assertEquals(202, claim.valid());
    }
    ClaimRecord exact =
        judge(
            new ExampleClaim<Double>(
                Statement.probability("example/exact", 0.9, 0.1).validShare(0.5),
                d -> d.grid("x", 1.0, 0.0),
                x -> Evidence.of(Check.event("x", true)).requires("odd", x - 0.5),
                null));
    assertEquals(Verdict.UPHELD, exact.verdict(), exact.reason());
  }

  @Test
  void faultyAndVacuousEventsAreNotJudged() throws IOException {
    Statement statement = Statement.probability("example/event", 0.9, 0.1);
    ClaimRecord faulty =
        judge(
            new ExampleClaim<Double>(
                statement,
                d -> d.uniform("u", 0, 1),
                u -> Evidence.of(Check.atLeast("u", Double.NaN, u)),
                null));
    assertEquals(Verdict.FAULTY, faulty.verdict());
    ClaimRecord vacuous =
        judge(
            new ExampleClaim<Double>(
                statement,
                d -> d.uniform("u", 0, 1),
                u -> Evidence.of(Check.event("u", true)).requires("h", 0.01 - u),
                null));
    assertEquals(Verdict.VACUOUS, vacuous.verdict());
  }

  /** A wide error bound must not refute a true claim, uphold it, or let a probe bite. */
  @Test
  void aDoubtfulEventSpeaksForNeitherSide() throws IOException {
    ExampleClaim<Double> vague =
        new ExampleClaim<Double>(
                Statement.probability("example/vague", 0.9, 0.1),
                d -> d.uniform("u", 0, 1),
                u -> Evidence.of(Check.atLeast("u", u, 0).error(2)),
                null)
            .probe(Probe.claiming("vague too", u -> Evidence.of(Check.atMost("u", u, 0).error(2))));
    ClaimRecord claim = judge(vague);
    assertEquals(Verdict.INCONCLUSIVE, claim.verdict(), claim.reason());
    assertEquals(405, claim.doubtful());
    assertTrue(claim.reason().contains("405 of them within the numerical error"), claim.reason());
    assertEquals(ProbeVerdict.TOOTHLESS, claim.probes().get(0).verdict());
    ProbabilityRecord p = claim.probability();
    assertNotNull(p);
    assertEquals(0, p.successes() + p.failures());
    assertEquals(0, p.intervalLow());
    assertEquals(1, p.intervalHigh());
  }

  @Test
  void reasonsNameInstancesAndQuantities() throws IOException {
    ClaimRecord refuted = judge(claim(0.5, 0, JudgeTest::violated));
    long worst = InstanceId.parse(refuted.worst().id()).index();
    assertTrue(refuted.reason().contains("on instance " + worst + ": u = "), refuted.reason());
    assertTrue(refuted.reason().contains("required \u2265 0.5000"), refuted.reason());
    ClaimRecord doubtful = judge(claim(0, 0.05, null));
    assertTrue(doubtful.reason().contains("as on instance "), doubtful.reason());
    assertTrue(
        doubtful.reason().contains("on " + doubtful.doubtful() + " instances"), doubtful.reason());
    ProbeRecord probe =
        judge(claim(0, 0, null).probe(Probe.claiming("no", u -> violated(u)))).probes().get(0);
    assertTrue(probe.reason().startsWith("violated on instance 0: u = 0"), probe.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "true,HOLDS,,UPHELD",
    "true,HOLDS,VIOLATED,REFUTED",
    "true,VIOLATED,,DOUBTFUL",
    "true,VIOLATED,VIOLATED,REFUTED",
    "true,VIOLATED,HOLDS,DOUBTFUL",
    "true,VIOLATED,DOUBTFUL,DOUBTFUL",
    "true,DOUBTFUL,,DOUBTFUL",
    "true,DOUBTFUL,HOLDS,UPHELD",
    "true,DOUBTFUL,VIOLATED,REFUTED",
    "true,DOUBTFUL,DOUBTFUL,DOUBTFUL",
    "true,DOUBTFUL,FAULTY,DOUBTFUL",
    "true,FAULTY,VIOLATED,FAULTY",
    "false,VIOLATED,VIOLATED,VACUOUS"
  })
  void aSingleInstance(boolean valid, Outcome rough, @Nullable Outcome fine, Verdict expected) {
    assertEquals(expected, Judge.instance(valid, rough, Optional.ofNullable(fine)));
  }

  @Test
  void trialsOfGivenInstancesAreExaminedAsTheyAre() {
    Trial trial = Trial.of(Subject.of(claim(0.5, 0, null)), 0.25);
    assertEquals(Outcome.VIOLATED, trial.outcome());
    assertEquals(List.of(), trial.choices());
    assertTrue(Double.isNaN(trial.number("u")));
  }

  @Test
  void growthIsReadFromChoicesOrFacts() {
    ExampleClaim<Double> claim =
        new ExampleClaim<>(
            Statement.lower("example/grows").cost(Cost.TINY),
            d -> (double) d.grid("depth", 2, 4, 8) + d.oneOf("kind", "a", "b").length(),
            u -> Evidence.of(Check.atLeast("u", u, 0)).fact("twice", 2 * u),
            null);
    Trial trial = Trial.run(Subject.of(claim), 1, 2);
    assertEquals(8, trial.number("depth"));
    assertEquals(18, trial.number("twice"));
    assertTrue(trial.number("kind") == 0 || trial.number("kind") == 1);
  }
}
