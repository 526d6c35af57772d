package org.plateau.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Choice;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Relation;
import org.plateau.theorems.Statement;

class BlockTest {

  private static final Subject<Double> SUBJECT =
      Subject.of(ExampleClaim.number("example/block", u -> Evidence.of(Check.atLeast("u", u, 0))));

  private static Trial trial(
      long index, String family, boolean valid, Outcome outcome, Evidence evidence, int redraws) {
    return new Trial(
        InstanceId.of("example/block", "", 1, index),
        valid,
        outcome,
        evidence,
        List.of(new Choice.Option("family", family, List.of("a", "b"))),
        redraws,
        "");
  }

  private static Trial trial(long index, String family, Check check) {
    return trial(index, family, true, check.outcome(), Evidence.of(check), 0);
  }

  @Test
  void everyInstanceLeavesItsLetter() {
    Evidence evidence = Evidence.of(Check.atLeast("u", 1, 0));
    List<Trial> trials = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      trials.add(trial(trials.size(), "a", true, outcome, evidence, 0));
    }
    trials.add(trial(4, "b", false, Outcome.HOLDS, null, 0));
    Block block = Block.of(SUBJECT, 7, trials);
    assertEquals("hdvf-", block.outcomes());
    assertEquals(5, block.size());
    List<JournalEntry> entries = block.entries();
    for (int i = 0; i < 5; i++) {
      assertEquals(7 + i, entries.get(i).index());
      assertEquals(i < 4, entries.get(i).valid());
      assertEquals(i < 4 ? Outcome.values()[i] : Outcome.HOLDS, entries.get(i).outcome());
      assertEquals(i < 4 ? "a" : "b", entries.get(i).family());
    }
    JournalEntry discarded = entries.get(4);
    assertEquals("", discarded.what());
    assertEquals(null, discarded.relation());
    assertTrue(Double.isNaN(discarded.margin()) && Double.isNaN(discarded.slack()));
    assertTrue(Double.isNaN(block.margin(block.rows()[4])));
  }

  @Test
  void rowsMeasureAsTheirChecksDo() {
    for (Relation relation : Relation.values()) {
      for (double value : new double[] {1, 3, 8}) {
        Check check = new Check("q", relation, value, 3, 0.5, 0.25, 4);
        Block block = Block.of(SUBJECT, 0, List.of(trial(0, "a", check)));
        double[] row = block.rows()[0];
        assertEquals(check.margin(), block.margin(row));
        assertEquals(check.excess() / check.scale(), block.excess(row));
        JournalEntry entry = block.entries().get(0);
        assertEquals(check.slack(), entry.slack());
        assertEquals(check.margin(), entry.margin());
        assertEquals(
            check,
            new Check(
                entry.what(),
                entry.relation(),
                entry.value(),
                entry.bound(),
                entry.tolerance(),
                entry.error(),
                entry.scale()));
      }
    }
  }

  /** The rule of thinning, by sorting all. */
  private static TreeSet<Long> expected(long from, List<Trial> trials) {
    TreeSet<Long> kept = new TreeSet<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      boolean telling = trial.valid() && trial.outcome() != Outcome.HOLDS;
      if (from + i < Block.ALL_BEFORE || (from + i) % Block.EVERY == 0 || telling) {
        kept.add(from + i);
      }
    }
    for (String family : List.of("a", "b")) {
      List<Trial> rest =
          new ArrayList<>(
              trials.stream()
                  .filter(t -> t.family().equals(family) && !kept.contains(t.id().index()))
                  .filter(t -> t.valid() && t.headline() != null)
                  .toList());
      rest.sort(
          Comparator.comparingDouble((Trial t) -> t.headline().margin())
              .thenComparing(t -> t.id().index()));
      rest.stream().limit(5).forEach(t -> kept.add(t.id().index()));
    }
    return kept;
  }

  @Test
  void laterInstancesAreThinnedByTheRule() {
    RandomStream stream = RandomStream.of(1, "thinning", 0);
    for (int sizes : new int[] {1, 3, 40, 256}) {
      long from = Block.ALL_BEFORE - Math.min(sizes - 1, 7);
      List<Trial> trials = new ArrayList<>();
      for (int i = 0; i < sizes; i++) {
        double value = stream.nextInt(30) / 8.0 - 0.125;
        boolean valid = stream.nextInt(4) > 0;
        Evidence evidence = Evidence.of(Check.atLeast("u", value, 0).scale(2));
        trials.add(
            trial(
                from + i,
                stream.nextInt(3) == 0 ? "a" : "b",
                valid,
                evidence.outcome(),
                stream.nextInt(9) == 0 ? null : evidence,
                0));
      }
      Block block = Block.of(SUBJECT, from, trials);
      assertEquals(
          new ArrayList<>(expected(from, trials)),
          block.entries().stream().map(JournalEntry::index).toList());
      assertEquals(sizes, block.size(), "all are counted");
    }
  }

  @Test
  void statisticalClaimsKeepEveryRow() {
    Subject<Double> event = Subject.of(ExampleClaim.event("example/often", 0.99, 0.95));
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      trials.add(Trial.run(event, 1, 5000 + i));
    }
    assertEquals(50, Block.of(event, 5000, trials).rows().length);
  }

  @Test
  void theFirstPartIsTheBlockOfTheFirstInstances() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Evidence evidence = Evidence.of(Check.atLeast(i < 9 ? "u" : "v", i - 3, 0));
      trials.add(
          trial(2055 + i, i % 3 == 0 ? "b" : "a", true, evidence.outcome(), evidence, i % 2));
    }
    Block whole = Block.of(SUBJECT, 2055, trials);
    for (int n = 0; n <= 20; n++) {
      Block part = whole.first(n);
      assertEquals(n, part.size());
      int end = 2055 + n;
      assertEquals(whole.entries().stream().filter(e -> e.index() < end).toList(), part.entries());
      for (int i = 0; i < n; i++) {
        assertEquals(i % 2, part.redrawsOf(i));
        assertEquals(i % 3 == 0 ? "b" : "a", part.familyOf(i));
      }
      assertEquals(n, part.redraws().length);
    }
  }

  @Test
  void namesAreStoredOnceAndZeroRedrawsNotAtAll() {
    List<Trial> trials = new ArrayList<>();
    String[] names = {"u", "u", "v", "u", "w", "v"};
    for (int i = 0; i < names.length; i++) {
      trials.add(trial(i, i == 1 ? "a" : "b", Check.atLeast(names[i], 1, 0)));
    }
    trials.add(trial(6, "b", Check.atMost("u", 0, 1)));
    Block block = Block.of(SUBJECT, 0, trials);
    assertEquals(
        List.of(
            new Block.CheckName("u", Relation.AT_LEAST),
            new Block.CheckName("v", Relation.AT_LEAST),
            new Block.CheckName("w", Relation.AT_LEAST),
            new Block.CheckName("u", Relation.AT_MOST)),
        block.checks());
    assertEquals(List.of("b", "a"), block.families());
    assertEquals("0100000", block.family());
    assertEquals(0, block.redraws().length);
    assertEquals(0, block.first(3).redraws().length);
    assertEquals(0, block.redrawsOf(5));
    for (int i = 0; i < names.length; i++) {
      assertEquals(names[i], block.entries().get(i).what());
    }
  }

  @Test
  void theAbscissaIsThePointOrWhatTheClaimGrowsWith() {
    Subject<Double> growing =
        Subject.of(
            new ExampleClaim<Double>(
                Statement.lower("example/grows").growsWith("size"),
                d -> (double) d.grid("size", 2, 4),
                x -> Evidence.of(Check.atLeast("x", x, 0)),
                null));
    JournalEntry grown = Block.of(growing, 1, List.of(Trial.run(growing, 1, 1))).entries().get(0);
    assertEquals(4, grown.x());
    assertTrue(Double.isNaN(grown.y()));
    Subject<double[]> line = Subject.of(ExampleClaim.line("example/line", 3, 2, 4));
    Trial trial = Trial.run(line, 1, 2);
    JournalEntry point = Block.of(line, 2, List.of(trial)).entries().get(0);
    assertEquals(4, point.x());
    assertEquals(trial.evidence().point().y(), point.y());
    JournalEntry plain = Block.of(SUBJECT, 0, List.of(Trial.run(SUBJECT, 1, 0))).entries().get(0);
    assertTrue(Double.isNaN(plain.x()));
  }
}
