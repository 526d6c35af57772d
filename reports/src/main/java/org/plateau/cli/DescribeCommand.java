package org.plateau.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plateau.theorems.Choice;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Constant;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.NoInstanceException;
import org.plateau.theorems.Statement;
import org.plateau.verify.StatementRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all about one claim. */
@Command(
    name = "describe",
    description =
        "Statement, hypotheses, constants with provenance, generator ranges, probes and the spec"
            + " reference of one claim.")
final class DescribeCommand implements Callable<Integer> {

  /** Instances drawn to see which choices the generator makes; each family takes its turn. */
  private static final int SAMPLE = 24;

  private static final Pattern NUMBERED = Pattern.compile("(.*\\D)(\\d{1,6})");

  private final Main main;

  @Parameters(paramLabel = "CLAIM", description = "The claim's id.")
  private String id = "";

  DescribeCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    Claim<?> claim = Selection.claim(main.catalogue(), id);
    Description description = describe(claim);
    if (main.output().json()) {
      main.output().json(description);
    } else {
      print(claim.statement(), description);
    }
    return ExitCode.GREEN.code();
  }

  private static <I> Description describe(Claim<I> claim) {
    return new Description(
        claim.statement().id(),
        StatementRecord.of(claim.statement()),
        ranges(claim),
        claim.probes().stream()
            .map(probe -> new ProbeEntry(probe.slug(), probe.name(), probe.family(), probe.tries()))
            .toList(),
        claim.mutants().stream().map(Mutant::name).toList());
  }

  private static <I> Map<String, String> ranges(Claim<I> claim) {
    Map<String, String> ranges = new TreeMap<>();
    for (int index = 0; index < SAMPLE; index++) {
      Draws draws = Draws.of(0, claim.statement().id(), index);
      try {
        claim.draw(draws);
      } catch (NoInstanceException e) {
        continue;
      }
      for (Choice choice : draws.choices()) {
        ranges.merge(choice.name(), range(choice), DescribeCommand::union);
      }
    }
    return ranges;
  }

  /**
   * Puts numbered choices of the same range on one line: width 1, width 2, … becomes width 1 … 9.
   */
  private static Map<String, String> grouped(Map<String, String> ranges) {
    Map<String, TreeSet<Integer>> numbers = new LinkedHashMap<>();
    Map<String, String> lines = new LinkedHashMap<>();
    ranges.forEach(
        (name, range) -> {
          Matcher matcher = NUMBERED.matcher(name);
          if (matcher.matches()) {
            String key = matcher.group(1) + "\n" + range;
            numbers
                .computeIfAbsent(key, unused -> new TreeSet<>())
                .add(Integer.parseInt(matcher.group(2)));
            lines.put(key, range);
          } else {
            lines.put(name, range);
          }
        });
    Map<String, String> grouped = new LinkedHashMap<>();
    lines.forEach(
        (key, range) -> {
          TreeSet<Integer> group = numbers.get(key);
          String name = key.substring(0, key.indexOf('\n') < 0 ? key.length() : key.indexOf('\n'));
          if (group == null) {
            grouped.put(name, range);
          } else {
            String last = group.size() == 1 ? "" : " … " + group.last();
            grouped.put(name + group.first() + last, range);
          }
        });
    return grouped;
  }

  private static String union(String a, String b) {
    return a.equals(b) || a.endsWith("(varies)") ? a : a + " (varies)";
  }

  private static String range(Choice choice) {
    if (choice instanceof Choice.Int integer) {
      return "integer in [" + integer.low() + ", " + integer.high() + "]";
    }
    if (choice instanceof Choice.Real real) {
      if (Double.isInfinite(real.low())) {
        return "normal";
      }
      return (real.logarithmic() ? "log-uniform" : "uniform")
          + " in ["
          + Numbers.text(real.low())
          + ", "
          + Numbers.text(real.high())
          + ")";
    }
    return "one of " + String.join(", ", ((Choice.Option) choice).options());
  }

  private void print(Statement statement, Description description) {
    Output output = main.output();
    output.line(output.styled("bold", statement.id()) + "  " + statement.direction());
    output.line(statement.title());
    output.line("");
    output.line("  " + statement.tex());
    output.line("");
    output.line(
        "source      "
            + statement.paper().authors()
            + " "
            + statement.paper().year()
            + ", arXiv "
            + statement.paper().arxiv()
            + ", "
            + statement.where()
            + " ["
            + statement.provenance()
            + "]");
    output.line("spec        " + statement.spec());
    if (statement.probability() > 0) {
      output.line(
          "probability p0 = "
              + Numbers.text(statement.probability())
              + ", resolution "
              + Numbers.text(statement.delta()));
    }
    if (!Double.isNaN(statement.slopeLow())) {
      output.line(
          "slope       in ["
              + Numbers.text(statement.slopeLow())
              + ", "
              + Numbers.text(statement.slopeHigh())
              + "]");
    }
    heading("hypotheses");
    bullets(statement.hypotheses());
    heading("constants");
    bullets(statement.constants().stream().map(DescribeCommand::constant).toList());
    heading("generator");
    Table generator = new Table(output, "choice", "range");
    grouped(description.generator()).forEach(generator::row);
    generator.print();
    heading("probes");
    Table probes = new Table(output, "probe", "tries", "what it changes").right(1);
    for (ProbeEntry probe : description.probes()) {
      probes.row(
          probe.id(),
          Integer.toString(probe.tries()),
          probe.name() + (probe.family().isEmpty() ? "" : " (family " + probe.family() + ")"));
    }
    probes.print();
    if (!description.mutants().isEmpty()) {
      heading("mutants");
      bullets(description.mutants());
    }
  }

  private static String constant(Constant constant) {
    return constant.symbol() + "  " + constant.meaning() + " [" + constant.provenance() + "]";
  }

  private void heading(String title) {
    main.output().line("");
    main.output().line(main.output().styled("bold", title));
  }

  private void bullets(List<String> lines) {
    if (lines.isEmpty()) {
      main.output().line("  none");
    }
    lines.forEach(line -> main.output().line("  " + line));
  }

  /** The JSON document. */
  record Description(
      String id,
      StatementRecord statement,
      Map<String, String> generator,
      List<ProbeEntry> probes,
      List<String> mutants) {}

  /** One probe of the JSON document. */
  record ProbeEntry(String id, String name, String family, int tries) {}
}
