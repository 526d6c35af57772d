package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.DocsSite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the documentation as HTML pages. */
@Command(
    name = "docs",
    description = "Write the documentation as HTML pages, with the catalogue of claims.")
final class DocsCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(paramLabel = "DIR", description = "Where; created when missing.")
  private Path directory = Path.of("");

  DocsCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    try {
      DocsSite.write(directory, main.catalogue());
    } catch (IOException e) {
      throw new BadInputException(
          directory.toString(),
          "the pages cannot be written: " + Runs.rule(e),
          "check the folder, its permissions and the space left");
    }
    main.output().line(directory.resolve("index.html").toString());
    return ExitCode.GREEN.code();
  }
}
