package org.plateau.theorems.flatminima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;

/** Each claim of the family holds on a few draws, each probe breaks it, and each mutant shows. */
class ClaimsTest {

  private static final long SEED = 20;

  private static Stream<Claim<?>> family() {
    return Catalogue.scan().claims().stream()
        .filter(claim -> claim.statement().id().startsWith("flatminima/"));
  }

  @TestFactory
  Stream<DynamicTest> holds() {
    return family()
        .map(claim -> DynamicTest.dynamicTest(claim.statement().id(), () -> assertHolds(claim)));
  }

  private static <I> void assertHolds(Claim<I> claim) {
    int missed = 0;
    for (int i = 0; i < 20; i++) {
      I instance = claim.draw(Draws.of(SEED, claim.statement().id(), i));
      Evidence evidence = claim.examine(instance);
      assertTrue(evidence.hypothesesHold(), () -> "hypotheses " + evidence.hypotheses());
      missed += evidence.outcome() == Outcome.HOLDS ? 0 : 1;
      if (i < 2) {
        claim.examinePrecisely(instance).ifPresent(precise -> assertAgrees(evidence, precise));
      }
    }
    assertTrue(
        missed <= (claim.statement().direction().isDeterministic() ? 0 : 1),
        missed + " of 20 missed");
  }

  private static void assertAgrees(Evidence evidence, Evidence precise) {
    assertEquals(Outcome.HOLDS, precise.outcome());
    for (int k = 0; k < precise.checks().size(); k++) {
      assertEquals(evidence.checks().get(k).what(), precise.checks().get(k).what());
      assertEquals(
          evidence.checks().get(k).bound(),
          precise.checks().get(k).bound(),
          1e-9 * precise.checks().get(k).scale());
      assertEquals(
          evidence.checks().get(k).value(),
          precise.checks().get(k).value(),
          1e-9 * precise.checks().get(k).scale());
    }
  }

  @TestFactory
  Stream<DynamicTest> probesBite() {
    return family()
        .flatMap(
            claim ->
                claim.probes().stream()
                    .map(
                        probe ->
                            DynamicTest.dynamicTest(
                                claim.statement().id() + ": " + probe.name(),
                                () -> assertBites(claim, probe.slug()))));
  }

  private static <I> void assertBites(Claim<I> claim, String slug) {
    Probe<I> probe =
        claim.probes().stream().filter(p -> p.slug().equals(slug)).findFirst().orElseThrow();
    if (claim.statement().direction().isDeterministic()) {
      assertTrue(bites(claim, probe, probe.tries()) > 0);
    } else {
      assertTrue(bites(claim, probe, 12) >= 10);
    }
  }

  private static <I> int bites(Claim<I> claim, Probe<I> probe, int tries) {
    int bites = 0;
    for (int i = 0; i < tries; i++) {
      String name = claim.statement().id() + "/" + probe.slug();
      I instance = probe.draw(claim, Draws.editing(SEED, name, i, probe.edits()));
      bites += probe.examine(claim, instance).outcome() == Outcome.VIOLATED ? 1 : 0;
    }
    return bites;
  }

  @TestFactory
  Stream<DynamicTest> mutantsAreCaught() {
    return family()
        .flatMap(
            claim ->
                claim.mutants().stream()
                    .map(
                        mutant ->
                            DynamicTest.dynamicTest(
                                claim.statement().id() + ": " + mutant.name(),
                                () -> assertCaught(claim, mutant.name()))));
  }

  private static <I> void assertCaught(Claim<I> claim, String name) {
    List<Mutant<I>> mutants = claim.mutants();
    Claim<I> wrong =
        mutants.stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow()
            .applyTo(claim);
    boolean toothless =
        wrong.probes().stream().anyMatch(probe -> bites(wrong, probe, probe.tries()) == 0);
    assertTrue(toothless || refuted(wrong), "the mutant survives");
  }

  private static <I> boolean refuted(Claim<I> wrong) {
    for (int i = 0; i < 60; i++) {
      I instance = wrong.draw(Draws.of(SEED, wrong.statement().id(), i));
      if (wrong.examine(instance).outcome() == Outcome.VIOLATED) {
        Optional<Evidence> precise = wrong.examinePrecisely(instance);
        return precise.isPresent() && precise.get().outcome() == Outcome.VIOLATED;
      }
    }
    return false;
  }
}
