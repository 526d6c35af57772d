package org.plateau.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.plateau.cli.input.NpzBuilder;
import org.plateau.verify.RunRecord;

/**
 * Bad input, one row each: the exit code, and a message on stderr that names the input, the rule
 * and a remedy. Never a stack trace, never anything on stdout.
 */
class BadInputTest {

  @TempDir private static Path directory;

  /**
   * One row.
   *
   * @param name what is wrong
   * @param exit how the command must end
   * @param args the arguments; FILE stands for the file that {@code prepare} wrote
   * @param prepare writes the input file
   * @param words what the message must contain
   */
  private record Row(
      String name, ExitCode exit, List<String> args, Consumer<Path> prepare, List<String> words) {}

  private static Stream<Row> rows() {
    return Stream.of(files(), networks(), selections(), usage(), budgets(), runs(), replays())
        .flatMap(rows -> rows);
  }

  private static Stream<Row> files() {
    return Stream.of(
        measure("no such file", path -> {}, "no such file", "check the path"),
        measure("a directory", BadInputTest::makeDirectory, "not a regular file", "numpy.savez"),
        measure("an empty file", path -> write(path, new byte[0]), "is empty", "numpy.savez"),
        measure("not a ZIP", path -> write(path, "hello, world".getBytes()), "not an NPZ", "savez"),
        measure(
            "a single NPY",
            path -> write(path, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}),
            "single NPY array",
            "numpy.savez"),
        measure(
            "a PyTorch checkpoint",
            path -> new NpzBuilder().entry("archive/data.pkl", new byte[4]).write(path),
            "PyTorch checkpoint",
            "detach"),
        measure(
            "a truncated ZIP",
            path -> write(path, Arrays.copyOf(NpzBuilder.network().bytes(), 300)),
            "damaged or cut off",
            "numpy.savez"),
        measure(
            "a bomb by declaration",
            path ->
                NpzBuilder.network()
                    .raw("W1", NpzBuilder.header("<f8", 8000, 8000), new byte[80])
                    .write(path),
            "no room for that many",
            "numpy.savez"),
        measure(
            "more than the limit",
            path ->
                NpzBuilder.network()
                    .raw("W1", NpzBuilder.header("<f8", 100_000, 100_000), new byte[80])
                    .write(path),
            "more than 67108864 elements",
            "512 MiB"),
        measure(
            "negative extent",
            path ->
                NpzBuilder.network()
                    .raw("W1", NpzBuilder.header("<f8", -3, 3), new byte[8])
                    .write(path),
            "header is damaged",
            "numpy.savez"),
        measure(
            "object array",
            path ->
                NpzBuilder.network()
                    .raw("W1", NpzBuilder.header("|O", 2, 3), new byte[9])
                    .write(path),
            "W1",
            "Python objects",
            "float64"),
        measure(
            "complex numbers",
            path ->
                NpzBuilder.network()
                    .raw("X", NpzBuilder.header("<c16", 4, 3), new byte[192])
                    .write(path),
            "X",
            "'<c16'",
            "astype"),
        measure(
            "an element type that would write to the terminal",
            path ->
                NpzBuilder.network()
                    .raw(
                        "X",
                        NpzBuilder.header("<\u001b]0;x\u0007\n" + "8".repeat(500), 4),
                        new byte[8])
                    .write(path),
            "array X",
            "element type '<\ufffd]0;x\ufffd\ufffd8",
            "8…'",
            "astype"),
        measure(
            "an array name that would write to the terminal",
            path ->
                NpzBuilder.network()
                    .without("y")
                    .array("\u001b[31m\u202e" + "z".repeat(3000), new int[] {1}, 1)
                    .write(path),
            "no array y",
            "(found \ufffd[31m\ufffdz",
            "z…)"),
        measure(
            "booleans",
            path ->
                NpzBuilder.network().raw("y", NpzBuilder.header("|b1", 4), new byte[4]).write(path),
            "y",
            "'|b1'",
            "astype"),
        measure(
            "an array cut short",
            path ->
                NpzBuilder.network()
                    .raw("y", NpzBuilder.header("<f8", 4), new byte[24])
                    .write(path),
            "array y",
            "cut off",
            "numpy.savez"),
        measure(
            "an array with more data than its shape",
            path ->
                NpzBuilder.network()
                    .raw("y", NpzBuilder.header("<f8", 4), new byte[40])
                    .write(path),
            "array y",
            "more bytes",
            "numpy.savez"),
        measure(
            "no NPY inside",
            path -> NpzBuilder.network().entry("y.npy", "1 2 3 4 5".getBytes()).write(path),
            "array y",
            "not in NPY form",
            "numpy.savez"));
  }

  private static Stream<Row> networks() {
    return Stream.of(
        measure(
            "missing y",
            path -> NpzBuilder.network().without("y").write(path),
            "no array y",
            "add y"),
        measure(
            "missing X",
            path -> NpzBuilder.network().without("X").write(path),
            "no array X",
            "add X"),
        measure(
            "depth 0",
            path -> NpzBuilder.network().without("W1").without("W2").write(path),
            "has no layer",
            "W1, W2"),
        measure(
            "layers from 0",
            path -> NpzBuilder.network().array("W0", new int[] {3, 3}, new double[9]).write(path),
            "W0",
            "from W1"),
        measure(
            "a gap in the layers",
            path -> NpzBuilder.network().without("W1").write(path),
            "W2 but no W1",
            "without gaps"),
        measure(
            "layers that do not chain",
            path -> NpzBuilder.network().array("W2", new int[] {1, 3}, 1, 2, 3).write(path),
            "W2",
            "takes 3 inputs, but W1 (2 x 3) gives 2",
            "transpose"),
        measure(
            "X does not fit W1",
            path -> NpzBuilder.network().array("X", new int[] {4, 2}, new double[8]).write(path),
            "W1",
            "takes 3 inputs, but X (4 x 2) gives 2"),
        measure(
            "y does not fit X",
            path -> NpzBuilder.network().array("y", new int[] {5}, new double[5]).write(path),
            "array y",
            "has shape 5",
            "number of rows of X is 4",
            "4 x 1"),
        measure(
            "y as a row",
            path -> NpzBuilder.network().array("y", new int[] {1, 4}, 1, 2, 3, 4).write(path),
            "array y",
            "1 x 4",
            "4 x 1"),
        measure(
            "a vector as layer",
            path -> NpzBuilder.network().array("W2", new int[] {2}, 1, 2).write(path),
            "array W2",
            "matrix is needed",
            "reshape"),
        measure(
            "an empty array",
            path -> NpzBuilder.network().array("X", new int[] {0, 3}).write(path),
            "array X",
            "empty (0 x 3)",
            "positive"),
        measure(
            "NaN",
            path ->
                NpzBuilder.network()
                    .array("W1", new int[] {2, 3}, 1, 2, 3, 4, Double.NaN, 6)
                    .write(path),
            "array W1",
            "NaN at row 1, column 1",
            "finite"),
        measure(
            "infinity",
            path ->
                NpzBuilder.network()
                    .array("y", new int[] {4}, 1, 2, Double.NEGATIVE_INFINITY, 4)
                    .write(path),
            "array y",
            "infinity at index 2",
            "finite"),
        measure(
            "several outputs without p",
            path -> NpzBuilder.network().array("W2", new int[] {2, 2}, 1, 2, 3, 4).write(path),
            "W2",
            "gives 2 outputs",
            "output vector p"),
        measure(
            "p of the wrong length",
            path -> NpzBuilder.network().array("p", new int[] {2}, 1, 2).write(path),
            "array p",
            "width of the last layer is 1"),
        measure(
            "p is zero",
            path -> NpzBuilder.network().array("p", new int[] {1}, 0).write(path),
            "array p",
            "zero",
            "nonzero"),
        measure(
            "no linear signal",
            path -> NpzBuilder.network().array("y", new int[] {4}, 0, 0, 0, 0).write(path),
            "w* = 0",
            "linear signal"),
        measure(
            "data whose squares overflow",
            path ->
                NpzBuilder.network()
                    .array("X", new int[] {4, 3}, 1e160, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1)
                    .write(path),
            "X: tr X^T X / n is Infinity",
            "power of ten"),
        measure("a loss that overflows", BadInputTest::overflowing, "overflows", "rescale"),
        row(
            "check of a loss that overflows",
            ExitCode.BAD_INPUT,
            List.of("check", "sample/loss", "--on", "FILE"),
            BadInputTest::overflowing,
            "overflows",
            "rescale"),
        measure(
            "layers that overflow",
            path ->
                NpzBuilder.network()
                    .array("W1", new int[] {2, 3}, 1e200, 1e200, 0, 0, 0, 0)
                    .array("W2", new int[] {1, 2}, 1e200, 1e200)
                    .write(path),
            "too large",
            "rescale"),
        row(
            "check on a missing file",
            ExitCode.BAD_INPUT,
            List.of("check", "sample/loss", "--on", "FILE"),
            path -> {},
            "no such file"),
        row(
            "check of a claim on random draws",
            ExitCode.BAD_INPUT,
            List.of("check", "sample/sound", "--on", "FILE"),
            path -> NpzBuilder.network().write(path),
            "sample/sound",
            "not of one network",
            "plateau check all"));
  }

  private static Stream<Row> selections() {
    return Stream.of(
        args(
            "unknown claim",
            List.of("list", "sample/sond"),
            "unknown claim sample/sond",
            "did you mean sample/sound?"),
        args(
            "unknown claim of describe",
            List.of("describe", "sample/wrng"),
            "sample/wrng",
            "sample/wrong?"),
        args(
            "a family without its star",
            List.of("list", "sample"),
            "unknown claim sample",
            "'sample/*'"),
        args(
            "far from every claim",
            List.of("list", "zzzzzzzzzzzzzzzzzzzz"),
            "zzzz",
            "plateau list"),
        args("bad glob", List.of("list", "sample/[a"), "bad glob sample/[a", "bracket"),
        args("bad brace", List.of("list", "sample/{a,b"), "bad glob sample/{a,b", "bracket"),
        args(
            "unknown claim excluded",
            List.of("list", "--exclude", "sample/wrongg"),
            "unknown claim",
            "sample/wrong?"),
        args(
            "unknown paper",
            List.of("list", "--paper", "sharpnes"),
            "unknown paper sharpnes",
            "did you mean sharpness?"),
        args(
            "unknown tag",
            List.of("list", "--tag", "sampel"),
            "unknown tag sampel",
            "did you mean sample?"),
        args(
            "no last run",
            List.of("list", "--last-failed"),
            "--last-failed",
            "no last run",
            "plateau verify"),
        row(
            "a glob that fits nothing",
            ExitCode.NOTHING_SELECTED,
            List.of("list", "other/*"),
            path -> {},
            "nothing selected",
            "other/*",
            "plateau list"));
  }

  private static Stream<Row> usage() {
    return Stream.of(
        args("no command", List.of(), "no command given", "--help"),
        args("unknown command", List.of("verfy"), "verfy"),
        args("unknown option", List.of("list", "--jsn"), "--jsn"),
        args("a color that is none", List.of("list", "--color=mauve"), "mauve", "--help"),
        args("check without a file", List.of("check", "sample/loss"), "--on", "--help"),
        args("measure without a file", List.of("measure"), "FILE.npz", "--help"),
        args("two files", List.of("measure", "a.npz", "b.npz"), "b.npz"));
  }

  private static Stream<Row> budgets() {
    return Stream.of(
        verify("negative tries", "--tries=-5", "--tries -5", "between 1 and", "leave it out"),
        verify("no tries", "--tries=0", "--tries 0", "between 1 and"),
        verify("tries that are no number", "--tries=many", "many", "--help"),
        verify("tries beyond an int", "--tries=99999999999", "99999999999", "--help"),
        verify("no threads", "--threads=0", "--threads 0", "between 1 and 1024", "processors"),
        verify("absurd thread count", "--threads=1000000", "between 1 and 1024", "processors"),
        verify("negative budget", "--budget=-5m", "--budget -5m", "time", "10m"),
        verify("a budget without unit", "--budget=10", "--budget 10", "with units"),
        verify("a budget of nothing", "--budget=0s", "--budget 0s", "time"),
        verify("a budget of centuries", "--budget=999999h", "30 days"),
        verify("a seed that is none", "--seed=0xseed", "--seed 0xseed", "64-bit", "0x2a"),
        verify("a huge seed", "--seed=123456789012345678901234567890", "64-bit", "fresh"),
        args("two efforts", List.of("verify", "--quick", "--deep"), "--quick", "--deep", "--help"));
  }

  private static Stream<Row> runs() {
    return Stream.of(
        args(
            "verify an unknown claim",
            List.of("verify", "sample/sond"),
            "did you mean sample/sound?"),
        row(
            "verify nothing",
            ExitCode.NOTHING_SELECTED,
            List.of("verify", "sample/*", "--exclude", "*"),
            path -> {},
            "nothing selected",
            "plateau list"),
        row(
            "run into a file",
            ExitCode.BAD_INPUT,
            List.of("verify", "--out", "FILE"),
            path -> write(path, new byte[1]),
            "input.npz",
            "is a file",
            "--out"),
        row(
            "run into a directory with files",
            ExitCode.BAD_INPUT,
            List.of("verify", "--out", "FILE"),
            path -> write(makeDirectory(path).resolve("notes.txt"), new byte[1]),
            "holds files already",
            "--resume"),
        args(
            "a directory that cannot be made",
            List.of("verify", "--out", "/proc/plateau/run"),
            "/proc/plateau/run",
            "cannot be written",
            "--out"),
        args(
            "resume nowhere",
            List.of("verify", "--resume", "/nonexistent"),
            "/nonexistent holds no run",
            "give the directory"),
        row(
            "resume where there is no run",
            ExitCode.BAD_INPUT,
            List.of("verify", "--resume", "FILE"),
            BadInputTest::makeDirectory,
            "input.npz"),
        row(
            "resume a broken journal",
            ExitCode.BAD_INPUT,
            List.of("verify", "--resume", "FILE"),
            path -> write(makeDirectory(path).resolve("journal.jsonl"), "{\n{}\n{}\n".getBytes()),
            "journal.jsonl, line 1, is damaged",
            "start the run again"),
        args(
            "resume with another seed",
            List.of("verify", "--resume", "/nonexistent", "--seed", "3", "sample/sound"),
            "--resume with --seed sample/sound",
            "leave them out"),
        args(
            "resume what failed last",
            List.of("verify", "--resume", "/nonexistent", "--last-failed"),
            "--resume with --last-failed",
            "leave them out"),
        row(
            "report of half a run",
            ExitCode.BAD_INPUT,
            List.of("report", "FILE"),
            path -> write(makeDirectory(path).resolve("run.json"), run("{}").getBytes()),
            "damaged: it has no environment",
            "verify --resume"),
        row(
            "compare with a run without its claims",
            ExitCode.BAD_INPUT,
            List.of("compare", "FILE", "FILE"),
            path ->
                write(
                    makeDirectory(path).resolve("run.json"),
                    run("{}, \"environment\": {}").getBytes()),
            "damaged: it has no ",
            "verify --resume"),
        row(
            "documentation into a file",
            ExitCode.BAD_INPUT,
            List.of("docs", "FILE"),
            path -> write(path, new byte[1]),
            "is a file, and a directory is needed"),
        row(
            "compare with damaged benchmarks",
            ExitCode.BAD_INPUT,
            List.of("compare", "FILE", "FILE"),
            path -> {
              Invocation.of(
                  path,
                  () -> SampleClaims.catalogue(SampleClaims.sound()),
                  "verify",
                  "--tries=5",
                  "--out",
                  path.toString());
              write(path.resolve("benchmarks.json"), "{".getBytes());
            },
            "benchmarks.json is damaged",
            "make it again with 'bench'"),
        row(
            "report with damaged figures",
            ExitCode.BAD_INPUT,
            List.of("report", "FILE"),
            path -> {
              Invocation.of(
                  path,
                  () -> SampleClaims.catalogue(SampleClaims.sound()),
                  "verify",
                  "--tries=5",
                  "--out",
                  path.toString());
              write(path.resolve("figures.json"), "[[".getBytes());
            },
            "figures.json is damaged",
            "delete it"),
        args(
            "report of nothing",
            List.of("report", "/nonexistent"),
            "/nonexistent",
            "is no run directory"),
        row(
            "report of an empty directory",
            ExitCode.BAD_INPUT,
            List.of("report", "FILE"),
            BadInputTest::makeDirectory,
            "not a finished run",
            "verify"),
        row(
            "report of a damaged run",
            ExitCode.BAD_INPUT,
            List.of("report", "FILE"),
            path -> write(makeDirectory(path).resolve("run.json"), "{\"schema\": ".getBytes()),
            "damaged"),
        row(
            "report of another schema",
            ExitCode.BAD_INPUT,
            List.of("report", "FILE"),
            path ->
                write(
                    makeDirectory(path).resolve("run.json"),
                    "{\"schema\": \"other/9\"}".getBytes()),
            "other/9",
            "verify"),
        args(
            "compare with nothing",
            List.of("compare", "/nonexistent", "/nonexistent"),
            "is no run directory"),
        args("recheck of nothing", List.of("recheck", "/nonexistent"), "is no run directory"),
        args(
            "a share that is none",
            List.of("recheck", "/nonexistent", "--share=2"),
            "--share 2",
            "0 and 1"),
        args("figures for nothing", List.of("figures", "/nonexistent"), "is no run directory"),
        args(
            "unknown figure",
            List.of("figures", "--only", "sample/figur-1"),
            "unknown figure sample/figur-1",
            "plateau figures"),
        args("bench for no run", List.of("bench", "--run", "/nonexistent"), "is no run directory"),
        args(
            "benchmarks by a broken pattern",
            List.of("bench", "Sharpness("),
            "the regular expression Sharpness(",
            "unclosed group",
            "leave it out"),
        args(
            "peers of nowhere",
            List.of("bench", "--peers", "/nonexistent.json"),
            "/nonexistent.json",
            "peers.py --json"),
        row(
            "peers that are none",
            ExitCode.BAD_INPUT,
            List.of("bench", "--peers", "FILE"),
            path -> write(path, "{}".getBytes()),
            "no results of peers",
            "peers.py --json"),
        row(
            "mutants of claims without any",
            ExitCode.NOTHING_SELECTED,
            List.of("mutants", "sample/wrong"),
            path -> {},
            "no mutants"),
        args("compare one run", List.of("compare", "/nonexistent"), "RUN_B", "--help"));
  }

  private static Stream<Row> replays() {
    return Stream.of(
        args(
            "no instance id",
            List.of("replay", "sample/sound"),
            "is no instance",
            "claim@seed:index"),
        args(
            "unknown claim of an id",
            List.of("replay", "sample/sond@1:2"),
            "did you mean sample/sound?"),
        args(
            "unknown probe",
            List.of("replay", "sample/sound~other@1:2"),
            "other",
            "plateau describe"),
        args("unknown choice", List.of("replay", "sample/sound@1:2+z=3"), "z", "x"),
        args(
            "a choice out of range",
            List.of("replay", "sample/sound@1:2+x=3"),
            "x=3",
            "[-1.0, 1.0]"),
        args(
            "an index too large",
            List.of("replay", "sample/sound@1:99999999999999999999"),
            "no instance"),
        row(
            "a stale id",
            ExitCode.STALE,
            List.of("replay", "sample/sound@1:2#0123456789abcdef"),
            path -> {},
            "stale",
            "verify"));
  }

  @TestFactory
  Stream<DynamicTest> everyRow() {
    return rows().map(row -> DynamicTest.dynamicTest(row.name(), () -> check(row)));
  }

  @Test
  void theTableIsLongEnough() {
    assertTrue(rows().count() >= 40, () -> rows().count() + " rows");
  }

  private static void check(Row row) throws IOException {
    Path home = Files.createTempDirectory(directory, "home");
    Path file = home.resolve("input.npz");
    row.prepare().accept(file);
    String[] args =
        row.args().stream().map(arg -> arg.replace("FILE", file.toString())).toArray(String[]::new);

    Invocation invocation =
        Invocation.of(
            home,
            () ->
                SampleClaims.catalogue(
                    SampleClaims.sound(), SampleClaims.wrong(), SampleClaims.loss(0, 1)),
            args);

    assertEquals(row.exit(), invocation.exit(), invocation.err());
    assertEquals("", invocation.out());
    for (String word : row.words()) {
      assertTrue(invocation.err().contains(word), () -> word + " in: " + invocation.err());
    }
    assertTrue(invocation.err().startsWith("plateau: "), invocation.err());
    assertFalse(invocation.err().contains("\tat "), invocation.err());
    assertFalse(invocation.err().contains("Exception"), invocation.err());
  }

  private static Row measure(String name, Consumer<Path> prepare, String... words) {
    return row(name, ExitCode.BAD_INPUT, List.of("measure", "FILE"), prepare, words);
  }

  private static Row verify(String name, String option, String... words) {
    return args(name, List.of("verify", option), words);
  }

  private static Row args(String name, List<String> args, String... words) {
    return row(name, ExitCode.BAD_INPUT, args, path -> {}, words);
  }

  private static void overflowing(Path path) {
    NpzBuilder.network()
        .array("X", new int[] {4, 3}, 1e150, 0, 0, 0, 1e150, 0, 0, 0, 1e150, 0, 0, 0)
        .array("W1", new int[] {2, 3}, 1e9, 0, 0, 0, 0, 0)
        .array("W2", new int[] {1, 2}, 1, 1)
        .write(path);
  }

  private static Row row(
      String name, ExitCode exit, List<String> args, Consumer<Path> prepare, String... words) {
    return new Row(name, exit, args, prepare, List.of(words));
  }

  private static String run(String result) {
    return "{\"schema\": \"" + RunRecord.SCHEMA + "\", \"result\": " + result + "}";
  }

  private static void write(Path path, byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path makeDirectory(Path path) {
    try {
      return Files.createDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
