package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.identityinit.StepAndProjectFloor.Move;
import org.plateau.theorems.identityinit.StepAndProjectFloor.ProjectedRun;

/** Steps with projections, and what is measured of their hypotheses. */
class StepAndProjectFloorTest {

  private static final StepAndProjectFloor CLAIM = new StepAndProjectFloor();

  private static Evidence examine(int depth, Move... moves) {
    return CLAIM.examine(new ProjectedRun(0.5, depth, List.of(moves)));
  }

  private static double margin(Evidence evidence, int hypothesis) {
    return evidence.hypotheses().get(hypothesis).margin();
  }

  @Test
  void theWorstMoveDecidesAboutTheHypotheses() {
    Move inside = new Move(0.1, 0, -0.5, 0.5);
    Move around = new Move(1 / 1.75, 0.25, 0.4, 1.6);
    Evidence evidence = examine(2, inside, around);
    assertTrue(evidence.hypothesesHold());
    assertEquals(0, margin(evidence, 0));
    assertEquals(0.5, margin(evidence, 1));
    assertEquals(0, margin(evidence, 2), 1e-11);
    assertEquals(Outcome.HOLDS, evidence.outcome());
  }

  @Test
  void anIntervalBelowZeroOrAboveOneIsNoMapOfTheUnitInterval() {
    assertEquals(-0.1, margin(examine(3, new Move(0.1, 0, -1, -0.1)), 1), 1e-15);
    assertEquals(-0.25, margin(examine(3, new Move(0.1, 0, 1.25, 2)), 1));
    assertFalse(examine(3, new Move(0.1, 0, 1.25, 2)).hypothesesHold());
  }

  /** A step within 1/(1 + λ) is too long where the pull counts; a ball does not make up for it. */
  @Test
  void thePullCountsInTheLengthOfAStep() {
    assertTrue(examine(3, new Move(1 / 1.5, 0, -1, 1)).hypothesesHold());
    assertFalse(examine(3, new Move(1 / 1.5, 0.5, -1, 1)).hypothesesHold());
    Evidence broken = examine(3, new Move(1.6 / 1.5, 0, -1, 1));
    assertEquals((1 - 1.6) / 1.5, margin(broken, 2), 1e-12);
    assertEquals(Outcome.VIOLATED, broken.outcome());
  }

  /** The radius of the ball is where θ stays: (r^L + λ)² / 2, with r = 0.3. */
  @Test
  void theProjectionActs() {
    Evidence held = examine(2, new Move(0.01, 2, -0.3, 0.3));
    double expected = 0.5 * (0.09 + 0.5) * (0.09 + 0.5);
    assertEquals(expected, held.checks().get(0).value(), 1e-15);
  }
}
