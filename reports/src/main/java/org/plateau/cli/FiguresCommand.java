package org.plateau.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.ReportWriter;
import org.plateau.theorems.Figure;
import org.plateau.verify.FigureRecord;
import org.plateau.verify.Gallery;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Redraws the papers' figures for a stored run. */
@Command(
    name = "figures",
    description =
        "Redraw the figures of the papers from runs of our own, and add them to a stored run's"
            + " report. Without RUN_DIR: list them.")
final class FiguresCommand implements Callable<Integer> {

  private final Main main;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN_DIR",
      description = "The run whose report gets the figures.")
  private Path directory = Path.of("");

  @Option(
      names = "--only",
      paramLabel = "ID",
      description = "Only these figures, by id. Repeatable.")
  private List<String> only = new ArrayList<>();

  @ArgGroup private Budget.@Nullable Efforts efforts;

  @Mixin private Workers workers = new Workers();

  FiguresCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws Exception {
    if (!directory.toString().isEmpty()) {
      StoredRun.read(directory);
    }
    List<Figure> figures = selected(main.catalogue().figures());
    return directory.toString().isEmpty() ? list(figures) : draw(figures);
  }

  private List<Figure> selected(List<Figure> all) {
    Set<String> ids = new TreeSet<>();
    all.forEach(figure -> ids.add(figure.id()));
    for (String id : only) {
      if (!ids.contains(id)) {
        throw new BadInputException(
            "unknown figure " + id,
            "",
            NearMiss.remedy(id, ids, "'plateau figures' lists all figures"));
      }
    }
    List<Figure> figures =
        all.stream().filter(figure -> only.isEmpty() || only.contains(figure.id())).toList();
    if (figures.isEmpty()) {
      throw new NothingSelectedException("nothing selected: the catalogue has no figures");
    }
    return figures;
  }

  private int list(List<Figure> figures) {
    List<Entry> entries =
        figures.stream()
            .map(
                figure ->
                    new Entry(
                        figure.id(), figure.paper().key(), figure.from().name(), figure.title()))
            .toList();
    if (main.output().json()) {
      main.output().json(new Listing(entries));
    } else {
      Table table = new Table(main.output(), "figure", "from", "title");
      entries.forEach(entry -> table.row(entry.id(), entry.from(), entry.title()));
      table.print();
    }
    return ExitCode.GREEN.code();
  }

  private int draw(List<Figure> figures) throws Exception {
    RunRecord run = StoredRun.read(directory);
    RunDirectory target = new RunDirectory(directory);
    long seed = workers.isSeeded() ? workers.seed() : Long.parseLong(run.result().seed());
    main.output().note("drawing " + figures.size() + " figures, seed " + seed);
    List<Callable<FigureRecord>> tasks =
        figures.stream()
            .<Callable<FigureRecord>>map(
                figure -> () -> Gallery.draw(figure, Budget.effort(efforts), seed))
            .toList();
    List<FigureRecord> drawn = workers.all(tasks, main.output());
    List<FigureRecord> all = new ArrayList<>(target.readFigures());
    all.removeIf(old -> drawn.stream().anyMatch(fresh -> fresh.id().equals(old.id())));
    all.addAll(drawn);
    all.sort(java.util.Comparator.comparing(FigureRecord::id));
    target.writeFigures(all);
    Path report = ReportWriter.write(directory);
    if (main.output().json()) {
      main.output().json(new Drawn(Long.toString(seed), report.toString(), drawn));
    } else {
      Table table = new Table(main.output(), "figure", "panels", "state").right(1);
      for (FigureRecord figure : drawn) {
        table.row(
            figure.id(),
            Integer.toString(figure.charts().size()),
            figure.error().isEmpty() ? "drawn" : "FAILED: " + figure.error());
      }
      table.print();
      main.output().line("seed    " + seed);
      main.output().line("report  " + report);
    }
    boolean failed = drawn.stream().anyMatch(figure -> !figure.error().isEmpty());
    return (failed ? ExitCode.FAULT : ExitCode.GREEN).code();
  }

  /** The JSON document of the list. */
  record Listing(List<Entry> figures) {}

  /** One figure of the list. */
  record Entry(String id, String paper, String from, String title) {}

  /** The JSON document after drawing. */
  record Drawn(String seed, String report, List<FigureRecord> figures) {}
}
