package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Outcome;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.InstanceId;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.Judge;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.Replay;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import org.plateau.verify.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repeats one instance. */
@Command(
    name = "replay",
    description =
        "Repeat one instance, bit for bit, and print every measured quantity. The id stands in"
            + " every report: claim@seed:index, claim~probe@seed:index, with +choice=value for"
            + " edited choices.")
final class ReplayCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(paramLabel = "INSTANCE", description = "Such as sharpness/lower-bound@1:17.")
  private String text = "";

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "Compare with the numbers that this run stored for the instance. Default: the last run.")
  private @Nullable Path run;

  ReplayCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    InstanceId id = parse();
    Catalogue catalogue = main.catalogue();
    Selection.claim(catalogue, id.claim());
    InstanceRecord instance;
    try {
      instance = Replay.run(catalogue, id);
    } catch (IllegalArgumentException | org.plateau.theorems.InvalidChoiceException e) {
      throw new BadInputException(text, String.valueOf(e.getMessage()), "correct the id");
    }
    Optional<InstanceRecord> stored = stored(instance.id());
    boolean reproduced = stored.isEmpty() || sameNumbers(stored.get(), instance);
    print(instance, stored, reproduced);
    return exitCode(id, instance, reproduced).code();
  }

  private InstanceId parse() {
    try {
      return InstanceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          text,
          "is no instance",
          "write claim@seed:index, as in sharpness/lower-bound@1:17, or paste an id of a report");
    }
  }

  private Optional<InstanceRecord> stored(String id) {
    Optional<RunRecord> record = run == null ? last() : Optional.of(StoredRun.read(run));
    return record.stream()
        .flatMap(stored -> stored.result().claims().stream())
        .flatMap(ReplayCommand::instances)
        .filter(instance -> instance.id().equals(id))
        .findFirst();
  }

  /** Nobody asked for the last run, so one that cannot be read is passed over. */
  private Optional<RunRecord> last() {
    Optional<RunDirectory> directory = new Runs(main.output().terminal()).last();
    try {
      return directory.isEmpty() ? Optional.empty() : Optional.of(directory.get().readRun());
    } catch (IOException e) {
      main.output().note("note: not compared with the last run: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Stream<InstanceRecord> instances(ClaimRecord claim) {
    return Stream.concat(
            Stream.concat(Stream.of(claim.smallest(), claim.worst()), claim.tightest().stream()),
            claim.probes().stream().map(ProbeRecord::witness))
        .filter(Objects::nonNull);
  }

  private static boolean sameNumbers(InstanceRecord stored, InstanceRecord now) {
    return stored.choices().equals(now.choices())
        && stored.checks().equals(now.checks())
        && stored.hypotheses().equals(now.hypotheses())
        && stored.outcome() == now.outcome();
  }

  private void print(InstanceRecord instance, Optional<InstanceRecord> stored, boolean reproduced) {
    Output output = main.output();
    if (output.json()) {
      output.json(instance);
    } else {
      output.line(
          output.styled("bold", instance.id())
              + "  "
              + (instance.valid() ? "" : "hypotheses fail, ")
              + instance.outcome()
              + precise(instance)
                  .filter(outcome -> outcome != instance.outcome())
                  .map(outcome -> " in double precision, " + outcome + " at 50 digits")
                  .orElse(""));
      new InstanceFacts(output).print(instance, "  ");
    }
    if (stored.isPresent()) {
      output.note(
          reproduced
              ? "the same, bit for bit, as stored in the run"
              : "NOT REPRODUCED: the run stored other numbers for this id");
    }
  }

  /** Returns what 50 digits say, where the claim has such a form. */
  private static Optional<Outcome> precise(InstanceRecord instance) {
    return instance.preciseChecks().stream().map(CheckRecord::outcome).reduce(Outcome::and);
  }

  /** A violated instance of a probe is what a probe is for; one of a claim refutes it. */
  private static ExitCode exitCode(InstanceId id, InstanceRecord instance, boolean reproduced) {
    if (!reproduced) {
      return ExitCode.STALE;
    }
    Verdict verdict = Judge.instance(instance.valid(), instance.outcome(), precise(instance));
    boolean bite = verdict == Verdict.REFUTED || verdict == Verdict.DOUBTFUL;
    return bite && !id.probe().isEmpty() ? ExitCode.GREEN : ExitCode.of(verdict, false);
  }
}
