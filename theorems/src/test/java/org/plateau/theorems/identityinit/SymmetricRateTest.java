package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/** The probes of the rate break for the reason in their name. */
class SymmetricRateTest {

  private static final SymmetricRate CLAIM = new SymmetricRate();

  private static Probe<Spectrum> probe(String start) {
    return CLAIM.probes().stream()
        .filter(probe -> probe.name().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  /**
   * At μ = 3 the rate has room, but the bound on the first loss is attained: it must not matter.
   */
  @Test
  void theProbeOfTheRateSpeaksOfTheRateAlone() {
    Spectrum run = Spectrum.of(3, 4, 0.9 * Spectrum.safeStep(3, 4));
    Evidence evidence = probe("the rate, 2 % smaller").examine(CLAIM, run);
    assertEquals(Outcome.HOLDS, evidence.outcome());
    assertEquals(0, evidence.checks().get(2).margin(), 1e-15);
  }

  @Test
  void aSlowEigenvalueAttainsTheRate() {
    Spectrum run = Spectrum.of(0.3, 4, 0.9 * Spectrum.safeStep(0.3, 4));
    assertEquals(Outcome.HOLDS, CLAIM.examine(run).outcome());
    Evidence evidence = probe("the rate, 2 % smaller").examine(CLAIM, run);
    assertEquals(Outcome.VIOLATED, evidence.checks().get(0).outcome());
  }

  /** A rate that is clamped at 0 fails at the first step, whatever its length. */
  @Test
  void theProbeOfLongStepsHasAPositiveRateToBreak() {
    Probe<Spectrum> probe = probe("step size at most");
    for (int i = 0; i < 50; i++) {
      Spectrum run = probe.draw(CLAIM, Draws.of(1, CLAIM.statement().id(), i));
      assertTrue(1 - run.eta() * run.depth() > 0.1, run.toString());
      assertEquals(Outcome.VIOLATED, probe.examine(CLAIM, run).checks().get(0).outcome());
    }
  }

  @Test
  void oneLayerWithAShorterStepHasThatRate() {
    Evidence evidence = CLAIM.examine(Spectrum.of(2.5, 1, 0.4));
    assertEquals(Outcome.HOLDS, evidence.outcome());
    Check tightest = evidence.checks().get(0);
    assertEquals(0.6, tightest.bound() / tightest.scale(), 1e-9, "rate times the last distance");
  }
}
