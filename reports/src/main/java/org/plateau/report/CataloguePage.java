package org.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Constant;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Paper;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/** The catalogue of claims, from the code. */
final class CataloguePage {

  private CataloguePage() {}

  static String of(Catalogue catalogue) {
    Map<Paper, List<Claim<?>>> papers = new LinkedHashMap<>();
    for (Claim<?> claim : catalogue.claims()) {
      papers.computeIfAbsent(claim.statement().paper(), key -> new ArrayList<>()).add(claim);
    }
    int probes = catalogue.claims().stream().mapToInt(claim -> claim.probes().size()).sum();
    Markup out = new Markup().element("h1", "Catalogue");
    out.element(
        "p",
        catalogue.claims().size()
            + " claims of "
            + papers.size()
            + " papers, and "
            + probes
            + " probes that must break them. Generated from the code.");
    papers.forEach((paper, claims) -> paper(out, paper, claims));
    return out.finish();
  }

  private static void paper(Markup out, Paper paper, List<Claim<?>> claims) {
    out.open("section", "id", "paper/" + paper.key());
    out.element("h2", paper.title());
    out.open("p").text(paper.authors() + " " + paper.year() + ", ");
    out.element("a", "arXiv " + paper.arxiv(), "href", paper.url(), "rel", "noreferrer")
        .closeLine();
    claims.forEach(claim -> claim(out, claim));
    out.closeLine();
  }

  private static void claim(Markup out, Claim<?> claim) {
    Statement statement = claim.statement();
    out.open("article", "class", "claim", "id", statement.id());
    out.element("h3", statement.title()).open("p", "class", "meta");
    out.element("code", statement.id());
    out.element("span", Marks.meaning(statement.direction()), "class", "quiet");
    Marks.provenance(out, statement.provenance());
    out.closeLine();
    ClaimArticle.formula(out, statement.tex());
    out.open("ul", "class", "plain");
    statement.hypotheses().forEach(hypothesis -> out.element("li", "Needs: " + hypothesis + "."));
    statement.constants().forEach(constant -> constant(out, constant));
    claim.probes().forEach(probe -> probe(out, probe));
    out.element("li", tries(statement), "class", "quiet");
    out.close().closeLine();
  }

  private static void constant(Markup out, Constant constant) {
    out.open("li").text("Constant ");
    ClaimArticle.inline(out, constant.symbol());
    out.text(": " + constant.meaning() + " ");
    Marks.provenance(out, constant.provenance());
    out.closeLine();
  }

  private static void probe(Markup out, Probe<?> probe) {
    String family = probe.family().isEmpty() ? "" : " on " + probe.family();
    out.element(
        "li", "Probe: " + probe.name() + family + ", must break within " + probe.tries() + ".");
  }

  private static String tries(Statement statement) {
    return "Instances: "
        + Numbers.grouped(statement.tries(Effort.QUICK))
        + " quick, "
        + Numbers.grouped(statement.tries(Effort.STANDARD))
        + " standard, "
        + Numbers.grouped(statement.tries(Effort.DEEP))
        + " deep. Spec: "
        + statement.spec()
        + ".";
  }
}
