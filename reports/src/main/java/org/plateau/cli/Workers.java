package org.plateau.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.verify.InstanceId;
import picocli.CommandLine.Option;

/** Seed and threads of commands that do many independent things. */
final class Workers {

  private static final long DEFAULT_SEED = 1;
  private static final int MOST_THREADS = 1_024;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description =
          "Decimal or hexadecimal (0x…), 64 bits; 'fresh' takes a new one. Default: 1. Always"
              + " printed.")
  private @Nullable String seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads; they never change a number. Default: all processors.")
  private @Nullable Integer threads;

  boolean isSeeded() {
    return seed != null;
  }

  /** Returns the seed; 'fresh' gives a new one each time, so keep it. */
  long seed() {
    if (seed == null) {
      return DEFAULT_SEED;
    }
    if (seed.equals("fresh")) {
      return new java.security.SecureRandom().nextLong();
    }
    try {
      return InstanceId.parseSeed(seed);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "--seed " + seed,
          "must be a 64-bit integer, decimal or hexadecimal",
          "write it as in 42 or 0x2a, or as 'fresh'");
    }
  }

  int threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (threads == null) {
      return processors;
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw new BadInputException(
          "--threads " + threads,
          "must lie between 1 and " + MOST_THREADS,
          "leave it out to use all " + processors + " processors");
    }
    return threads;
  }

  /**
   * Does everything, and returns the results in the order of the tasks.
   *
   * @throws Exception what a task threw
   */
  <T> List<T> all(List<Callable<T>> tasks, Output output) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads());
    try (ProgressMeter progress = new ProgressMeter(output)) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(pool.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
        progress.advanced("", "", results.size(), tasks.size());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }
}
