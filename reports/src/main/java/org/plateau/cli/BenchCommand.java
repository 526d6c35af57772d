package org.plateau.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.plateau.cli.input.BadInputException;
import org.plateau.report.ReportWriter;
import org.plateau.verify.Environment;
import org.plateau.verify.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the benchmarks. */
@Command(
    name = "bench",
    description =
        "Run the JMH suite with sane settings, store its results, and add them to a run's report.")
final class BenchCommand implements Callable<Integer> {

  private static final int LINES_KEPT = 10;

  private final Main main;
  private final Deque<String> lastSaid = new ArrayDeque<>();
  private volatile @Nullable Process running;

  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      description = "Only benchmarks whose name matches. Default: all.")
  private String regex = ".*";

  @Option(names = "--quick", description = "One fork, short iterations: a look, no measurement.")
  private boolean quick;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "The run whose report gets the results. Default: the last run, if any.")
  private @Nullable Path run;

  @Option(
      names = "--peers",
      paramLabel = "FILE",
      description =
          "Results of benchmarks/peers/peers.py --json, for the report. Default:"
              + " benchmarks/results/peers.json, if there.")
  private @Nullable Path peers;

  BenchCommand(Main main) {
    this.main = main;
  }

  @Override
  public Integer call() throws Exception {
    requirePattern();
    Path target = target();
    Path peerResults = peerResults();
    // A command that is told to end takes along what it started, and leaves no file behind.
    try (Interruption interruption = new Interruption(this::end)) {
      Path jar = jar();
      requireMatch(jar);
      return measure(jar, target, peerResults);
    }
  }

  private int measure(Path jar, @Nullable Path target, @Nullable Path peerResults)
      throws Exception {
    Path results = Files.createTempFile("plateau-bench", ".json");
    Path work = Files.createTempFile("plateau-bench-work", ".json");
    try {
      int code = jmh(jar, results);
      if (code != 0 || Files.size(results) == 0) {
        main.output()
            .error("plateau: the benchmarks ended with code " + code + "; the last they said:");
        lastSaid.forEach(main.output()::error);
        return ExitCode.FAULT.code();
      }
      count(jar, work);
      return store(target, peerResults, read(results), read(work));
    } finally {
      Files.deleteIfExists(results);
      Files.deleteIfExists(work);
    }
  }

  /** What would fail after half an hour of benchmarks fails before them. */
  private void requirePattern() {
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new BadInputException(
          "the regular expression " + regex,
          e.getDescription().toLowerCase(Locale.ROOT) + " at position " + e.getIndex(),
          "leave it out to run all benchmarks, or give a part of a name, as in Sharpness");
    }
  }

  private void requireMatch(Path jar) throws IOException, InterruptedException {
    List<String> listing = new ArrayList<>();
    List<String> command = List.of(java(), "-jar", jar.toString(), "-l", "--", regex);
    start(command, main.output().terminal().home(), listing::add);
    if (listing.stream().noneMatch(line -> line.startsWith("org.plateau."))) {
      throw new NothingSelectedException(
          "nothing selected: no benchmark matches "
              + regex
              + "; leave it out to run all, or give a part of a name, as in Sharpness");
    }
  }

  private @Nullable Path target() {
    Path target =
        run == null
            ? new Runs(main.output().terminal()).last().map(RunDirectory::path).orElse(null)
            : run;
    if (target != null) {
      StoredRun.read(target);
      if (!Files.isWritable(target)) {
        throw new BadInputException(
            target.toString(),
            "cannot be written, and the results go there",
            "check its permissions, or give another run with --run");
      }
    }
    return target;
  }

  private @Nullable Path peerResults() {
    Path stored = main.output().terminal().home().resolve("benchmarks/results/peers.json");
    Path file = peers == null ? stored : peers;
    if (peers == null && !Files.isRegularFile(stored)) {
      return null;
    }
    try {
      if (read(file).path("peers").isArray()) {
        return file;
      }
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(),
          "is no file of JSON that can be read",
          "make it with benchmarks/peers/peers.py --json");
    }
    throw new BadInputException(
        file.toString(),
        "holds no results of peers",
        "make it with benchmarks/peers/peers.py --json");
  }

  private Path jar() throws Exception {
    Path home = main.output().terminal().home();
    Path jar = home.resolve("benchmarks").resolve("target").resolve("benchmarks.jar");
    if (!Files.isRegularFile(home.resolve("pom.xml"))) {
      if (Files.isRegularFile(jar)) {
        return jar;
      }
      throw new BadInputException(
          jar.toString(), "does not exist, and there is no pom.xml to build it", "use a checkout");
    }
    main.output().note("building the benchmarks");
    List<String> command =
        List.of("mvn", "-q", "-B", "-pl", "benchmarks", "-am", "package", "-DskipTests");
    if (start(command, home) != 0) {
      throw new BadInputException(
          "the benchmarks", "could not be built", "run: " + String.join(" ", command));
    }
    return jar;
  }

  private int jmh(Path jar, Path results) throws Exception {
    List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
    command.addAll(
        List.of("-rf", "json", "-rff", results.toString(), "-prof", "gc", "-foe", "true"));
    // Numbers of iterations stay with the benchmarks: a cold run wants one and no warm-up.
    command.addAll(quick ? List.of("-f", "1", "-w", "500ms", "-r", "250ms") : List.of("-f", "2"));
    command.addAll(List.of("--", regex));
    return start(command, main.output().terminal().home());
  }

  /** The counted work, which no clock disturbs. */
  private void count(Path jar, Path work) throws IOException, InterruptedException {
    String counting = "org.plateau.benchmarks.WorkCounts";
    if (start(List.of(java(), "-cp", jar.toString(), counting, work.toString()), jar.getParent())
        != 0) {
      throw new IOException("the work of the benchmarks could not be counted; see above");
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  /** Runs a program; what it says goes to stderr, so that stdout carries the result only. */
  private int start(List<String> command, Path directory) throws IOException, InterruptedException {
    return start(
        command,
        directory,
        line -> {
          main.output().note(line);
          lastSaid.add(line);
          if (lastSaid.size() > LINES_KEPT) {
            lastSaid.remove();
          }
        });
  }

  private int start(List<String> command, Path directory, Consumer<String> listener)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    running = process;
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        listener.accept(line);
      }
      return process.waitFor();
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private void end() {
    Process process = running;
    if (process != null) {
      // Through its handle: the process itself would close the stream that is being read.
      process.descendants().forEach(ProcessHandle::destroy);
      process.toHandle().destroy();
    }
  }

  private int store(@Nullable Path target, @Nullable Path peerResults, JsonNode jmh, JsonNode work)
      throws IOException {
    ObjectNode benchmarks = new ObjectMapper().createObjectNode();
    ObjectNode machine = benchmarks.putObject("machine");
    for (Map.Entry<String, String> property : Environment.properties().entrySet()) {
      machine.put(property.getKey(), property.getValue());
    }
    benchmarks.set("jmh", jmh);
    benchmarks.set("work", work);
    if (target != null) {
      Files.writeString(target.resolve("benchmarks.json"), RunDirectory.json(benchmarks));
      if (peerResults != null) {
        Files.copy(peerResults, target.resolve("peers.json"), StandardCopyOption.REPLACE_EXISTING);
      }
      ReportWriter.write(target);
    }
    if (main.output().json()) {
      main.output().json(benchmarks);
    } else {
      print(jmh, target);
    }
    return ExitCode.GREEN.code();
  }

  private void print(JsonNode jmh, @Nullable Path target) {
    Table table =
        new Table(main.output(), "benchmark", "parameters", "score", "error", "unit", "bytes/op")
            .flexible(1)
            .right(2, 3, 5);
    for (JsonNode row : jmh) {
      List<String> parameters = new ArrayList<>();
      row.path("params")
          .properties()
          .forEach(entry -> parameters.add(entry.getKey() + "=" + entry.getValue().asText()));
      String name = row.path("benchmark").asText();
      JsonNode metric = row.path("primaryMetric");
      table.row(
          name.replaceAll(".*\\.([^.]+\\.[^.]+)$", "$1"),
          String.join(", ", parameters),
          Numbers.digits(metric.path("score").asDouble(), 4),
          Numbers.digits(metric.path("scoreError").asDouble(Double.NaN), 2),
          metric.path("scoreUnit").asText(),
          Numbers.digits(
              row.path("secondaryMetrics")
                  .path("gc.alloc.rate.norm")
                  .path("score")
                  .asDouble(Double.NaN),
              3));
    }
    table.print();
    if (target != null) {
      main.output().line("report  " + target.resolve("report.html"));
    }
  }
}
