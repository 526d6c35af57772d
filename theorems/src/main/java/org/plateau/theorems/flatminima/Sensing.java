package org.plateau.theorems.flatminima;

import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.recovery.AffineSet;
import org.plateau.recovery.BilinearMeasurements;
import org.plateau.recovery.CompletionMeasurements;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.GaussNewton;
import org.plateau.recovery.Measurements;
import org.plateau.recovery.QuadraticMeasurements;
import org.plateau.recovery.Scaling;
import org.plateau.recovery.UniquenessCertificate;
import org.plateau.theorems.Check;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;

/**
 * A matrix of known rank and the measurements through which it is seen: the instance of the
 * recovery claims.
 *
 * @param measurements A
 * @param truth M, shape d1 x d2, row-major
 * @param rank r
 */
record Sensing(Measurements measurements, double[] truth, int rank) {

  /** The paper's criterion of success. */
  static final double RECOVERED = 1e-6;

  /** What the solver must reach where the certificate proves that M is the only flat solution. */
  static final double RECOVERED_AS_PROVED = 1e-8;

  static final double LARGEST_GAP = 1e-8;

  /**
   * An interpolator flatter than M by this share shows that M is not flat; far above the solver's
   * accuracy.
   */
  static final double FLATTER = 1e-6;

  static final String RANK_ONE = "rank one";
  static final String RANK_TWO = "rank two";

  private static final double SHARE_FOR_RANK_ONE = 0.70;
  private static final double SHARE_FOR_RANK_TWO = 0.92;

  /** Returns rank 1 or 2, which are families. */
  static int rank(Draws draws) {
    return draws.family(RANK_ONE, RANK_TWO).equals(RANK_ONE) ? 1 : 2;
  }

  /** Returns 0.70 d1 d2 at rank 1 and 0.92 d1 d2 at rank 2: measured to suffice, with margin. */
  static int enough(int rank, int d1, int d2) {
    return (int) FastMath.ceil((rank == 1 ? SHARE_FOR_RANK_ONE : SHARE_FOR_RANK_TWO) * d1 * d2);
  }

  /** Measurements of the given ensemble, Gaussian or bilinear, and a Gaussian truth. */
  static Sensing of(String ensemble, Draws draws, int d1, int d2, int r, int m) {
    return ensemble.equals(Modeled.GAUSSIAN)
        ? gaussian(draws, d1, d2, r, m)
        : bilinear(draws, d1, d2, r, m);
  }

  /** Gaussian A_i and a Gaussian truth. */
  static Sensing gaussian(Draws draws, int d1, int d2, int r, int m) {
    return new Sensing(
        DenseMeasurements.gaussian(draws.stream("measurements"), d1, d2, m),
        Truths.gaussian(draws, d1, d2, r),
        r);
  }

  /** A_i = a_i b_i^T with Gaussian a_i, b_i, and a Gaussian truth. */
  static Sensing bilinear(Draws draws, int d1, int d2, int r, int m) {
    return new Sensing(
        BilinearMeasurements.gaussian(draws.stream("measurements"), d1, d2, m),
        Truths.gaussian(draws, d1, d2, r),
        r);
  }

  /**
   * A_i = x_i x_i^T with Gaussian x_i, and a symmetric truth with r1 positive and r2 negative
   * eigenvalues.
   */
  static Sensing quadratic(Draws draws, int d, int r1, int r2, int m) {
    return new Sensing(
        QuadraticMeasurements.gaussian(draws.stream("measurements"), d, m),
        Truths.symmetric(draws, d, r1, r2),
        r1 + r2);
  }

  /** Entries seen independently with probability p, again until each row and column has one. */
  static Sensing completion(Draws draws, int d, double p, double[] truth, int r) {
    CompletionMeasurements seen =
        draws.until(
            "a seen entry in each row and column",
            50,
            again -> {
              CompletionMeasurements drawn =
                  CompletionMeasurements.of(
                      d, d, CompletionMeasurements.bernoulliMask(again.stream("mask"), d, d, p));
              return drawn.emptyRow() < 0 && drawn.emptyColumn() < 0
                  ? Optional.of(drawn)
                  : Optional.empty();
            });
    return new Sensing(seen, truth, r);
  }

  int rows() {
    return measurements.rows();
  }

  int cols() {
    return measurements.cols();
  }

  double[] values() {
    return measurements.of(truth);
  }

  FlatMinimum flat(DouglasRachford settings) {
    return FlatMinimum.of(measurements, values(), settings);
  }

  /** Returns the relative error of the flat solution. */
  double misses(DouglasRachford settings) {
    return Truths.error(flat(settings).matrix(), truth);
  }

  /** One event: the certificate proves that every flat solution is M, and the solver returns it. */
  Evidence recovery() {
    return recovery(flat(DouglasRachford.PRECISE));
  }

  Evidence recovery(FlatMinimum flat) {
    UniquenessCertificate proof =
        UniquenessCertificate.of(flat.set(), flat.scaling().weigh(truth), rank);
    double error = Truths.error(flat.matrix(), truth);
    return Evidence.of(
            Check.atMost("norm of the dual certificate off the tangent space", proof.dualNorm(), 1)
                .scale(1),
            Check.event("certificate that every flat solution is M", proof.holds()),
            Check.atMost(
                "relative error |X - M|/|M|",
                error,
                proof.holds() ? RECOVERED_AS_PROVED : RECOVERED),
            Check.atMost("relative duality gap", flat.solve().gap(), LARGEST_GAP))
        .fact("m", measurements.count())
        .fact("iterations", flat.solve().iterations())
        .fact("kappa", flat.scaling().conditionNumber());
  }

  /**
   * The weakest consequence of recovery, for probes: no interpolator is flatter than M. Its
   * violation is exhibited, not a failure of a solver: the interpolator is at hand, and its
   * flatness is compared.
   */
  Evidence noFlatterInterpolator() {
    FlatMinimum flat = flat(DouglasRachford.BRIEF);
    double truthFlatness = flat.scaling().flatness(truth);
    return Evidence.of(
            Check.atLeast(
                    "flatness of an interpolator relative to that of M",
                    flat.flatness() / truthFlatness,
                    1)
                .scale(1)
                .absolute(FLATTER))
        .fact("relative error", Truths.error(flat.matrix(), truth))
        .fact("distance from the interpolators", flat.set().distance(flat.solve().matrix()));
  }

  /**
   * For probes: says of the interpolator of least Frobenius norm what is only true of flat ones.
   */
  Evidence leastNormRecovers() {
    AffineSet set = AffineSet.of(measurements, Scaling.identity(rows(), cols()), values());
    return Evidence.of(
        Check.atMost(
            "relative error of the interpolator of least norm",
            Truths.error(set.leastNormPoint(), truth),
            RECOVERED));
  }

  /** Gauss-Newton from the given factors, without a regularizer. */
  GaussNewton interpolation(Factors start) {
    return GaussNewton.interpolate(measurements, values(), start, 1e-11, 60);
  }
}
