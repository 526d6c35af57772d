package org.plateau.theorems.subgradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Fact;

/** The numbers of the specification, sections B and C, reached by our own runs. */
class DynamicsGoldenValuesTest {

  private static RandomStream stream(String name, long index) {
    return RandomStream.of(21, name, index);
  }

  /** B1: across Delta the law is exactly N(0, 1/m), whatever the outliers. */
  @Test
  void acrossTheTruthTheGradientIsNormal() {
    double[] delta = {0.5, 0.5, 0, 0, 0};
    SignGradient law = new SignGradient(100, 5, 30, delta, new SignGradient.Noise.Gross());
    double[] scores = new double[1000];
    for (int t = 0; t < scores.length; t++) {
      scores[t] = 10 * law.draw(stream("across", t))[3];
    }
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new NormalDistribution(0, 1), scores, false);
    assertTrue(p > 1e-4, "p = " + p);
  }

  /** B1, probe: the mean along e_1 becomes -p sqrt(2/pi) = -.2394. */
  @Test
  void outliersThatDependOnTheRowShiftTheMean() {
    double[] delta = {0, 1, 0};
    SignGradient law = new SignGradient(200, 3, 60, delta, new SignGradient.Noise.Dependent());
    double sum = 0;
    for (int t = 0; t < 500; t++) {
      sum += law.draw(stream("dependent", t))[0] / 500;
    }
    assertEquals(-0.2394, sum, 0.012);
  }

  @Test
  void normalOutliersShrinkTheMean() {
    SignGradient.Noise noise = new SignGradient.Noise.Normal(2);
    assertEquals(1 / Math.sqrt(1 + 4), noise.shrinkage(1), 1e-15);
    SignGradient law = new SignGradient(10, 1, 5, new double[] {1}, noise);
    assertEquals(Math.sqrt(2 / Math.PI) * (0.5 + 0.5 / Math.sqrt(5)), law.mean(), 1e-15);
  }

  /** B3: medians .97, 9.7, 94 for the squared loss, below .32 for the absolute one. */
  @ParameterizedTest
  @CsvSource({"10,.97", "100,9.7", "1000,94"})
  void gradientDeviationsBySizeOfTheOutliers(double sigma, double expected) {
    double[] delta = new double[50];
    delta[0] = 1;
    SignGradient law = new SignGradient(200, 50, 60, delta, new SignGradient.Noise.Constant(sigma));
    double[] squared = new double[60];
    double absolute = 0;
    for (int t = 0; t < 60; t++) {
      RandomStream data = stream("sizes", t);
      double[] x = data.gaussian(new double[200 * 50]);
      double[] eps = law.noise(x, data);
      squared[t] = SignGradient.distance(law.squared(x, eps), delta);
      absolute = Math.max(absolute, SignGradient.distance(law.of(x, eps), law.expected()));
    }
    Arrays.sort(squared);
    assertEquals(expected, squared[30], 0.15 * expected);
    assertTrue(absolute < 0.36, "largest l1 deviation " + absolute);
  }

  /** C1: one layer at twice the speed breaks the identity; the table of C2 in a few runs. */
  @ParameterizedTest
  @CsvSource({"2,.01,1500,800,.018,.005", "3,.1,2000,1200,.024,.006", "4,.2,2000,1200,.030,.006"})
  void symmetricStartsEndNearTheTruth(
      int depth, double alpha, int steps, int constant, double worst, double gap) {
    for (int t = 0; t < 4; t++) {
      RobustRegression problem = new RegressionLaw(200, 150, 0.3, 2, false).draw(stream("near", t));
      Training run = Training.symmetric(problem, depth, alpha, steps, constant);
      double[] end = run.run();
      assertTrue(run.relativeError(end) < 1.7 * worst, "error " + run.relativeError(end));
      assertTrue(run.supportGap(end) < 3 * gap, "gap " + run.supportGap(end));
      double spread = 0;
      for (int at = 0; at < end.length; at++) {
        spread = Math.max(spread, Math.abs(end[at] - end[at % 150]));
      }
      assertTrue(spread <= 1e-13, "layers differ by " + spread);
    }
  }

  @Test
  void depthOneOverfitsAndEndsBelowTheLossAtTheTruth() {
    RobustRegression problem =
        new RegressionLaw(200, 150, 0.3, 2, false).draw(stream("overfit", 0));
    Training run = Training.symmetric(problem, 1, 0, 1500, 800);
    double[] end = run.run();
    assertTrue(run.relativeError(end) > 2, "error " + run.relativeError(end));
    double excess = problem.loss(end) - problem.loss(problem.truth());
    assertTrue(excess < -1 && excess > -5, "excess " + excess);
  }

  /** C1: from layer 1 at zero the imbalance starts at alpha^2 and never exceeds it. */
  @Test
  void zeroFirstStartsKeepTheirImbalance() {
    RobustRegression problem = new RegressionLaw(60, 40, 0.3, 2, true).draw(stream("zero", 0));
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(3, 40);
    double[] ones = {1, 1, 1};
    double[] most = {0};
    new LayeredRun<>(
            problem, network, network.constant(0, 0.1), ResidualLoss.ABSOLUTE, 0.05, 300, ones)
        .run(
            (before, gradient, after) -> {
              for (int i = 0; i < 40; i++) {
                double imbalance = after[40 + i] * after[40 + i] - after[i] * after[i];
                most[0] = Math.max(most[0], Math.abs(imbalance));
              }
            });
    assertTrue(most[0] <= 0.01 * (1 + 1e-9) && most[0] > 0.0099, "imbalance " + most[0]);
  }

  /** C4 at m = d = 60. */
  @Test
  void balancedTruthsAreKeptAndOthersLeft() {
    StayingNearTruth claim = new StayingNearTruth();
    for (int t = 0; t < 10; t++) {
      RobustRegression problem = new RegressionLaw(60, 60, 0.3, 2, true).draw(stream("stay", t));
      Evidence evidence = claim.examine(new StayingNearTruth.Stay(problem, 500, 0.12, 0.25));
      assertTrue(fact(evidence, "error at balance, depth 2") < 0.04);
      assertTrue(fact(evidence, "error at balance, depth 3") < 0.04);
      assertTrue(fact(evidence, "quotient of far and near") > 8.5);
    }
  }

  private static double fact(Evidence evidence, String name) {
    return evidence.facts().stream()
        .filter(f -> f.name().equals(name))
        .mapToDouble(Fact::value)
        .findFirst()
        .orElseThrow();
  }

  /** C5: the ratios of the spec at eta c = .01; at alpha = .9 it reaches 1.08. */
  @ParameterizedTest
  @CsvSource({
    "2,.01,1,1.008",
    "2,.1,1,1.01",
    "3,.05,1,1.004",
    "4,.1,1,1.004",
    "5,.1,1,1.002",
    "3,.9,1.0,1.09"
  })
  void escapeTimesOverTheDerivedTime(int depth, double alpha, double low, double high) {
    Evidence evidence =
        new EscapeTime().examine(new EscapeTime.Growth(depth, alpha, 0.01, depth - 1));
    double ratio = fact(evidence, "time over T");
    assertTrue(ratio >= low && ratio <= high, "ratio " + ratio);
    assertTrue(evidence.checks().stream().allMatch(c -> c.slack() >= 0));
  }

  @ParameterizedTest
  @CsvSource({"3,-1.04", "4,-2.03", "5,-3.01"})
  void escapeTimesFallWithAPowerOfAlpha(int depth, double expected) {
    double early = fact(time(depth, 0.1), "T");
    double late = fact(time(depth, 0.05), "T");
    double slope = Math.log(early / late) / Math.log(2);
    assertEquals(expected, slope, 0.06);
  }

  private static Evidence time(int depth, double alpha) {
    return new EscapeTime().examine(new EscapeTime.Growth(depth, alpha, 0.01, depth - 1));
  }

  /** C1 on a single coordinate by hand: w = (3, 1), g = 2, eta = 1/4. */
  @Test
  void imbalanceByHand() {
    RobustRegression problem =
        new RobustRegression(new double[] {-2}, new double[] {100}, new double[] {0});
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(2, 1);
    LayeredRun<DiagonalLinearNetwork> run =
        new LayeredRun<>(
            problem,
            network,
            new double[] {3, 1},
            ResidualLoss.ABSOLUTE,
            0.25,
            1,
            new double[] {1, 1});
    run.run(
        (before, gradient, after) -> {
          assertEquals(-2, gradient[0], 0);
          assertEquals(3.5, after[0], 0);
          assertEquals(2.5, after[1], 0);
          assertEquals(8 * (1 - 0.25), after[0] * after[0] - after[1] * after[1], 0);
        });
    Evidence evidence =
        new ImbalanceIdentity().examine(new ImbalanceIdentity.Run(run, "random start", 0));
    Check check = evidence.checks().get(0);
    assertEquals(6, check.value(), 0);
    assertEquals(6, check.bound(), 0);
  }

  /** C3: at depth 1 the size of the start does not matter, at depth 2 and 3 it does. */
  @ParameterizedTest
  @CsvSource({"1,.05,.2,-.05,.05", "2,.0125,.1,.6,1.4", "3,.075,.2,1.6,3.1"})
  void exponentsInAlpha(int depth, double low, double high, double least, double most) {
    RobustRegression problem = new RegressionLaw(200, 150, 0.3, 2, false).draw(stream("alpha", 1));
    double exponent = ErrorExponent.between(problem, depth, low, high);
    assertTrue(exponent >= least && exponent <= most, "exponent " + exponent);
  }

  /** B2: the sampled deviation in units of sqrt(k log d / m) stays near what was seen. */
  @ParameterizedTest
  @CsvSource({"1,2.35", "2,2.09", "4,1.65"})
  void deviationsInUnitsOfTheRate(int k, double worst) {
    double largest = 0;
    for (int t = 0; t < 20; t++) {
      UniformDeviation deviation =
          new UniformDeviation(
              200, 50, 60, k, new SignGradient.Noise.Gross(), stream("deviation", t));
      largest = Math.max(largest, deviation.measure() / deviation.rate());
    }
    assertEquals(worst, largest, 0.35 * worst);
  }

  @Test
  void relativeErrorOfADivergedRunIsInfinite() {
    RobustRegression problem = new RegressionLaw(10, 5, 0.3, 1, true).draw(stream("nan", 0));
    Training run = Training.symmetric(problem, 2, 0.1, 1, 1);
    double[] broken = new double[10];
    Arrays.fill(broken, Double.NaN);
    assertEquals(Double.POSITIVE_INFINITY, run.relativeError(broken), 0);
    assertEquals(Double.POSITIVE_INFINITY, run.supportGap(broken), 0);
    assertFalse(Double.isNaN(Kernels.norm(run.run())));
  }
}
