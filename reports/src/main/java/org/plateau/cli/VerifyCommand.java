package org.plateau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.ReportWriter;
import org.plateau.report.RunHistory;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Figure;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.JournalHeader;
import org.plateau.verify.JournalReader;
import org.plateau.verify.RefusedRunException;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import org.plateau.verify.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries claims and probes: the main job. */
@Command(
    name = "verify",
    description = "Try claims and their probes; print the verdicts, write a run directory.")
final class VerifyCommand implements Callable<Integer> {

  private final Main main;

  @Mixin private Selection selection = new Selection();
  @Mixin private Budget budget = new Budget();
  @Mixin private Workers workers = new Workers();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the run is stored; new or empty. Default: reports/runs/<time>, linked as latest.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Continue an interrupted run; it ends as if it had not been interrupted.")
  private @Nullable Path resume;

  @Option(
      names = "--allow-inconclusive",
      description = "Exit with 0 when nothing is worse than INCONCLUSIVE, VACUOUS or DOUBTFUL.")
  private boolean allowInconclusive;

  VerifyCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws Exception {
    Runs runs = new Runs(main.output().terminal());
    Catalogue catalogue = main.catalogue();
    return resume == null ? start(runs, catalogue) : resume(runs, catalogue, resume);
  }

  private int start(Runs runs, Catalogue catalogue) throws Exception {
    List<Claim<?>> claims = selection.of(catalogue, runs.failed(selection));
    long seed = workers.seed();
    int threads = workers.threads();
    Verifier verifier =
        Verifier.of(claims)
            .seed(seed)
            .effort(budget.effort())
            .tries(budget.tries())
            .threads(threads);
    if (budget.time() != null) {
      verifier.budget(budget.time());
    }
    RunDirectory directory = runs.create(out);
    verifier.into(directory).command(command(claims, seed));
    main.output()
        .note(
            "seed "
                + seed
                + ", "
                + budget.effort().name().toLowerCase(Locale.ROOT)
                + ", "
                + threads(threads)
                + ", "
                + claims.size()
                + (claims.size() == 1 ? " claim" : " claims")
                + ", into "
                + directory.path());
    return run(
        runs, verifier, directory, budget.tries() > 0 ? List.of() : figures(catalogue, claims));
  }

  private int resume(Runs runs, Catalogue catalogue, Path path) throws Exception {
    List<String> given = new ArrayList<>(budget.given());
    if (workers.isSeeded()) {
      given.add("--seed");
    }
    given.addAll(selection.arguments());
    if (selection.lastFailed()) {
      given.add("--last-failed");
    }
    if (out != null) {
      given.add("--out");
    }
    if (!given.isEmpty()) {
      throw new BadInputException(
          "--resume with " + String.join(" ", given),
          "a resumed run keeps the claims, seed and effort that it was started with",
          "leave them out");
    }
    RunDirectory directory = new RunDirectory(path);
    Verifier verifier = Verifier.resuming(catalogue, directory).threads(workers.threads());
    if (budget.time() != null) {
      verifier.budget(budget.time());
    }
    main.output().note("seed " + verifier.seed() + ", resuming " + path);
    return run(runs, verifier, directory, figures(catalogue, directory));
  }

  private int run(Runs runs, Verifier verifier, RunDirectory directory, List<Figure> figures)
      throws Exception {
    try (Interruption interruption = new Interruption(verifier::stop)) {
      RunRecord run;
      try (ProgressMeter progress = new ProgressMeter(main.output())) {
        run = verifier.figures(figures).listener(progress).run();
      } catch (RefusedRunException e) {
        throw e;
      } catch (IOException e) {
        throw Runs.unwritable(directory.path().toString(), e);
      }
      Path report = write(runs, directory);
      print(run, directory, report, interruption.requested());
      return exitCode(run.result()).code();
    }
  }

  private Path write(Runs runs, RunDirectory directory) throws IOException {
    compare(runs, directory);
    try {
      Path report = ReportWriter.write(directory.path());
      runs.link(directory);
      return report;
    } catch (IOException e) {
      throw Runs.unwritable(directory.path().toString(), e);
    }
  }

  /** A last run that cannot be read is no reason to lose this one. */
  private void compare(Runs runs, RunDirectory directory) {
    try {
      Optional<RunDirectory> before = runs.last();
      if (before.isPresent() && !Files.isSameFile(before.get().path(), directory.path())) {
        RunHistory.record(directory, before.get());
      }
    } catch (IOException e) {
      main.output().note("note: not compared with the last run: " + e.getMessage());
    }
  }

  private void print(RunRecord run, RunDirectory directory, Path report, boolean interrupted) {
    Output output = main.output();
    if (output.json()) {
      output.json(run.result());
    } else {
      new VerdictTable(output).print(run.result());
      output.line(
          "seed "
              + run.result().seed()
              + ", "
              + run.result().effort().name().toLowerCase(Locale.ROOT)
              + ", "
              + Numbers.duration(run.environment().seconds())
              + " on "
              + threads(run.environment().threads())
              + "; false-alarm level "
              + Numbers.text(run.result().alpha()));
      output.line("report  " + report);
      if (!run.environment().command().isEmpty()) {
        output.line("again   " + run.environment().command());
      }
    }
    run.environment().notes().forEach(note -> output.error("note: " + note));
    if (!run.result().complete()) {
      output.error(
          "plateau: "
              + (interrupted ? "interrupted" : "the budget ended")
              + " before all tries were made; what was found is stored; go on with: ./plateau verify"
              + " --resume "
              + quoted(directory.path().toString()));
    }
  }

  /** The figures that an interrupted run would have drawn. */
  private static List<Figure> figures(Catalogue catalogue, RunDirectory directory)
      throws IOException {
    JournalHeader header = JournalReader.read(directory).header();
    List<Claim<?>> claims =
        catalogue.claims().stream()
            .filter(claim -> header.claims().contains(claim.statement().id()))
            .toList();
    return header.tries() > 0 ? List.of() : figures(catalogue, claims);
  }

  /** Figures of papers whose claims are all tried: a run cut to size does not pay for them. */
  private static List<Figure> figures(Catalogue catalogue, List<Claim<?>> claims) {
    Set<String> left =
        catalogue.claims().stream()
            .filter(claim -> !claims.contains(claim))
            .map(claim -> claim.statement().paper().key())
            .collect(Collectors.toSet());
    return catalogue.figures().stream()
        .filter(figure -> !left.contains(figure.paper().key()))
        .toList();
  }

  private ExitCode exitCode(ResultRecord result) {
    List<ExitCode> codes = new ArrayList<>();
    for (ClaimRecord claim : result.claims()) {
      codes.add(ExitCode.of(claim.verdict(), allowInconclusive));
      claim.probes().forEach(probe -> codes.add(ExitCode.of(probe.verdict(), allowInconclusive)));
    }
    return ExitCode.worst(codes);
  }

  private static String threads(int count) {
    return count + (count == 1 ? " thread" : " threads");
  }

  /** What failed last is another thing after this run, so its claims are named. */
  private String command(List<Claim<?>> claims, long seed) {
    List<String> words = new ArrayList<>(List.of("./plateau", "verify"));
    if (selection.lastFailed()) {
      claims.forEach(claim -> words.add(claim.statement().id()));
    } else {
      selection.arguments().forEach(argument -> words.add(quoted(argument)));
    }
    words.add("--" + budget.effort().name().toLowerCase(Locale.ROOT));
    if (budget.tries() > 0) {
      words.add("--tries " + budget.tries());
    }
    if (budget.time() != null) {
      words.add("--budget " + budget.text());
    }
    words.add("--seed " + seed);
    return String.join(" ", words);
  }

  /** Quotes a word for a POSIX shell when it needs that. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
