package org.plateau.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
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
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/**
 * Goal G7: the product of two n x n matrices, 2 n³ flops, in vector and scalar form, and by
 * Hipparchus, Commons Math and EJML.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

  /** Order of the matrices. */
  @Param({"4", "8", "16", "32", "64"})
  public int n;

  private double[] a;
  private double[] b;
  private double[] c;
  private RealMatrix matrixA;
  private RealMatrix matrixB;
  private org.apache.commons.math3.linear.RealMatrix commonsA;
  private org.apache.commons.math3.linear.RealMatrix commonsB;
  private DMatrixRMaj denseA;
  private DMatrixRMaj denseB;
  private DMatrixRMaj denseC;

  /** Draws the factors. */
  @Setup
  public void draw() {
    RandomStream stream = RandomStream.of(1, "kernel", n);
    a = stream.gaussian(new double[n * n]);
    b = stream.gaussian(new double[n * n]);
    c = new double[n * n];
    matrixA = matrix(a);
    matrixB = matrix(b);
    commonsA = new org.apache.commons.math3.linear.Array2DRowRealMatrix(matrixA.getData(), false);
    commonsB = new org.apache.commons.math3.linear.Array2DRowRealMatrix(matrixB.getData(), false);
    denseA = new DMatrixRMaj(n, n, true, a);
    denseB = new DMatrixRMaj(n, n, true, b);
    denseC = new DMatrixRMaj(n, n);
  }

  private RealMatrix matrix(double[] flat) {
    RealMatrix out = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n * n; i++) {
      out.setEntry(i / n, i % n, flat[i]);
    }
    return out;
  }

  /** Own kernel, Vector API. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
  public double[] vector() {
    Kernels.multiply(a, b, c, n, n, n);
    return c;
  }

  /** Own kernel, plain loops. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Dplateau.kernels=scalar")
  public double[] scalar() {
    Kernels.multiply(a, b, c, n, n, n);
    return c;
  }

  /** The same product by the library that everything else stands on. */
  @Benchmark
  @Fork(1)
  public RealMatrix hipparchus() {
    return matrixA.multiply(matrixB);
  }

  /** The same product by Commons Math. */
  @Benchmark
  @Fork(1)
  public Object commonsMath() {
    return commonsA.multiply(commonsB);
  }

  /** The same product by EJML, without allocation. */
  @Benchmark
  @Fork(1)
  public DMatrixRMaj ejml() {
    CommonOps_DDRM.mult(denseA, denseB, denseC);
    return denseC;
  }
}
