package org.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.report.math.MathMl;
import org.plateau.report.math.TexException;
import org.plateau.report.plot.Drawing;
import org.plateau.theorems.Constant;
import org.plateau.theorems.Paper;
import org.plateau.verify.ChoiceRecord;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.FamilyRecord;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.ProbabilityRecord;
import org.plateau.verify.StatementRecord;
import org.plateau.verify.TrendRecord;
import org.plateau.verify.Verdict;

/** One claim of the report: what is claimed, what came out, and the evidence. */
final class ClaimArticle {

  private static final int LONG_FORMULA = 30;
  private static final int CHOICES_SHOWN = 10;

  /** Columns that hold words, which start on the left. */
  private static final Set<String> WORDS =
      Set.of(
          "measured",
          "choices",
          "replay",
          "verdict",
          "witness",
          "claim",
          "what",
          "before",
          "after",
          "workload",
          "against",
          "parameters",
          "unit",
          "counted work",
          "outcome");

  private final RunData data;
  private final ClaimRecord claim;
  private final StatementRecord statement;
  private final int points;
  private final @Nullable Double seconds;

  ClaimArticle(RunData data, ClaimRecord claim, int points, @Nullable Double seconds) {
    this.data = data;
    this.claim = claim;
    this.statement = claim.statement();
    this.points = points;
    this.seconds = seconds;
  }

  void write(Markup out) {
    boolean green = Section.of(claim) == Section.UPHELD;
    out.open("article", "class", "claim " + Marks.style(claim.verdict()), "id", claim.id());
    head(out);
    formula(out, statement.tex());
    out.element("p", claim.reason(), "class", "reason");
    source(out);
    numbers(out);
    counterexample(out, "Smallest counterexample", claim.smallest());
    if (!same(claim.smallest(), claim.worst())) {
      counterexample(out, "Worst counterexample", claim.worst());
    }
    if (green) {
      out.open("details", "class", "evidence");
    } else {
      out.open("details", "class", "evidence", "open", "");
    }
    out.element("summary", "Evidence: hypotheses, probes, plots, tightest instances");
    terms(out);
    ProbeMatrix.write(out, claim);
    plots(out);
    families(out);
    tightest(out);
    out.closeLine();
    out.closeLine();
  }

  private void head(Markup out) {
    out.open("header").open("h3").text(statement.title()).close();
    out.open("p", "class", "meta");
    Marks.verdict(out, claim.verdict());
    out.open("a", "class", "id", "href", "#" + claim.id()).element("code", claim.id()).close();
    out.element("span", Marks.meaning(statement.direction()), "class", "quiet");
    history(out);
    out.close().closeLine();
  }

  private void history(Markup out) {
    List<RunHistory.PastRun> runs =
        data.history().runs().stream().filter(r -> r.verdicts().containsKey(claim.id())).toList();
    if (runs.isEmpty()) {
      return;
    }
    out.open("span", "class", "past").element("span", "before: ", "class", "hidden");
    Verdict last = null;
    for (RunHistory.PastRun run : runs) {
      Verdict verdict = run.verdicts().get(claim.id());
      if (verdict != last) {
        out.trusted(last == null ? "" : "</span>");
        out.trusted("<span class=\"" + Marks.style(verdict) + "\">");
      }
      out.text(Marks.sign(verdict));
      last = verdict;
    }
    out.trusted("</span>").close();
  }

  /** Writes a formula; TeX that cannot be read is shown as it stands, never dropped. */
  static void formula(Markup out, String tex) {
    if (tex.isEmpty()) {
      return;
    }
    if (tex.length() > LONG_FORMULA) {
      out.open(
          "div", "class", "formula", "tabindex", "0", "role", "group", "aria-label", "Statement");
    } else {
      out.open("div", "class", "formula");
    }
    try {
      out.trusted(MathMl.block(tex));
    } catch (TexException e) {
      out.element("code", tex);
    }
    out.closeLine();
  }

  static void inline(Markup out, String tex) {
    try {
      out.trusted(MathMl.inline(tex));
    } catch (TexException e) {
      out.element("code", tex);
    }
  }

  private void source(Markup out) {
    Paper paper = statement.paper();
    out.open("p", "class", "source").open("span");
    out.text(paper.authors() + " " + paper.year() + ", ");
    out.element("a", "arXiv " + paper.arxiv(), "href", paper.url(), "rel", "noreferrer");
    out.text(statement.where().isEmpty() ? "" : ", " + statement.where()).close();
    Marks.provenance(out, statement.provenance());
    if (!statement.spec().isEmpty()) {
      out.element("span", "spec: " + statement.spec(), "class", "quiet");
    }
    out.closeLine();
  }

  private void numbers(Markup out) {
    out.open("dl", "class", "facts");
    fact(
        out,
        "instances",
        Numbers.grouped(claim.valid()) + " valid of " + Numbers.grouped(claim.tries()));
    if (claim.redraws() > 0) {
      fact(out, "re-drawn inside", Numbers.grouped(claim.redraws()));
    }
    if (claim.excludedFailureRate() != null) {
      fact(
          out,
          "failure rate ruled out",
          "above "
              + Numbers.percent(claim.excludedFailureRate())
              + " at confidence "
              + (1 - claim.confidence() < 1e-3
                  ? "1\u00a0−\u00a0" + Numbers.rounded(1 - claim.confidence(), 1)
                  : Numbers.shortly(claim.confidence())));
    }
    if (claim.leastMargin() != null) {
      fact(out, "least slack / scale", Numbers.shortly(claim.leastMargin()));
    }
    statistics(out, claim.probability());
    statistics(out, claim.trend());
    count(out, "violations", claim.violations());
    count(out, "doubtful", claim.doubtful());
    count(out, "faults", claim.faults());
    if (seconds != null) {
      fact(out, "thread time", Numbers.seconds(seconds));
    }
    out.closeLine();
  }

  private static void statistics(Markup out, @Nullable ProbabilityRecord p) {
    if (p == null) {
      return;
    }
    fact(
        out,
        "claimed",
        "p ≥ " + Numbers.shortly(p.p0()) + ", resolved to " + Numbers.shortly(p.delta()));
    int n = p.successes() + p.failures();
    fact(out, "successes", Numbers.grouped(p.successes()) + " of " + Numbers.grouped(n));
    fact(
        out,
        "p, anytime-valid",
        Numbers.shortly(p.intervalLow())
            + " to "
            + Numbers.shortly(p.intervalHigh())
            + " at confidence "
            + Numbers.rounded(p.intervalConfidence(), 10));
    fact(
        out,
        "log evidence against",
        Numbers.rounded(p.logEvidenceAgainst(), 3)
            + " (refuted from "
            + Numbers.rounded(p.logRefutingThreshold(), 3)
            + ")");
    fact(
        out,
        "log evidence for",
        Numbers.rounded(p.logEvidenceFor(), 3)
            + " (upheld from "
            + Numbers.rounded(p.logUpholdingThreshold(), 3)
            + ")");
  }

  private static void statistics(Markup out, @Nullable TrendRecord trend) {
    if (trend == null) {
      return;
    }
    fact(
        out,
        "slope",
        Numbers.shortly(trend.slope())
            + ", "
            + Numbers.percent(trend.confidence())
            + " interval "
            + Numbers.shortly(trend.low())
            + " to "
            + Numbers.shortly(trend.high()));
    fact(
        out,
        "slope claimed",
        Numbers.shortly(trend.declaredLow()) + " to " + Numbers.shortly(trend.declaredHigh()));
  }

  private static void count(Markup out, String name, int count) {
    if (count > 0) {
      fact(out, name, Numbers.grouped(count));
    }
  }

  private static void fact(Markup out, String name, String value) {
    out.open("div").element("dt", name).element("dd", value).close();
  }

  private static boolean same(@Nullable InstanceRecord a, @Nullable InstanceRecord b) {
    return a == null || b == null ? a == b : a.id().equals(b.id());
  }

  private static void counterexample(Markup out, String title, @Nullable InstanceRecord instance) {
    if (instance != null) {
      InstanceFacts.write(out, title, instance);
    }
  }

  private void terms(Markup out) {
    if (!statement.hypotheses().isEmpty()) {
      out.element("h4", "Hypotheses").open("ul", "class", "plain");
      statement.hypotheses().forEach(hypothesis -> out.element("li", hypothesis));
      out.closeLine();
    }
    if (statement.constants().isEmpty()) {
      return;
    }
    out.element("h4", "Constants").open("ul", "class", "plain");
    for (Constant constant : statement.constants()) {
      out.open("li");
      inline(out, constant.symbol());
      out.text(" – " + constant.meaning() + " ");
      Marks.provenance(out, constant.provenance());
      out.closeLine();
    }
    out.closeLine();
  }

  private void plots(Markup out) {
    List<Drawing> drawings = new ClaimPlots(claim, data.entries(claim.id()), points).drawings();
    if (!drawings.isEmpty()) {
      out.element("h4", "Plots").open("div", "class", "plots");
      drawings.forEach(drawing -> out.trusted(drawing.figure()));
      out.closeLine();
    }
  }

  private void families(Markup out) {
    if (claim.families().size() < 2) {
      return;
    }
    out.element("h4", "Families of instances");
    table(
        out,
        "Families of instances",
        List.of("family", "instances", "valid", "violations", "least slack / scale"));
    for (FamilyRecord family : claim.families()) {
      out.open("tr").element("th", family.name(), "scope", "row");
      out.element("td", Numbers.grouped(family.tries()));
      out.element("td", Numbers.grouped(family.valid()));
      out.element("td", Numbers.grouped(family.violations()));
      Double margin = family.leastMargin();
      out.element("td", margin == null ? "–" : Numbers.shortly(margin)).closeLine();
    }
    out.close().close().closeLine();
  }

  /**
   * Opens a scrolling region, a table with a head, and its body. The table's classes name the
   * columns that hold words, which is shorter than a class on each of their cells.
   */
  static void table(Markup out, String label, List<String> columns) {
    out.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", label);
    StringJoiner words = new StringJoiner(" ");
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (WORDS.contains(column) || column.startsWith("at the witness")) {
        words.add("w" + (i + 1));
      }
    }
    out.open("table", "class", words.length() == 0 ? "numeric" : words.toString());
    out.open("thead").open("tr");
    columns.forEach(column -> out.element("th", column, "scope", "col"));
    out.close().close().open("tbody");
  }

  private void tightest(Markup out) {
    if (claim.tightest().isEmpty()) {
      return;
    }
    List<Map<String, String>> choices =
        claim.tightest().stream().map(instance -> choices(instance.choices())).toList();
    List<String> names =
        choices.stream().flatMap(c -> c.keySet().stream()).distinct().limit(CHOICES_SHOWN).toList();
    List<String> columns =
        new ArrayList<>(List.of("measured", "value", "bound", "slack / scale", "replay"));
    columns.addAll(names);
    out.element("h4", "Tightest instances");
    table(out, "Tightest instances", columns);
    for (int i = 0; i < claim.tightest().size(); i++) {
      InstanceRecord instance = claim.tightest().get(i);
      out.open("tr");
      InstanceFacts.headline(instance)
          .ifPresentOrElse(
              check -> {
                out.element("td", check.what());
                out.element("td", Numbers.rounded(check.value(), 6));
                out.element(
                    "td", check.relation().symbol() + " " + Numbers.rounded(check.bound(), 6));
                out.element("td", Numbers.rounded(check.margin(), 3));
              },
              () -> out.element("td", "–").element("td", "").element("td", "").element("td", ""));
      out.open("td").element("code", Wording.replay(instance.id()), "class", "cmd").close();
      for (String name : names) {
        out.element("td", choices.get(i).getOrDefault(name, ""));
      }
      out.closeLine();
    }
    out.close().close().closeLine();
  }

  /**
   * The choices by name; those that differ by a number at the end, as the widths of layers do,
   * share a name. The replay prints all of them.
   */
  private static Map<String, String> choices(List<ChoiceRecord> choices) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ChoiceRecord choice : choices) {
      boolean option = choice.kind().equals("option");
      values.merge(
          choice.name().replaceFirst(" \\d+$", ""),
          option ? choice.text() : Numbers.shortly(choice.number()),
          (before, next) -> before + ", " + next);
    }
    return values;
  }

  /** Returns the time of each claim with its probes. */
  static Map<String, Double> seconds(RunData data) {
    return Comparison.seconds(data.run().environment());
  }
}
