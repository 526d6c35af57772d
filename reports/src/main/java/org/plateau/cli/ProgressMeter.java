package org.plateau.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on stderr how far a run is: a bar on a terminal, a plain line every 15 seconds otherwise,
 * nothing with {@code --quiet}. Safe for calls from several threads.
 */
final class ProgressMeter implements AutoCloseable {

  private static final long PLAIN_EVERY = TimeUnit.SECONDS.toNanos(15);
  private static final int REDRAW_MILLIS = 200;

  private final Output output;
  private final LongSupplier nanoTime;
  private final long start;
  private final long total;
  private final @Nullable ProgressBar bar;
  private long done;
  private long saidAt;

  /**
   * Starts to show progress.
   *
   * @param total the number of tries to be made
   */
  ProgressMeter(Output output, long total) {
    this(output, total, System::nanoTime);
  }

  ProgressMeter(Output output, long total, LongSupplier nanoTime) {
    this.output = output;
    this.nanoTime = nanoTime;
    this.total = total;
    this.start = nanoTime.getAsLong();
    this.saidAt = start;
    this.bar = output.terminal().errIsTerminal() && !output.quiet() ? bar(total) : null;
  }

  private ProgressBar bar(long tries) {
    PrintStream err = output.terminal().err();
    return new ProgressBarBuilder()
        .setInitialMax(tries)
        .setTaskName("trying")
        .setUnit(" tries", 1)
        .showSpeed()
        .setStyle(output.onlyAscii() ? ProgressBarStyle.ASCII : ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(err, output.terminal().columns() - 1))
        .clearDisplayOnFinish()
        .build();
  }

  /** Counts further tries of a claim. */
  synchronized void advance(String claim, long tries) {
    done += tries;
    if (bar != null) {
      bar.stepBy(tries);
      bar.setExtraMessage(claim);
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - saidAt >= PLAIN_EVERY) {
      saidAt = now;
      output.note(line(claim, (now - start) * 1e-9));
    }
  }

  private String line(String claim, double seconds) {
    double rate = done / seconds;
    double left = done == 0 ? Double.NaN : Math.max(0, total - done) / rate;
    return "trying: "
        + Numbers.count(done)
        + " of "
        + Numbers.count(total)
        + " tries ("
        + (total == 0 ? 100 : 100 * done / total)
        + " %), "
        + Numbers.digits(rate, 3)
        + " a second, about "
        + Numbers.duration(left)
        + " left, at "
        + claim;
  }

  /** Removes the bar. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
