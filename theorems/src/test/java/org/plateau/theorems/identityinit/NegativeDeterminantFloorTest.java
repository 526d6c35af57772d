package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.theorems.Check;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;

/** Runs whose certificate ends early, and degenerate ones. */
class NegativeDeterminantFloorTest {

  private static final NegativeDeterminantFloor CLAIM = new NegativeDeterminantFloor();

  /**
   * One layer Θ = diag(1, 1) towards diag(-1, 2) by η = 0.3: the first entry goes 1, 0.4, where the
   * next step of 0.42 is no longer certified; the second 1, 1.3.
   */
  @Test
  void theEndOfTheCertificateIsLookedAt() {
    double[] target = {-1, 0, 0, 2};
    Evidence evidence = CLAIM.examine(Descent.fromIdentity(2, 1, target, 0.3));
    assertEquals(1, evidence.facts().get(0).value());
    assertEquals((1.4 * 1.4 + 0.7 * 0.7) / 2, evidence.checks().get(0).value(), 1e-15);
    assertEquals(Outcome.HOLDS, evidence.outcome());
    double[] turned = {0.5, 1.2, 1.3, -0.4};
    Evidence early = CLAIM.examine(Descent.fromIdentity(2, 1, turned, 0.3));
    assertTrue(early.facts().get(0).value() < 20);
    Check volume = early.checks().get(1);
    assertTrue(volume.value() > 0 && volume.value() < 0.9, volume.toString());
  }

  /** θ tends to 0 and the loss to the floor, which are both attained at most in rounding. */
  @Test
  void oneEntryTendsToTheFloorAndKeepsItsSign() {
    Evidence evidence = CLAIM.examine(Descent.fromIdentity(1, 2, new double[] {-0.8}, 0.05));
    assertEquals(400, evidence.facts().get(0).value());
    assertEquals(Outcome.HOLDS, evidence.outcome());
    assertEquals(0.32, evidence.checks().get(0).value(), 1e-9);
    assertEquals(1, evidence.checks().get(1).value());
  }
}
