package org.plateau.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.BenchmarkRatio;
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
      description = "Write the comparison as a page too.")
  private @Nullable Path page;

  CompareCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws IOException {
    Comparison comparison = Comparison.of(StoredRun.read(before), StoredRun.read(after));
    List<BenchmarkRatio> benchmarks = BenchmarkRatio.between(before, after);
    if (page != null) {
      write(page, ComparisonPage.of(comparison, benchmarks));
    }
    if (main.output().json()) {
      main.output().json(new Document(comparison, benchmarks));
    } else {
      print(comparison);
      print(benchmarks);
    }
    return ExitCode.GREEN.code();
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

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new BadInputException(
          "--html " + file, "cannot be written", "give a file in a directory that can be written");
    }
  }

  private void print(List<BenchmarkRatio> benchmarks) {
    if (benchmarks.isEmpty()) {
      return;
    }
    main.output().line("");
    Table table =
        new Table(main.output(), "benchmark", "before", "after", "ratio", "unit")
            .flexible(0)
            .right(1, 2, 3);
    for (BenchmarkRatio benchmark : benchmarks) {
      table.row(
          benchmark.name(),
          Numbers.digits(benchmark.before(), 4),
          Numbers.digits(benchmark.after(), 4),
          Numbers.digits(benchmark.ratio(), 3),
          benchmark.unit());
    }
    table.print();
  }

  /** The JSON document: the comparison's own members, and the benchmarks. */
  record Document(@JsonUnwrapped Comparison comparison, List<BenchmarkRatio> benchmarks) {}
}
