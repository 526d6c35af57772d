package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.identityinit.SymmetricTarget.Step;

/** Steps and pulls that vary in time, on the claim that allows them. */
class ScheduledStepsTest {

  private static final FailureFloor CLAIM = new FailureFloor();
  private static final double[] MU = {-0.5, 1.2};

  private static SymmetricTarget run(int depth, double eta, double penalty) {
    return SymmetricTarget.diagonal(new Spectrum(MU, depth, eta, penalty), 150);
  }

  @Test
  void stepsAreTakenInTurn() {
    List<Step> steps = List.of(new Step(0.25, 0), new Step(0.125, 3), new Step(0, 1));
    SymmetricTarget run = run(2, 9, 9).scheduled(steps);
    for (int t = 0; t < 7; t++) {
      assertEquals(steps.get(t % 3), run.step(t));
    }
    assertEquals(new Step(9, 8), run(2, 9, 8).step(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void aScheduleOfEqualStepsIsNone(int depth) {
    Step step = new Step(0.125, 0.7);
    Evidence scheduled = CLAIM.examine(run(depth, 9, 9).scheduled(List.of(step, step)));
    Evidence constant = CLAIM.examine(run(depth, 0.125, 0.7));
    assertEquals(constant.checks(), scheduled.checks());
    assertEquals(constant.hypotheses(), scheduled.hypotheses());
    assertTrue(constant.hypothesesHold());
  }

  /** Each step is as long as its own pull allows; the mean pull would allow less. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theFloorHoldsWhileEveryStepIsSmallForItsOwnPull(int depth) {
    double[] negative = {-0.5};
    SymmetricTarget run =
        SymmetricTarget.diagonal(new Spectrum(negative, depth, 9, 9), 150)
            .scheduled(List.of(new Step(1 / 1.5, 0), new Step(1 / 3.5, 2), new Step(0.1, 0.3)));
    Evidence evidence = CLAIM.examine(run);
    assertTrue(evidence.hypothesesHold());
    assertEquals(Outcome.HOLDS, evidence.outcome());
    assertEquals(Outcome.HOLDS, CLAIM.examinePrecisely(run).orElseThrow().outcome());
  }

  /** By hand at L = 3, λ = ½: θ goes 1, 0 by η = 2/3, 4/7 by η = 2/7 with κ = 2. */
  @Test
  void theFirstStepsByHand() {
    double[] negative = {-0.5};
    SymmetricTarget run =
        SymmetricTarget.diagonal(new Spectrum(negative, 3, 9, 9), 2)
            .scheduled(List.of(new Step(1 / 1.5, 0), new Step(2 / 7.0, 2)));
    Orbit orbit = Orbit.inDouble(run.spectrum().recursion(0));
    Orbit precise = Orbit.inFiftyDigits(run.spectrum().recursion(0));
    double[] expected = {0, 4 / 7.0};
    for (int t = 0; t < 2; t++) {
      orbit.step(run.step(t).eta(), run.step(t).penalty());
      precise.step(run.step(t).eta(), run.step(t).penalty());
      assertEquals(expected[t], orbit.theta(), 1e-15);
      assertEquals(expected[t], precise.theta(), 1e-15);
    }
  }

  /** The second step is within 1/(1 + λ) of its neighbor without a pull, not within its own. */
  @Test
  void aStepTooLongForItsOwnPullBreaksTheHypothesis() {
    SymmetricTarget run =
        run(3, 9, 9).scheduled(List.of(new Step(0.2, 0), new Step(1 / 1.6, 1), new Step(0.2, 1)));
    Evidence evidence = CLAIM.examine(run);
    assertFalse(evidence.hypothesesHold());
    assertEquals(1 / 2.5 - 1 / 1.6, evidence.hypotheses().get(1).margin(), 1e-12);
  }

  /**
   * One step of 1.6 / (1 + λ) at odd depth: θ = -0.6 and the loss is (0.5 - 0.216)² / 2, below the
   * floor 0.125, from where descent goes on to the target.
   */
  @Test
  void oneLongStepAmongSmallOnesBreaksTheHypothesisAndTheFloor() {
    SymmetricTarget run =
        SymmetricTarget.diagonal(Spectrum.of(-0.5, 3, 9), 1)
            .scheduled(List.of(new Step(1.6 / 1.5, 0), new Step(0.1 / 1.5, 0)));
    Evidence evidence = CLAIM.examine(run);
    assertFalse(evidence.hypothesesHold());
    assertEquals(Outcome.VIOLATED, evidence.outcome());
    assertEquals(0.5 * 0.284 * 0.284, evidence.checks().get(0).value(), 1e-12);
  }

  /** What the specification allows and the claim must therefore draw. */
  @Test
  void drawsVaryBothInTimeAndGoUpToTheVeryBound() {
    boolean pullsVary = false;
    boolean stepsVary = false;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 60; i++) {
      SymmetricTarget run = CLAIM.draw(Draws.of(1, CLAIM.statement().id(), i));
      pullsVary |= run.step(0).penalty() != run.step(1).penalty();
      stepsVary |= run.step(0).eta() != run.step(1).eta();
      if (run.depth() >= 6) {
        nearest = Math.min(nearest, CLAIM.examine(run).hypotheses().get(1).margin());
      }
    }
    assertTrue(pullsVary && stepsVary);
    assertTrue(nearest >= 0 && nearest <= 1e-11, "margin of the longest step: " + nearest);
  }
}
