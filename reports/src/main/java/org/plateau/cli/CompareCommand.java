package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.Comparison;
import org.plateau.report.ComparisonPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what differs between two runs. */
@Command(
    name = "compare",
    description =
        "Verdicts, margins, constants and generators that differ between two runs, and timings as"
            + " ratios.")
final class CompareCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(index = "0", paramLabel = "RUN_A", description = "Directory of the earlier run.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN_B", description = "Directory of the later run.")
  private Path after = Path.of("");

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the comparison as one HTML file.")
  private @Nullable Path page;

  CompareCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    Comparison comparison = Comparison.of(StoredRun.read(before), StoredRun.read(after));
    if (page != null) {
      write(page, ComparisonPage.of(comparison));
    }
    if (main.output().json()) {
      main.output().json(comparison);
    } else {
      print(comparison);
    }
    return ExitCode.GREEN.code();
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "the comparison cannot be written: " + e,
          "check the folder, its permissions and the space left");
    }
  }

  private void print(Comparison comparison) {
    Output output = main.output();
    output.line("before  " + comparison.before());
    output.line("after   " + comparison.after());
    output.line("");
    if (comparison.isEmpty()) {
      output.line("no differences");
    } else {
      Table table = new Table(output, "kind", "claim", "what", "before", "after").flexible(2);
      for (Comparison.Change change : comparison.changes()) {
        table.row(
            change.kind().name(), change.claim(), change.what(), change.before(), change.after());
      }
      table.print();
    }
    output.line("");
    Table timings =
        new Table(output, "time of", "before", "after", "ratio").flexible(0).right(1, 2, 3);
    for (Comparison.Ratio ratio : comparison.timings()) {
      timings.row(
          ratio.claim().isEmpty() ? "the whole run" : ratio.claim(),
          Numbers.duration(ratio.before()),
          Numbers.duration(ratio.after()),
          Numbers.digits(ratio.ratio(), 3));
    }
    timings.print();
  }
}
