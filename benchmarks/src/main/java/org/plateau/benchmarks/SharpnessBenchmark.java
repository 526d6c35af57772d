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
import org.plateau.landscape.Sharpness;

/** Goals G1, G2, G8: sharpness of a minimizer with its error bound, depth L and width d. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class SharpnessBenchmark {

  /** L x d. */
  @Param({"8x8", "128x8", "16x16", "64x32", "128x64"})
  public String shape;

  private SharpnessWorkload workload;
  private LibrarySharpness<?, ?> hipparchus;
  private LibrarySharpness<?, ?> commonsMath;
  private LibrarySharpness<?, ?> ejml;

  /** Draws the minimizer. */
  @Setup
  public void draw() {
    String[] sizes = shape.split("x");
    workload = new SharpnessWorkload(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    hipparchus = workload.on(new HipparchusAlgebra());
    commonsMath = workload.on(new CommonsMathAlgebra());
    ejml = workload.on(new EjmlAlgebra());
    Enclosure own = minimizerForm();
    for (Enclosure other : new Enclosure[] {hipparchus(), commonsMath(), ejml()}) {
      double difference = other.value() - own.value();
      if (!(Math.abs(difference) <= 1e-9 * own.value()) || !(other.error() <= 1e-9 * own.value())) {
        throw new IllegalStateException("two forms differ by " + difference + ": " + other);
      }
    }
  }

  /** The d x d form at a minimizer, with its residual. */
  @Benchmark
  public Enclosure minimizerForm() {
    return workload.enclosure();
  }

  /**
   * The form for any point: eigenvalues of the reduced Hessian where it is small, Lanczos
   * elsewhere.
   */
  @Benchmark
  public Sharpness anywhere() {
    return workload.lanczos();
  }

  /** The d x d form, the same algorithm on the matrices of Hipparchus. */
  @Benchmark
  public Enclosure hipparchus() {
    return hipparchus.sharpness();
  }

  /** The same on those of Commons Math. */
  @Benchmark
  public Enclosure commonsMath() {
    return commonsMath.sharpness();
  }

  /** The same on those of EJML. */
  @Benchmark
  public Enclosure ejml() {
    return ejml.sharpness();
  }
}
