package org.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.HypothesisRecord;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.ProbeRecord;

/** The probes of a claim, and which hypotheses hold where each of them bit. */
final class ProbeMatrix {

  private ProbeMatrix() {}

  static void write(Markup out, ClaimRecord claim) {
    if (claim.probes().isEmpty()) {
      out.element("p", "This claim has no probe: nothing shows that its check has power.");
      return;
    }
    Set<String> hypotheses = hypotheses(claim);
    out.element("h4", "Probes: wrong versions that must be refuted");
    List<String> columns =
        new ArrayList<>(List.of("probe", "verdict", "tries", "worst slack / scale"));
    hypotheses.forEach(hypothesis -> columns.add("at the witness: " + hypothesis));
    columns.add("witness");
    ClaimArticle.table(out, "Hypothesis-by-probe matrix", columns);
    claim.probes().forEach(probe -> row(out, probe, hypotheses));
    out.close().close().closeLine();
  }

  /** The hypotheses that some witness measured. */
  private static Set<String> hypotheses(ClaimRecord claim) {
    Set<String> names = new LinkedHashSet<>();
    for (ProbeRecord probe : claim.probes()) {
      InstanceRecord witness = probe.witness();
      if (witness != null) {
        witness.hypotheses().forEach(hypothesis -> names.add(hypothesis.what()));
      }
    }
    return names;
  }

  private static void row(Markup out, ProbeRecord probe, Set<String> hypotheses) {
    out.open("tr").open("th", "scope", "row").text(probe.name());
    if (!probe.family().isEmpty()) {
      out.element("span", " on " + probe.family(), "class", "quiet");
    }
    out.close().open("td");
    Marks.verdict(out, probe.verdict());
    out.close();
    out.element("td", Numbers.grouped(probe.tries()) + " of " + Numbers.grouped(probe.allowed()));
    InstanceRecord witness = probe.witness();
    out.element("td", worst(probe, witness));
    for (String hypothesis : hypotheses) {
      out.element("td", holds(witness, hypothesis));
    }
    out.open("td");
    if (witness == null) {
      out.text(probe.reason());
    } else {
      out.element("code", Wording.replay(witness.id()), "class", "cmd");
    }
    out.close().closeLine();
  }

  private static String worst(ProbeRecord probe, @Nullable InstanceRecord witness) {
    if (witness != null) {
      Optional<CheckRecord> check = InstanceFacts.headline(witness);
      if (check.isPresent()) {
        return Numbers.rounded(check.get().margin(), 3);
      }
    }
    Double least = probe.leastMargin();
    return least == null ? "–" : Numbers.rounded(least, 3);
  }

  private static String holds(@Nullable InstanceRecord witness, String hypothesis) {
    if (witness == null) {
      return "–";
    }
    for (HypothesisRecord measured : witness.hypotheses()) {
      if (measured.what().equals(hypothesis)) {
        return (measured.holds() ? "holds, " : "fails, ") + Numbers.rounded(measured.margin(), 2);
      }
    }
    return "–";
  }
}
