package org.plateau.verify;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * A claim with its probes, on its way through a run.
 *
 * @param <I> the claim's instance
 */
final class Case<I> {

  private static final Set<Verdict> CLEAN =
      EnumSet.of(Verdict.UPHELD, Verdict.INCONCLUSIVE, Verdict.VACUOUS);

  private final Claim<I> claim;
  private final Statement statement;
  private final Levels levels;
  private final Hearing<I> hearing;
  private final List<Hearing<I>> probeHearings = new ArrayList<>();
  private final List<Probe<I>> probes = new ArrayList<>();
  private final String generator;
  private String fault = "";

  Case(Claim<I> claim, long seed, Effort effort, int tries, Levels levels) {
    this.claim = claim;
    this.statement = claim.statement();
    this.levels = levels;
    Subject<I> subject = Subject.of(claim);
    this.hearing = new Hearing<>(subject, seed, subject.planned(effort, tries), levels);
    this.generator = InstanceId.hex(Trial.fingerprint(subject, 0, 0));
    try {
      addProbes(seed, effort);
    } catch (RuntimeException | LinkageError e) {
      fault = "its probes cannot be listed: " + e;
      probes.clear();
      probeHearings.clear();
    }
  }

  private void addProbes(long seed, Effort effort) {
    Set<String> slugs = new HashSet<>();
    for (Probe<I> probe : claim.probes()) {
      if (!slugs.add(probe.slug())) {
        throw new IllegalStateException("two probes share the short name " + probe.slug());
      }
      probes.add(probe);
      Subject<I> subject = Subject.of(claim, probe);
      probeHearings.add(new Hearing<>(subject, seed, subject.planned(effort, 0), levels));
    }
  }

  Statement statement() {
    return statement;
  }

  String generator() {
    return generator;
  }

  /** Returns the claim's hearing, then those of its probes. */
  List<Hearing<I>> hearings() {
    List<Hearing<I>> all = new ArrayList<>();
    all.add(hearing);
    all.addAll(probeHearings);
    return all;
  }

  boolean isDone() {
    return hearings().stream().allMatch(Hearing::isDone);
  }

  /** Judges the claim and its probes, and shrinks a counterexample. */
  ClaimRecord judge() {
    Judge judge = new Judge(levels);
    Judgment judgment = fault.isEmpty() ? judge.claim(hearing) : Judgment.of(Verdict.FAULTY, fault);
    List<ProbeRecord> probeRecords = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      probeRecords.add(record(probes.get(i), probeHearings.get(i), judge));
    }
    ClaimRecord record = record(judgment, probeRecords);
    hearings().forEach(Hearing::forget);
    return record;
  }

  private ClaimRecord record(Judgment judgment, List<ProbeRecord> probeRecords) {
    Tally tally = hearing.tally();
    Trial worst = worst(judgment);
    // What could not be examined or decided, or was violated at 50 digits alone, rules out nothing.
    boolean clean =
        statement.direction().isDeterministic()
            && CLEAN.contains(judgment.verdict())
            && tally.violations() == 0
            && tally.valid() > 0;
    return new ClaimRecord(
        statement.id(),
        StatementRecord.of(statement),
        generator,
        judgment.verdict(),
        judgment.reason(),
        tally.tries(),
        tally.valid(),
        tally.discarded(),
        tally.redraws(),
        tally.violations(),
        tally.doubtful(),
        tally.faults(),
        clean ? FailureRate.excluded(tally.valid(), levels.alpha()) : null,
        1 - levels.alpha(),
        tally.leastMargin(),
        statement.direction() == Direction.PROBABILITY
            ? ProbabilityRecord.of(statement, tally, levels)
            : null,
        statement.direction() == Direction.TREND ? TrendRecord.of(statement, tally, levels) : null,
        tally.families(),
        smallest(worst),
        worst == null ? null : worst.record(judgment.precise()),
        tally.tightest().stream().map(t -> hearing.trial(t.index()).record()).toList(),
        probeRecords);
  }

  /** Returns the instance that the judgment rests on, else the worst violated one. */
  private @Nullable Trial worst(Judgment judgment) {
    Tally tally = hearing.tally();
    if (judgment.counterexample() != null) {
      return judgment.counterexample();
    }
    if (tally.violations() == 0) {
      return null;
    }
    return hearing.trial(
        tally.worst().isEmpty() ? tally.firstViolation() : tally.worst().get(0).index());
  }

  private @Nullable InstanceRecord smallest(@Nullable Trial worst) {
    boolean shrinkable =
        worst != null
            && worst.outcome() == Outcome.VIOLATED
            && statement.direction().isDeterministic();
    if (!shrinkable) {
      return null;
    }
    Trial smallest = Shrinker.shrink(hearing.subject(), worst);
    return smallest.record(Replay.precise(hearing.subject(), smallest));
  }

  private ProbeRecord record(Probe<I> probe, Hearing<I> probed, Judge judge) {
    Tally tally = probed.tally();
    ProbeVerdict verdict = judge.probe(probed);
    return new ProbeRecord(
        probe.name(),
        probe.slug(),
        probe.family(),
        verdict,
        judge.reason(probed, verdict),
        probed.planned(),
        tally.tries(),
        tally.violations(),
        tally.discarded(),
        tally.faults(),
        tally.leastMargin(),
        tally.firstViolation() < 0 ? null : probed.trial(tally.firstViolation()).record());
  }
}
