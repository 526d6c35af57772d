package org.plateau.theorems.flatminima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.QuadraticNetwork;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/** What the claims draw, what they look at, and what their probes bite on. */
class ClaimsTest {

  private static <I> I draw(Claim<I> claim, String family, long index) {
    String id = claim.statement().id();
    return claim.draw(Draws.editing(1, id, index, Map.of("family", family)));
  }

  private static <I> Probe<I> probe(Claim<I> claim, String start) {
    return claim.probes().stream()
        .filter(p -> p.name().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> violated(Evidence evidence) {
    return evidence.checks().stream()
        .filter(check -> check.outcome() == Outcome.VIOLATED)
        .map(Check::what)
        .toList();
  }

  private static double distanceInSum(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(x[i] - y[i]);
    }
    return sum;
  }

  /** Flatness is defined through the models at bases of zero loss; there the bound is attained. */
  @Test
  void localModelsAreTriedWhereTheBaseExplainsTheData() {
    RobustPcaMajorant claim = new RobustPcaMajorant();
    double tightest = 0;
    for (int i = 0; i < 20; i++) {
      RobustPcaMajorant.Model m = draw(claim, "zero loss at the base", i);
      assertTrue(distanceInSum(m.base(), m.ball().data()) <= m.ball().radius());
      tightest = Math.max(tightest, claim.examine(m).checks().get(1).value());
    }
    assertEquals(1, tightest, 1e-9);
  }

  @Test
  void aLowerModelIsRefutedByItselfAndNotByTheBall() {
    RobustPcaMajorant claim = new RobustPcaMajorant();
    RobustPcaMajorant.Model m = draw(claim, "near the base", 1);
    assertEquals(
        List.of("f(X) against its model at X0"),
        violated(probe(claim, "the model, 1 % lower").examine(claim, m)));
  }

  @Test
  void factorsMadeFromTheConvexSolutionAreLookedAt() {
    Sensing sensing = draw(new ConvexRelaxation(), "Gaussian", 3);
    FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
    Factors factors = flat.factors(Math.min(sensing.rows(), sensing.cols()));
    for (Check check : ConvexRelaxation.made(sensing, flat, factors)) {
      assertEquals(Outcome.HOLDS, check.outcome(), check.what());
    }
    List<Check> other = ConvexRelaxation.made(sensing, flat, factors.unbalanced(1.01));
    assertEquals(Outcome.VIOLATED, other.get(0).outcome());
    assertEquals(Outcome.VIOLATED, other.get(1).outcome());
    factors.left()[0] += 1e-3;
    assertEquals(Outcome.VIOLATED, ConvexRelaxation.made(sensing, flat, factors).get(2).outcome());
  }

  @Test
  void convexRelaxationIsTriedWhereNothingIsRecovered() {
    ConvexRelaxation claim = new ConvexRelaxation();
    Sensing few = draw(claim, "Gaussian, too few to recover", 0);
    assertTrue(few.misses(DouglasRachford.PRECISE) > 0.1);
    Evidence evidence = claim.examine(few);
    assertTrue(evidence.hypothesesHold());
    assertEquals(Outcome.HOLDS, evidence.outcome());
    assertEquals(Outcome.HOLDS, claim.examinePrecisely(few).orElseThrow().outcome());
  }

  @Test
  void regularityKeepsTheSlackOfTheSpecification() {
    Regularity claim = new Regularity();
    for (String family : List.of("Gaussian", "bilinear", "completion")) {
      Sensing sensing = draw(claim, family, 2);
      Evidence evidence = claim.examine(sensing);
      assertEquals(6, evidence.checks().size());
      assertEquals("|L_f|² + |R_f|², against |M|_*", evidence.checks().get(1).what());
      for (Check check : evidence.checks()) {
        assertTrue(check.tolerance() <= 1e-9 * check.scale(), check.what());
      }
      assertEquals(Outcome.HOLDS, claim.examinePrecisely(sensing).orElseThrow().outcome());
    }
  }

  /** Signs are free where the seen entries fall apart, and only there. */
  @Test
  void unseenRowsAndBlocksAreFree() {
    double[] truth = Truths.hadamard(RandomStream.of(1, "row", 0), 16, 2, 1);
    boolean[] mask = new boolean[256];
    Arrays.fill(mask, true);
    assertEquals(Outcome.HOLDS, othersAreSharper(truth, mask).outcome());
    Arrays.fill(mask, 0, 16, false);
    assertAnotherIsAsFlat(othersAreSharper(truth, mask));
    for (int e = 0; e < 256; e++) {
      mask[e] = e / 16 < 5 == e % 16 < 3;
    }
    assertAnotherIsAsFlat(othersAreSharper(truth, mask));
    mask[15] = true;
    assertEquals(Outcome.HOLDS, othersAreSharper(truth, mask).outcome());
  }

  private static Evidence othersAreSharper(double[] truth, boolean[] mask) {
    return CompletionRecovery.othersAreSharper(
        new Sensing(CompletionMeasurements.of(16, 16, mask), truth, 2));
  }

  private static void assertAnotherIsAsFlat(Evidence evidence) {
    assertEquals(Outcome.VIOLATED, evidence.outcome());
    assertEquals(1, evidence.checks().get(0).value(), 1e-12);
    assertTrue(evidence.facts().get(0).value() > 0.1);
  }

  /** diag(1, -1) takes one unit of each sign; the least trace is 8 d times the trace of D². */
  @Test
  void leastTraceOfANetworkIsAttained() {
    NetworkLeastTrace claim = new NetworkLeastTrace();
    for (int i = 0; i < 10; i++) {
      Fitted near = draw(claim, "near flat", i);
      Check check = claim.examine(near).checks().get(0);
      assertTrue(check.margin() >= -1e-12 && check.margin() < 1e-2, "margin " + check.margin());
      Check precise = claim.examinePrecisely(near).orElseThrow().checks().get(0);
      assertEquals(precise.bound(), check.bound(), 1e-9 * precise.bound());
      assertEquals(precise.value(), check.value(), 1e-9 * precise.value());
    }
    QuadraticNetwork network =
        new QuadraticNetwork(2, 1, 1, new double[] {1, 0}, new double[] {0, 1});
    Scaling identity = Scaling.identity(2, 2);
    assertEquals(2, identity.flatness(network.matrix()), 1e-15);
  }

  @Test
  void traceOfANetworkIsTriedOffItsMinimizersAndAtEqualCounts() {
    NetworkTraceIdentity claim = new NetworkTraceIdentity();
    Fitted equal = draw(claim, "as many units of both signs", 4);
    assertEquals(equal.network().positive(), equal.network().negative());
    assertTrue(equal.network().loss(equal.inputs(), equal.labels()) > 0.01);
    for (int i = 0; i < 5; i++) {
      Fitted any = draw(claim, "any loss", i);
      assertEquals(Outcome.HOLDS, claim.examine(any).outcome());
      assertEquals(Outcome.HOLDS, claim.examinePrecisely(any).orElseThrow().outcome());
      if (any.network().positive() != any.network().negative()) {
        Probe<Fitted> atZeroLoss = probe(claim, "zero loss");
        assertEquals(Outcome.VIOLATED, atZeroLoss.examine(claim, any).outcome());
        assertEquals(
            Outcome.VIOLATED, atZeroLoss.examinePrecisely(claim, any).orElseThrow().outcome());
      }
    }
  }

  /** At 50 digits, too, the trace is measured, and not the closed form that it is compared with. */
  @Test
  void fiftyDigitsSeeThatALossIsNotZero() {
    CovarianceTrace claim = new CovarianceTrace();
    Fitted fitted = claim.draw(Draws.of(1, "flatminima/covariance-trace", 0));
    assertEquals(Outcome.HOLDS, claim.examinePrecisely(fitted).orElseThrow().outcome());
    Fitted other = fitted.unfitted(Draws.of(1, "other labels", 0));
    Evidence precise = claim.examinePrecisely(other).orElseThrow();
    assertEquals(2, violated(precise).size());
    double measured = claim.examine(other).checks().get(1).value();
    assertEquals(measured, precise.checks().get(1).value(), 1e-9 * Math.abs(measured));
  }

  /** Rank one: the norm is the hypotenuse of the least norm and the imbalance, at any width. */
  @Test
  void noOtherFactorsHaveTheLeastNorm() {
    IdentityEquivalence claim = new IdentityEquivalence();
    int wider = 0;
    for (int i = 0; i < 20; i++) {
      IdentityEquivalence.FlatPair pair =
          claim.draw(Draws.editing(1, "flatminima/identity-equivalence", i, Map.of("r", "1")));
      wider += pair.flat().width() > 1 ? 1 : 0;
      Check check = claim.examine(pair).checks().get(2);
      assertEquals(check.bound(), check.value(), 1e-12 * check.value());
      assertTrue(pair.other().imbalanceNorm() > 0);
    }
    assertTrue(wider > 5, wider + " of 20 are wider than their rank");
  }

  /** What the network's symmetry excludes is a second flat interpolator, exactly as flat as M. */
  @Test
  void symmetryMustBeImposed() {
    Sensing sensing = Sensing.quadratic(Draws.of(1, "skew", 0), 8, 1, 1, 34);
    Evidence evidence = QuadraticRecovery.skewPartIsSharper(sensing);
    assertEquals(Outcome.VIOLATED, evidence.outcome());
    assertEquals(1, evidence.checks().get(0).value(), 1e-13);
    assertTrue(evidence.facts().get(0).value() > 0.1);
    Sensing semidefinite = Sensing.quadratic(Draws.of(1, "skew", 1), 8, 2, 0, 34);
    double none = QuadraticRecovery.skewPartIsSharper(semidefinite).facts().get(0).value();
    assertTrue(none < 1e-6, "no second one without units of both signs, got " + none);
  }

  /** All semidefinite interpolators are as flat as the data allow. */
  @Test
  void dataFixTheLeastTraceWithoutNegativeUnits() {
    NetworkLeastTrace claim = new NetworkLeastTrace();
    for (int i = 0; i < 10; i++) {
      Check fixed = claim.examine(draw(claim, "no negative units", i)).checks().get(1);
      assertEquals(fixed.bound(), fixed.value(), 1e-11 * fixed.value());
    }
  }

  /** An unsolved problem must not pass for one without a flatter interpolator. */
  @Test
  void fewMeasurementsAreJudgedWithTheGapOfTheSolver() {
    ThresholdEnds claim = new ThresholdEnds();
    Check check = claim.examine(claim.draw(Draws.of(1, "ends", 0))).checks().get(0);
    assertEquals(Outcome.HOLDS, check.outcome());
    assertTrue(check.error() > 0);
  }

  @Test
  void bothSidesOfBilinearSensingAreLookedAt() {
    BilinearConditioning claim = new BilinearConditioning();
    BilinearConditioning.Batch batch = draw(claim, "rectangular", 0);
    assertFalse(batch.d1() == batch.d2());
    Evidence evidence = claim.examine(batch);
    assertEquals(2, evidence.checks().size());
    BilinearConditioning.Batch turned =
        new BilinearConditioning.Batch(1, 12, 600, RandomStream.of(1, "turned", 0));
    assertEquals(
        List.of("median of |D2 - I| / sqrt(d_max/m) over 15 ensembles"),
        violated(claim.examine(turned)));
  }
}
