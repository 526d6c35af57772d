package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Catalogue;

/** Claims put to the user's network. */
class CheckCommandTest {

  private static final String FILE = "examples/diabetes-depth3-small-init.npz";

  @TempDir private Path home;

  @Test
  void upheld() throws Exception {
    Invocation invocation = check(0, 1, "sample/loss", "--json");

    assertEquals(ExitCode.GREEN, invocation.exit(), invocation.err());
    JsonNode json = new ObjectMapper().readTree(invocation.out());
    assertEquals("UPHELD", json.get("verdict").asText());
    assertEquals(0.4822515777796, json.get("checks").get(0).get("value").asDouble(), 1e-12);
  }

  @Test
  void refuted() {
    Invocation invocation = check(1, 1, "sample/loss");

    assertEquals(ExitCode.REFUTED, invocation.exit());
    assertTrue(invocation.out().startsWith("REFUTED  sample/loss"), invocation.out());
  }

  @Test
  void aFailingHypothesisIsNamedWithItsMargin() {
    Invocation invocation = check(0, -0.25, "sample/loss");

    assertEquals(ExitCode.UNDECIDED, invocation.exit());
    assertTrue(invocation.out().startsWith("VACUOUS  sample/loss"), invocation.out());
    assertTrue(
        invocation.out().contains("'the sample hypothesis' fails with margin -0.25"),
        invocation.out());
  }

  @Test
  void aFailingHypothesisOutweighsAViolation() {
    assertEquals(ExitCode.UNDECIDED, check(1, -1, "sample/loss").exit());
    assertEquals(ExitCode.GREEN, check(1, -1, "sample/loss", "--allow-inconclusive").exit());
  }

  @Test
  void allClaimsOfTheCatalogueAnswer() throws Exception {
    for (String name :
        new String[] {
          "diabetes-depth3-small-init", "diabetes-depth4-large-init", "diabetes-depth6-residual"
        }) {
      Invocation invocation =
          Invocation.of(
              home, Catalogue::scan, "check", "all", "--json", "--on", "examples/" + name + ".npz");

      JsonNode claims = new ObjectMapper().readTree(invocation.out()).get("claims");
      assertTrue(claims.size() >= 3, claims::toString);
      for (JsonNode claim : claims) {
        String verdict = claim.get("verdict").asText();
        assertTrue(
            verdict.equals("UPHELD") || verdict.equals("VACUOUS"),
            () -> name + ": " + claim.toPrettyString());
      }
    }
  }

  private Invocation check(double bound, double margin, String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "check";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--on";
    all[args.length + 2] = FILE;
    return Invocation.of(home, () -> SampleClaims.catalogue(SampleClaims.loss(bound, margin)), all);
  }
}
