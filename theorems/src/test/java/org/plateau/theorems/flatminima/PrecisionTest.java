package org.plateau.theorems.flatminima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;

/** The claims of the family say the same in double precision and at 50 digits. */
class PrecisionTest {

  private static final int INSTANCES = 4;
  private static final double AGREEMENT = 1e-9;

  private static Stream<Claim<?>> precise() {
    return Catalogue.scan().claims().stream()
        .filter(claim -> claim.statement().id().startsWith("flatminima/"))
        .filter(PrecisionTest::hasPreciseForm);
  }

  private static <I> boolean hasPreciseForm(Claim<I> claim) {
    return claim.examinePrecisely(claim.draw(Draws.of(1, claim.statement().id(), 0))).isPresent();
  }

  @TestFactory
  Stream<DynamicTest> formsAgree() {
    return precise()
        .map(
            claim ->
                DynamicTest.dynamicTest(claim.statement().id(), () -> assertFormsAgree(claim)));
  }

  private static <I> void assertFormsAgree(Claim<I> claim) {
    for (int i = 0; i < INSTANCES; i++) {
      I instance = claim.draw(Draws.of(20, claim.statement().id(), i));
      Evidence evidence = claim.examine(instance);
      Optional<Evidence> precise = claim.examinePrecisely(instance);
      assertEquals(Outcome.HOLDS, precise.orElseThrow().outcome());
      for (int k = 0; k < evidence.checks().size(); k++) {
        Check rough = evidence.checks().get(k);
        Check fine = precise.orElseThrow().checks().get(k);
        assertEquals(rough.what(), fine.what());
        assertEquals(rough.relation(), fine.relation());
        assertEquals(fine.value(), rough.value(), AGREEMENT * fine.scale(), rough.what());
        assertEquals(fine.bound(), rough.bound(), AGREEMENT * fine.scale(), rough.what());
      }
    }
  }

  @Test
  void everyClaimWithMutantsHasAPreciseForm() {
    long withMutants =
        Catalogue.scan().claims().stream()
            .filter(claim -> claim.statement().id().startsWith("flatminima/"))
            .filter(claim -> !claim.mutants().isEmpty())
            .filter(claim -> claim.statement().direction().isDeterministic())
            .peek(claim -> assertTrue(hasPreciseForm(claim), claim.statement().id()))
            .count();
    assertTrue(withMutants >= 6, "claims with mutants: " + withMutants);
  }
}
