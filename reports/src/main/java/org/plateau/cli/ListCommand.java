package org.plateau.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Direction;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists claims. */
@Command(name = "list", description = "Claims with title, paper, direction and number of probes.")
final class ListCommand implements Callable<Integer> {

  private final Main main;

  @Mixin private Selection selection = new Selection();

  ListCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws Exception {
    List<Claim<?>> claims =
        selection.of(main.catalogue(), new Runs(main.output().terminal()).failed(selection));
    if (main.output().json()) {
      main.output().json(new Listing(claims.stream().map(Entry::of).toList()));
    } else {
      print(claims);
    }
    return ExitCode.GREEN.code();
  }

  private void print(List<Claim<?>> claims) {
    Output output = main.output();
    Table table = new Table(output, "claim", "direction", "probes", "title").flexible(3).right(2);
    Paper paper = null;
    int probes = 0;
    for (Claim<?> claim : claims) {
      Statement statement = claim.statement();
      if (!statement.paper().equals(paper)) {
        paper = statement.paper();
        table.section(
            paper.authors()
                + " "
                + paper.year()
                + ", arXiv "
                + paper.arxiv()
                + ": "
                + paper.title());
      }
      table.row(
          statement.id(),
          statement.direction().name(),
          Integer.toString(claim.probes().size()),
          statement.title());
      probes += claim.probes().size();
    }
    table.print();
    output.line("");
    output.line(plural(claims.size(), "claim") + ", " + plural(probes, "probe"));
  }

  private static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The JSON document. */
  record Listing(List<Entry> claims) {}

  /** One claim of the JSON document; probes by the word that replay ids use. */
  record Entry(
      String id,
      String title,
      String paper,
      String arxiv,
      Direction direction,
      List<String> tags,
      List<String> probes) {

    static Entry of(Claim<?> claim) {
      Statement statement = claim.statement();
      return new Entry(
          statement.id(),
          statement.title(),
          statement.paper().key(),
          statement.paper().arxiv(),
          statement.direction(),
          Selection.tags(claim),
          claim.probes().stream().map(Probe::slug).toList());
    }
  }
}
