package org.plateau.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
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
import org.plateau.matrix.SymmetricEigen;
import org.plateau.sampling.RandomStream;

/**
 * Eigenvalues and eigenvectors of small symmetric matrices, own and by the libraries of the JVM.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {VectorFlags.MODULE, VectorFlags.TRAPS})
public class EigenBenchmark {

  /** Order of the matrix. */
  @Param({"8", "16", "32"})
  public int n;

  private double[] matrix;
  private org.hipparchus.linear.RealMatrix hipparchus;
  private org.apache.commons.math3.linear.RealMatrix commons;
  private DMatrixRMaj dense;
  private EigenDecomposition_F64<DMatrixRMaj> ejml;

  /** Draws the matrix and holds the libraries to the same largest eigenvalue. */
  @Setup
  public void draw() {
    double[] g = RandomStream.of(1, "eigen", n).gaussian(new double[n * n]);
    double[][] rows = new double[n][n];
    matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] = g[i * n + j] + g[j * n + i];
        rows[i][j] = matrix[i * n + j];
      }
    }
    hipparchus = MatrixUtils.createRealMatrix(rows);
    commons = org.apache.commons.math3.linear.MatrixUtils.createRealMatrix(rows);
    dense = new DMatrixRMaj(rows);
    ejml = DecompositionFactory_DDRM.eig(n, true, true);
    double expected = own();
    for (double other : new double[] {hipparchus(), commonsMath(), ejml()}) {
      if (Math.abs(other - expected) > 1e-10 * expected) {
        throw new IllegalStateException("the largest eigenvalues differ: " + other);
      }
    }
  }

  /** Own. */
  @Benchmark
  public double own() {
    return SymmetricEigen.of(matrix, n).largest();
  }

  /** Hipparchus. */
  @Benchmark
  public double hipparchus() {
    return new EigenDecompositionSymmetric(hipparchus).getEigenvalue(0);
  }

  /** Commons Math. */
  @Benchmark
  public double commonsMath() {
    return new org.apache.commons.math3.linear.EigenDecomposition(commons).getRealEigenvalue(0);
  }

  /** EJML. */
  @Benchmark
  public double ejml() {
    if (!ejml.decompose(dense.copy())) {
      throw new IllegalStateException("EJML found no decomposition");
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, ejml.getEigenvalue(i).getReal());
    }
    return largest;
  }
}
