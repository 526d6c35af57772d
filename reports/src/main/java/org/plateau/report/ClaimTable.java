package org.plateau.report;

import java.util.List;
import java.util.Map;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.theorems.Provenance;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ProbeVerdict;

/** The table over all claims, which the script sorts and filters. */
final class ClaimTable {

  private ClaimTable() {}

  static void write(Markup out, RunData data) {
    Map<String, Double> seconds = ClaimArticle.seconds(data);
    out.open("section", "id", "claims").element("h2", "All claims");
    controls(out);
    out.open(
        "div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "All claims");
    out.open("table", "class", "index", "id", "index").open("thead").open("tr");
    for (String column :
        new String[] {
          "verdict",
          "claim",
          "valid instances",
          "failure rate ruled out",
          "least slack / scale",
          "probes that bite",
          "time"
        }) {
      out.element("th", column, "scope", "col");
    }
    out.close().close().open("tbody");
    for (Section section : Section.values()) {
      for (ClaimRecord claim : section.of(data.result().claims())) {
        row(out, claim, section, seconds.getOrDefault(claim.id(), Double.NaN));
      }
    }
    out.close().close().close();
    labels(out);
    out.closeLine();
  }

  /** Says once what the labels beside statements and constants mean. */
  private static void labels(Markup out) {
    out.open("p", "class", "labels quiet").text("Sources: ");
    for (Provenance provenance : Provenance.values()) {
      Marks.provenance(out, provenance);
      out.text(" " + Marks.meaning(provenance) + (provenance == Provenance.EMPIRICAL ? "." : "; "));
    }
    out.closeLine();
  }

  private static void controls(Markup out) {
    out.open("div", "class", "controls", "id", "controls", "hidden", "");
    out.open("label")
        .text("Filter ")
        .open(
            "input",
            "id",
            "filter",
            "type",
            "search",
            "placeholder",
            "claim, title, paper",
            "autocomplete",
            "off")
        .close();
    out.open("label").text("Verdict ").open("select", "id", "verdict");
    out.element("option", "all", "value", "all");
    for (String verdict :
        new String[] {
          "upheld", "refuted", "toothless", "doubtful", "faulty", "inconclusive", "vacuous"
        }) {
      out.element("option", verdict, "value", verdict);
    }
    out.close().close();
    out.open("output", "id", "shown", "for", "filter verdict").close().closeLine();
  }

  private static void row(Markup out, ClaimRecord claim, Section section, double seconds) {
    long bites = claim.probes().stream().filter(p -> p.verdict() == ProbeVerdict.BITES).count();
    List<ProbeVerdict> worse =
        claim.probes().stream()
            .map(ProbeRecord::verdict)
            .filter(verdict -> verdict != ProbeVerdict.BITES)
            .distinct()
            .sorted()
            .toList();
    StringBuilder verdicts = new StringBuilder(Marks.style(claim.verdict()));
    worse.forEach(verdict -> verdicts.append(' ').append(Marks.style(verdict)));
    out.open(
        "tr", "data-verdict", verdicts.toString(), "data-paper", claim.statement().paper().key());
    out.open("td", "data-key", Integer.toString(section.ordinal()));
    Marks.verdict(out, claim.verdict());
    for (ProbeVerdict verdict : worse) {
      out.text(" ");
      Marks.pill(out, Marks.style(verdict), "Probe " + Marks.style(verdict));
    }
    out.close().open("th", "scope", "row");
    out.element("a", claim.statement().title(), "href", "#" + claim.id());
    out.element("span", claim.id(), "class", "id").close();
    number(out, Numbers.grouped(claim.valid()), claim.valid());
    Double rate = claim.excludedFailureRate();
    number(out, Wording.ruledOut(claim), rate == null ? Double.NaN : rate);
    Double margin = claim.leastMargin();
    number(
        out,
        margin == null ? "–" : Numbers.rounded(margin, 3),
        margin == null ? Double.NaN : margin);
    number(out, bites + " of " + claim.probes().size(), claim.probes().size() - bites);
    number(out, Double.isNaN(seconds) ? "–" : Numbers.seconds(seconds), seconds);
    out.closeLine();
  }

  private static void number(Markup out, String text, double key) {
    out.element("td", text, "data-key", Double.isNaN(key) ? "x" : Numbers.exactly(key));
  }
}
