package org.plateau.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.plateau.matrix.Kernels;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FlatMinimum;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * A flat minimum of a d x d matrix of rank 1 from m Gaussian measurements, to a duality gap of
 * 1e-10 (goal G6).
 */
final class RecoveryWorkload implements Workload {

  private static final DouglasRachford SOLVER = new DouglasRachford(1e-11, 1e-10, 4000);

  private final int d;
  private final int m;
  private final DenseMeasurements measurements;
  private final double[] values;

  RecoveryWorkload(int d, int m) {
    this.d = d;
    this.m = m;
    RandomStream stream = RandomStream.of(1, "recovery", 1000L * d + m);
    measurements = DenseMeasurements.gaussian(stream.sub("A"), d, d, m);
    double[] truth = new double[d * d];
    Kernels.multiply(
        RandomMatrices.unitVector(stream.sub("u"), d),
        RandomMatrices.unitVector(stream.sub("v"), d),
        truth,
        d,
        1,
        d);
    values = new double[m];
    measurements.forward(truth, values);
  }

  @Override
  public Map<String, Array> instance() {
    Map<String, Array> out = new LinkedHashMap<>();
    out.put("A", new Array(matrices(), m, d, d));
    out.put("b", new Array(values, m));
    return out;
  }

  private double[] matrices() {
    double[] out = new double[m * d * d];
    for (int i = 0; i < m; i++) {
      System.arraycopy(measurements.matrix(i), 0, out, i * d * d, d * d);
    }
    return out;
  }

  RealMatrixRecovery onLibraryMatrices() {
    return new RealMatrixRecovery(matrices(), values, d);
  }

  @Override
  public double run() {
    return solve().flatness();
  }

  FlatMinimum solve() {
    return FlatMinimum.of(measurements, values, SOLVER);
  }
}
