package org.plateau.verify;

import io.qameta.allure.Allure;
import io.qameta.allure.model.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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
    String id = identity(subject);
    Allure.getLifecycle()
        .updateTestCase(
            test -> test.setTestCaseId(id).setHistoryId(id).setFullName(subject.name()));
    course(course, id);
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
    Allure.addAttachment("statement", "text/plain", statement.tex(), ".tex");
    if (witness != null && witness.evidence() != null) {
      Allure.addAttachment("evidence", "text/csv", table(witness.evidence().checks()), ".csv");
      Allure.addAttachment(
          "witness", "application/json", RunDirectory.json(witness.record()), ".json");
    }
  }

  /**
   * Returns the id by which a test is known from run to run: it depends on the claim's or probe's
   * own name alone, not on the seed, the JDK, the generated method, or what else is tested.
   */
  static String identity(Subject<?> subject) {
    byte[] name = subject.name().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
  }

  /** The plots are drawn later, by the module that draws. */
  private static void course(PropertyCourse course, String id) {
    String results = System.getProperty("allure.results.directory", "");
    if (results.isEmpty()) {
      return;
    }
    try {
      course.record().write(Path.of(results), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
