package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines for logs, a bar for people. */
class ProgressMeterTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong seconds = new AtomicLong();

  @Test
  void aPlainLineEveryFifteenSeconds() {
    try (ProgressMeter meter = new ProgressMeter(output(false, false), this::nanos)) {
      meter.advanced("sharpness/lower-bound", "", 0, 4000);
      seconds.set(14);
      meter.advanced("sharpness/lower-bound", "", 900, 4000);
      assertEquals("", text());
      seconds.set(20);
      meter.advanced("sharpness/lower-bound", "no-p", 1000, 4000);
      seconds.set(34);
      meter.advanced("sharpness/lower-bound", "", 2000, 4000);
    }

    assertEquals(
        "trying: 1,000 of 4,000 tries (25 %), 50 a second, about 60.0 s left, at"
            + " sharpness/lower-bound~no-p",
        text().strip());
  }

  @Test
  void nothingWhenQuiet() {
    try (ProgressMeter meter = new ProgressMeter(output(false, true), this::nanos)) {
      seconds.set(100);
      meter.advanced("sharpness/lower-bound", "", 1000, 4000);
    }

    assertEquals("", text());
  }

  @Test
  void aBarOnATerminal() throws Exception {
    try (ProgressMeter meter = new ProgressMeter(output(true, false), this::nanos)) {
      meter.advanced("sharpness/lower-bound", "", 1000, 4000);
      for (int i = 0; i < 100 && !text().contains("1000/4000"); i++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }

    assertTrue(text().contains("1000/4000 tries"), text());
    assertTrue(text().contains("sharpness/lower-bound"), text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "30", "39", "60", "220"})
  void aBarIsNoWiderThanItsTerminal(String width) throws Exception {
    int columns = Terminal.columns(width);
    assertEquals(Integer.parseInt(width), columns);
    try (ProgressMeter meter = new ProgressMeter(output(true, false, columns), this::nanos)) {
      for (int i = 1; i <= 8; i++) {
        meter.advanced("sharpness/lower-bound", "", 1000 * i, 200_000);
        TimeUnit.MILLISECONDS.sleep(120);
      }
    }

    String[] frames = text().split("[\r\n]");
    assertTrue(frames.length > 2, text());
    for (String frame : frames) {
      String shown = frame.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
      assertTrue(shown.codePointCount(0, shown.length()) < columns, () -> "'" + shown + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 100", "x, 100", "0, 100", "-5, 100", "3, 20", "80, 80", "99999, 500"})
  void theWidthOfATerminal(String text, int expected) {
    assertEquals(expected, Terminal.columns(text));
  }

  private Output output(boolean terminal, boolean quiet) {
    return output(terminal, quiet, 120);
  }

  private Output output(boolean terminal, boolean quiet, int columns) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Output output =
        new Output(new Terminal(stream, stream, false, terminal, columns, Map.of(), Path.of("")));
    output.configure(false, quiet, false, false);
    return output;
  }

  private long nanos() {
    return TimeUnit.SECONDS.toNanos(seconds.get());
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
