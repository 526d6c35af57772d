package org.plateau.verify;

import io.qameta.allure.Allure;
import io.qameta.allure.model.Parameter;
import java.util.List;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import org.plateau.theorems.Check;
import org.plateau.theorems.Statement;

/**
 * Tells Allure what jqwik does not: where a property belongs, what was tried, and what was seen.
 */
final class AllureEvidence {

  private AllureEvidence() {}

  static void record(Subject<?> subject, PropertyCourse course, PropertyExecutionResult result) {
    Statement statement = subject.statement();
    Allure.epic(statement.paper().authors() + " " + statement.paper().year());
    Allure.feature(statement.id());
    Allure.story(subject.isProbe() ? "must break: " + subject.probeSlug() : "holds");
    Allure.description(description(statement));
    Trial witness = course.witness();
    parameter("seed", Properties.seed());
    parameter("tries", Integer.toString(course.tally().tries()));
    parameter("valid", Integer.toString(course.tally().valid()));
    parameter("witness", witness == null ? "none" : witness.id().toString());
    if (course.isStatistical() && !subject.isProbe()) {
      parameter("judgment", course.judgment().reason());
    }
    Allure.addAttachment("statement", "application/x-tex", statement.tex(), ".tex");
    if (witness != null && witness.evidence() != null) {
      Allure.addAttachment("evidence", "text/csv", table(witness.evidence().checks()), ".csv");
      Allure.addAttachment(
          "witness", "application/json", RunDirectory.json(witness.record()), ".json");
    }
  }

  /** Parameters of the run must not change the history's key. */
  private static void parameter(String name, String value) {
    Allure.parameter(name, value, true, Parameter.Mode.DEFAULT);
  }

  private static String description(Statement statement) {
    return statement.title()
        + ".\n\n"
        + statement.paper().authors()
        + " "
        + statement.paper().year()
        + ", arXiv "
        + statement.paper().arxiv()
        + ": "
        + statement.where()
        + " ("
        + statement.provenance()
        + "). Spec: "
        + statement.spec()
        + ".";
  }

  private static String table(List<Check> checks) {
    StringBuilder table = new StringBuilder("quantity,value,relation,bound,slack,error,outcome\n");
    for (Check check : checks) {
      table
          .append('"')
          .append(check.what().replace("\"", "\"\""))
          .append("\",")
          .append(check.value())
          .append(',')
          .append(check.relation().symbol())
          .append(',')
          .append(check.bound())
          .append(',')
          .append(check.slack())
          .append(',')
          .append(check.error())
          .append(',')
          .append(check.outcome())
          .append('\n');
    }
    return table.toString();
  }
}
