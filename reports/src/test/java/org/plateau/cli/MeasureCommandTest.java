package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.cli.input.NpzBuilder;

/** Measuring trained networks, and small ones with closed forms. */
class MeasureCommandTest {

  private static final List<String> KEYS =
      List.of(
          "depth",
          "widths",
          "samples",
          "loss",
          "minimalLoss",
          "lossGap",
          "isMinimizer",
          "sharpness",
          "sharpnessMethod",
          "hessianTrace",
          "minimalSharpness",
          "lowerBound",
          "upperBound",
          "certificateBound",
          "minimalTrace",
          "imbalance",
          "rankDeficit",
          "alignment",
          "hypotheses");

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diabetes-depth3-small-init",
        "diabetes-depth4-large-init",
        "diabetes-depth6-residual"
      })
  void trainedNetworksAreMinimizersWithinTheBounds(String name) throws Exception {
    JsonNode json = measure(Path.of("examples", name + ".npz"));

    KEYS.forEach(key -> assertTrue(json.has(key), key));
    assertTrue(json.get("isMinimizer").asBoolean());
    assertEquals("TANGENT_KERNEL", json.get("sharpnessMethod").asText());
    double sharpness = json.get("sharpness").asDouble();
    assertTrue(sharpness >= json.get("minimalSharpness").asDouble());
    assertTrue(sharpness >= json.get("certificateBound").asDouble());
    assertTrue(json.get("certificateBound").asDouble() >= json.get("lowerBound").asDouble());
    assertTrue(json.get("minimalSharpness").asDouble() >= json.get("lowerBound").asDouble());
    assertTrue(json.get("upperBound").asDouble() >= json.get("minimalSharpness").asDouble());
    assertTrue(json.get("hessianTrace").asDouble() >= json.get("minimalTrace").asDouble());
    assertEquals(json.get("depth").asInt(), json.get("rankDeficit").size());
    assertEquals(json.get("depth").asInt() - 1, json.get("alignment").size());
  }

  /** R(a, b) = (1 - a b)^2 for x = y = 1: the Hessian is 2 (b^2, 2ab - 1; 2ab - 1, a^2). */
  @Test
  void twoScalarsAwayFromTheMinimum() throws Exception {
    Path file =
        new NpzBuilder()
            .array("W1", new int[] {1, 1}, 3)
            .array("W2", new int[] {1, 1}, -0.5)
            .array("X", new int[] {1, 1}, 1)
            .array("y", new int[] {1}, 1)
            .write(home.resolve("scalar.npz"));

    JsonNode json = measure(file);

    double a = 3;
    double b = -0.5;
    double mean = a * a + b * b;
    double top = mean + Math.hypot(a * a - b * b, 2 * (2 * a * b - 1));
    assertEquals(top, json.get("sharpness").asDouble(), 1e-12 * top);
    assertEquals(2 * mean, json.get("hessianTrace").asDouble(), 1e-12);
    assertEquals(6.25, json.get("loss").asDouble(), 1e-12);
    assertEquals(4, json.get("minimalSharpness").asDouble(), 1e-12);
    assertEquals(a * a - b * b, json.get("imbalance").asDouble(), 1e-12);
    assertEquals(false, json.get("isMinimizer").asBoolean());
  }

  @Test
  void depthOne() throws Exception {
    Path file =
        new NpzBuilder()
            .array("W1", new int[] {1, 2}, 1, 2)
            .array("X", new int[] {2, 2}, 1, 0, 0, 3)
            .array("y", new int[] {2}, 1, 6)
            .write(home.resolve("depth1.npz"));

    JsonNode json = measure(file);

    assertEquals(9, json.get("sharpness").asDouble(), 1e-12);
    assertEquals(9, json.get("minimalSharpness").asDouble(), 1e-12);
    assertEquals(10, json.get("hessianTrace").asDouble(), 1e-12);
    assertEquals(0, json.get("alignment").size());
    assertEquals(0, json.get("imbalance").asDouble());
  }

  @Test
  void singlePrecisionIsSaid() {
    Invocation text =
        Invocation.of(
            home, SampleClaims::catalogue, "measure", "src/test/resources/npz/float32.npz");

    assertEquals(ExitCode.GREEN, text.exit(), text.err());
    assertTrue(text.out().contains("note: float32 in W1, W2, X, y"), text.out());
  }

  @Test
  void asciiOnRequest() {
    Invocation text =
        Invocation.of(
            home,
            SampleClaims::catalogue,
            "measure",
            "--ascii",
            "examples/diabetes-depth3-small-init.npz");

    assertTrue(text.out().chars().allMatch(c -> c < 128), text.out());
  }

  private JsonNode measure(Path file) throws Exception {
    Invocation invocation =
        Invocation.of(home, SampleClaims::catalogue, "measure", "--json", file.toString());
    assertEquals(ExitCode.GREEN, invocation.exit(), invocation.err());
    assertEquals("", invocation.err());
    return new ObjectMapper().readTree(invocation.out());
  }
}
