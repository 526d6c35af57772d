package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Hypothesis;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/**
 * What all claims of the family have in common: the specification is covered, draws are
 * reproducible, hypotheses are declared, and 50 digits agree with double precision.
 */
class FamilyTest {

  private static final long SEED = 20261122;

  static Stream<Claim<?>> claims() {
    return Catalogue.scan().claims().stream()
        .filter(claim -> claim.statement().id().startsWith("identityinit/"));
  }

  @Test
  void theWholeSpecificationIsThere() {
    List<String> sections = claims().map(claim -> claim.statement().spec()).sorted().toList();
    for (String section :
        "F1 F2 F3 N1 N2 N2' N3 S1 S2 S3 S4 S5 X1 X2 X3 X4 X5 X6 R1 R2 P1 P2 P3 P4 P5 P6 P7"
            .split(" ")) {
      assertTrue(sections.contains("identity-initialization, " + section), section + " is missing");
    }
    assertTrue(claims().mapToInt(claim -> claim.mutants().size()).sum() >= 6);
    assertTrue(claims().noneMatch(claim -> claim.probes().isEmpty()));
  }

  @ParameterizedTest
  @MethodSource("claims")
  <I> void sameDrawsGiveTheSameEvidence(Claim<I> claim) {
    String id = claim.statement().id();
    Evidence once = claim.examine(claim.draw(Draws.of(SEED, id, 3)));
    Evidence again = claim.examine(claim.draw(Draws.of(SEED, id, 3)));
    assertEquals(once, again);
  }

  /** Claims without a form at 50 digits, each for a reason that it states. */
  private static final Set<String> DOUBLE_ONLY =
      Set.of(
          "identityinit/near-identity-flow-beyond-half",
          "identityinit/noisy-start-escape",
          "identityinit/power-projection-rate",
          "identityinit/infeasible-margin-floor");

  @ParameterizedTest
  @MethodSource("claims")
  <I> void fiftyDigitsAgreeWithDoublePrecision(Claim<I> claim) {
    int compared = 0;
    for (int i = 0; i < 4 && compared < 2; i++) {
      I instance = claim.draw(Draws.of(SEED, claim.statement().id(), i));
      Optional<Evidence> precise = claim.examinePrecisely(instance);
      if (precise.isPresent()) {
        compare(claim.examine(instance).checks(), precise.get().checks());
        compared++;
      }
    }
    assertEquals(DOUBLE_ONLY.contains(claim.statement().id()), compared == 0);
  }

  @ParameterizedTest
  @MethodSource("claims")
  <I> void hypothesesThatAreMeasuredAreDeclaredAndHold(Claim<I> claim) {
    for (int i = 0; i < 12; i++) {
      Evidence evidence = claim.examine(claim.draw(Draws.of(SEED, claim.statement().id(), i)));
      for (Hypothesis hypothesis : evidence.hypotheses()) {
        assertTrue(
            claim.statement().hypotheses().contains(hypothesis.what()), hypothesis.toString());
        assertTrue(hypothesis.holds(), hypothesis.toString());
      }
    }
  }

  /** A probe that names a hypothesis, and measures it, breaks that one and no other. */
  @ParameterizedTest
  @MethodSource("claims")
  <I> void probesDropTheHypothesisInTheirName(Claim<I> claim) {
    for (Probe<I> probe : claim.probes()) {
      for (int i = 0; i < 20; i++) {
        I instance = probe.draw(claim, Draws.of(SEED, claim.statement().id(), i));
        for (Hypothesis hypothesis : probe.examine(claim, instance).hypotheses()) {
          if (claim.statement().hypotheses().stream().anyMatch(probe.name()::startsWith)) {
            assertEquals(
                !probe.name().startsWith(hypothesis.what()),
                hypothesis.holds(),
                probe.name() + ": " + hypothesis);
          }
        }
      }
    }
  }

  private static void compare(List<Check> fast, List<Check> slow) {
    assertEquals(fast.stream().map(Check::what).toList(), slow.stream().map(Check::what).toList());
    for (int k = 0; k < fast.size(); k++) {
      assertEquals(fast.get(k).bound(), slow.get(k).bound(), 1e-9 * fast.get(k).scale() + 1e-13);
      assertEquals(fast.get(k).value(), slow.get(k).value(), 1e-9 * fast.get(k).scale() + 1e-13);
      assertEquals(Outcome.HOLDS, slow.get(k).outcome(), slow.get(k).toString());
    }
  }
}
