package org.plateau.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.plateau.verify.RunListener;

/**
 * Shows on stderr how far a run is: a bar on a terminal, a plain line every 15 seconds otherwise,
 * nothing with {@code --quiet}.
 */
final class ProgressMeter implements RunListener, AutoCloseable {

  private static final long PLAIN_EVERY = TimeUnit.SECONDS.toNanos(15);
  private static final int REDRAW_MILLIS = 200;

  private final Output output;
  private final LongSupplier nanoTime;
  private final long start;
  private final @Nullable ProgressBar bar;
  private long saidAt;
  private long doneAtStart = -1;

  /** Starts to show progress. */
  ProgressMeter(Output output) {
    this(output, System::nanoTime);
  }

  ProgressMeter(Output output, LongSupplier nanoTime) {
    this.output = output;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.saidAt = start;
    this.bar = output.terminal().errIsTerminal() && !output.quiet() ? bar() : null;
  }

  private ProgressBar bar() {
    PrintStream err = output.terminal().err();
    return new ProgressBarBuilder()
        .setInitialMax(1)
        .setTaskName("trying")
        .setUnit(" tries", 1)
        .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .setStyle(output.onlyAscii() ? ProgressBarStyle.ASCII : ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(err, output.terminal().columns() - 1))
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public void advanced(String claim, String probe, long done, long planned) {
    String what = probe.isEmpty() ? claim : claim + "~" + probe;
    if (bar != null) {
      bar.maxHint(planned);
      bar.stepTo(done);
      bar.setExtraMessage(" " + what);
      return;
    }
    if (doneAtStart < 0) {
      doneAtStart = done;
    }
    long now = nanoTime.getAsLong();
    if (now - saidAt >= PLAIN_EVERY) {
      saidAt = now;
      output.note(line(what, done, planned, (now - start) * 1e-9));
    }
  }

  private String line(String what, long done, long planned, double seconds) {
    double rate = (done - doneAtStart) / seconds;
    String left = rate > 0 ? ", about " + Numbers.duration((planned - done) / rate) + " left" : "";
    return "trying: "
        + Numbers.count(done)
        + " of "
        + Numbers.count(planned)
        + " tries ("
        + (planned == 0 ? 100 : 100 * done / planned)
        + " %), "
        + Numbers.digits(rate, 3)
        + " a second"
        + left
        + (what.isEmpty() ? "" : ", at " + what);
  }

  /** Removes the bar. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
