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
import org.plateau.dynamics.FlowEnd;

/**
 * Goals G4, G8: gradient flow of a depth-4 network to a loss gap of 1e-10 at relative tolerance
 * 1e-8.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class FlowBenchmark {

  /** Width of the layers. */
  @Param({"8", "32"})
  public int d;

  private FlowWorkload workload;

  /** Draws the start and holds the two integrators to the same end. */
  @Setup
  public void draw() {
    workload = new FlowWorkload(4, d);
    double[] own = workload.inPlace().weights();
    double[] reference = workload.reference().weights();
    for (int i = 0; i < own.length; i++) {
      if (Math.abs(own[i] - reference[i]) > 1e-5) {
        throw new IllegalStateException("the integrators end at different points");
      }
    }
  }

  /** Dormand-Prince 8(5,3) in place, the stages of d = 32 as factors of rank one. */
  @Benchmark
  public FlowEnd inPlace() {
    return workload.inPlace();
  }

  /** Hipparchus' Dormand-Prince 8(5,3). */
  @Benchmark
  public FlowEnd library() {
    return workload.reference();
  }
}
