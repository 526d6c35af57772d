package org.plateau.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of one invocation.
 *
 * @param out where results go
 * @param err where everything else goes
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errIsTerminal whether {@code err} is a terminal
 * @param columns width of the terminal
 * @param environment the environment variables
 * @param home the directory of the launcher, under which runs are stored
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    Map<String, String> environment,
    Path home) {

  private static final int DEFAULT_COLUMNS = 100;
  private static final int LEAST_COLUMNS = 20;
  private static final int MOST_COLUMNS = 500;

  /**
   * The surroundings of this process. The launcher says what Java cannot find out: which streams
   * are terminals ({@code plateau.terminals}), and the width ({@code plateau.columns}).
   *
   * @param result stdout
   */
  static Terminal ofProcess(OutputStream result) {
    String terminals = System.getProperty("plateau.terminals", "");
    String home = System.getProperty("plateau.home", "");
    return new Terminal(
        stream(result),
        stream(new FileOutputStream(FileDescriptor.err)),
        terminals.contains("out"),
        terminals.contains("err"),
        columns(System.getProperty("plateau.columns", "")),
        System.getenv(),
        Path.of(home).toAbsolutePath().normalize());
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** A bar that is wider than the terminal would fill it with lines. */
  static int columns(String text) {
    try {
      int columns = Integer.parseInt(text);
      return columns > 0
          ? Math.max(LEAST_COLUMNS, Math.min(columns, MOST_COLUMNS))
          : DEFAULT_COLUMNS;
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }
}
