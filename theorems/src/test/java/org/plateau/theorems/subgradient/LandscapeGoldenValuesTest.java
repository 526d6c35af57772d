package org.plateau.theorems.subgradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.landscape.DecreaseRate;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.precision.Precise;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;

/** The numbers of the specification, sections A1 to A5, reached by our own instances. */
class LandscapeGoldenValuesTest {

  private static RobustRegression draw(int m, int d, double p, int k, long index) {
    return new RegressionLaw(m, d, p, k, true).draw(RandomStream.of(11, "golden", index));
  }

  /** The oracle draws chi and half-normal numbers with another library. */
  @ParameterizedTest
  @CsvSource({
    "60,100,.3,.963",
    "100,50,.4,.301",
    "200,100,.4,.238",
    "150,50,.5,.554",
    "30,30,.25,.264"
  })
  void descentProbabilityAgreesWithSimulation(int m, int d, double p, double expected) {
    RegressionLaw law = new RegressionLaw(m, d, p, 3, true);
    double formula = DescentProbability.normal(law.corrupted(), law.clean(), d);
    assertEquals(expected, formula, 1e-3);
    Well19937c generator = new Well19937c(17);
    ChiSquaredDistribution chi = new ChiSquaredDistribution(generator, d);
    NormalDistribution normal = new NormalDistribution(generator, 0, 1);
    int trials = 10_000;
    int descents = 0;
    for (int t = 0; t < trials; t++) {
      double sum = 0;
      for (int i = 0; i < law.clean(); i++) {
        sum += Math.abs(normal.sample());
      }
      descents += Math.sqrt(law.corrupted() * chi.sample()) > sum ? 1 : 0;
    }
    double deviation = Math.sqrt(formula * (1 - formula) / trials);
    assertEquals(formula, (double) descents / trials, 0.005 + 4 * deviation);
  }

  @Test
  void thresholdOfDescent() {
    assertEquals(Math.PI / 2 * 0.3 * 100 / 0.49, DescentProbability.threshold(0.3, 100), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"60,100,.3,50", "60,30,.3,50", "100,20,.3,0", "60,20,.1,0", "100,50,.35,50"})
  void howOftenTheTruthIsNoMinimum(int m, int d, double p, int expected) {
    int positive = 0;
    for (int t = 0; t < 50; t++) {
      DecreaseRate.Certificate rate = DecreaseRate.atTruth(draw(m, d, p, 3, t));
      assertTrue(rate.lower() > 1e-6 || rate.upper() < 1e-9, "R in doubt: " + rate.upper());
      positive += rate.lower() > 1e-6 ? 1 : 0;
    }
    assertEquals(expected, positive, 1);
  }

  /** A2: sizes at which some truths are minima, and some are not: .60 and .35 in the spec. */
  @ParameterizedTest
  @CsvSource({"80,30,.3,30", "60,20,.3,16"})
  void sometimesTheTruthIsAMinimum(int m, int d, double p, int expected) {
    int positive = 0;
    for (int t = 0; t < 50; t++) {
      positive += DecreaseRate.atTruth(draw(m, d, p, 3, t)).lower() > 1e-6 ? 1 : 0;
    }
    assertEquals(expected, positive, 11);
  }

  /**
   * A1 implies R > 0 where the number of rows does not: K = 40 and 75 leave 60 and 75 clean ones.
   */
  @ParameterizedTest
  @CsvSource({"100,50,.4", "150,50,.5"})
  void explicitDescentImpliesThatTheTruthIsNoMinimum(int m, int d, double p) {
    int descents = 0;
    for (int t = 0; t < 40; t++) {
      RobustRegression problem = draw(m, d, p, 3, 100 + t);
      DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
      double explicit = ExplicitDescent.rate(problem);
      assertTrue(rate.upper() >= explicit * (1 - 1e-9), "R " + rate.upper() + " < " + explicit);
      assertTrue(explicit <= 0 || rate.lower() > 1e-6, "R " + rate.lower() + ", " + explicit);
      descents += explicit > 0 ? 1 : 0;
    }
    assertTrue(descents >= 4 && descents < 40, "descents: " + descents);
  }

  /**
   * A5, dense truths: R at balance is at least .656, .70, .85; any rescaling raises it by 2.6 %.
   */
  @ParameterizedTest
  @CsvSource({"2,.6", "3,.65", "4,.8"})
  void denseTruthsAreSteeperWithoutBalance(int depth, double least) {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 100);
    for (int t = 0; t < 10; t++) {
      RobustRegression problem = draw(60, 100, 0.3, 100, t);
      double[] balanced = network.balanced(problem.truth());
      RandomStream factors = RandomStream.of(16, "factors", t);
      double[] weights = BalancedIsFlattest.rescaled(network, balanced, factors);
      double flattest = DecreaseRate.of(problem, network.gains(balanced)).upper();
      double rate = DecreaseRate.of(problem, network.gains(weights)).upper();
      assertTrue(flattest > least && flattest < 2.5, "R at balance: " + flattest);
      assertTrue(rate >= 1.02 * flattest, "R: " + rate + ", at balance " + flattest);
    }
  }

  /**
   * A5 where theta* is 0: two zeros of three are flat without balance, one is not; N = 1 gains 1.
   */
  @Test
  void gainsWhereTheTruthIsZero() {
    DiagonalLinearNetwork three = new DiagonalLinearNetwork(3, 2);
    assertArrayEquals(new double[] {0, 6}, three.gains(new double[] {0, 0, 0, 2, 1, 3}), 1e-15);
    assertArrayEquals(new double[] {1}, new DiagonalLinearNetwork(1, 1).gains(new double[1]), 0);
  }

  @Test
  void decreaseRatesOfTheSpec() {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(3, 100);
    for (int t = 0; t < 10; t++) {
      RobustRegression problem = draw(60, 100, 0.3, 3, t);
      double[] weights =
          PerturbedSolution.unbalanced(network, problem.truth(), RandomStream.of(12, "w", t));
      double plain = DecreaseRate.atTruth(problem).upper();
      double unbalanced = DecreaseRate.of(problem, network.gains(weights)).upper();
      double balanced =
          DecreaseRate.of(problem, network.gains(network.balanced(problem.truth()))).upper();
      assertTrue(plain > 0.4 && plain < 0.68, "R at depth 1: " + plain);
      assertTrue(unbalanced > 0.5 && unbalanced < 1.6, "R unbalanced: " + unbalanced);
      assertTrue(balanced < 1e-12, "R balanced: " + balanced);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void flatnessBoundIsAttainedByOneRow(int depth) {
    RobustRegression problem =
        new RobustRegression(new double[] {-1.5}, new double[1], new double[] {20});
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 1);
    PerturbedSolution s =
        PerturbedSolution.inAllLayers(problem, network, new double[depth], new double[] {-1}, 0.7);
    double bound = 1.5 * Math.pow(0.7 / Math.sqrt(depth), depth);
    assertEquals(bound, s.decrease(0.7), 1e-14 * bound);
    assertEquals(bound, s.preciseDecrease(0.7).toDouble(), 1e-14 * bound);
  }

  /** Beyond one row and one coordinate: the family of aligned outliers, and that the max counts. */
  @Test
  void flatnessBoundIsAttainedByAlignedOutliers() {
    BalancedFlatness claim = new BalancedFlatness();
    int wide = 0;
    for (int index = 0; index < 20; index++) {
      Map<String, String> aligned = Map.of("family", "aligned outliers");
      PerturbedSolution s = claim.draw(Draws.editing(5, "aligned", index, aligned));
      Evidence evidence = claim.examine(s);
      assertEquals(1, evidence.facts().get(0).value(), 1e-13);
      assertTrue(evidence.hypothesesHold());
      wide += s.problem().width() > 1 && s.problem().rows() > 1 ? 1 : 0;
    }
    assertTrue(wide > 10, wide + " of 20 with several rows and coordinates");
  }

  /** The loss of the weights against its decrease by rows, within the derived rounding bound. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void theLossItselfFalls(int depth) {
    RobustRegression problem = draw(60, 100, 0.3, 3, depth);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 100);
    double[] weights =
        PerturbedSolution.unbalanced(network, problem.truth(), RandomStream.of(15, "w", depth));
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.all(problem));
    PerturbedSolution s = PerturbedSolution.inFirstLayer(problem, network, weights, v, 0.1);
    double rounding = s.lossRounding(0.1);
    assertTrue(rounding < 1e-10, "rounding bound " + rounding);
    assertTrue(s.lossDecrease(0.1) > 1e6 * rounding, "decrease " + s.lossDecrease(0.1));
    assertEquals(s.decrease(0.1), s.lossDecrease(0.1), rounding);
  }

  /** One direction left: R is at least the pull along it, and by far not R of roomy instances. */
  @Test
  void oneDirectionLeftIsEnough() {
    NonMinimality claim = new NonMinimality();
    for (int index = 0; index < 10; index++) {
      Map<String, String> tight = Map.of("family", "one direction left");
      RobustRegression problem = claim.draw(Draws.editing(6, "tight", index, tight));
      assertEquals(problem.rows() - problem.corrupted() + 1, problem.width());
      assertEquals(Outcome.HOLDS, claim.examine(problem).outcome());
      assertEquals(Outcome.HOLDS, claim.examinePrecisely(problem).orElseThrow().outcome());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void balancedSlopeIsTheDepth(int depth) {
    RobustRegression problem = draw(60, 100, 0.3, 3, depth);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 100);
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.zeros(problem));
    PerturbedSolution s =
        PerturbedSolution.inAllLayers(
            problem, network, network.balanced(problem.truth()), v, 0.05, 1);
    assertEquals(depth, s.slope(), 1e-11);
    assertEquals(depth, s.preciseSlope(s.preciseDecreases()).toDouble(), 1e-11);
    assertTrue(s.reach(1) <= 0.05, "reach " + s.reach(1));
  }

  @Test
  void nullSpaceIsNotFeltByCleanRows() {
    RobustRegression problem = draw(60, 100, 0.3, 3, 0);
    int[] zeros = CleanNullSpace.zeros(problem);
    double[] v = CleanNullSpace.pull(problem, zeros);
    double[] t = problem.times(v);
    for (int i = 0; i < 60; i++) {
      assertTrue(problem.noise()[i] != 0 || Math.abs(t[i]) < 1e-11, "row " + i + ": " + t[i]);
    }
    for (int i : problem.support()) {
      assertEquals(0, v[i], 0);
    }
    assertEquals(97, zeros.length);
    RobustRegression tall = draw(60, 30, 0.1, 2, 0);
    assertThrows(
        IllegalArgumentException.class, () -> CleanNullSpace.pull(tall, CleanNullSpace.all(tall)));
  }

  @Test
  void fiftyDigitsAgreeWithDoubles() {
    RobustRegression problem = draw(30, 20, 0.3, 3, 5);
    double[] u = RandomStream.of(13, "u", 0).gaussian(new double[20]);
    PreciseRegression precise = new PreciseRegression(problem);
    assertEquals(problem.decrease(u), precise.decrease(Precise.of(u)).toDouble(), 1e-12);
    assertEquals(problem.descentRate(u), precise.descentRate(Precise.of(u)).toDouble(), 1e-12);
    DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
    Precise[] ones = new Precise[20];
    Arrays.fill(ones, Precise.ONE);
    assertEquals(rate.upper(), precise.dualRate(ones, rate.multipliers()).toDouble(), 1e-13);
  }
}
