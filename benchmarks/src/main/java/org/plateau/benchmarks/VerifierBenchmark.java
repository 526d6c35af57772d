package org.plateau.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Goal G9: instances of the least-sharpness claim at (L, d) = (8, 8) a second, drawn, examined,
 * judged and written to a journal.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class VerifierBenchmark {

  /** Worker threads of the verifier. */
  @Param({"1", "2"})
  public int threads;

  private VerifierWorkload workload;

  /** Finds the claim. */
  @Setup
  public void find() {
    workload = new VerifierWorkload(threads);
  }

  /** A whole run of one claim, its directory made and removed. */
  @Benchmark
  @OperationsPerInvocation(VerifierWorkload.INSTANCES)
  public double run() {
    return workload.run();
  }
}
