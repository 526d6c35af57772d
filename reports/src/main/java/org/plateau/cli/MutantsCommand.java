package org.plateau.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Mutant;
import org.plateau.verify.MutantTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tests the judge: every wrong encoding of a claim must be caught. */
@Command(
    name = "mutants",
    description =
        "Put the catalogue's wrong encodings of claims before the judge, in the quick budget: each"
            + " must be REFUTED, or make a probe TOOTHLESS.")
final class MutantsCommand implements Callable<Integer> {

  private final Main main;

  @Mixin private Selection selection = new Selection();
  @Mixin private Workers workers = new Workers();

  MutantsCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws Exception {
    List<Claim<?>> claims =
        selection.of(main.catalogue(), new Runs(main.output().terminal()).failed(selection));
    long seed = workers.seed();
    List<Callable<MutantTrial>> trials =
        claims.stream().flatMap(claim -> trials(claim, seed).stream()).toList();
    if (trials.isEmpty()) {
      throw new NothingSelectedException("nothing selected: these claims have no mutants");
    }
    main.output().note("seed " + seed + ", " + trials.size() + " mutants");
    List<MutantTrial> tried = workers.all(trials, main.output());
    List<MutantTrial> survivors = tried.stream().filter(trial -> !trial.caught()).toList();
    if (main.output().json()) {
      main.output().json(new Outcome(Long.toString(seed), tried.size(), survivors.size(), tried));
    } else {
      print(tried, survivors);
      main.output().line("seed " + seed);
    }
    return (survivors.isEmpty() ? ExitCode.GREEN : ExitCode.REFUTED).code();
  }

  private static <I> List<Callable<MutantTrial>> trials(Claim<I> claim, long seed) {
    return claim.mutants().stream()
        .<Callable<MutantTrial>>map(mutant -> () -> trial(claim, mutant, seed))
        .toList();
  }

  private static <I> MutantTrial trial(Claim<I> claim, Mutant<I> mutant, long seed) {
    return MutantTrial.run(claim, mutant, seed);
  }

  private void print(List<MutantTrial> tried, List<MutantTrial> survivors) {
    Output output = main.output();
    Table table = new Table(output, "claim", "wrong encoding", "", "by").flexible(3);
    for (MutantTrial trial : tried) {
      table.row(
          table.cell("", trial.claim()),
          table.cell("", trial.mutant()),
          trial.caught()
              ? table.cell("fg(green)", "caught")
              : table.cell("bold,fg(red)", "SURVIVED"),
          table.cell("", trial.by()));
    }
    table.print();
    output.line("");
    Map<String, int[]> families = new TreeMap<>();
    for (MutantTrial trial : tried) {
      String family = trial.claim().substring(0, trial.claim().indexOf('/'));
      int[] counts = families.computeIfAbsent(family, unused -> new int[2]);
      counts[0]++;
      counts[1] += trial.caught() ? 1 : 0;
    }
    families.forEach(
        (family, counts) ->
            output.line(
                String.format(Locale.ROOT, "%s: %d of %d caught", family, counts[1], counts[0])));
    output.line(
        survivors.isEmpty()
            ? "all " + tried.size() + " caught"
            : survivors.size() + " of " + tried.size() + " SURVIVED");
  }

  /** The JSON document. */
  record Outcome(String seed, int mutants, int survivors, List<MutantTrial> trials) {}
}
