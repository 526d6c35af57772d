package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plateau.verify.Verdict;
import picocli.CommandLine.Command;

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

  @ParameterizedTest
  @MethodSource("commands")
  void helpPrintsTheTable(String command, @TempDir Path home) {
    String[] arguments = command.isEmpty() ? new String[0] : new String[] {command};
    String[] asked = Arrays.copyOf(arguments, arguments.length + 1);
    asked[arguments.length] = "--help";
    Invocation help = Invocation.of(home, SampleClaims::catalogue, asked);

    assertEquals(ExitCode.GREEN, help.exit());
    String table = help.out().substring(help.out().indexOf("Exit codes"));
    for (ExitCode code : ExitCode.values()) {
      assertTrue(table.matches("(?s).*\n +" + code.code() + " +\\S.*"), help.out());
    }
  }

  /** The program itself, and each of its commands. */
  static List<String> commands() {
    List<String> names = new ArrayList<>(List.of(""));
    for (Class<?> command : Main.class.getAnnotation(Command.class).subcommands()) {
      names.add(command.getAnnotation(Command.class).name());
    }
    return names;
  }
}
