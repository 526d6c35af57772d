package org.plateau.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.verify.Version;
import picocli.CommandLine.Command;

/** Shows what a run depends on. */
@Command(
    name = "doctor",
    description = "JDK, cores, memory, locale, disk, clock, library versions.")
final class DoctorCommand implements Callable<Integer> {

  private static final long NEEDED_DISK = 100L << 20;
  private static final long NEEDED_MEMORY = 200L << 20;
  private static final Instant BUILT = Instant.parse("2026-11-22T00:00:00Z");

  private final Main main;
  private final Map<String, String> findings = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();

  DoctorCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() {
    software();
    machine();
    disk();
    arithmetic();
    if (main.output().json()) {
      main.output().json(new Diagnosis(problems.isEmpty(), findings, problems));
    } else {
      print();
    }
    return (problems.isEmpty() ? ExitCode.GREEN : ExitCode.BAD_INPUT).code();
  }

  private void software() {
    findings.put("plateau", Version.current());
    findings.put(
        "java",
        System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor")
            + ")");
    findings.put("java home", System.getProperty("java.home"));
    findings.putAll(Version.libraries());
    findings.put("kernels", Kernels.description());
    findings.put(
        "locale",
        System.getProperty("user.language") + "-" + System.getProperty("user.country", ""));
    findings.put("file names", System.getProperty("sun.jnu.encoding", "unknown"));
  }

  private void machine() {
    Runtime runtime = Runtime.getRuntime();
    findings.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    findings.put("cores", Integer.toString(runtime.availableProcessors()));
    findings.put("memory", (runtime.maxMemory() >> 20) + " MiB at most");
    if (runtime.maxMemory() < NEEDED_MEMORY) {
      problems.put("memory", "less than 200 MiB; give the JVM more with JAVA_TOOL_OPTIONS=-Xmx1g");
    }
    findings.put("clock", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    if (Instant.now().isBefore(BUILT)) {
      problems.put("clock", "it is before the day this version was made; set the clock");
    }
  }

  private void disk() {
    Path runs = new Runs(main.output().terminal()).directory();
    findings.put("runs", runs.toString());
    try {
      Files.createDirectories(runs);
      Path probe = Files.createTempFile(runs, ".doctor", "");
      Files.delete(probe);
      FileStore store = Files.getFileStore(runs);
      findings.put("disk", (store.getUsableSpace() >> 20) + " MiB free");
      if (store.getUsableSpace() < NEEDED_DISK) {
        problems.put("disk", "less than 100 MiB free at " + runs + "; use --out");
      }
    } catch (IOException e) {
      problems.put("disk", runs + " cannot be written (" + e.getMessage() + "); use --out");
    }
  }

  /** The identities on which equal bytes over machines rest. */
  private void arithmetic() {
    boolean fused = Math.fma(0x1.0000001p0, 0x1.0000001p0, -0x1.0000002p0) == 0x1p-56;
    boolean exponential = FastMath.exp(1.0) == 0x1.5bf0a8b145769p1;
    findings.put("arithmetic", fused && exponential ? "as expected, bit for bit" : "unexpected");
    if (!fused || !exponential) {
      problems.put("arithmetic", "this JVM does not compute like others; use another JDK");
    }
  }

  private void print() {
    Output output = main.output();
    Table table = new Table(output, "what", "found");
    findings.forEach(table::row);
    table.print();
    output.line("");
    problems.forEach((what, text) -> output.line("PROBLEM " + what + ": " + text));
    output.line(problems.isEmpty() ? "all well" : problems.size() + " problem(s)");
  }

  /** The JSON document. */
  record Diagnosis(boolean healthy, Map<String, String> findings, Map<String, String> problems) {}
}
