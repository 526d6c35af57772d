package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.ReportWriter;
import org.plateau.verify.RefusedRunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renders a stored run again. */
@Command(name = "report", description = "Render every report of a stored run again; runs nothing.")
final class ReportCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(paramLabel = "RUN_DIR", description = "The directory that verify printed.")
  private Path directory = Path.of("");

  ReportCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws RefusedRunException {
    StoredRun.read(directory);
    Path report;
    try {
      report = ReportWriter.write(directory);
    } catch (RefusedRunException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(
          directory.toString(),
          "the reports cannot be written: " + Runs.rule(e),
          "check its permissions and the space left");
    }
    if (main.output().json()) {
      main.output().json(new Written(report.toString()));
    } else {
      main.output().line(report.toString());
    }
    return ExitCode.GREEN.code();
  }

  /** The JSON document. */
  record Written(String report) {}
}
