package org.plateau.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.plateau.theorems.Catalogue;

/** Runs the command line inside the test's process and keeps what it printed. */
record Invocation(ExitCode exit, String out, String err) {

  static Invocation of(Path home, Supplier<Catalogue> catalogue, String... args) {
    return of(home, Map.of(), catalogue, args);
  }

  static Invocation of(
      Path home, Map<String, String> environment, Supplier<Catalogue> catalogue, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            100,
            environment,
            home);
    ExitCode exit = Main.run(terminal, catalogue, args);
    return new Invocation(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
