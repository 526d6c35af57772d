package org.plateau.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.plateau.matrix.Kernels;
import org.plateau.recovery.AffineSet;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.Recovery;
import org.plateau.recovery.Scaling;
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
  private final boolean splitting;

  /**
   * Draws an instance.
   *
   * @param splitting whether to do it all by Douglas-Rachford splitting, as the peers
   */
  RecoveryWorkload(int d, int m, boolean splitting) {
    this.splitting = splitting;
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
    return splitting ? split().value() : solve().flatness();
  }

  /**
   * Each iteration of the splitting multiplies with the matrix of measurements and with its
   * transpose; a Newton step takes the measurements to the 2 d - 1 coordinates of a tangent space
   * and to values, and makes a Gram matrix.
   */
  @Override
  public WorkCount count() {
    long entries = (long) m * d * d;
    if (splitting) {
      long iterations = split().iterations();
      return new WorkCount(
          iterations, "iterations", 4 * entries * iterations, 16 * entries * iterations);
    }
    long steps = solve().solve().iterations();
    long coordinates = 2L * d - 1;
    return new WorkCount(
        steps,
        "Newton steps",
        (6 * entries + m * coordinates * coordinates) * steps,
        24 * entries * steps);
  }

  /** Newton's method with a proof. */
  FlatMinimum solve() {
    return FlatMinimum.of(measurements, values, SOLVER);
  }

  /** Splitting from scratch. */
  Recovery split() {
    return SOLVER.leastNuclearNorm(AffineSet.of(measurements, Scaling.of(measurements), values));
  }
}
