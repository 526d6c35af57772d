package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Check;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.InvalidChoiceException;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Statement;

class ReplayTest {

  private static final Catalogue CATALOGUE = Catalogue.of(VerifierTest.mixture());

  @Test
  void everyStoredInstanceComesBackBitForBit() throws IOException {
    RunRecord run = Verifier.of(VerifierTest.mixture()).effort(Effort.QUICK).seed(99).run();
    List<InstanceRecord> stored = new ArrayList<>();
    for (ClaimRecord claim : run.result().claims()) {
      stored.addAll(claim.tightest());
      claim.probes().stream().map(ProbeRecord::witness).forEach(stored::add);
      stored.add(claim.smallest());
      stored.add(claim.worst());
    }
    stored.removeIf(instance -> instance == null);
    assertTrue(stored.size() > 15, "instances: " + stored.size());
    for (InstanceRecord instance : stored) {
      InstanceRecord again = Replay.run(CATALOGUE, InstanceId.parse(instance.id()));
      assertEquals(instance.checks(), again.checks());
      assertEquals(instance.choices(), again.choices());
      assertEquals(instance.facts(), again.facts());
      assertEquals(instance.hypotheses(), again.hypotheses());
      assertEquals(instance.outcome(), again.outcome());
      assertEquals(instance.id(), again.id());
      if (!instance.preciseChecks().isEmpty()) {
        assertEquals(instance.preciseChecks(), again.preciseChecks());
      }
    }
  }

  @Test
  void aChangedGeneratorMakesAnIdStale() {
    InstanceRecord before = replay(1, "example/x@3:4");
    assertEquals(before, replay(1, before.id()));
    StaleInstanceException stale =
        assertThrows(StaleInstanceException.class, () -> replay(2, before.id()));
    assertTrue(stale.getMessage().contains("run 'verify' again"), stale.getMessage());
    assertNotEquals(before.checks(), replay(2, "example/x@3:4").checks());
  }

  private static InstanceRecord replay(double high, String id) {
    ExampleClaim<Double> claim =
        new ExampleClaim<>(
            Statement.lower("example/x"),
            d -> d.uniform("x", 0, high),
            x -> Evidence.of(Check.atLeast("x", x, 0)),
            null);
    return Replay.run(Catalogue.of(List.of(claim)), InstanceId.parse(id));
  }

  @Test
  void editsReplaceChoicesAndNothingElse() {
    InstanceRecord plain = Replay.run(CATALOGUE, InstanceId.parse("example/wrong-means@1:0"));
    InstanceRecord edited =
        Replay.run(CATALOGUE, InstanceId.parse("example/wrong-means@1:0+x=4,size=2"));
    assertEquals("2", edited.choices().get(0).text());
    assertEquals(4, edited.choices().get(1).number());
    assertEquals(plain.choices().get(2), edited.choices().get(2));
  }

  @Test
  void unknownNamesAndValuesAreNamed() {
    assertTrue(
        message("nobody/knows@1:2", IllegalArgumentException.class).contains("nobody/knows"));
    assertTrue(message("example/means~no@1:2", IllegalArgumentException.class).contains("'no'"));
    assertTrue(
        message("example/means@1:2+depth=3", InvalidChoiceException.class).contains("depth"));
    assertTrue(message("example/means@1:2+x=1000", InvalidChoiceException.class).contains("x"));
  }

  private static String message(String id, Class<? extends RuntimeException> type) {
    return assertThrows(type, () -> Replay.run(CATALOGUE, InstanceId.parse(id))).getMessage();
  }

  @Test
  void aFaultyInstanceIsReplayedWithItsError() {
    ExampleClaim<Double> claim =
        ExampleClaim.number(
            "example/broken",
            u -> {
              throw new ArithmeticException("no");
            });
    InstanceRecord record = Replay.run(Subject.of(claim), InstanceId.parse("example/broken@1:2"));
    assertEquals(Outcome.FAULTY, record.outcome());
    assertEquals("ArithmeticException: no", record.error());
  }
}
