package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeTest {

  /** |x| >= x, tight for x >= 0. */
  private static final Claim<Double> CLAIM =
      new Claim<>() {
        @Override
        public Statement statement() {
          return Statement.lower("test/absolute-value");
        }

        @Override
        public Double draw(Draws draws) {
          return draws.family("positive", "negative").equals("positive") ? 2.0 : -2.0;
        }

        @Override
        public Evidence examine(Double x) {
          return Evidence.of(
              Check.atLeast("|x|", Math.abs(x), x), Check.equal("|x|", Math.abs(x), Math.abs(x)));
        }

        @Override
        public List<Probe<Double>> probes() {
          return List.of();
        }

        @Override
        public Optional<Evidence> examinePrecisely(Double x) {
          return Optional.of(examine(x));
        }
      };

  private static Draws draws(Probe<Double> probe) {
    return Draws.editing(1, "test/absolute-value~" + probe.slug(), 1, probe.edits());
  }

  @Test
  void scalingBreaksTheInequalityAndLeavesEqualitiesAlone() {
    Probe<Double> probe = Probe.<Double>scaled("the constant, 5 % larger", 1.05).on("positive");
    double x = probe.draw(CLAIM, draws(probe));
    Evidence evidence = probe.examine(CLAIM, x);
    assertEquals(2, x);
    assertEquals(Outcome.VIOLATED, evidence.checks().get(0).outcome());
    assertEquals(Outcome.HOLDS, evidence.checks().get(1).outcome());
    assertEquals(evidence, probe.examinePrecisely(CLAIM, x).orElseThrow());
    assertEquals("the-constant-5-larger", probe.slug());
    assertEquals(Map.of("family", "positive"), probe.edits());
  }

  @Test
  void droppingDrawsElsewhere() {
    Probe<Double> probe = Probe.dropping("finite", d -> Double.NaN);
    assertEquals(Outcome.FAULTY, probe.examine(CLAIM, probe.draw(CLAIM, draws(probe))).outcome());
  }

  @Test
  void claimingHasNoPreciseFormUnlessGiven() {
    Probe<Double> probe =
        Probe.claiming("|x| = 3", x -> Evidence.of(Check.equal("|x|", Math.abs(x), 3)));
    assertTrue(probe.examinePrecisely(CLAIM, 2.0).isEmpty());
    assertEquals(
        Outcome.VIOLATED,
        probe
            .precisely(x -> probe.examine(CLAIM, x))
            .examinePrecisely(CLAIM, 2.0)
            .orElseThrow()
            .outcome());
  }

  @Test
  void triesFollowFromTheBreakingRate() {
    Probe<Double> probe = Probe.scaled("x", 2);
    assertEquals(30, probe.tries());
    assertEquals(30, probe.breaking(0.5).tries());
    assertEquals(197, probe.breaking(0.1).tries());
    assertEquals(1, probe.breaking(1).tries());
    assertThrows(IllegalArgumentException.class, () -> probe.breaking(0));
  }

  @Test
  void mutantsChangeTheClaimAndKeepItsProbes() {
    Claim<Double> wrong = Mutant.<Double>scaled("bound times 1.1", 1.1).applyTo(CLAIM);
    assertEquals(Outcome.VIOLATED, wrong.examine(2.0).outcome());
    assertEquals(Outcome.VIOLATED, wrong.examinePrecisely(2.0).orElseThrow().outcome());
    Evidence other = Evidence.of(Check.event("e", true));
    assertEquals(
        other,
        Mutant.<Double>claiming("other", x -> other, x -> other).applyTo(CLAIM).examine(2.0));
  }

  @Test
  void aMutantIsTheClaimInAllElse() {
    Mutant<Double> mutant = Mutant.scaled("bound times 1.1", 1.1);
    Claim<Double> probed =
        new Claim<>() {
          @Override
          public Statement statement() {
            return CLAIM.statement().title("with a probe");
          }

          @Override
          public Double draw(Draws draws) {
            return CLAIM.draw(draws);
          }

          @Override
          public Evidence examine(Double x) {
            return CLAIM.examine(x);
          }

          @Override
          public List<Probe<Double>> probes() {
            return List.of(Probe.scaled("twice", 2));
          }
        };
    Claim<Double> wrong = mutant.applyTo(probed);
    assertEquals("bound times 1.1", mutant.name());
    assertEquals("with a probe", wrong.statement().title());
    assertEquals(-2, wrong.draw(Draws.of(1, "x", 1)));
    Probe<Double> probe = wrong.probes().get(0);
    assertEquals("twice", probe.name());
    assertEquals("", probe.family());
    assertEquals("near", probe.on("near").family());
    assertEquals(4.4, probe.examine(wrong, 2.0).checks().get(0).bound(), 1e-15, "2 * 1.1 * 2");
    assertTrue(wrong.examinePrecisely(2.0).isEmpty());
  }

  @Test
  void aMutantMayHaveItsOwnPreciseForm() {
    Evidence rough = Evidence.of(Check.event("rough", true));
    Evidence fine = Evidence.of(Check.event("fine", false));
    Claim<Double> wrong = Mutant.<Double>claiming("other", x -> rough, x -> fine).applyTo(CLAIM);
    assertEquals(rough, wrong.examine(2.0));
    assertEquals(fine, wrong.examinePrecisely(2.0).orElseThrow());
  }
}
