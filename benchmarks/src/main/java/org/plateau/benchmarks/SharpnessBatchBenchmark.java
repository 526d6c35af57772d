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

/** Goal G3: sharpness of 64 minimizers of one shape on common data, each counted once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class SharpnessBatchBenchmark {

  /** L x d. */
  @Param({"8x8", "8x16", "8x32"})
  public String shape;

  private SharpnessBatchWorkload workload;

  /** Draws the minimizers. */
  @Setup
  public void draw() {
    String[] sizes = shape.split("x");
    workload = new SharpnessBatchWorkload(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    double difference = workload.run() - workload.oneByOne();
    if (!(Math.abs(difference) <= 1e-9 * workload.oneByOne())) {
      throw new IllegalStateException("the sums of the two forms differ by " + difference);
    }
  }

  /** Eight minimizers at a time, values without residual bounds. */
  @Benchmark
  @OperationsPerInvocation(SharpnessBatchWorkload.INSTANCES)
  public double lanes() {
    return workload.run();
  }

  /** One minimizer after the other, each with its residual bound. */
  @Benchmark
  @OperationsPerInvocation(SharpnessBatchWorkload.INSTANCES)
  public double oneByOne() {
    return workload.oneByOne();
  }
}
