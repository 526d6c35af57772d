package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientDescentTest {

  private static Objective quadratic() {
    double[] x = {2, 0, 0, Math.sqrt(0.5)};
    return TestNetworks.of(x, new double[] {1, -3}, new int[] {2, 1}).objective();
  }

  /** One layer: the error is multiplied by 1 - 2 eta sigma in each step. */
  @Test
  void iteratesOfAQuadraticAreGeometric() {
    DescentEnd end =
        new GradientDescent(quadratic())
            .run(new double[] {4, 5}, new DescentPlan(0.1, 0, Double.POSITIVE_INFINITY, 7));
    assertEquals(Ending.BUDGET_SPENT, end.ending());
    assertEquals(7, end.steps());
    double[] exact = {1 + 3 * Math.pow(0.6, 7), -3 + 8 * Math.pow(0.95, 7)};
    assertArrayEquals(exact, end.weights(), 1e-14);
  }

  @Test
  void aStepAboveTwoOverTheSharpnessDiverges() {
    GradientDescent descent = new GradientDescent(quadratic());
    double[] start = {1.1, -3};
    assertEquals(
        Ending.DIVERGED, descent.run(start, new DescentPlan(0.51, 1e-20, 1e6, 10_000)).ending());
    assertEquals(
        Ending.CONVERGED, descent.run(start, new DescentPlan(0.49, 1e-20, 1e6, 10_000)).ending());
    assertEquals(
        Ending.DIVERGED,
        descent.run(start, new DescentPlan(10, 1e-20, Double.POSITIVE_INFINITY, 100_000)).ending());
  }

  @Test
  void theObserverSeesEveryIterateAndMayStop() {
    List<Double> gaps = new ArrayList<>();
    DescentEnd end =
        new GradientDescent(quadratic())
            .run(
                new double[] {4, 5},
                new DescentPlan(0.1, 0, Double.POSITIVE_INFINITY, 100),
                (step, weights, gap) -> {
                  gaps.add(gap);
                  return step < 3;
                });
    assertEquals(4, gaps.size());
    assertEquals(3, end.steps());
    assertEquals(2 * 9 + 0.25 * 64, gaps.get(0), 1e-13);
    assertEquals(end.gap(), gaps.get(3));
  }

  @Test
  void badInputIsNamed() {
    assertThrows(IllegalArgumentException.class, () -> new DescentPlan(0, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new DescentPlan(1, -1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new DescentPlan(1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new DescentPlan(1, 0, 1, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GradientDescent(quadratic()).run(new double[3], new DescentPlan(1, 0, 1, 1)));
  }

  @Test
  void theEndsAreJudgedAtTheirExactValues() {
    GradientDescent descent = new GradientDescent(quadratic());
    double[] start = {4, 5};
    double gap = 2 * 9 + 0.25 * 64;
    DescentEnd met = descent.run(start, new DescentPlan(0.1, gap, 1e9, 10));
    assertEquals(Ending.CONVERGED, met.ending());
    assertEquals(0, met.steps());
    assertEquals(gap, met.initialGap(), 1e-13);
    DescentEnd above = descent.run(start, new DescentPlan(0.1, 0, met.gap(), 10));
    assertEquals(Ending.DIVERGED, above.ending(), "from divergedAbove on");
    DescentEnd none = descent.run(start, new DescentPlan(0.1, 0, 1e9, 0));
    assertEquals(Ending.BUDGET_SPENT, none.ending());
    assertEquals(0, none.steps());
    assertArrayEquals(start, none.weights());
  }
}
