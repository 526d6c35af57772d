package org.plateau.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Goal G5: sub-gradient steps at N = 3, m = 200, d = 100; 100,000 of them are one operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class SubgradientBenchmark {

  static final int STEPS = 100_000;

  private SubgradientWorkload workload;

  /** Draws the problem. */
  @Setup
  public void draw() {
    workload = new SubgradientWorkload(STEPS);
  }

  /** All steps from the small start. */
  @Benchmark
  public double steps() {
    return workload.run();
  }
}
