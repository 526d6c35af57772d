package org.plateau.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plateau.landscape.Enclosure;

/**
 * How the cost of the sharpness at a minimizer grows: linearly in L at d = 8, towards d³ at L = 8.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class ScalingBenchmark {

  /** L x d. */
  @Param({"4x8", "8x8", "16x8", "32x8", "64x8", "128x8", "8x4", "8x16", "8x32", "8x64", "8x128"})
  public String shape;

  private SharpnessWorkload workload;

  /** Draws the minimizer. */
  @Setup
  public void draw() {
    String[] sizes = shape.split("x");
    workload = new SharpnessWorkload(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
  }

  /** The d x d form with its residual. */
  @Benchmark
  public Enclosure minimizerForm() {
    return workload.enclosure();
  }
}
