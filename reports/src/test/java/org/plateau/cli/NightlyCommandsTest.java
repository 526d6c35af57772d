package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Claim;

/** The commands that check the judge: mutants and recheck. */
class NightlyCommandsTest {

  @TempDir private Path home;

  @Test
  void aCaughtMutantIsGreen() throws Exception {
    Invocation run = invoke(SampleClaims.guarded(), "mutants", "--json");

    assertEquals(ExitCode.GREEN, run.exit(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals(1, json.get("mutants").asInt());
    assertEquals(0, json.get("survivors").asInt());
    assertEquals("1", json.get("seed").asText());
    assertTrue(json.at("/trials/0/by").asText().startsWith("REFUTED"), run.out());
  }

  @Test
  void aSurvivorIsAFinding() {
    Invocation run = invoke(SampleClaims.blind(), "mutants");

    assertEquals(ExitCode.REFUTED, run.exit());
    assertTrue(run.out().contains("SURVIVED"), run.out());
  }

  @Test
  void recheckAgreesOnASoundRun() throws Exception {
    verify(SampleClaims.sound());

    Invocation run = recheck(SampleClaims.sound(), "--share=0.5", "--json");

    assertEquals(ExitCode.GREEN, run.exit(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertTrue(json.get("precise").asInt() > 100, run.out());
    assertEquals(0, json.get("findings").size());
  }

  @Test
  void aFreshSeedIsPrintedAsItWasUsed() {
    verify(SampleClaims.sound());
    String[] options = {"--share=0.5", "--seed=fresh", "--quiet"};

    Invocation fresh = recheck(SampleClaims.sound(), options);
    String seed = fresh.out().strip().replaceFirst("(?s).*; seed ", "");
    options[1] = "--seed=" + seed;

    assertEquals(fresh, recheck(SampleClaims.sound(), options));
    assertEquals("", fresh.err());
    Invocation mutants = invoke(SampleClaims.guarded(), "mutants", "--seed=0x2a", "--quiet");
    assertTrue(mutants.out().endsWith("seed 42\n"), mutants.out());
  }

  @Test
  void recheckFindsViolationsThatFiftyDigitsConfirm() {
    verify(SampleClaims.wrong());

    Invocation run = recheck(SampleClaims.wrong());

    assertEquals(ExitCode.REFUTED, run.exit(), run.err());
    assertTrue(run.out().startsWith("VIOLATED  ./plateau replay sample/wrong@1:0"), run.out());
  }

  @Test
  void recheckNoticesThatTheClaimWasEdited() {
    verify(SampleClaims.sound());

    Invocation run = recheck(SampleClaims.edited(), "--share=0.1");

    assertEquals(ExitCode.STALE, run.exit(), run.err());
    assertTrue(run.out().contains("NOT_REPRODUCED"), run.out());
  }

  @Test
  void aSelectionOfNothingSaysSo() {
    verify(SampleClaims.sound());

    assertEquals(ExitCode.NOTHING_SELECTED, recheck(SampleClaims.squares(), "--share=1").exit());
  }

  private void verify(Claim<Double> claim) {
    invoke(claim, "verify", "--quick", "--out", home.resolve("run").toString());
  }

  private Invocation recheck(Claim<Double> claim, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "recheck";
    args[1] = home.resolve("run").toString();
    System.arraycopy(options, 0, args, 2, options.length);
    return invoke(claim, args);
  }

  private Invocation invoke(Claim<Double> claim, String... args) {
    return Invocation.of(home, () -> SampleClaims.catalogue(claim), args);
  }
}
