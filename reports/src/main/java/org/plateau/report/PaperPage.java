package org.plateau.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plateau.report.markup.Markup;
import org.plateau.report.plot.ChartDrawing;
import org.plateau.theorems.Paper;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.FigureRecord;

/** A paper: its claims at a glance, and its figures redrawn from our own runs. */
final class PaperPage {

  private PaperPage() {}

  /** Returns the papers of a run in the order in which they appear. */
  static Map<String, Paper> papers(RunData data) {
    Map<String, Paper> papers = new LinkedHashMap<>();
    data.result()
        .claims()
        .forEach(c -> papers.putIfAbsent(c.statement().paper().key(), c.statement().paper()));
    data.figures().forEach(f -> papers.putIfAbsent(f.paper().key(), f.paper()));
    return papers;
  }

  static void write(Markup out, RunData data, Paper paper) {
    List<ClaimRecord> claims =
        data.result().claims().stream()
            .filter(claim -> claim.statement().paper().key().equals(paper.key()))
            .toList();
    List<FigureRecord> figures =
        data.figures().stream().filter(f -> f.paper().key().equals(paper.key())).toList();
    out.open("section", "class", "paper", "id", "paper/" + paper.key());
    out.open("p", "class", "kicker").text(paper.authors() + " " + paper.year() + " · ");
    out.element("a", "arXiv " + paper.arxiv(), "href", paper.url(), "rel", "noreferrer").close();
    out.element("h2", paper.title());
    out.open("ul", "class", "glance");
    for (ClaimRecord claim : claims) {
      out.open("li");
      Marks.verdict(out, claim.verdict());
      out.element("a", claim.statement().title(), "href", "#" + claim.id()).closeLine();
    }
    out.closeLine();
    if (figures.isEmpty()) {
      out.element("p", "This run drew no figures of this paper.", "class", "quiet");
    }
    figures.forEach(figure -> figure(out, figure));
    out.closeLine();
  }

  private static void figure(Markup out, FigureRecord figure) {
    out.open("section", "class", "redrawn", "id", "figure/" + figure.id());
    out.element("h3", figure.title()).element("p", figure.caption(), "class", "caption");
    if (!figure.error().isEmpty()) {
      out.element("p", "Could not be drawn: " + figure.error(), "class", "note");
    }
    out.open("div", "class", "plots");
    figure.charts().forEach(chart -> out.trusted(ChartDrawing.figure(chart)));
    out.close().closeLine();
  }
}
