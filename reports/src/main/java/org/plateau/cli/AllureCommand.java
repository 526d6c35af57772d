package org.plateau.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.AllureReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the Allure report of the tests. */
@Command(
    name = "allure",
    description =
        "Write the Allure report of the last tests, with plots and history. 'mvn verify' does so"
            + " when the tests pass; this does so when they fail.")
final class AllureCommand implements Callable<Integer> {

  private final Main main;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "What the tests left. Default: properties/target/allure-results.")
  private @Nullable Path results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report goes. Default: properties/target/allure-report.")
  private @Nullable Path output;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description =
          "Where the history of the tests is kept from run to run. Default: reports/allure-history.")
  private @Nullable Path history;

  AllureCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = main.output().terminal().home();
    Path target = home.resolve("properties").resolve("target");
    Path from = results == null ? target.resolve("allure-results") : results;
    if (!AllureReport.hasResults(from)) {
      throw new NothingSelectedException(
          "no test has left a result in " + from + "; run 'mvn verify' first");
    }
    AllureReport report =
        new AllureReport(
            from,
            allure(target),
            history == null ? home.resolve("reports").resolve("allure-history") : history,
            output == null ? target.resolve("allure-report") : output);
    Path written = report.write();
    if (main.output().json()) {
      main.output().json(new Written(written.toString()));
    } else {
      main.output().line(written.toString());
    }
    return ExitCode.GREEN.code();
  }

  /** The build unpacks Allure before it tests, in a directory named after the version. */
  private static Path allure(Path target) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> directories = Files.newDirectoryStream(target, "allure-*.*")) {
        directories.forEach(found::add);
      }
    }
    return found.stream()
        .filter(directory -> Files.isDirectory(directory.resolve("lib")))
        .max(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                new BadInputException(
                    target.toString(), "has no Allure in it", "run 'mvn verify' first"));
  }

  /** The JSON document. */
  record Written(String report) {}
}
