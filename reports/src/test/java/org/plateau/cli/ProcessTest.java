package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.verify.RunDirectory;

/** The command line as a process of its own: signals, a full disk, locales, the launcher. */
class ProcessTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String[] LONG_RUN = {
    "verify", "sharpness/lower-bound", "sharpness/certificate", "--tries", "150000"
  };

  @TempDir private Path home;

  @BeforeEach
  void onlyWhereThereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalKeepsWhatWasFoundAndSaysHowToGoOn(String signal, int code) throws Exception {
    assumeTrue(signal.equals("TERM") || hearsInterrupts(), "SIGINT is ignored here");
    Path run = home.resolve("run");
    Process process = start(command(with(LONG_RUN, "--out", run.toString())), Map.of());
    waitFor(run.resolve("journal.jsonl"));
    TimeUnit.MILLISECONDS.sleep(300);

    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(code, process.exitValue(), () -> read("err"));
    assertTrue(read("err").contains("./plateau verify --resume " + run), () -> read("err"));
    assertFalse(new RunDirectory(run).readRun().result().complete());
    for (String file : List.of("report.html", "junit.xml", "summary.md", "results.sarif")) {
      assertTrue(Files.size(run.resolve(file)) > 0, file);
    }
  }

  /** What a script starts in the background inherits that it does not hear SIGINT. */
  private static boolean hearsInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return !Files.isReadable(status)
        || Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .allMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 2) == 0);
  }

  @Test
  void aKilledRunResumesToTheSameVerdicts() throws Exception {
    String[] claims = {"verify", "sharpness/lower-bound", "sharpness/certificate", "--tries=6000"};
    Path whole = home.resolve("whole");
    Path killed = home.resolve("killed");
    assertEquals(0, run(command(with(claims, "--out", whole.toString())), Map.of()));
    Process process = start(command(with(claims, "--out", killed.toString())), Map.of());
    waitFor(killed.resolve("journal.jsonl"));
    TimeUnit.MILLISECONDS.sleep(400);
    process.destroyForcibly().waitFor();

    int code = run(command("verify", "--resume", killed.toString()), Map.of());

    assertEquals(0, code, () -> read("err"));
    assertArrayEquals(
        RunDirectory.verdictBytes(new RunDirectory(whole).readRun()),
        RunDirectory.verdictBytes(new RunDirectory(killed).readRun()));
  }

  @Test
  void aFullDiskEndsInOneSentence() throws Exception {
    String command = String.join(" ", quoted(command(with(LONG_RUN, "--out", home + "/run"))));
    // A limit on the size of files is the full disk that needs no privileges.
    int code = run(List.of("/bin/bash", "-c", "ulimit -f 8; exec " + command), Map.of());

    assertEquals(2, code, () -> read("err"));
    assertTrue(read("err").contains("cannot be written"), () -> read("err"));
    assertFalse(read("err").contains("\tat "), () -> read("err"));
  }

  @Test
  void aResultThatCannotBeWrittenIsNoSuccess() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
    String list = String.join(" ", quoted(command("list", "--json")));

    int code = run(List.of("/bin/bash", "-c", list + " >/dev/full"), Map.of());

    assertEquals(2, code, () -> read("err"));
    assertTrue(read("err").contains("could not be written to stdout: No space"), () -> read("err"));
  }

  @Test
  void aReaderThatHadEnoughIsNoFailure() throws Exception {
    String list = String.join(" ", quoted(command("list", "--json")));
    String piped = "set -o pipefail; " + list + " | head -c 10";

    assertEquals(0, run(List.of("/bin/bash", "-c", piped), Map.of()), () -> read("err"));

    assertEquals("", read("err"));
  }

  @ParameterizedTest
  @CsvSource({"tr, TR", "de, DE", "ar, EG"})
  void theLocaleChangesNothing(String language, String country) throws Exception {
    List<String> plain = command("verify", "sharpness/lower-bound", "--tries=50", "--json");
    assertEquals(0, run(with(plain, "--out", home + "/a"), Map.of()));
    String expected = read("out");
    List<String> other = new ArrayList<>(plain);
    other.add(1, "-Duser.language=" + language);
    other.add(2, "-Duser.country=" + country);

    assertEquals(0, run(with(other, "--out", home + "/b"), Map.of()), () -> read("err"));

    assertEquals(expected, read("out"));
  }

  @Test
  void theLauncherSaysWhatIsMissing() throws Exception {
    List<String> launcher = List.of("/bin/bash", ROOT.resolve("plateau").toString(), "doctor");

    assertEquals(2, run(launcher, Map.of("JAVA_HOME", "/nonexistent")));

    assertTrue(read("err").startsWith("plateau: JAVA_HOME is /nonexistent"), () -> read("err"));
    assertTrue(read("err").contains("set JAVA_HOME to a JDK from 17 up"), () -> read("err"));
  }

  private List<String> command(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dplateau.home=" + home);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.plateau.cli.Main");
    command.addAll(List.of(args));
    return command;
  }

  private static String[] with(String[] args, String... more) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static List<String> with(List<String> args, String... more) {
    List<String> all = new ArrayList<>(args);
    all.addAll(List.of(more));
    return all;
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(VerifyCommand::quoted).toList();
  }

  private int run(List<String> command, Map<String, String> environment) throws Exception {
    Process process = start(command, environment);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "did not end");
    return process.exitValue();
  }

  private Process start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(home.resolve("out").toFile())
        .redirectError(home.resolve("err").toFile())
        .start();
  }

  private String read(String stream) {
    try {
      return Files.readString(home.resolve(stream));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void waitFor(Path file) throws Exception {
    for (int i = 0; i < 600 && !(Files.exists(file) && Files.size(file) > 2_000); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
