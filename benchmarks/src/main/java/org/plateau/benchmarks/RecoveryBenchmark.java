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
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.Recovery;

/**
 * Goals G6, G8: a flat minimum of a 20 x 20 matrix of rank 1 from 200 Gaussian measurements, to a
 * duality gap of 1e-10.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class RecoveryBenchmark {

  private RecoveryWorkload workload;
  private RealMatrixRecovery library;

  /** Draws the measurements. */
  @Setup
  public void draw() {
    workload = new RecoveryWorkload(20, 200, false);
    FlatMinimum minimum = workload.solve();
    if (!minimum.solve().converged()) {
      throw new IllegalStateException("the solver did not converge");
    }
    library = workload.onLibraryMatrices();
    if (Math.abs(library.flatness() - minimum.flatness()) > 1e-8 * minimum.flatness()) {
      throw new IllegalStateException("the two solvers differ");
    }
  }

  /** Scaling and Newton's method, with a proof. */
  @Benchmark
  public FlatMinimum solve() {
    return workload.solve();
  }

  /** Scaling, factorization and Douglas-Rachford. */
  @Benchmark
  public Recovery splitting() {
    return workload.split();
  }

  /** The same splitting on the library's matrices. */
  @Benchmark
  public double onLibraryMatrices() {
    return library.flatness();
  }
}
