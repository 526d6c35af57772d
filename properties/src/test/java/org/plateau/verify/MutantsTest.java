package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Mutant;

/** Every wrong encoding in the catalogue is caught in the quick budget. */
class MutantsTest {

  /**
   * Mutants that are known to survive: claim and name to the reason why that is right. Empty means
   * that all are caught.
   */
  private static final Map<String, String> SURVIVORS = Map.of();

  private static final List<Claim<?>> CLAIMS = Catalogue.scan().claims();

  @TestFactory
  @Tag("end-to-end")
  Stream<DynamicTest> everyMutantIsCaught() {
    return CLAIMS.stream().flatMap(MutantsTest::tests);
  }

  private static <I> Stream<DynamicTest> tests(Claim<I> claim) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Mutant<I> mutant : claim.mutants()) {
      String name = claim.statement().id() + ": " + mutant.name();
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                MutantTrial trial = MutantTrial.run(claim, mutant, 1);
                assertEquals(!SURVIVORS.containsKey(name), trial.caught(), trial.by());
              }));
    }
    return tests.stream();
  }

  @Test
  void thereAreEnoughOfThem() {
    long mutants = CLAIMS.stream().mapToLong(claim -> claim.mutants().size()).sum();
    assertTrue(mutants >= 30, "mutants: " + mutants);
  }

  @Test
  void aMutantThatBreaksNothingSurvives() {
    Claim<ExampleClaim.Pair> means = ExampleClaim.means();
    MutantTrial trial =
        MutantTrial.run(means, Mutant.changing("nothing", (pair, evidence) -> evidence), 1);
    assertFalse(trial.caught(), trial.by());
  }

  @Test
  void mutantsAreCaughtByTheClaimOrByAProbe() {
    Claim<ExampleClaim.Pair> means = ExampleClaim.means();
    assertTrue(MutantTrial.run(means, means.mutants().get(0), 1).by().startsWith("REFUTED"));
    assertTrue(MutantTrial.run(means, means.mutants().get(1), 1).by().startsWith("TOOTHLESS"));
  }
}
