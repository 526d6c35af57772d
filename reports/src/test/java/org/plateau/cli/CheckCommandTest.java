package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.cli.input.NpzBuilder;
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

  /** Nothing is curved there, and no claim but those of every point speaks of it. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-120})
  void everyClaimAnswersForLayersOfAlmostNothing(double size) throws Exception {
    Path file =
        NpzBuilder.network()
            .array("W1", new int[] {2, 3}, size, 0, 0, size, 0, 0)
            .array("W2", new int[] {1, 2}, size, 0)
            .write(home.resolve("zero.npz"));

    Invocation invocation =
        Invocation.of(home, Catalogue::scan, "check", "all", "--json", "--on", file.toString());

    assertEquals(ExitCode.UNDECIDED, invocation.exit(), invocation.err() + invocation.out());
    int upheld = 0;
    for (JsonNode claim : new ObjectMapper().readTree(invocation.out()).get("claims")) {
      String verdict = claim.get("verdict").asText();
      upheld += verdict.equals("UPHELD") ? 1 : 0;
      assertTrue(verdict.equals("UPHELD") || verdict.equals("VACUOUS"), claim::toPrettyString);
      boolean atZero = size == 0 && claim.get("claim").asText().endsWith("/gradient-domination");
      assertTrue(!atZero || verdict.equals("VACUOUS"), claim::toPrettyString);
    }
    assertTrue(upheld >= 5, "upheld: " + upheld);
  }

  @Test
  void aClaimThatFailsLeavesTheOthersTheirVerdicts() throws Exception {
    Invocation invocation =
        Invocation.of(
            home,
            () -> SampleClaims.catalogue(SampleClaims.loss(0, 1), SampleClaims.brokenLoss()),
            "check",
            "all",
            "--json",
            "--on",
            FILE);

    assertEquals(ExitCode.FAULT, invocation.exit(), invocation.err());
    JsonNode claims = new ObjectMapper().readTree(invocation.out()).get("claims");
    assertEquals("FAULTY", claims.get(0).get("verdict").asText());
    assertTrue(claims.get(0).get("reason").asText().contains("no numbers today"), claims::toString);
    assertEquals("UPHELD", claims.get(1).get("verdict").asText());
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
