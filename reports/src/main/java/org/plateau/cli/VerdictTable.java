package org.plateau.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plateau.theorems.Paper;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.ProbabilityRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.TrendRecord;
import org.plateau.verify.Verdict;

/** Prints what a run found: one line a claim, then every finding with its replay line. */
final class VerdictTable {

  private final Output output;

  VerdictTable(Output output) {
    this.output = output;
  }

  void print(ResultRecord result) {
    Table table =
        new Table(output, "claim", "verdict", "tries", "margin", "probes", "what that says")
            .right(2, 3, 4);
    Paper paper = null;
    for (ClaimRecord claim : result.claims()) {
      if (!claim.statement().paper().equals(paper)) {
        paper = claim.statement().paper();
        table.section(paper.authors() + " " + paper.year() + ": " + paper.title());
      }
      table.row(
          table.cell("", claim.id()),
          table.cell(Styles.of(claim.verdict()), claim.verdict().name()),
          table.cell("", Numbers.count(claim.tries())),
          table.cell("", claim.leastMargin() == null ? "" : Numbers.digits(claim.leastMargin(), 2)),
          probes(table, claim),
          table.cell("", meaning(claim)));
    }
    table.print();
    findings(result);
    output.line("");
    output.line(summary(result));
  }

  private static Table.Cell probes(Table table, ClaimRecord claim) {
    long biting =
        claim.probes().stream().filter(probe -> probe.verdict() == ProbeVerdict.BITES).count();
    String text = biting + "/" + claim.probes().size();
    return table.cell(biting == claim.probes().size() ? "" : "bold,fg(red)", text);
  }

  private static String meaning(ClaimRecord claim) {
    if (claim.verdict() != Verdict.UPHELD) {
      return claim.reason();
    }
    ProbabilityRecord probability = claim.probability();
    if (probability != null) {
      return "p in ["
          + Numbers.digits(probability.intervalLow(), 4)
          + ", "
          + Numbers.digits(probability.intervalHigh(), 4)
          + "], claimed at least "
          + Numbers.digits(probability.p0(), 4);
    }
    TrendRecord trend = claim.trend();
    if (trend != null) {
      return "slope in ["
          + Numbers.digits(trend.low(), 4)
          + ", "
          + Numbers.digits(trend.high(), 4)
          + "], consistent with ["
          + Numbers.digits(trend.declaredLow(), 4)
          + ", "
          + Numbers.digits(trend.declaredHigh(), 4)
          + "]";
    }
    Double rate = claim.excludedFailureRate();
    return rate == null ? claim.reason() : "failure rate < " + Numbers.digits(100 * rate, 3) + " %";
  }

  private void findings(ResultRecord result) {
    for (ClaimRecord claim : result.claims()) {
      if (isFinding(result, claim.verdict() == Verdict.INCONCLUSIVE)
          && claim.verdict() != Verdict.UPHELD) {
        output.line("");
        output.line(
            output.styled(Styles.of(claim.verdict()), claim.verdict().name())
                + " "
                + output.styled("bold", claim.id())
                + ": "
                + claim.reason());
        counterexample("smallest", claim.smallest());
        counterexample("worst", claim.worst());
      }
      for (ProbeRecord probe : claim.probes()) {
        if (isFinding(result, probe.verdict() == ProbeVerdict.INCONCLUSIVE)
            && probe.verdict() != ProbeVerdict.BITES) {
          output.line("");
          output.line(
              output.styled(Styles.of(probe.verdict()), probe.verdict().name())
                  + " "
                  + output.styled("bold", claim.id() + "~" + probe.slug())
                  + ": "
                  + probe.reason());
        }
      }
    }
  }

  /** That an interrupted run leaves much INCONCLUSIVE is said once, not claim by claim. */
  private static boolean isFinding(ResultRecord result, boolean inconclusive) {
    return result.complete() || !inconclusive;
  }

  private void counterexample(String which, @Nullable InstanceRecord instance) {
    if (instance != null) {
      output.line("  " + which + ":");
      new InstanceFacts(output).print(instance, "    ");
      output.line("    ./plateau replay " + instance.id());
    }
  }

  private String summary(ResultRecord result) {
    List<String> parts = new ArrayList<>();
    parts.add("claims " + counts(result.counts()));
    parts.add("probes " + counts(result.probeCounts()));
    String end =
        result.green()
            ? output.styled("bold,fg(green)", "GREEN")
            : output.styled("bold,fg(yellow)", result.complete() ? "NOT GREEN" : "NOT COMPLETE");
    return end + ": " + String.join("; ", parts);
  }

  private static <V> String counts(Map<V, Integer> counts) {
    String text =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "0" : text;
  }
}
