package org.plateau.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Outcome;

/**
 * The course of one claim or probe through a run: hands out blocks of instances to any number of
 * threads, and tallies them in the order of their indices.
 *
 * @param <I> the claim's instance
 */
final class Hearing<I> {

  /** From this cost on, what the record shows is kept instead of examined a second time. */
  private static final Cost KEPT = Cost.MEDIUM;

  private final Subject<I> subject;
  private final long seed;
  private final int planned;
  private final int blockSize;
  private final Tally tally;
  private final Map<Long, Block> waiting = new TreeMap<>();
  private final Map<Long, Trial> kept = new HashMap<>();
  private long nextFrom;
  private int inFlight;
  private long examined;
  private long nanos;

  /** Consecutive instances for one thread. */
  record Share(long from, int size) {}

  Hearing(Subject<I> subject, long seed, int planned, Levels levels) {
    this.subject = subject;
    this.seed = seed;
    this.planned = planned;
    this.blockSize = blockSize(subject);
    this.tally = new Tally(subject, levels);
  }

  private static int blockSize(Subject<?> subject) {
    boolean probe = subject.isProbe();
    return switch (subject.statement().cost()) {
      case TINY -> probe ? 16 : 256;
      case LIGHT -> probe ? 8 : 64;
      case MEDIUM -> probe ? 2 : 8;
      case HEAVY, HUGE -> 1;
    };
  }

  Subject<I> subject() {
    return subject;
  }

  int planned() {
    return planned;
  }

  Tally tally() {
    return tally;
  }

  /** Takes a block of an interrupted run. */
  synchronized void resume(Block block) {
    if (block.from() == tally.tries() && !tally.isDecided()) {
      tally.fold(block);
      nextFrom = tally.tries();
    }
  }

  /** Returns the next share of work, or null when there is none to hand out. */
  synchronized @Nullable Share take() {
    if (tally.isDecided() || nextFrom >= planned) {
      return null;
    }
    int size = (int) Math.min(blockSize, planned - nextFrom);
    Share share = new Share(nextFrom, size);
    nextFrom += size;
    inFlight++;
    return share;
  }

  /** Returns the number of shares that threads work on. */
  synchronized int inFlight() {
    return inFlight;
  }

  /** Tells whether all instances that count are tallied. */
  synchronized boolean isDone() {
    return inFlight == 0 && (tally.isDecided() || nextFrom >= planned);
  }

  /** Returns the share of the planned instances that is handed out. */
  synchronized double progress() {
    return tally.isDecided() ? 1 : (double) nextFrom / planned;
  }

  /** Draws and examines a share. */
  Block examine(Share share) {
    long start = System.nanoTime();
    List<Trial> trials = new ArrayList<>(share.size());
    for (int i = 0; i < share.size(); i++) {
      Trial trial = Trial.run(subject, seed, share.from() + i);
      trials.add(trial);
      if (endsAt(trial)) {
        break;
      }
    }
    Block block = Block.of(subject, share.from(), trials);
    account(trials, System.nanoTime() - start);
    return block;
  }

  private boolean endsAt(Trial trial) {
    return subject.isProbe()
        && subject.statement().direction().isDeterministic()
        && trial.valid()
        && trial.outcome() == Outcome.VIOLATED;
  }

  private synchronized void account(List<Trial> trials, long time) {
    examined += trials.size();
    nanos += time;
    if (subject.statement().cost().compareTo(KEPT) >= 0) {
      for (Trial trial : trials) {
        kept.put(trial.id().index(), trial);
      }
    }
  }

  /**
   * Takes a finished block.
   *
   * @return the blocks that can be tallied now, cut at the decision
   */
  synchronized List<Block> complete(Block finished) {
    inFlight--;
    waiting.put(finished.from(), finished);
    List<Block> counted = new ArrayList<>();
    for (Block block = next(); block != null && !tally.isDecided(); block = next()) {
      waiting.remove(block.from());
      int n = tally.fold(block);
      counted.add(block.first(n));
    }
    return counted;
  }

  private @Nullable Block next() {
    return waiting.get((long) tally.tries());
  }

  /** Returns an instance again: from memory for expensive claims, else drawn anew. */
  Trial trial(long index) {
    Trial trial = kept.get(index);
    return trial == null ? Trial.run(subject, seed, index) : trial;
  }

  /** Forgets what was kept in memory. */
  void forget() {
    kept.clear();
  }

  TimingRecord timing() {
    return new TimingRecord(subject.statement().id(), subject.probeSlug(), examined, nanos * 1e-9);
  }
}
