package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Relation;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.InstanceId;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.JournalEntry;
import org.plateau.verify.JournalReader;
import org.plateau.verify.Replay;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the checks: repeats instances of a stored run at 50 digits. */
@Command(
    name = "recheck",
    description =
        "Repeat instances of a stored run at 50 digits: all that came near their bound, and a"
            + " random share of the others. For the night.")
final class RecheckCommand implements Callable<Integer> {

  /** Near: within this many error bounds of the bound, or of the end of the tolerance. */
  private static final double NEAR = 10;

  private final Main main;

  @Parameters(paramLabel = "RUN_DIR", description = "The directory that verify printed.")
  private Path directory = Path.of("");

  @Option(
      names = "--share",
      paramLabel = "P",
      defaultValue = "0.01",
      description = "Share of the instances that did not come near their bound. Default: 0.01.")
  private double share;

  @Mixin private Workers workers = new Workers();

  RecheckCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws Exception {
    if (!(share >= 0 && share <= 1)) {
      throw new BadInputException(
          "--share " + Numbers.text(share), "must lie between 0 and 1", "write it as in 0.01");
    }
    RunRecord run = StoredRun.read(directory);
    Catalogue catalogue = main.catalogue();
    long seed = Long.parseLong(run.result().seed());
    long picking = workers.seed();
    List<Callable<Optional<Recheck>>> tasks = new ArrayList<>();
    for (JournalEntry entry : entries(picking)) {
      Optional<Claim<?>> claim = catalogue.claim(entry.claim());
      if (claim.isPresent() && claim.get().statement().direction().isDeterministic()) {
        tasks.add(() -> recheck(catalogue, seed, entry));
      }
    }
    if (tasks.isEmpty()) {
      throw new NothingSelectedException(
          "nothing selected: no instance of "
              + directory
              + " came near its bound, and the share"
              + " picked none; give a larger --share");
    }
    main.output().note("seed " + picking + ", " + tasks.size() + " instances at 50 digits");
    List<Recheck> all =
        workers.all(tasks, main.output()).stream().flatMap(Optional::stream).toList();
    report(picking, tasks.size(), all);
    return exitCode(all).code();
  }

  private List<JournalEntry> entries(long seed) throws IOException {
    Predicate<JournalEntry> picked =
        entry ->
            isNear(entry)
                || RandomStream.of(seed, entry.claim(), entry.index()).sub("recheck").nextDouble()
                    < share;
    return JournalReader.read(new RunDirectory(directory)).entries().stream()
        .filter(entry -> entry.probe().isEmpty() && entry.valid() && entry.relation() != null)
        .filter(picked)
        .toList();
  }

  /** An equality is near the end of its tolerance, an inequality near its bound. */
  private static boolean isNear(JournalEntry entry) {
    double reach = NEAR * entry.error();
    return entry.relation() == Relation.EQUAL
        ? -entry.slack() + reach >= entry.tolerance()
        : entry.slack() <= reach;
  }

  /** Empty when the claim has no form at 50 digits. */
  private static Optional<Recheck> recheck(Catalogue catalogue, long seed, JournalEntry entry) {
    InstanceRecord instance =
        Replay.run(catalogue, InstanceId.of(entry.claim(), "", seed, entry.index()));
    boolean reproduced =
        instance.checks().stream()
            .anyMatch(
                check -> same(check.value(), entry.value()) && same(check.bound(), entry.bound()));
    if (!reproduced) {
      return Optional.of(new Recheck(instance.id(), entry.outcome(), null, Finding.NOT_REPRODUCED));
    }
    if (instance.preciseChecks().isEmpty()) {
      return Optional.empty();
    }
    Outcome precise =
        instance.preciseChecks().stream()
            .map(CheckRecord::outcome)
            .reduce(Outcome.HOLDS, Outcome::and);
    Finding finding =
        switch (precise) {
          case HOLDS -> entry.outcome() == Outcome.VIOLATED ? Finding.CLEARED : Finding.AGREES;
          case VIOLATED -> Finding.VIOLATED;
          case DOUBTFUL, FAULTY -> Finding.UNDECIDED;
        };
    return Optional.of(new Recheck(instance.id(), entry.outcome(), precise, finding));
  }

  private static boolean same(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  private void report(long seed, int tried, List<Recheck> all) {
    Map<Finding, Long> counts =
        all.stream().collect(Collectors.groupingBy(Recheck::finding, Collectors.counting()));
    List<Recheck> findings =
        all.stream().filter(recheck -> recheck.finding() != Finding.AGREES).toList();
    if (main.output().json()) {
      main.output().json(new Report(Long.toString(seed), tried, all.size(), findings));
      return;
    }
    Output output = main.output();
    for (Recheck finding : findings) {
      output.line(finding.finding() + "  ./plateau replay " + finding.instance());
    }
    output.line(
        tried
            + " instances repeated, "
            + all.size()
            + " of them at 50 digits (the others have no such form): "
            + counts.getOrDefault(Finding.AGREES, 0L)
            + " agree, "
            + findings.size()
            + " do not; seed "
            + seed);
  }

  private static ExitCode exitCode(List<Recheck> all) {
    return ExitCode.worst(
        all.stream()
            .map(
                recheck ->
                    switch (recheck.finding()) {
                      case AGREES, CLEARED -> ExitCode.GREEN;
                      case UNDECIDED -> ExitCode.UNDECIDED;
                      case NOT_REPRODUCED -> ExitCode.STALE;
                      case VIOLATED -> ExitCode.REFUTED;
                    })
            .toList());
  }

  /** What came of one instance. */
  enum Finding {
    /** Both precisions say that the checks hold. */
    AGREES,
    /** Violated in double precision, holds at 50 digits. */
    CLEARED,
    /** 50 digits do not decide. */
    UNDECIDED,
    /** Violated at 50 digits. */
    VIOLATED,
    /** Double precision gives other numbers than the journal holds. */
    NOT_REPRODUCED
  }

  /**
   * One instance of the JSON document.
   *
   * @param instance the replay id
   * @param inDouble outcome in the run
   * @param precise outcome at 50 digits, or null when the numbers were not reproduced
   * @param finding what that means
   */
  record Recheck(String instance, Outcome inDouble, @Nullable Outcome precise, Finding finding) {}

  /** The JSON document. */
  record Report(String seed, int repeated, int precise, List<Recheck> findings) {}
}
