package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

class LimitedMemoryBfgsTest {

  /** Half the sum of weights x², that counts how often it is asked. */
  private static final class Bowl implements LimitedMemoryBfgs.Objective {
    private final double[] weights;
    private int evaluations;

    Bowl(int n, double condition) {
      weights = new double[n];
      for (int i = 0; i < n; i++) {
        weights[i] = Math.pow(condition, i / (n - 1.0));
      }
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
      evaluations++;
      double value = 0;
      for (int i = 0; i < x.length; i++) {
        gradient[i] = weights[i] * x[i];
        value += 0.5 * weights[i] * x[i] * x[i];
      }
      return value;
    }
  }

  /** Steepest descent with the exact step of a quadratic: what memory is to improve on. */
  private static int steepest(Bowl bowl, double[] start, double tolerance) {
    double[] x = start.clone();
    double[] g = new double[x.length];
    for (int k = 0; ; k++) {
      bowl.evaluate(x, g);
      if (Kernels.norm(g) <= tolerance) {
        return k;
      }
      double curvature = 0;
      for (int i = 0; i < g.length; i++) {
        curvature += bowl.weights[i] * g[i] * g[i];
      }
      Kernels.axpy(-Kernels.dot(g, g) / curvature, g, 0, x, 0, x.length);
    }
  }

  @Test
  void memoryMakesIllConditionedBowlsEasy() {
    for (int n : new int[] {6, 30}) {
      double[] start = RandomStream.of(n, "bowl", 0).gaussian(new double[n]);
      int plain = steepest(new Bowl(n, 1e4), start, 1e-8);
      Bowl bowl = new Bowl(n, 1e4);
      LimitedMemoryBfgs search = new LimitedMemoryBfgs();
      double[] x = start.clone();
      assertEquals(Ending.CONVERGED, search.minimize(bowl, x, 1e-8, 10_000));
      assertEquals(bowl.evaluations, search.evaluations());
      assertTrue(20 * bowl.evaluations < plain, bowl.evaluations + " against " + plain);
      double[] g = new double[n];
      bowl.evaluate(x, g);
      assertTrue(Kernels.norm(g) <= 1e-8);
    }
  }

  @Test
  void endingsSayWhatHappened() {
    Bowl bowl = new Bowl(2, 10);
    double[] optimum = {0, 0};
    assertEquals(Ending.CONVERGED, new LimitedMemoryBfgs().minimize(bowl, optimum, 0, 0));
    assertEquals(Ending.CONVERGED, new LimitedMemoryBfgs().minimize(bowl, optimum, 0, 5));
    double[] x = {3, 4};
    assertEquals(Ending.BUDGET_SPENT, new LimitedMemoryBfgs().minimize(bowl, x, 1e-9, 1));
    double[] same = x.clone();
    assertEquals(Ending.BUDGET_SPENT, new LimitedMemoryBfgs().minimize(bowl, x, 1e-9, 0));
    assertArrayEquals(same, x, "without a budget it stays");
    double[] stuck = {1, 1};
    LimitedMemoryBfgs search = new LimitedMemoryBfgs();
    Ending ending =
        search.minimize(
            (p, g) -> {
              double value = bowl.evaluate(p, g);
              g[0] = -g[0];
              g[1] = -g[1];
              return value;
            },
            stuck,
            1e-9,
            10);
    assertEquals(Ending.STALLED, ending, "a gradient of the wrong sign leads nowhere");
    assertArrayEquals(new double[] {1, 1}, stuck);
    assertEquals(51, search.evaluations());
  }

  /** The first step is of length at most 1 and fulfills both Wolfe conditions. */
  @Test
  void everyStepFulfillsTheWolfeConditions() {
    for (double size : new double[] {1e-3, 1, 1e3}) {
      double[] start = {size, -2 * size, size};
      LimitedMemoryBfgs.Objective objective =
          (p, g) -> {
            double value = 0;
            for (int i = 0; i < 3; i++) {
              double root = Math.sqrt(1 + p[i] * p[i]);
              g[i] = (i + 1) * p[i] / root;
              value += (i + 1) * root;
            }
            return value;
          };
      double[] g = new double[3];
      double before = objective.evaluate(start, g);
      double[] x = start.clone();
      new LimitedMemoryBfgs().minimize(objective, x, 1e-12, 1);
      double[] step = x.clone();
      Kernels.axpy(-1, start, 0, step, 0, 3);
      double slope = Kernels.dot(g, step);
      double[] there = new double[3];
      double after = objective.evaluate(x, there);
      assertTrue(slope < 0);
      assertTrue(after <= before + 1e-4 * slope, "decrease");
      assertTrue(Kernels.dot(there, step) >= 0.9 * slope, "curvature");
    }
  }
}
