package org.plateau.report;

import java.util.List;
import java.util.Map;
import org.plateau.report.markup.Markup;
import org.plateau.theorems.Paper;
import org.plateau.verify.ClaimRecord;

/** The report of a run as one HTML file. */
final class HtmlReport {

  private static final int ALL_POINTS = 4_500;
  private static final int MOST_POINTS = 240;
  private static final int LEAST_POINTS = 40;

  private final RunData data;
  private final Map<String, Paper> papers;
  private final Map<String, Double> seconds;
  private final int points;

  private HtmlReport(RunData data) {
    this.data = data;
    this.papers = PaperPage.papers(data);
    this.seconds = ClaimArticle.seconds(data);
    int claims = Math.max(1, data.result().claims().size());
    this.points = Math.max(LEAST_POINTS, Math.min(MOST_POINTS, ALL_POINTS / claims));
  }

  /** Renders a run: a pure function of its data. */
  static String of(RunData data) {
    HtmlReport report = new HtmlReport(data);
    return Page.of("Plateau: " + Wording.headline(data.result()), report::body);
  }

  private void body(Markup out) {
    navigation(out);
    out.open("main", "id", "main");
    new FirstScreen(data).write(out);
    ClaimTable.write(out, data);
    for (Section section : Section.values()) {
      section(out, section);
    }
    papers.values().forEach(paper -> PaperPage.write(out, data, paper));
    BenchmarkSection.write(out, data.benchmarks(), data.peers());
    changes(out);
    Limits.write(out, data.result());
    out.closeLine();
    out.open("footer").text("Plateau " + data.result().plateau() + " · ");
    out.text("drawn from the stored results of one run; drawing it again gives the same bytes.");
    out.closeLine();
  }

  private void navigation(Markup out) {
    out.open("nav", "aria-label", "Sections").open("div");
    out.element("a", "Plateau", "class", "brand", "href", "#main");
    out.element("a", "Claims", "href", "#claims");
    for (Paper paper : papers.values()) {
      out.element(
          "a", paper.authors().split(",")[0] + " " + paper.year(), "href", "#paper/" + paper.key());
    }
    out.element("a", "Benchmarks", "href", "#benchmarks");
    out.element("a", "Limits", "href", "#limits");
    out.close().closeLine();
  }

  private void section(Markup out, Section section) {
    List<ClaimRecord> claims = section.of(data.result().claims());
    out.open("section", "class", "verdicts", "id", section.anchor());
    out.open("h2").text(section.title() + " ");
    out.element("span", Integer.toString(claims.size()), "class", "quiet").closeLine();
    if (claims.isEmpty()) {
      out.element("p", "None", "class", "quiet");
    }
    for (ClaimRecord claim : claims) {
      new ClaimArticle(data, claim, points, seconds.get(claim.id())).write(out);
    }
    out.closeLine();
  }

  private void changes(Markup out) {
    Comparison changes = data.history().changes();
    if (changes == null) {
      return;
    }
    out.open("section", "id", "changes").element("h2", "Changes since the last run");
    ComparisonTable.write(out, changes);
    out.closeLine();
  }
}
