package org.plateau.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shares out the hearings of a run among threads, and judges each case when it is done. A thread
 * that finds nothing left to examine draws figures, while others finish their last shares.
 */
final class Work {

  private final List<Case<?>> cases;
  private final int threads;
  private final @Nullable Long deadline;
  private final @Nullable Journal journal;
  private final RunListener listener;
  private final List<Assignment> open = new ArrayList<>();
  private final Deque<Case<?>> toJudge = new ArrayDeque<>();
  private final Set<Case<?>> judged = new HashSet<>();
  private final TreeMap<String, ClaimRecord> records = new TreeMap<>();
  private final Object tallying = new Object();
  private final Studio studio;
  private long done;
  private long planned;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  /** A hearing and the case that it belongs to. */
  private record Assignment(Case<?> owner, Hearing<?> hearing) {}

  /** A share of a hearing, or nothing to examine but a case to judge. */
  private record Task(Case<?> owner, @Nullable Hearing<?> hearing, Hearing.@Nullable Share share) {}

  Work(
      List<Case<?>> cases,
      int threads,
      @Nullable Long deadline,
      @Nullable Journal journal,
      RunListener listener,
      Studio studio) {
    this.cases = cases;
    this.threads = threads;
    this.deadline = deadline;
    this.journal = journal;
    this.listener = listener;
    this.studio = studio;
    for (Case<?> one : cases) {
      for (Hearing<?> hearing : one.hearings()) {
        open.add(new Assignment(one, hearing));
        done += hearing.tally().tries();
        planned += hearing.tally().isDecided() ? hearing.tally().tries() : hearing.planned();
      }
      if (one.isDone()) {
        toJudge.add(one);
        judged.add(one);
      }
    }
    // The most expensive first, so that no thread idles at the end.
    open.sort(Comparator.comparing((Assignment a) -> a.owner().statement().cost()).reversed());
  }

  void stop() {
    stopped = true;
  }

  /** Tells whether every claim and probe got all its tries. */
  boolean isComplete() {
    return cases.stream().allMatch(Case::isDone);
  }

  /**
   * Returns the records of all cases, in the order of their ids.
   *
   * @throws UncheckedIOException if the journal cannot be written
   */
  List<ClaimRecord> run() {
    int probes = cases.stream().mapToInt(one -> one.hearings().size() - 1).sum();
    listener.started(cases.size(), probes);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(this::labor, "plateau-" + i);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    workers.forEach(this::join);
    rethrow();
    for (Case<?> one : cases) {
      if (judged.add(one)) {
        judge(one);
      }
    }
    return List.copyOf(records.values());
  }

  private void labor() {
    try {
      for (Task task = take(); task != null; task = take()) {
        if (task.hearing() == null || task.share() == null) {
          judge(task.owner());
        } else {
          examine(task.owner(), task.hearing(), task.share());
        }
      }
      while (!isOver() && studio.drawNext()) {
        // One figure after the other.
      }
    } catch (Throwable e) {
      failure = e;
      stopped = true;
    }
  }

  private void examine(Case<?> owner, Hearing<?> hearing, Hearing.Share share) throws IOException {
    Block block = hearing.examine(share);
    boolean last;
    synchronized (tallying) {
      boolean decided = hearing.tally().isDecided();
      for (Block counted : hearing.complete(block)) {
        done += counted.size();
        if (journal != null) {
          journal.append(counted);
        }
      }
      if (!decided && hearing.tally().isDecided()) {
        planned -= hearing.planned() - hearing.tally().tries();
      }
      listener.advanced(
          hearing.subject().statement().id(), hearing.subject().probeSlug(), done, planned);
      last = owner.isDone() && judged.add(owner);
    }
    if (last) {
      judge(owner);
    }
  }

  private void judge(Case<?> owner) {
    ClaimRecord record = owner.judge();
    synchronized (tallying) {
      records.put(record.id(), record);
      listener.judged(record);
    }
  }

  private boolean isOver() {
    return stopped || deadline != null && System.nanoTime() - deadline > 0;
  }

  private synchronized @Nullable Task take() {
    if (isOver()) {
      return null;
    }
    Case<?> waiting = toJudge.poll();
    if (waiting != null) {
      return new Task(waiting, null, null);
    }
    for (Assignment next = choose(); next != null; next = choose()) {
      Hearing.Share share = next.hearing().take();
      if (share != null) {
        return new Task(next.owner(), next.hearing(), share);
      }
      open.remove(next);
    }
    return null;
  }

  /**
   * Returns what to go on with: a hearing that no thread works on, so that few instances are wasted
   * when one is decided early; under a time budget, the one that is furthest behind.
   */
  private @Nullable Assignment choose() {
    if (open.isEmpty()) {
      return null;
    }
    if (deadline != null) {
      return Collections.min(open, Comparator.comparingDouble(a -> a.hearing().progress()));
    }
    for (Assignment assignment : open) {
      if (assignment.hearing().inFlight() == 0) {
        return assignment;
      }
    }
    return open.get(0);
  }

  private void join(Thread worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
        stop();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    Throwable cause = failure;
    if (cause instanceof IOException e) {
      throw new UncheckedIOException(e);
    }
    if (cause != null) {
      throw new IllegalStateException("the run failed: " + cause, cause);
    }
  }
}
