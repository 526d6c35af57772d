package org.plateau.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.verify.FigureRecord;

/** Computes the redrawn figures of a run. */
public final class FigureRunner {

  private FigureRunner() {}

  /**
   * Computes the figures that are worth their time at the effort, in the given order. A figure draws
   * from a stream of its own, so neither the selection nor the threads change its numbers. A figure
   * that fails is stored with its error and no panels.
   *
   * @param figures the figures
   * @param effort the effort of the run
   * @param seed the seed of the run
   * @param threads number of threads, at least 1
   * @throws InterruptedException if the caller is interrupted; what was not drawn is given up
   */
  public static List<FigureRecord> run(
      List<Figure> figures, Effort effort, long seed, int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<FigureRecord>> running = new ArrayList<>();
      for (Figure figure : figures) {
        if (figure.from().compareTo(effort) <= 0) {
          running.add(pool.submit(() -> draw(figure, effort, seed)));
        }
      }
      List<FigureRecord> records = new ArrayList<>();
      for (Future<FigureRecord> future : running) {
        records.add(future.get());
      }
      return records;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a figure ended outside of its guard", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Computes one figure; whatever it throws becomes its stored error. */
  static FigureRecord draw(Figure figure, Effort effort, long seed) {
    try {
      return record(figure, figure.draw(effort, RandomStream.of(seed, figure.id(), 0)), "");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return record(figure, List.of(), e.toString());
    }
  }

  private static FigureRecord record(
      Figure figure, List<Chart> charts, String error) {
    return new FigureRecord(
        figure.id(), figure.paper(), figure.title(), figure.caption(), charts, error);
  }
}
