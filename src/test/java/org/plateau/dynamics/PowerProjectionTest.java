package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.MarginCone;

class PowerProjectionTest {

  @Test
  void learnsARotationByARightAngleMinusABit() {
    double[] target = {0.2, -1, 1, 0.2};
    PowerProjection run = new PowerProjection(target, 2, 4, 0.2);
    while (run.loss() > 1e-20 && run.steps() < 2000) {
      run.step(0.05);
      assertTrue(MarginCone.margin(run.product(), 2) >= 0.2 - 1e-13);
      assertTrue(run.layers().imbalance() <= 1e-13);
    }
    assertTrue(run.loss() <= 1e-20);
  }

  @Test
  void endsAtTheDistanceOfAnInfeasibleTarget() {
    double[] target = {-1, 0, 0, 2};
    PowerProjection run = new PowerProjection(target, 2, 3, 0.1);
    for (int t = 0; t < 3000; t++) {
      run.step(0.05);
      assertTrue(run.loss() >= 1.1 * 1.1 / 2 - 1e-14);
    }
    assertEquals(1.1 * 1.1 / 2, run.loss(), 1e-9);
    assertTrue(run.activeProjections() > 1000);
  }

  @Test
  void saysHowItEnded() {
    double[] target = {1.5, -0.5, 0.5, 0.8};
    assertEquals(Ending.CONVERGED, new PowerProjection(target, 2, 3, 0.5).run(0.1, 1000, 1e-20));
    assertEquals(Ending.BUDGET_SPENT, new PowerProjection(target, 2, 3, 0.5).run(0.1, 3, 1e-20));
    PowerProjection wild = new PowerProjection(target, 2, 6, 0.5);
    assertEquals(Ending.DIVERGED, wild.run(50, 1000, 1e-20));
    int steps = wild.steps();
    wild.step(50);
    assertEquals(steps, wild.steps());
    assertTrue(wild.diverged());
  }

  @Test
  void dimensionOneAndDepthOne() {
    PowerProjection run = new PowerProjection(new double[] {3}, 1, 1, 1);
    run.step(1);
    assertEquals(0, run.loss(), 1e-28);
  }

  @Test
  void refusesAnInfeasibleMargin() {
    assertThrows(
        IllegalArgumentException.class, () -> new PowerProjection(new double[] {1}, 1, 2, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new PowerProjection(new double[] {2}, 1, 2, 1.5));
  }

  @Test
  void endingsAreThoseOfTheLossAndStepsAreCounted() {
    double[] target = {2, 0, 0, 3};
    PowerProjection run = new PowerProjection(target, 2, 3, 0.5);
    double start = run.loss();
    assertEquals(2.5, start, 1e-15);
    assertEquals(Ending.CONVERGED, run.run(0.05, 100, start), "the goal is met before a step");
    assertEquals(0, run.steps());
    assertEquals(Ending.BUDGET_SPENT, run.run(0.05, 3, 1e-20));
    assertEquals(3, run.steps());
    assertEquals(Ending.CONVERGED, run.run(0.05, 1000, 1e-20));
    int taken = run.steps();
    run.run(0.05, 1000, 1e-20);
    assertEquals(taken, run.steps(), "it stays where it has converged");
    PowerProjection wild = new PowerProjection(target, 2, 3, 0.5);
    assertEquals(Ending.DIVERGED, wild.run(1e12, 10, 1e-20));
    int ended = wild.steps();
    wild.step(0.05);
    assertEquals(ended, wild.steps(), "a diverged run makes no step");
  }
}
