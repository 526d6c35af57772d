package org.plateau.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Effort;
import org.plateau.verify.ResultRecord;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;
import org.plateau.verify.Verdict;
import org.plateau.verify.Verifier;

/**
 * Goal G9: instances of the least-sharpness claim at (L, d) = (8, 8) a second, drawn, examined,
 * judged and written to a journal.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class VerifierBenchmark {

  private static final String CLAIM = "sharpness/lower-bound";
  private static final int INSTANCES = 20_000;

  /** Worker threads of the verifier. */
  @Param({"1", "2"})
  public int threads;

  private Claim<?> claim;
  private RunDirectory directory;
  private ResultRecord result;

  /** Finds the claim. */
  @Setup
  public void find() {
    claim = new FixedShape<>(Catalogue.scan().claim(CLAIM).orElseThrow(), 8, 8);
  }

  /** Makes room for one run. */
  @Setup(Level.Invocation)
  public void open() throws IOException {
    directory = new RunDirectory(Files.createTempDirectory("plateau-bench"));
  }

  /** A whole run of one claim without probes. */
  @Benchmark
  @OperationsPerInvocation(INSTANCES)
  public RunRecord run() throws IOException {
    RunRecord run =
        Verifier.of(List.of(claim))
            .effort(Effort.STANDARD)
            .tries(INSTANCES)
            .threads(threads)
            .into(directory)
            .run();
    result = run.result();
    return run;
  }

  /** Removes what the run wrote; a run that did not do its work is no measurement. */
  @TearDown(Level.Invocation)
  public void close() throws IOException {
    try (var files = Files.list(directory.path())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory.path());
    if (result.claims().get(0).verdict() != Verdict.UPHELD
        || result.claims().get(0).valid() != INSTANCES) {
      throw new IllegalStateException("the run did not uphold " + CLAIM);
    }
  }
}
