package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

class RobustRegressionTest {

  @Test
  void productsAndLossAgreeWithCommonsMath() {
    RobustRegression problem = Regressions.draw(RandomStream.of(1, "regression", 0), 23, 9, 0.3, 3);
    double[][] rows = new double[23][9];
    for (int i = 0; i < 23; i++) {
      System.arraycopy(problem.design(), i * 9, rows[i], 0, 9);
    }
    Array2DRowRealMatrix x = new Array2DRowRealMatrix(rows);
    double[] v = RandomStream.of(1, "v", 0).gaussian(new double[9]);
    double[] s = RandomStream.of(1, "s", 0).gaussian(new double[23]);
    double[] pulled = new double[9];
    problem.timesTransposed(s, pulled);
    assertArrayEquals(x.operate(v), problem.times(v), 1e-13);
    assertArrayEquals(x.preMultiply(s), pulled, 1e-13);
    double loss =
        new ArrayRealVector(x.operate(v))
                .subtract(new ArrayRealVector(problem.targets()))
                .getL1Norm()
            / 23;
    assertEquals(loss, problem.loss(v), 1e-12);
  }

  @Test
  void decreaseIsTheDifferenceOfLossesNearAndFar() {
    RobustRegression problem =
        Regressions.draw(RandomStream.of(2, "regression", 0), 40, 30, 0.3, 2);
    for (double size : new double[] {1e-3, 1, 30}) {
      double[] u = RandomStream.of(2, "u", 0).gaussian(new double[30]);
      double[] theta = problem.truth().clone();
      for (int i = 0; i < 30; i++) {
        u[i] *= size;
        theta[i] += u[i];
      }
      double difference = problem.loss(problem.truth()) - problem.loss(theta);
      assertEquals(difference, problem.decrease(u), 1e-12 * (1 + Math.abs(difference)));
      if (problem.outlierReach(u) < 1) {
        assertEquals(problem.descentRate(u), problem.decrease(u), 1e-13);
      }
    }
  }

  @Test
  void cleanDataCannotBeImproved() {
    RobustRegression problem = Regressions.draw(RandomStream.of(3, "regression", 0), 5, 8, 0, 1);
    assertEquals(0, problem.corrupted());
    assertEquals(0, problem.loss(problem.truth()), 0);
    assertTrue(problem.descentRate(RandomStream.of(3, "v", 0).gaussian(new double[8])) < 0);
  }

  @Test
  void supportAndRelativeError() {
    RobustRegression problem =
        new RobustRegression(new double[] {1, 2, 3}, new double[] {0, -2, 0}, new double[] {0});
    assertArrayEquals(new int[] {1}, problem.support());
    assertEquals(1, problem.relativeError(new double[3]), 0);
    assertEquals(-4, problem.targets()[0], 0);
  }

  @Test
  void badInputIsNamed() {
    IllegalArgumentException shape =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RobustRegression(new double[3], new double[2], new double[2]));
    assertTrue(shape.getMessage().contains("2 x 2"));
    IllegalArgumentException finite =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RobustRegression(new double[] {Double.NaN}, new double[1], new double[1]));
    assertTrue(finite.getMessage().contains("finite"));
    double[] large = {1e200};
    IllegalArgumentException targets =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RobustRegression(large, large, new double[1]));
    assertTrue(targets.getMessage().contains("targets y"), targets.getMessage());
  }

  @Test
  void ratesAreOneSidedDerivativesOfTheLoss() {
    RobustRegression problem = Regressions.draw(RandomStream.of(4, "regression", 0), 30, 7, 0.3, 2);
    assertEquals(9, problem.corrupted());
    assertEquals(30, problem.rows());
    assertEquals(7, problem.width());
    double before = problem.loss(problem.truth());
    for (int trial = 0; trial < 5; trial++) {
      double[] v = RandomStream.of(4, "v", trial).gaussian(new double[7]);
      double[] theta = problem.truth().clone();
      for (int j = 0; j < 7; j++) {
        theta[j] += 0x1p-10 * v[j];
      }
      // F is piecewise linear, and no outlier is as small as this step.
      double slope = (problem.loss(theta) - before) * 0x1p10;
      assertEquals(-slope, problem.descentRate(v), 1e-9);
      double reach = 0;
      double[] t = problem.times(v);
      for (int i = 0; i < 30; i++) {
        if (problem.noise()[i] != 0) {
          reach = Math.max(reach, Math.abs(t[i]) / Math.abs(problem.noise()[i]));
        }
      }
      assertEquals(reach, problem.outlierReach(v), 1e-15);
      double size = 0;
      double moved = 0;
      for (int j = 0; j < 7; j++) {
        size += problem.truth()[j] * problem.truth()[j];
        moved += 0x1p-20 * v[j] * v[j];
      }
      assertEquals(Math.sqrt(moved / size), problem.relativeError(theta), 1e-12);
    }
  }

  @Test
  void theOutliersPullWithTheirSigns() {
    RobustRegression problem = Regressions.draw(RandomStream.of(5, "regression", 0), 12, 4, 0.4, 2);
    double[] expected = new double[4];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 4; j++) {
        expected[j] += Math.signum(problem.noise()[i]) * problem.design()[i * 4 + j];
      }
    }
    assertArrayEquals(expected, problem.outlierPull(), 1e-13);
  }

  @Test
  void eachArrayIsCheckedByName() {
    double[] one = {1};
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] wrong = {bad};
      named("design", () -> new RobustRegression(wrong, one, one));
      named("truth", () -> new RobustRegression(one, wrong, one));
      named("noise", () -> new RobustRegression(one, one, wrong));
    }
    named("at least 1", () -> new RobustRegression(new double[0], one, new double[0]));
    named("at least 1", () -> new RobustRegression(new double[0], new double[0], one));
    RobustRegression origin = new RobustRegression(one, new double[1], one);
    assertEquals(3, origin.relativeError(new double[] {3}), "absolute where the truth is 0");
    assertEquals(0, origin.support().length);
  }

  private static void named(String part, org.junit.jupiter.api.function.Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }
}
