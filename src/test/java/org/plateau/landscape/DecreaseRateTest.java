package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

class DecreaseRateTest {

  private static double[] ones(int n) {
    double[] out = new double[n];
    Arrays.fill(out, 1);
    return out;
  }

  /** One coordinate: min |c - sum a_i u_i| over the box is |c| - sum |a_i|, or 0. */
  @Test
  void oneCoordinateHasAClosedForm() {
    for (int trial = 0; trial < 40; trial++) {
      RobustRegression problem = Regressions.draw(RandomStream.of(4, "one", trial), 12, 1, 0.5, 1);
      double clean = 0;
      double pull = 0;
      for (int i = 0; i < 12; i++) {
        double x = problem.design()[i];
        clean += problem.noise()[i] == 0 ? Math.abs(x) : 0;
        pull += Math.signum(problem.noise()[i]) * x;
      }
      double expected = 3 * Math.max(0, Math.abs(pull) - clean) / 12;
      DecreaseRate.Certificate rate = DecreaseRate.of(problem, new double[] {3});
      assertTrue(rate.converged());
      assertEquals(expected, rate.upper(), 1e-12);
    }
  }

  /** Without clean rows nothing holds the outliers: R = ||D o X^T s|| / m. */
  @Test
  void noCleanRows() {
    RobustRegression problem =
        new RobustRegression(
            new double[] {3, 4, 0, 1}, new double[] {1, 1}, new double[] {20, -20});
    DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
    assertEquals(Math.sqrt(9 + 9) / 2, rate.lower(), 1e-15);
    assertEquals(0, rate.gap(), 1e-15);
  }

  @Test
  void cleanDataAndFrozenCoordinatesGiveZero() {
    RobustRegression clean = Regressions.draw(RandomStream.of(5, "clean", 0), 10, 20, 0, 2);
    assertEquals(0, DecreaseRate.atTruth(clean).upper(), 0);
    RobustRegression problem = Regressions.draw(RandomStream.of(5, "frozen", 0), 10, 20, 0.3, 2);
    assertEquals(0, DecreaseRate.of(problem, new double[20]).upper(), 0);
  }

  @Test
  void certificatesHold() {
    certificatesHold(0, 100);
  }

  @Test
  @Tag("end-to-end")
  void certificatesHoldOnAThousandInstances() {
    certificatesHold(100, 1000);
  }

  private static void certificatesHold(int from, int until) {
    double widest = 0;
    for (int trial = from; trial < until; trial++) {
      RandomStream stream = RandomStream.of(6, "gap", trial);
      int m = 10 + stream.nextInt(51);
      int d = 1 + stream.nextInt(60);
      double p = stream.uniform(0.05, 0.5);
      RobustRegression problem = Regressions.draw(stream, m, d, p, Math.min(d, 2));
      double[] gains = new double[d];
      for (int i = 0; i < d; i++) {
        gains[i] = stream.nextInt(4) == 0 ? 0 : stream.uniform(0.1, 4);
      }
      DecreaseRate.Certificate rate = DecreaseRate.of(problem, gains);
      widest = Math.max(widest, rate.gap());
      assertCertified(problem, gains, rate);
      assertEquals(rate.gap() <= DecreaseRate.GAP, rate.converged());
      assertEquals(0, rate.iterations() % 10, "looked at every ten steps");
    }
    assertTrue(widest <= 1e-9, "widest duality gap " + widest);
  }

  /** Recomputes both sides from the witnesses alone. */
  private static void assertCertified(
      RobustRegression problem, double[] gains, DecreaseRate.Certificate rate) {
    int d = problem.width();
    double[] v = new double[d];
    double length = 0;
    for (int i = 0; i < d; i++) {
      v[i] = gains[i] * rate.direction()[i];
      length += rate.direction()[i] * rate.direction()[i];
    }
    assertTrue(Math.sqrt(length) <= 1 + 1e-14);
    if (rate.lower() > 0) {
      assertEquals(rate.lower(), problem.descentRate(v), 1e-12);
    }
    double[] signs = new double[problem.rows()];
    int at = 0;
    for (int i = 0; i < signs.length; i++) {
      if (problem.noise()[i] == 0) {
        double u = rate.multipliers()[at++];
        assertTrue(Math.abs(u) <= 1);
        signs[i] = -u;
      } else {
        signs[i] = Math.signum(problem.noise()[i]);
      }
    }
    double[] residual = new double[d];
    problem.timesTransposed(signs, residual);
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += gains[i] * residual[i] * gains[i] * residual[i];
    }
    assertEquals(rate.upper(), Math.sqrt(sum) / problem.rows(), 1e-12);
  }

  /**
   * R = 0 if and only if X_C^T u = X_S^T s has a solution in the box: a linear program, solved by
   * another algorithm of another library.
   */
  @Test
  void signAgreesWithTheSimplexMethod() {
    int zero = 0;
    for (int trial = 0; trial < 200; trial++) {
      RandomStream stream = RandomStream.of(7, "simplex", trial);
      int d = 3 + stream.nextInt(5);
      RobustRegression problem = Regressions.draw(stream, 24, d, 0.35, 1);
      double least = leastBound(problem);
      DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
      assertTrue(rate.gap() <= 1e-9, "gap " + rate.gap());
      assertEquals(
          least > 1 + 1e-9, rate.lower() > 1e-6, "bound " + least + ", rate " + rate.lower());
      if (least < 1 - 1e-9) {
        assertTrue(rate.upper() < 1e-9, "bound " + least + ", rate " + rate.upper());
        zero++;
      }
    }
    assertTrue(zero > 20 && zero < 180, "both signs must occur, got zero " + zero + " times");
  }

  /** min t subject to X_C^T u = X_S^T s, -t <= u <= t; infinite if there is no such u. */
  private static double leastBound(RobustRegression problem) {
    int d = problem.width();
    int clean = problem.rows() - problem.corrupted();
    double[] pull = problem.outlierPull();
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int a = 0; a < d; a++) {
      double[] row = new double[clean + 1];
      int at = 0;
      for (int i = 0; i < problem.rows(); i++) {
        if (problem.noise()[i] == 0) {
          row[at++] = problem.design()[i * d + a];
        }
      }
      constraints.add(new LinearConstraint(row, Relationship.EQ, pull[a]));
    }
    for (int i = 0; i < clean; i++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] row = new double[clean + 1];
        row[i] = sign;
        row[clean] = -1;
        constraints.add(new LinearConstraint(row, Relationship.LEQ, 0));
      }
    }
    double[] objective = new double[clean + 1];
    objective[clean] = 1;
    try {
      return new SimplexSolver()
          .optimize(
              new MaxIter(100_000),
              new LinearObjectiveFunction(objective, 0),
              new LinearConstraintSet(constraints),
              GoalType.MINIMIZE,
              new NonNegativeConstraint(false))
          .getValue();
    } catch (NoFeasibleSolutionException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** Golden behavior of spec A2 at (60, 100, .3): never a minimizer, R about one half. */
  @Test
  void moreUnknownsThanCleanRowsLeaveDescent() {
    for (int trial = 0; trial < 10; trial++) {
      RobustRegression problem = Regressions.draw(RandomStream.of(8, "a2", trial), 60, 100, 0.3, 3);
      DecreaseRate.Certificate rate = DecreaseRate.atTruth(problem);
      assertTrue(rate.lower() > 0.35 && rate.upper() < 0.75, "R = " + rate.lower());
    }
  }

  @Test
  void badGainsAreNamed() {
    RobustRegression problem = Regressions.draw(RandomStream.of(9, "bad", 0), 5, 2, 0.3, 1);
    assertThrows(IllegalArgumentException.class, () -> DecreaseRate.of(problem, ones(3)));
    IllegalArgumentException negative =
        assertThrows(
            IllegalArgumentException.class, () -> DecreaseRate.of(problem, new double[] {1, -1}));
    assertTrue(negative.getMessage().contains("coordinate 1"));
  }
}
