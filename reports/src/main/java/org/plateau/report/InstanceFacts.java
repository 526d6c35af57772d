package org.plateau.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.plateau.report.markup.Markup;
import org.plateau.report.markup.Numbers;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.ChoiceRecord;
import org.plateau.verify.HypothesisRecord;
import org.plateau.verify.InstanceRecord;

/** One instance as facts: what was required, value, bound, slack, error, hypotheses, choices. */
final class InstanceFacts {

  private InstanceFacts() {}

  static void write(Markup out, String title, InstanceRecord instance) {
    out.open("div", "class", "instance").element("h4", title);
    out.open("p").element("code", Wording.replay(instance.id()), "class", "cmd").close();
    if (!instance.error().isEmpty()) {
      out.element("p", instance.error(), "class", "note");
    }
    checks(out, "Checks", instance.checks());
    checks(out, "The same at 50 digits", instance.preciseChecks());
    out.open("dl", "class", "facts");
    for (HypothesisRecord hypothesis : instance.hypotheses()) {
      fact(
          out,
          hypothesis.what(),
          (hypothesis.holds() ? "holds" : "fails")
              + ", margin "
              + Numbers.shortly(hypothesis.margin()));
    }
    for (ChoiceRecord choice : instance.choices()) {
      fact(out, choice.name(), choice(choice));
    }
    instance.facts().forEach(fact -> fact(out, fact.name(), Numbers.exactly(fact.value())));
    out.close().closeLine();
  }

  private static String choice(ChoiceRecord choice) {
    return choice.kind().equals("option") ? choice.text() : Numbers.exactly(choice.number());
  }

  private static void fact(Markup out, String name, String value) {
    out.open("div").element("dt", name).element("dd", value).close();
  }

  private static void checks(Markup out, String title, List<CheckRecord> checks) {
    if (checks.isEmpty()) {
      return;
    }
    ClaimArticle.table(
        out,
        title,
        List.of(title, "value", "required", "slack", "tolerance", "error bound", "outcome"));
    for (CheckRecord check : checks) {
      out.open("tr").element("th", check.what(), "scope", "row");
      out.element("td", Numbers.exactly(check.value()));
      out.element("td", check.relation().symbol() + " " + Numbers.exactly(check.bound()));
      out.element("td", Numbers.shortly(check.slack()));
      out.element("td", Numbers.shortly(check.tolerance()));
      out.element("td", Numbers.shortly(check.error()));
      out.element("td", Marks.style(check.outcome())).closeLine();
    }
    out.close().close().closeLine();
  }

  /** Returns the check that speaks for the instance: the worst outcome, then the least margin. */
  static Optional<CheckRecord> headline(InstanceRecord instance) {
    return instance.checks().stream()
        .max(
            Comparator.comparing(CheckRecord::outcome)
                .thenComparing(Comparator.comparingDouble(CheckRecord::margin).reversed()));
  }
}
