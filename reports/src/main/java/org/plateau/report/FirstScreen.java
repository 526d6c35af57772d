package org.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.EnvironmentRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.Verdict;

/** What a reader sees first: do the claims hold, how sure, what changed, how to repeat it. */
final class FirstScreen {

  private static final int CHANGES_SHOWN = 5;
  private static final List<Verdict> ORDER =
      List.of(
          Verdict.UPHELD,
          Verdict.REFUTED,
          Verdict.DOUBTFUL,
          Verdict.FAULTY,
          Verdict.INCONCLUSIVE,
          Verdict.VACUOUS);

  private final RunData data;
  private final ResultRecord result;

  FirstScreen(RunData data) {
    this.data = data;
    this.result = data.result();
  }

  void write(Markup out) {
    out.open("section", "class", "hero", "aria-labelledby", "answer");
    out.open("p", "class", "kicker")
        .text("Run of ")
        .text(Wording.when(data.run().environment().startedAt()));
    out.text(" · " + Marks.style(result.effort()) + " · seed ").element("code", result.seed());
    out.closeLine();
    out.element("h1", Wording.headline(result), "id", "answer");
    out.element("p", Wording.subline(result), "class", "lead");
    counts(out);
    out.open("div", "class", "columns");
    out.within("div", this::certainty);
    out.within("div", this::changes);
    out.closeLine();
    repeat(out);
    out.closeLine();
  }

  private void counts(Markup out) {
    out.open("ul", "class", "counts", "aria-label", "Claims and probes by verdict");
    for (Verdict verdict : ORDER) {
      int count = result.counts().getOrDefault(verdict, 0);
      String link = "#" + section(verdict).anchor();
      count(out, link, Marks.style(verdict), Marks.sign(verdict), Marks.word(verdict), count);
    }
    int bites = result.probeCounts().getOrDefault(ProbeVerdict.BITES, 0);
    int toothless = result.probeCounts().getOrDefault(ProbeVerdict.TOOTHLESS, 0);
    count(out, "#claims", "bites", "✓", bites == 1 ? "Probe bites" : "Probes bite", bites);
    count(out, "#toothless", "toothless", "✗", "Toothless", toothless);
    int open = result.probeCounts().getOrDefault(ProbeVerdict.INCONCLUSIVE, 0);
    if (open > 0) {
      count(out, "#open", "inconclusive", "…", open == 1 ? "Probe open" : "Probes open", open);
    }
    out.closeLine();
  }

  private static void count(
      Markup out, String link, String style, String sign, String word, int count) {
    out.open("li", "class", count == 0 ? "zero" : style).open("a", "href", link);
    out.element("b", Numbers.grouped(count)).open("span");
    out.element("span", sign, "aria-hidden", "true").text("\u00a0" + word).close();
    out.close().closeLine();
  }

  private static Section section(Verdict verdict) {
    return switch (verdict) {
      case REFUTED -> Section.REFUTED;
      case DOUBTFUL -> Section.DOUBTFUL;
      case FAULTY -> Section.FAULTY;
      case INCONCLUSIVE, VACUOUS -> Section.OPEN;
      case UPHELD -> Section.UPHELD;
    };
  }

  private void certainty(Markup out) {
    out.element("h2", "How sure").open("ul", "class", "plain");
    Wording.certainty(result).forEach(sentence -> out.element("li", sentence));
    out.open("li").text("A pass is evidence, no proof: ");
    out.element("a", "what green does not mean", "href", "#limits").text(".").close();
    out.close();
  }

  private void changes(Markup out) {
    out.element("h2", "What changed");
    Comparison changes = data.history().changes();
    if (changes == null) {
      out.element("p", "First run in this place: nothing to compare with.");
    } else {
      changes(out, changes);
    }
    strip(out);
  }

  private static void changes(Markup out, Comparison changes) {
    if (changes.isEmpty()) {
      out.element("p", "No differences from the run of " + changes.before() + ".");
    } else {
      out.element("p", "Since the run of " + changes.before() + ":");
      out.open("ul", "class", "plain");
      for (Comparison.Change change : first(changes)) {
        out.open("li").text(Wording.change(change)).closeLine();
      }
      out.close();
      int rest = changes.changes().size() - CHANGES_SHOWN;
      if (rest > 0) {
        out.open("p").text("and " + rest + " more: ");
        out.element("a", "all changes", "href", "#changes").text(".").close();
      }
    }
    for (Comparison.Ratio ratio : changes.timings()) {
      if (ratio.claim().isEmpty()) {
        out.element("p", Wording.timing(ratio), "class", "quiet");
      }
    }
  }

  /** Verdicts come first, settings next, margins last. */
  private static List<Comparison.Change> first(Comparison changes) {
    List<Comparison.Change> ordered = new ArrayList<>();
    for (Comparison.Kind kind :
        List.of(
            Comparison.Kind.VERDICT,
            Comparison.Kind.ADDED,
            Comparison.Kind.REMOVED,
            Comparison.Kind.SETTING,
            Comparison.Kind.STATEMENT,
            Comparison.Kind.GENERATOR,
            Comparison.Kind.MARGIN,
            Comparison.Kind.INSTANCES)) {
      changes.changes().stream().filter(change -> change.kind() == kind).forEach(ordered::add);
    }
    return ordered.subList(0, Math.min(CHANGES_SHOWN, ordered.size()));
  }

  private void strip(Markup out) {
    if (data.history().runs().isEmpty()) {
      return;
    }
    out.open("ol", "class", "strip", "aria-label", "Runs, the oldest first");
    for (RunHistory.PastRun run : data.history().runs()) {
      long held = run.verdicts().values().stream().filter(v -> v == Verdict.UPHELD).count();
      stripItem(out, run.green(), Wording.when(run.startedAt()), held, run.verdicts().size());
    }
    long held = result.counts().getOrDefault(Verdict.UPHELD, 0);
    stripItem(out, result.green(), "this run", held, result.claims().size());
    out.closeLine();
  }

  private static void stripItem(Markup out, boolean green, String when, long held, long claims) {
    String text =
        when + ": " + (green ? "green" : "not green") + ", " + held + " of " + claims + " upheld";
    out.open("li", "class", green ? "upheld" : "refuted", "title", text);
    out.element("span", green ? "✓" : "✗", "aria-hidden", "true");
    out.element("span", text, "class", "hidden").close();
  }

  private void repeat(Markup out) {
    EnvironmentRecord environment = data.run().environment();
    out.open("div", "class", "repeat");
    out.element("h2", "Repeat it");
    if (!environment.command().isEmpty()) {
      out.open("p").element("code", environment.command(), "class", "cmd").closeLine();
    }
    out.open("details").element("summary", "Environment").open("dl", "class", "facts");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Plateau", result.plateau());
    facts.put("Wall time", Numbers.seconds(environment.seconds()));
    facts.put("Processor time", Numbers.seconds(environment.cpuSeconds()));
    facts.put("Threads", Integer.toString(environment.threads()));
    facts.put("Resumed", environment.resumed() ? "yes" : "no");
    facts.putAll(environment.properties());
    facts.forEach(
        (name, value) -> out.open("div").element("dt", name).element("dd", value).close());
    out.close().close();
    for (String note : environment.notes()) {
      out.element("p", note, "class", "note");
    }
    out.closeLine();
  }

  /** Returns the number of instances of all claims. */
  static long instances(List<ClaimRecord> claims) {
    return claims.stream().mapToLong(ClaimRecord::valid).sum();
  }
}
