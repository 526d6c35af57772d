package org.plateau.report;

import java.util.List;
import org.plateau.report.markup.Numbers;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.Verdict;

/** A run as GitHub Markdown, for the summary of a CI step. */
final class Summary {

  private Summary() {}

  static String of(RunData data) {
    ResultRecord result = data.result();
    StringBuilder out = new StringBuilder("## " + escape(Wording.headline(result)) + "\n\n");
    out.append(escape(Wording.subline(result))).append("\n\n");
    counts(out, result);
    for (Section section : Section.values()) {
      if (section != Section.UPHELD) {
        findings(out, section, section.of(result.claims()));
      }
    }
    changes(out, data.history().changes());
    Wording.certainty(result)
        .forEach(sentence -> out.append("- ").append(escape(sentence)).append('\n'));
    out.append("\nSeed ").append(escape(result.seed()));
    if (!data.run().environment().command().isEmpty()) {
      out.append(", repeat with ").append(code(data.run().environment().command()));
    }
    out.append("\n\n<details><summary>All claims</summary>\n\n");
    table(out, result.claims());
    return out.append("\n</details>\n").toString();
  }

  private static void counts(StringBuilder out, ResultRecord result) {
    StringBuilder head = new StringBuilder("|");
    StringBuilder line = new StringBuilder("|");
    StringBuilder numbers = new StringBuilder("|");
    for (Verdict verdict : Verdict.values()) {
      head.append(' ').append(verdict).append(" |");
      line.append(" ---: |");
      numbers.append(' ').append(result.counts().getOrDefault(verdict, 0)).append(" |");
    }
    for (ProbeVerdict verdict : ProbeVerdict.values()) {
      head.append(" probes ").append(verdict).append(" |");
      line.append(" ---: |");
      numbers.append(' ').append(result.probeCounts().getOrDefault(verdict, 0)).append(" |");
    }
    out.append(head).append('\n').append(line).append('\n').append(numbers).append("\n\n");
  }

  private static void findings(StringBuilder out, Section section, List<ClaimRecord> claims) {
    if (claims.isEmpty()) {
      return;
    }
    out.append("### ").append(section.title()).append("\n\n");
    for (ClaimRecord claim : claims) {
      out.append("- **").append(claim.verdict()).append("** ").append(code(claim.id()));
      out.append(": ").append(escape(claim.reason())).append('\n');
      if (claim.worst() != null) {
        out.append("  - worst: ").append(code(Wording.replay(claim.worst().id()))).append('\n');
      }
      for (ProbeRecord probe : claim.probes()) {
        if (probe.verdict() != ProbeVerdict.BITES) {
          out.append("  - **").append(probe.verdict()).append("** ").append(escape(probe.name()));
          out.append(": ").append(escape(probe.reason())).append('\n');
        }
      }
    }
    out.append('\n');
  }

  private static void changes(
      StringBuilder out, @org.jspecify.annotations.Nullable Comparison changes) {
    if (changes == null) {
      return;
    }
    out.append("### Changes since ").append(escape(changes.before())).append("\n\n");
    if (changes.isEmpty()) {
      out.append("No differences.\n");
    }
    for (Comparison.Change change : changes.changes()) {
      out.append("- ").append(escape(Wording.change(change))).append('\n');
    }
    out.append('\n');
  }

  private static void table(StringBuilder out, List<ClaimRecord> claims) {
    out.append(
        "| verdict | claim | valid instances | failure rate ruled out | probes that bite |\n");
    out.append("| --- | --- | ---: | ---: | ---: |\n");
    for (ClaimRecord claim : claims) {
      long bites = claim.probes().stream().filter(p -> p.verdict() == ProbeVerdict.BITES).count();
      out.append("| ").append(claim.verdict());
      out.append(" | ").append(escape(claim.statement().title()));
      out.append(" (").append(code(claim.id())).append(") | ");
      out.append(Numbers.grouped(claim.valid())).append(" | ");
      out.append(escape(Wording.ruledOut(claim))).append(" | ");
      out.append(bites).append(" of ").append(claim.probes().size()).append(" |\n");
    }
  }

  /** Escapes text so that GitHub shows it as it is, on one line. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '@' -> out.append("&#64;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '$', '!' ->
                    out.append('\\').appendCodePoint(c);
                default -> out.appendCodePoint(c < 0x20 || c == 0x7F ? ' ' : c);
              }
            });
    return out.toString();
  }

  /** Returns a code span that also stands in a table cell. */
  static String code(String text) {
    StringBuilder out = new StringBuilder("<code>");
    return out.append(escape(text)).append("</code>").toString();
  }
}
