package org.plateau.theorems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The claims of two families say the same in double precision and at 50 digits. */
class PreciseFormsTest {

  private static final int INSTANCES = 4;
  private static final double AGREEMENT = 1e-9;

  private static Stream<Claim<?>> precise() {
    return Catalogue.scan().claims().stream()
        .filter(claim -> ofFamilies(claim))
        .filter(PreciseFormsTest::hasPreciseForm);
  }

  private static boolean ofFamilies(Claim<?> claim) {
    return claim.statement().paper().equals(Paper.DING_ET_AL)
        || claim.statement().paper().equals(Paper.MA_FATTAHI);
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
        double allowed = AGREEMENT * fine.scale() + rough.tolerance();
        assertEquals(fine.value(), rough.value(), allowed, rough.what());
        assertEquals(fine.bound(), rough.bound(), allowed, rough.what());
      }
    }
  }

  @Test
  void everyClaimWithMutantsHasAPreciseForm() {
    long withMutants =
        Catalogue.scan().claims().stream()
            .filter(claim -> ofFamilies(claim))
            .filter(claim -> !claim.mutants().isEmpty())
            .filter(claim -> claim.statement().direction().isDeterministic())
            .peek(claim -> assertTrue(hasPreciseForm(claim), claim.statement().id()))
            .count();
    assertTrue(withMutants >= 12, "claims with mutants: " + withMutants);
  }
}
