package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Point;

class StatisticsTest {

  @Test
  void incompleteBetaAgreesWithCommonsStatistics() {
    for (double a : new double[] {0.5, 1, 7.5, 200.5}) {
      for (double b : new double[] {0.5, 3, 40.5}) {
        for (double x : new double[] {0.01, 0.3, 0.85, 0.99}) {
          double expected = Math.log(BetaDistribution.of(a, b).cumulativeProbability(x));
          if (expected > -600) {
            assertEquals(expected, LogBeta.regularized(x, a, b), 1e-10 * (1 - expected));
          }
        }
      }
    }
  }

  @Test
  void farTailsDoNotUnderflow() {
    // The binomial tail P(X >= a) with n = a: I_x(a, 1) = x^a.
    assertEquals(5_000 * Math.log(0.3), LogBeta.regularized(0.3, 5_000, 1), 1e-7);
    assertEquals(20_000 * Math.log(0.01), LogBeta.regularized(0.01, 20_000, 1), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0.99, 10, 0", "0.99, 5, 3", "0.9, 40, 12", "0.5, 3, 3", "0.8, 0, 1", "0.7, 0, 0"})
  void evidenceIsTheIntegralThatDefinesIt(double p0, int s, int f) {
    MixtureMartingale martingale = MixtureMartingale.againstAtLeast(p0);
    for (int i = 0; i < s + f; i++) {
      martingale.observe(i < s);
    }
    // q = sin^2 t turns the weight into a constant.
    double end = Math.asin(Math.sqrt(p0));
    double integral =
        new SimpsonIntegrator(1e-12, 1e-14, 5, 40)
            .integrate(
                10_000_000,
                t -> {
                  double q = Math.sin(t) * Math.sin(t);
                  return Math.pow(q / p0, s) * Math.pow((1 - q) / (1 - p0), f) / end;
                },
                0,
                end);
    assertEquals(Math.log(integral), martingale.logValue(), 1e-8);
  }

  /** 10,000 streams at the boundary of the null: Ville's inequality allows 1 % of alarms. */
  @Tag("simulation")
  @Test
  void boundaryTrueStreamsRaiseNoMoreAlarmsThanAllowed() {
    int alarms = 0;
    double threshold = Math.log(1 / 0.01);
    for (int i = 0; i < 10_000; i++) {
      if (stop(0.99, 0.99, threshold, 1_000, i) <= 1_000) {
        alarms++;
      }
    }
    assertTrue(alarms <= 130, "alarms: " + alarms);
    assertTrue(alarms >= 5, "a test that never alarms has no power: " + alarms);
  }

  @Tag("simulation")
  @Test
  void mirroredStreamsRaiseNoMoreAlarmsThanAllowed() {
    int alarms = 0;
    for (int i = 0; i < 10_000; i++) {
      RandomStream stream = RandomStream.of(77, "mirrored", i);
      MixtureMartingale martingale = MixtureMartingale.againstAtMost(0.85);
      boolean alarm = false;
      for (int n = 0; n < 300 && !alarm; n++) {
        boolean against = stream.nextDouble() < 0.85;
        martingale.observe(!against);
        alarm = against && martingale.logValue() >= Math.log(1 / 0.01);
      }
      alarms += alarm ? 1 : 0;
    }
    assertTrue(alarms <= 130 && alarms >= 5, "alarms: " + alarms);
  }

  @Tag("simulation")
  @Test
  void aTruthFivePointsBelowIsFoundWithinTwoHundred() {
    int[] stops = new int[501];
    for (int i = 0; i < stops.length; i++) {
      stops[i] = stop(0.99, 0.94, Math.log(1 / 0.01), 5_000, i);
    }
    Arrays.sort(stops);
    assertTrue(stops[250] < 200, "median stop: " + stops[250]);
  }

  private static int stop(double p0, double truth, double threshold, int limit, int stream) {
    RandomStream random = RandomStream.of(2026, "stop-" + truth, stream);
    MixtureMartingale martingale = MixtureMartingale.againstAtLeast(p0);
    for (int n = 1; n <= limit; n++) {
      boolean happened = random.nextDouble() < truth;
      martingale.observe(happened);
      if (!happened && martingale.logValue() >= threshold) {
        return n;
      }
    }
    return limit + 1;
  }

  /** The plan promises about 45, 90 and 130 successes without failure for p0 - delta = 0.85. */
  @ParameterizedTest
  @CsvSource({"1e-3, 40, 52", "1e-6, 85, 98", "1e-9, 128, 142"})
  void upholdingTakesAsManySuccessesAsPlanned(double level, int least, int most) {
    MixtureMartingale martingale = MixtureMartingale.againstAtMost(0.85);
    int n = 0;
    while (martingale.logValue() < Math.log(1 / level)) {
      martingale.observe(false);
      n++;
    }
    assertTrue(n >= least && n <= most, "took " + n);
  }

  @Tag("simulation")
  @Test
  void confidenceSequenceCoversTheTruthAtEveryTime() {
    int missed = 0;
    for (int i = 0; i < 1_000; i++) {
      RandomStream random = RandomStream.of(5, "sequence", i);
      int successes = 0;
      boolean miss = false;
      for (int n = 1; n <= 100 && !miss; n++) {
        successes += random.nextDouble() < 0.9 ? 1 : 0;
        ConfidenceSequence interval = ConfidenceSequence.of(successes, n - successes, 0.05);
        miss = interval.low() > 0.9 || interval.high() < 0.9;
      }
      missed += miss ? 1 : 0;
    }
    // 5 % of 1,000 is 50, with a standard deviation of 7.
    assertTrue(missed <= 70 && missed >= 5, "missed " + missed);
  }

  @Test
  void theEndsOfTheSequenceAreWhereTheEvidenceReachesItsLevel() {
    for (int[] counts : new int[][] {{7, 3}, {1, 40}, {200, 2}, {5, 0}, {0, 9}}) {
      int s = counts[0];
      int f = counts[1];
      ConfidenceSequence interval = ConfidenceSequence.of(s, f, 0.02);
      double evidence = logBeta(s + 0.5, f + 0.5) - logBeta(0.5, 0.5);
      if (s > 0) {
        double p = interval.low();
        assertEquals(Math.log(50), evidence - s * Math.log(p) - f * Math.log1p(-p), 1e-9);
        assertTrue(p < (double) s / (s + f));
      }
      if (f > 0) {
        double p = interval.high();
        double logP = s == 0 ? 0 : s * Math.log(p);
        assertEquals(Math.log(50), evidence - logP - f * Math.log1p(-p), 1e-9);
        assertTrue(p > (double) s / (s + f));
      }
    }
  }

  private static double logBeta(double a, double b) {
    return Beta.logBeta(a, b);
  }

  @Test
  void confidenceSequenceAtItsEnds() {
    assertEquals(new ConfidenceSequence(0, 1), ConfidenceSequence.of(0, 0, 0.01));
    assertEquals(1, ConfidenceSequence.of(50, 0, 0.01).high());
    assertEquals(0, ConfidenceSequence.of(0, 50, 0.01).low());
    ConfidenceSequence one = ConfidenceSequence.of(30, 20, 0.01);
    ConfidenceSequence mirrored = ConfidenceSequence.of(20, 30, 0.01);
    assertEquals(one.low(), 1 - mirrored.high(), 1e-12);
    assertTrue(one.low() < 0.6 && one.high() > 0.6);
  }

  @Test
  void slopesAgreeWithMatrixLeastSquares() {
    RandomStream random = RandomStream.of(9, "slope", 0);
    List<Point> points = new ArrayList<>();
    double[] y = new double[40];
    double[][] x = new double[40][1];
    for (int i = 0; i < 40; i++) {
      x[i][0] = i % 8;
      y[i] = 2 - 0.7 * x[i][0] + random.nextGaussian();
      points.add(new Point(x[i][0], y[i]));
    }
    OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression();
    oracle.newSampleData(y, x);
    SlopeFit fit = SlopeFit.of(points);
    double error = oracle.estimateRegressionParametersStandardErrors()[1];
    assertEquals(oracle.estimateRegressionParameters()[1], fit.slope(), 1e-12);
    assertEquals(oracle.estimateRegressionParameters()[0], fit.intercept(), 1e-12);
    for (double alpha : new double[] {0.01, 1e-9, 1e-11}) {
      double quantile = TDistribution.of(38).inverseSurvivalProbability(alpha / 2);
      assertEquals(quantile * error, fit.halfWidth(alpha), 1e-5 * quantile * error);
    }
  }

  @Test
  void degenerateTrends() {
    assertTrue(!SlopeFit.of(List.of(new Point(0, 1), new Point(1, 2))).isDetermined());
    assertTrue(
        SlopeFit.of(List.of(new Point(0, 1), new Point(1, 2), new Point(2, 2))).isDetermined());
    assertTrue(
        !SlopeFit.of(List.of(new Point(1, 1), new Point(1, 2), new Point(1, 3))).isDetermined());
    SlopeFit exact = SlopeFit.of(List.of(new Point(0, 0), new Point(1, 2), new Point(2, 4)));
    assertEquals(2, exact.slope());
    assertEquals(0, exact.halfWidth(1e-9), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"405, 0.05", "2062, 0.01", "20713, 0.001"})
  void zeroViolationsRuleOutRoundRates(int n, double rate) {
    assertTrue(FailureRate.excluded(n, 1e-9) <= rate);
    assertTrue(FailureRate.excluded(n - 1, 1e-9) > rate);
  }
}
