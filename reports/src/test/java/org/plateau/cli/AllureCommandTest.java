package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureCommandTest {

  @Test
  void withoutResultsThereIsNothingToReport(@TempDir Path home) {
    Invocation invocation = Invocation.of(home, SampleClaims::catalogue, "allure");

    assertEquals(ExitCode.NOTHING_SELECTED, invocation.exit());
    assertTrue(invocation.err().contains("run 'mvn verify' first"), invocation.err());
  }

  @Test
  void withoutAllureTheRemedyIsNamed(@TempDir Path home) throws Exception {
    Files.writeString(home.resolve("x-result.json"), "{}");
    Invocation invocation =
        Invocation.of(home, SampleClaims::catalogue, "allure", "--results", home.toString());

    assertEquals(ExitCode.BAD_INPUT, invocation.exit());
    assertTrue(invocation.err().contains("has no Allure in it"), invocation.err());
  }
}
