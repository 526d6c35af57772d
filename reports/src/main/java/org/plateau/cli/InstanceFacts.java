package org.plateau.cli;

import java.util.stream.Collectors;
import org.plateau.theorems.Fact;
import org.plateau.verify.CheckRecord;
import org.plateau.verify.HypothesisRecord;
import org.plateau.verify.InstanceRecord;

/** Prints one instance as facts: what was drawn, required, measured. */
final class InstanceFacts {

  private static final int MOST_CHOICES = 12;

  private final Output output;

  InstanceFacts(Output output) {
    this.output = output;
  }

  void print(InstanceRecord instance, String indent) {
    if (!instance.error().isEmpty()) {
      output.line(indent + "error: " + instance.error());
    }
    if (!instance.choices().isEmpty()) {
      String choices =
          instance.choices().stream()
              .limit(MOST_CHOICES)
              .map(
                  choice ->
                      choice.name()
                          + " = "
                          + (choice.kind().equals("option")
                              ? choice.text()
                              : Numbers.text(choice.number())))
              .collect(Collectors.joining(", "));
      int more = instance.choices().size() - MOST_CHOICES;
      output.line(indent + "choices: " + choices + (more > 0 ? ", and " + more + " more" : ""));
    }
    checks(instance, indent);
    for (HypothesisRecord hypothesis : instance.hypotheses()) {
      output.line(
          indent
              + "hypothesis "
              + (hypothesis.holds() ? "holds" : "FAILS")
              + " with margin "
              + Numbers.text(hypothesis.margin())
              + ": "
              + hypothesis.what());
    }
    for (Fact fact : instance.facts()) {
      output.line(indent + fact.name() + " = " + Numbers.exact(fact.value()));
    }
    if (instance.point() != null) {
      output.line(
          indent
              + "point x = "
              + Numbers.exact(instance.point().x())
              + ", y = "
              + Numbers.exact(instance.point().y()));
    }
  }

  private void checks(InstanceRecord instance, String indent) {
    if (instance.checks().isEmpty()) {
      return;
    }
    Table table =
        new Table(output, indent + "quantity", "value", "", "bound", "slack", "error", "")
            .flexible(0)
            .right(1, 3, 4, 5);
    instance.checks().forEach(check -> row(table, indent, check, ""));
    instance.preciseChecks().forEach(check -> row(table, indent, check, " (50 digits)"));
    table.print();
  }

  private static void row(Table table, String indent, CheckRecord check, String suffix) {
    table.row(
        indent + check.what() + suffix,
        Numbers.exact(check.value()),
        check.relation().symbol(),
        Numbers.exact(check.bound()),
        Numbers.digits(check.slack(), 3),
        Numbers.digits(check.error(), 2),
        check.outcome().name());
  }
}
