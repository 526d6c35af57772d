package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.verify.Verdict;

/** The table of exit codes: numbers, precedence, and the help that prints it. */
class ExitCodeTest {

  @Test
  void numbersAsDocumented() {
    assertEquals(0, ExitCode.GREEN.code());
    assertEquals(1, ExitCode.REFUTED.code());
    assertEquals(2, ExitCode.BAD_INPUT.code());
    assertEquals(3, ExitCode.UNDECIDED.code());
    assertEquals(4, ExitCode.NOTHING_SELECTED.code());
    assertEquals(5, ExitCode.STALE.code());
    assertEquals(70, ExitCode.FAULT.code());
    assertEquals(130, ExitCode.INTERRUPTED.code());
    assertEquals(143, ExitCode.TERMINATED.code());
  }

  @Test
  void theWorstOneWins() {
    List<Integer> worstFirst =
        Arrays.stream(ExitCode.values())
            .filter(code -> code.code() < 130)
            .sorted(Comparator.reverseOrder())
            .map(ExitCode::code)
            .toList();

    assertEquals(List.of(70, 2, 1, 5, 3, 4, 0), worstFirst);
    assertEquals(
        ExitCode.REFUTED,
        ExitCode.worst(List.of(ExitCode.UNDECIDED, ExitCode.REFUTED, ExitCode.STALE)));
    assertEquals(ExitCode.GREEN, ExitCode.worst(List.of()));
  }

  @Test
  void everyVerdictHasOne() {
    assertEquals(ExitCode.GREEN, ExitCode.of(Verdict.UPHELD, false));
    assertEquals(ExitCode.REFUTED, ExitCode.of(Verdict.REFUTED, true));
    assertEquals(ExitCode.FAULT, ExitCode.of(Verdict.FAULTY, true));
    for (Verdict verdict : List.of(Verdict.INCONCLUSIVE, Verdict.VACUOUS, Verdict.DOUBTFUL)) {
      assertEquals(ExitCode.UNDECIDED, ExitCode.of(verdict, false));
      assertEquals(ExitCode.GREEN, ExitCode.of(verdict, true));
    }
  }

  @Test
  void theDocumentationHasTheTable() throws Exception {
    String page = Files.readString(Path.of("docs/exit-codes.md"));
    ExitCode.table()
        .forEach(
            (code, meaning) ->
                assertTrue(page.contains("| " + code + " | " + meaning + " |\n"), code));
  }

  @Test
  void helpPrintsTheTable(@TempDir Path home) {
    Invocation help = Invocation.of(home, SampleClaims::catalogue, "--help");

    assertEquals(ExitCode.GREEN, help.exit());
    for (ExitCode code : ExitCode.values()) {
      assertTrue(help.out().matches("(?s).*\n +" + code.code() + " +\\S.*"), help.out());
    }
  }
}
