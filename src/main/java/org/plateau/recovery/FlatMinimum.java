package org.plateau.recovery;

/**
 * A flat minimum of the factorized model: an interpolator X of least |D1 X D2|_*, with its flattest
 * factors.
 *
 * @param matrix X, shape rows x cols, row-major
 * @param scaling the D1 and D2 that it is flat for
 * @param set the interpolators in the coordinates D1 X D2
 * @param solve the solver's account of Z = D1 X D2: value, gap, residual, iterations
 */
public record FlatMinimum(double[] matrix, Scaling scaling, AffineSet set, Recovery solve) {

  /**
   * Solves for a flat minimum: by Newton's method at low rank where a dual certificate proves the
   * result to be the only solution, by Douglas-Rachford splitting otherwise.
   *
   * @param b the measured values, length m
   * @throws IllegalArgumentException if D1 or D2 is singular, or the values contradict each other
   */
  public static FlatMinimum of(Measurements measurements, double[] b, DouglasRachford solver) {
    return of(measurements, b, Scaling.of(measurements), solver);
  }

  /**
   * Solves for an interpolator of least nuclear norm, without the rescaling that flatness does.
   *
   * @param b the measured values, length m
   */
  public static FlatMinimum unweighted(
      Measurements measurements, double[] b, DouglasRachford solver) {
    return of(measurements, b, Scaling.identity(measurements.rows(), measurements.cols()), solver);
  }

  private static FlatMinimum of(
      Measurements measurements, double[] b, Scaling scaling, DouglasRachford solver) {
    AffineSet set = AffineSet.unresolved(measurements, scaling, b);
    Recovery solve = set.provenLowRank(solver);
    if (solve == null) {
      set.resolve();
      solve = solver.leastNuclearNorm(set);
    }
    return new FlatMinimum(scaling.unweigh(solve.matrix()), scaling, set, solve);
  }

  /** Returns |D1 X D2|_*, a quarter of the least scaled trace over the factorizations of X. */
  public double flatness() {
    return solve.value();
  }

  /** Returns the flattest factors of width k. */
  public Factors factors(int width) {
    return scaling.flattest(matrix, width);
  }
}
