package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Check;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Point;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Relation;
import org.plateau.theorems.Statement;

/** Blocks written by hand, one letter an instance, and what they come to. */
class TallyTest {

  private static final Levels LEVELS = Levels.of(Effort.QUICK, 2);

  private static final ExampleClaim<Double> LOWER =
      ExampleClaim.number("example/lower", u -> Evidence.of(Check.atLeast("u", u, 0)));

  /** A block whose i-th instance has the value i (mod 7) and the bound 3. */
  private static Block block(long from, String outcomes, int... redraws) {
    List<double[]> rows = new ArrayList<>();
    StringBuilder family = new StringBuilder();
    for (int i = 0; i < outcomes.length(); i++) {
      double value = (from + i) % 7;
      boolean measured = outcomes.charAt(i) != '-' && outcomes.charAt(i) != 'f';
      rows.add(
          measured
              ? new double[] {i, 0, value, 3, 0.5, 0, 2, i, 2 * i}
              : new double[] {i, -1, 0, 0, 0, 0, 1, Double.NaN, Double.NaN});
      family.append((char) ('0' + i % 2));
    }
    return new Block(
        "example/lower",
        "",
        from,
        outcomes,
        List.of("even", "odd"),
        family.toString(),
        redraws,
        List.of(new Block.CheckName("u", Relation.AT_LEAST)),
        rows.toArray(double[][]::new));
  }

  private static Tally tally(ExampleClaim<?> claim, Block... blocks) {
    Tally tally = new Tally(Subject.of(claim), LEVELS);
    for (Block block : blocks) {
      tally.fold(block);
    }
    return tally;
  }

  @Test
  void everyOutcomeIsCountedOnceAndWhereItBelongs() {
    Tally tally = tally(LOWER, block(0, "hdvf-hh", 1, 0, 2, 0, 4, 0, 0), block(7, "vhfd"));
    assertEquals(11, tally.tries());
    assertEquals(10, tally.valid());
    assertEquals(1, tally.discarded());
    assertEquals(7, tally.redraws());
    assertEquals(4, tally.holds());
    assertEquals(2, tally.violations());
    assertEquals(2, tally.doubtful());
    assertEquals(2, tally.faults());
    assertEquals(2, tally.firstViolation());
    assertEquals(3, tally.firstFault());
    assertEquals(List.of(1L, 10L), tally.doubtfulIndices());
    assertFalse(tally.isDecided());
  }

  /** A long run meets more of them, and each must have its chance at 50 digits. */
  @Test
  void aHundredDoubtfulInstancesAreKeptAndOneInTwoHundredMore() {
    Tally tally = tally(LOWER, block(0, "d".repeat(150)), block(150, "h".repeat(249)));
    assertEquals(150, tally.doubtful());
    assertEquals(100, tally.doubtfulIndices().size());
    tally.fold(block(399, "ddd"));
    assertEquals(102, tally.doubtfulIndices().size(), "the third has 402 before and with it");
    assertEquals(List.of(399L, 400L), tally.doubtfulIndices().subList(100, 102));
  }

  @Test
  void nothingHasNoFirst() {
    Tally tally = tally(LOWER, block(0, "h"));
    assertEquals(-1, tally.firstViolation());
    assertEquals(-1, tally.firstFault());
    assertEquals(0, tally(LOWER, block(0, "v")).firstViolation());
    assertEquals(0, tally(LOWER, block(0, "f")).firstFault());
    assertNull(tally(LOWER, block(0, "-")).leastMargin());
  }

  @Test
  void familiesHaveTheirOwnCounts() {
    List<FamilyRecord> families = tally(LOWER, block(0, "hv-fhh")).families();
    assertEquals(new FamilyRecord("even", 3, 2, 0, -1.5), families.get(0));
    assertEquals(new FamilyRecord("odd", 3, 3, 1, -1.0), families.get(1));
    assertNull(tally(LOWER, block(0, "f")).families().get(0).leastMargin());
  }

  @Test
  void tightestAndWorstAreSortedByMarginThenIndex() {
    Tally tally = tally(LOWER, block(0, "hhhhhhhhhhhhhh"));
    assertEquals(
        List.of(0L, 7L, 1L, 8L, 2L), tally.tightest().stream().map(t -> t.index()).toList());
    assertEquals(-1.5, tally.leastMargin());
    Tally violated = tally(LOWER, block(0, "hhhhhhhvvvvvvvvvvvvvv"));
    assertEquals(10, violated.worst().size());
    assertEquals(
        List.of(7L, 14L, 8L), violated.worst().subList(0, 3).stream().map(t -> t.index()).toList());
    assertEquals(-1.25, violated.worst().get(0).measure(), "the excess in units of the scale");
  }

  @Test
  void aTrendCollectsItsPoints() {
    Tally tally = tally(ExampleClaim.line("example/line", 1, 0, 2), block(0, "h-h"));
    assertEquals(List.of(new Point(0, 0), new Point(2, 4)), tally.points());
    assertEquals(List.of(), tally(LOWER, block(0, "hhh")).points());
  }

  @Test
  void aProbeIsDecidedByItsFirstViolation() {
    Probe<Double> probe = Probe.scaled("p", 2);
    Tally tally = new Tally(Subject.of(LOWER, probe), LEVELS);
    assertEquals(3, tally.fold(block(0, "hhvhh")));
    assertTrue(tally.isDecided());
    assertEquals(0, tally.fold(block(3, "hh")));
    assertEquals(3, tally.tries());
  }

  @Test
  void anEventIsDecidedAtItsLevels() {
    ExampleClaim<Double> claim = ExampleClaim.event("example/event", 1, 0.95);
    Tally upheld = tally(claim, block(0, "h".repeat(200)));
    assertTrue(upheld.isDecided());
    assertTrue(upheld.logInFavor() >= LEVELS.logUpholding());
    MixtureMartingale oracle = MixtureMartingale.againstAtMost(0.85);
    int n = 0;
    while (oracle.logValue() < LEVELS.logUpholding()) {
      oracle.observe(false);
      n++;
    }
    assertEquals(n, upheld.tries());
    Tally refuted = tally(claim, block(0, "v".repeat(50)));
    assertTrue(refuted.isDecided() && refuted.logAgainst() >= LEVELS.logRefuting());
    Tally faulty = tally(claim, block(0, "f".repeat(50) + "-".repeat(50)));
    assertEquals(0, faulty.logAgainst());
    assertEquals(0, faulty.logInFavor());
    assertFalse(faulty.isDecided());
  }

  @Test
  void aProbeOfAnEventIsDecidedAtTheBitingLevelAndNeverInFavor() {
    ExampleClaim<Double> claim = ExampleClaim.event("example/event", 1, 0.95);
    Subject<Double> probe = Subject.of(claim, claim.probes().get(0));
    Tally bites = new Tally(probe, LEVELS);
    bites.fold(block(0, "v".repeat(50)));
    assertTrue(bites.logAgainst() >= Math.log(1e3) && bites.logAgainst() < Math.log(1e5));
    Tally toothless = new Tally(probe, LEVELS);
    toothless.fold(block(0, "h".repeat(500)));
    assertFalse(toothless.isDecided());
    assertEquals(0, toothless.logInFavor());
  }

  /** A solver that failed leaves a claim open, and is no bite. */
  @Test
  void doubtfulEventsSpeakNeitherForNorAgainst() {
    ExampleClaim<Double> claim = ExampleClaim.event("example/event", 1, 0.95);
    Tally doubtful = tally(claim, block(0, "d".repeat(200)));
    assertFalse(doubtful.isDecided());
    assertTrue(doubtful.logAgainst() <= 0 && doubtful.logInFavor() <= 0);
    Tally probe = new Tally(Subject.of(claim, claim.probes().get(0)), LEVELS);
    probe.fold(block(0, "d".repeat(200)));
    assertFalse(probe.isDecided());
    probe.fold(block(200, "v".repeat(400)));
    assertTrue(probe.isDecided());
  }

  @Test
  void levelsAreThoseOfThePlan() {
    assertEquals(Math.log(2e9), LEVELS.logRefuting(), 1e-12);
    assertEquals(Math.log(1e3), LEVELS.logBiting(), 1e-12);
    assertEquals(Math.log(1e3), LEVELS.logUpholding(), 1e-12);
    assertEquals(5e-10, LEVELS.refuting(), 1e-22);
  }

  @Test
  void aSlopeIsJudgedByItsIntervals() {
    Judge judge = new Judge(LEVELS);
    Statement statement = Statement.trend("example/slope", 1, 2);
    double shown = new SlopeFit(40, 0, 0, 0.1).halfWidth(0.01);
    double refuting = new SlopeFit(40, 0, 0, 0.1).halfWidth(5e-10);
    assertTrue(refuting > 2 * shown);
    assertEquals(Verdict.UPHELD, slope(judge, statement, 1 + 1.01 * shown));
    assertEquals(Verdict.UPHELD, slope(judge, statement, 2 - 1.01 * shown));
    assertEquals(Verdict.INCONCLUSIVE, slope(judge, statement, 1 + 0.99 * shown));
    assertEquals(Verdict.INCONCLUSIVE, slope(judge, statement, 2 - 0.99 * shown));
    assertEquals(Verdict.INCONCLUSIVE, slope(judge, statement, 1 - 0.99 * refuting));
    assertEquals(Verdict.REFUTED, slope(judge, statement, 1 - 1.01 * refuting));
    assertEquals(Verdict.INCONCLUSIVE, slope(judge, statement, 2 + 0.99 * refuting));
    assertEquals(Verdict.REFUTED, slope(judge, statement, 2 + 1.01 * refuting));
    Judgment few = judge.slope(statement, SlopeFit.of(List.of(new Point(0, 0), new Point(1, 1))));
    assertEquals(Verdict.INCONCLUSIVE, few.verdict());
    assertTrue(few.reason().contains("2 points"), few.reason());
  }

  private static Verdict slope(Judge judge, Statement statement, double slope) {
    return judge.slope(statement, new SlopeFit(40, slope, 0, 0.1)).verdict();
  }

  @Test
  void anEventIsJudgedByItsNumbers() {
    Judge judge = new Judge(LEVELS);
    ExampleClaim<Double> claim = ExampleClaim.event("example/event", 1, 0.95);
    Judgment upheld = judge.probability(claim.statement(), tally(claim, block(0, "h".repeat(200))));
    assertEquals(Verdict.UPHELD, upheld.verdict());
    assertTrue(upheld.reason().contains("50 of 50 instances"), upheld.reason());
    assertTrue(upheld.reason().contains("p <= 0.8500 at level 1e-3"), upheld.reason());
    Judgment refuted = judge.probability(claim.statement(), tally(claim, block(0, "v".repeat(50))));
    assertEquals(Verdict.REFUTED, refuted.verdict());
    assertTrue(refuted.reason().contains("0 of "), refuted.reason());
    Judgment open = judge.probability(claim.statement(), tally(claim, block(0, "hvf")));
    assertEquals(Verdict.INCONCLUSIVE, open.verdict());
    assertTrue(open.reason().contains("1 of 2 instances: too few"), open.reason());
  }
}
