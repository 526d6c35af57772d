package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.theorems.Check;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

class HearingTest {

  private static final Levels LEVELS = Levels.of(Effort.QUICK, 1);

  private static ExampleClaim<Double> claim(Cost cost) {
    return new ExampleClaim<>(
        Statement.lower("example/hearing").cost(cost),
        d -> d.uniform("u", 0, 1),
        u -> Evidence.of(Check.atLeast("u", u, 0)),
        null);
  }

  private static Hearing<Double> hearing(Cost cost, int planned) {
    return new Hearing<>(Subject.of(claim(cost)), 1, planned, LEVELS);
  }

  private static Hearing<Double> probing(Cost cost, double least, int planned) {
    Probe<Double> probe = Probe.claiming("large", u -> Evidence.of(Check.atLeast("u", u, least)));
    return new Hearing<>(Subject.of(claim(cost), probe), 1, planned, LEVELS);
  }

  @ParameterizedTest
  @CsvSource({"TINY, 256, 16", "LIGHT, 64, 8", "MEDIUM, 8, 2", "HEAVY, 1, 1", "HUGE, 1, 1"})
  void sharesCoverThePlanWithoutGaps(Cost cost, int ofClaim, int ofProbe) {
    for (Hearing<Double> hearing : List.of(hearing(cost, 600), probing(cost, 0, 600))) {
      int size = hearing.subject().isProbe() ? ofProbe : ofClaim;
      long next = 0;
      int handedOut = 0;
      for (Hearing.Share share = hearing.take(); share != null; share = hearing.take()) {
        assertEquals(next, share.from());
        assertEquals(Math.min(size, 600 - next), share.size());
        next += share.size();
        handedOut++;
        assertEquals(next / 600.0, hearing.progress());
        assertEquals(handedOut, hearing.inFlight());
      }
      assertEquals(600, next);
      assertFalse(hearing.isDone(), "nothing came back yet");
    }
  }

  @Test
  void blocksAreTalliedInTheirOrderHoweverTheyComeBack() {
    Hearing<Double> hearing = hearing(Cost.MEDIUM, 20);
    Block first = hearing.examine(hearing.take());
    Block second = hearing.examine(hearing.take());
    Block third = hearing.examine(hearing.take());
    assertEquals(4, third.size());
    assertEquals(List.of(), hearing.complete(third));
    assertEquals(List.of(), hearing.complete(second));
    assertEquals(0, hearing.tally().tries());
    assertFalse(hearing.isDone());
    assertEquals(List.of(first, second, third), hearing.complete(first));
    assertEquals(20, hearing.tally().tries());
    assertTrue(hearing.isDone());
    assertEquals(0, hearing.inFlight());
    TimingRecord timing = hearing.timing();
    assertEquals(20, timing.instances());
    assertTrue(timing.seconds() > 0 && timing.seconds() < 60);
  }

  @Test
  void aProbeStopsAtItsFirstBite() {
    Hearing<Double> hearing = probing(Cost.TINY, 0.9, 1000);
    Hearing.Share share = hearing.take();
    Hearing.Share later = hearing.take();
    Block block = hearing.examine(share);
    long first = 0;
    while (Trial.run(hearing.subject(), 1, first).evidence().checks().get(0).slack() >= 0) {
      first++;
    }
    assertEquals(first + 1, block.size());
    assertEquals(1, hearing.complete(block).size());
    assertTrue(hearing.tally().isDecided());
    assertEquals(1, hearing.progress());
    assertNull(hearing.take());
    assertFalse(hearing.isDone(), "another share is under way");
    assertEquals(List.of(), hearing.complete(hearing.examine(later)), "it came too late to count");
    assertTrue(hearing.isDone());
    assertEquals(first, hearing.tally().firstViolation());
  }

  @Test
  void aClaimGoesOnAfterAViolation() {
    ExampleClaim<Double> wrong =
        ExampleClaim.number("example/wrong", u -> Evidence.of(Check.atLeast("u", u, 0.5)));
    Hearing<Double> hearing = new Hearing<>(Subject.of(wrong), 1, 64, LEVELS);
    Block block = hearing.examine(hearing.take());
    assertEquals(64, block.size());
    hearing.complete(block);
    assertTrue(hearing.tally().violations() > 10);
  }

  @Test
  void aProbeOfAnEventGoesOnAfterAMiss() {
    ExampleClaim<Double> event = ExampleClaim.event("example/often", 0.99, 0.95);
    Subject<Double> subject = Subject.of(event, event.probes().get(0));
    assertEquals(Direction.PROBABILITY, subject.statement().direction());
    Hearing<Double> hearing = new Hearing<>(subject, 1, 100, LEVELS);
    List<Block> counted = new ArrayList<>();
    for (Hearing.Share share = hearing.take(); share != null; share = hearing.take()) {
      Block block = hearing.examine(share);
      assertEquals(share.size(), block.size());
      counted.addAll(hearing.complete(block));
    }
    int tries = counted.stream().mapToInt(Block::size).sum();
    assertEquals(hearing.tally().tries(), tries, "the last block is cut at the decision");
    assertTrue(tries < 100);
    assertTrue(hearing.isDone());
  }

  @Test
  void anInterruptedHearingGoesOnWhereItsBlocksEnd() {
    Hearing<Double> before = hearing(Cost.MEDIUM, 30);
    Block first = before.examine(before.take());
    Block second = before.examine(before.take());
    Block third = before.examine(before.take());
    Hearing<Double> after = hearing(Cost.MEDIUM, 30);
    after.resume(second);
    assertEquals(0, after.tally().tries(), "a block after a gap does not count");
    after.resume(first);
    after.resume(first);
    assertEquals(8, after.tally().tries(), "nor does one that was counted already");
    after.resume(second);
    assertEquals(new Hearing.Share(16, 8), after.take());
    after.complete(third);
    assertEquals(new Hearing.Share(24, 6), after.take());
    assertEquals(0, after.timing().instances());
  }

  @Test
  void expensiveInstancesAreKeptUntilTheyAreForgotten() {
    for (Cost cost : Cost.values()) {
      Hearing<Double> hearing = hearing(cost, 4);
      hearing.complete(hearing.examine(hearing.take()));
      Trial trial = hearing.trial(0);
      assertEquals(Trial.run(hearing.subject(), 1, 0), trial);
      if (cost.compareTo(Cost.MEDIUM) >= 0) {
        assertSame(trial, hearing.trial(0));
        hearing.forget();
      }
      assertNotSame(trial, hearing.trial(0));
    }
  }
}
