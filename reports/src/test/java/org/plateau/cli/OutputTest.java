package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.theorems.Catalogue;

/** Streams, color, JSON. */
class OutputTest {

  @TempDir private Path home;

  @Test
  void listAsJson() throws Exception {
    Invocation invocation = list("--json");

    JsonNode claim = new ObjectMapper().readTree(invocation.out()).get("claims").get(0);
    assertEquals("sample/sound", claim.get("id").asText());
    assertEquals("LOWER", claim.get("direction").asText());
    assertEquals("sharpness", claim.get("paper").asText());
    assertEquals("x-2-at-least-2", claim.get("probes").get(0).asText());
    assertEquals("", invocation.err());
  }

  @Test
  void selectorsPickAndLeaveOut() {
    assertEquals(ExitCode.GREEN, list("*sound").exit());
    assertTrue(list("sample/*").out().contains("2 claims"));
    assertTrue(list("sample/*", "--exclude", "*wrong").out().contains("1 claim,"));
    assertTrue(list("--tag", "sample", "--paper", "sharpness").out().contains("2 claims"));
  }

  @Test
  void colorOnlyWhenAsked() {
    assertFalse(list().out().contains("\u001b["));
    assertTrue(list("--color=always").out().contains("\u001b["));
    assertFalse(list("--color=always", "--ascii").out().contains("\u001b["));
  }

  @Test
  void noColorIsHonored() {
    assertTrue(listOnATerminal(Map.of()).contains("\u001b["));
    assertTrue(listOnATerminal(Map.of("NO_COLOR", "")).contains("\u001b["));
    assertFalse(listOnATerminal(Map.of("NO_COLOR", "1")).contains("\u001b["));
    assertFalse(listOnATerminal(Map.of("TERM", "dumb")).contains("\u001b["));
  }

  private String listOnATerminal(Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, true, true, 80, environment, home);
    Main.run(terminal, () -> SampleClaims.catalogue(SampleClaims.sound()), "list");
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void describeEveryClaim() throws Exception {
    Catalogue catalogue = Catalogue.scan();
    for (var claim : catalogue.claims()) {
      String id = claim.statement().id();
      Invocation text = Invocation.of(home, () -> catalogue, "describe", id);
      assertEquals(ExitCode.GREEN, text.exit(), text.err());
      assertTrue(text.out().contains(claim.statement().title()));
      Invocation json = Invocation.of(home, () -> catalogue, "describe", "--json", id);
      assertEquals(id, new ObjectMapper().readTree(json.out()).get("id").asText());
    }
  }

  @Test
  void doctorFindsThisMachineHealthy() throws Exception {
    Invocation json = Invocation.of(home, SampleClaims::catalogue, "doctor", "--json");

    assertEquals(ExitCode.GREEN, json.exit(), json.out());
    assertTrue(new ObjectMapper().readTree(json.out()).get("healthy").asBoolean());
  }

  private Invocation list(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "list";
    System.arraycopy(args, 0, all, 1, args.length);
    return Invocation.of(
        home, () -> SampleClaims.catalogue(SampleClaims.sound(), SampleClaims.wrong()), all);
  }
}
