package org.plateau.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import org.plateau.verify.Verdict;

/**
 * A run as SARIF 2.1.0: a rule for each claim, a result for each claim and each probe that did not
 * bite.
 */
final class Sarif {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private static final JsonNodeFactory NODES = JsonMapper.builder().build().getNodeFactory();

  private Sarif() {}

  static String of(RunData data) {
    ObjectNode log = NODES.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Plateau").put("version", data.result().plateau());
    driver.put("semanticVersion", data.result().plateau());
    invocation(run, data.run());
    ArrayNode rules = driver.putArray("rules");
    ArrayNode results = run.putArray("results");
    int index = 0;
    for (ClaimRecord claim : data.result().claims()) {
      rule(rules.addObject(), claim);
      claim(results.addObject(), claim, index);
      for (ProbeRecord probe : claim.probes()) {
        if (probe.verdict() != ProbeVerdict.BITES) {
          probe(results.addObject(), claim, probe, index);
        }
      }
      index++;
    }
    return RunDirectory.json(log) + "\n";
  }

  private static void invocation(ObjectNode run, RunRecord record) {
    ObjectNode invocation = run.putArray("invocations").addObject();
    if (!record.environment().command().isEmpty()) {
      invocation.put("commandLine", record.environment().command());
    }
    invocation.put("startTimeUtc", record.environment().startedAt());
    invocation.put("executionSuccessful", record.result().complete());
    run.putObject("automationDetails")
        .put("id", "plateau/" + Marks.style(record.result().effort()) + "/");
    run.put("columnKind", "utf16CodeUnits");
  }

  private static void rule(ObjectNode rule, ClaimRecord claim) {
    rule.put("id", claim.id());
    rule.putObject("shortDescription").put("text", claim.statement().title());
    String source =
        claim.statement().paper().authors()
            + " "
            + claim.statement().paper().year()
            + ", arXiv "
            + claim.statement().paper().arxiv()
            + ", "
            + claim.statement().where();
    rule.putObject("fullDescription").put("text", claim.statement().title() + ". " + source);
    rule.putObject("help").put("text", claim.statement().tex() + " (" + source + ")");
    rule.put("helpUri", claim.statement().paper().url());
    rule.putObject("properties").putArray("tags").add(claim.statement().paper().key());
  }

  private static void claim(ObjectNode result, ClaimRecord claim, int rule) {
    String kind =
        switch (claim.verdict()) {
          case UPHELD -> "pass";
          case REFUTED, FAULTY -> "fail";
          case DOUBTFUL -> "review";
          case INCONCLUSIVE, VACUOUS -> "open";
        };
    String level = kind.equals("fail") ? "error" : "none";
    common(
        result, claim, rule, kind, level, claim.verdict() + ": " + claim.reason(), claim.worst());
    result.putObject("partialFingerprints").put("claim/v1", claim.id());
    ObjectNode properties = result.putObject("properties").put("verdict", claim.verdict().name());
    properties.put("tries", claim.tries()).put("valid", claim.valid());
    if (claim.verdict() == Verdict.UPHELD && claim.excludedFailureRate() != null) {
      properties.put("excludedFailureRate", claim.excludedFailureRate());
    }
  }

  private static void probe(ObjectNode result, ClaimRecord claim, ProbeRecord probe, int rule) {
    boolean toothless = probe.verdict() == ProbeVerdict.TOOTHLESS;
    String message = probe.verdict() + ": " + probe.name() + ": " + probe.reason();
    common(
        result,
        claim,
        rule,
        toothless ? "fail" : "open",
        toothless ? "error" : "none",
        message,
        null);
    result
        .putObject("partialFingerprints")
        .put("claim/v1", claim.id())
        .put("probe/v1", probe.slug());
    result.putObject("properties").put("verdict", probe.verdict().name());
  }

  private static void common(
      ObjectNode result,
      ClaimRecord claim,
      int rule,
      String kind,
      String level,
      String message,
      @Nullable InstanceRecord instance) {
    result.put("ruleId", claim.id()).put("ruleIndex", rule).put("kind", kind).put("level", level);
    String replay = instance == null ? "" : " Replay: " + Wording.replay(instance.id());
    result.putObject("message").put("text", message + replay);
    ObjectNode location = result.putArray("locations").addObject();
    location.putObject("physicalLocation").putObject("artifactLocation").put("uri", "run.json");
    location
        .putArray("logicalLocations")
        .addObject()
        .put("fullyQualifiedName", claim.id())
        .put("kind", "member");
  }
}
