package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;

/** Steps that vary in time, on the claim that allows them. */
class PacedStepsTest {

  private static final FailureFloor CLAIM = new FailureFloor();
  private static final double[] MU = {-0.5, 1.2};

  private static SymmetricTarget run(int depth, double eta, double... pace) {
    return SymmetricTarget.diagonal(new Spectrum(MU, depth, eta, 0), 150).paced(pace);
  }

  @Test
  void sharesAreTakenInTurn() {
    SymmetricTarget run = run(2, 0.25, 1, 0.5, 0);
    double[] etas = new double[7];
    for (int t = 0; t < etas.length; t++) {
      etas[t] = run.eta(t);
    }
    assertArrayEquals(new double[] {0.25, 0.125, 0, 0.25, 0.125, 0, 0.25}, etas);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void anEqualPaceIsAConstantStep(int depth) {
    Evidence paced = CLAIM.examine(run(depth, 0.5, 0.25));
    Evidence constant = CLAIM.examine(run(depth, 0.125, 1));
    assertEquals(constant.checks(), paced.checks());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theFloorHoldsWhileEveryStepIsSmall(int depth) {
    double eta = FailureFloor.safeStep(MU, depth, 0);
    SymmetricTarget run = run(depth, eta, 1, 0.1, 0, 0.7);
    Evidence evidence = CLAIM.examine(run);
    assertTrue(evidence.hypothesesHold());
    assertEquals(Outcome.HOLDS, evidence.outcome());
    assertEquals(Outcome.HOLDS, CLAIM.examinePrecisely(run).orElseThrow().outcome());
  }

  /**
   * One step of 1.6 / (1 + λ) at odd depth: θ = -0.6 and the loss is (0.5 - 0.216)² / 2, below the
   * floor 0.125, from where descent goes on to the target.
   */
  @Test
  void oneLongStepAmongSmallOnesBreaksTheHypothesisAndTheFloor() {
    SymmetricTarget run = SymmetricTarget.diagonal(Spectrum.of(-0.5, 3, 1 / 1.5), 1);
    Evidence evidence = CLAIM.examine(run.paced(new double[] {1.6, 0.1}));
    assertFalse(evidence.hypothesesHold());
    assertEquals(Outcome.VIOLATED, evidence.outcome());
    assertEquals(0.5 * 0.284 * 0.284, evidence.checks().get(0).value(), 1e-12);
  }
}
