package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.GaussNewton;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Interpolation alone does not recover: Gauss-Newton without a regularizer, from random factors of
 * full width, ends at interpolators that are far from flat and far from the truth, where every flat
 * one is the truth. Spec: flat-minima-recovery, C14.
 */
final class NonflatInterpolators implements Claim<NonflatInterpolators.Start> {

  private static final double LEAST_ERROR = 0.05;
  private static final double LEAST_EXCESS = 1.2;
  private static final double INTERPOLATES = 1e-9;

  /** A recovery problem and the factors from which interpolation starts. */
  record Start(Sensing sensing, Factors factors) {}

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/nonflat-interpolators", 0.95, 0.10)
        .title(
            "Interpolators found without regard to flatness are sharper than flat ones, and miss the ground truth")
        .tex(
            "\\|X_{GN} - M\\|_F > 0.05\\,\\|M\\|_F, \\quad \\mathrm{str}(L,R) > 1.2\\, \\mathrm{str}(L_f,R_f)")
        .source(DING_ET_AL, "motivation: interpolation is not enough; our experiment", EMPIRICAL)
        .constant("0.05, 1.2", "measured 0.11 and 1.64 at the least, with margin", EMPIRICAL)
        .hypothesis("random initial factors of full width")
        .spec("flat-minima-recovery", "C14")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Start draw(Draws draws) {
    boolean small = draws.family("small start", "large start").equals("small start");
    return start(draws, small ? 0.1 : 1);
  }

  private static Start start(Draws draws, double scale) {
    int d = draws.integer("d", 8, 10);
    int r = draws.integer("r", 1, 2);
    int m = (int) FastMath.ceil((r == 1 ? 0.6 : 0.8) * d * d);
    Sensing sensing = Sensing.gaussian(draws, d, d, r, m);
    return new Start(sensing, factors(draws.stream("start"), d, scale));
  }

  /** Square factors of full width with normal entries of standard deviation {@code scale}. */
  static Factors factors(RandomStream stream, int d, double scale) {
    double[] l = stream.gaussian(new double[d * d]);
    double[] r = stream.gaussian(new double[d * d]);
    for (int i = 0; i < l.length; i++) {
      l[i] *= scale;
      r[i] *= scale;
    }
    return new Factors(d, d, d, l, r);
  }

  @Override
  public Evidence examine(Start start) {
    Sensing sensing = start.sensing();
    GaussNewton found = sensing.interpolation(start.factors());
    FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
    double trace = flat.scaling().scaledTrace(found.factors());
    return Evidence.of(
            Check.atLeast(
                "relative error of the interpolator",
                Truths.error(found.factors().product(), sensing.truth()),
                LEAST_ERROR),
            Check.atLeast(
                "scaled trace relative to that of a flat solution",
                trace / (4 * flat.flatness()),
                LEAST_EXCESS),
            Check.atMost("relative residual of interpolation", found.residual(), INTERPOLATES))
        .fact("iterations", found.iterations());
  }

  @Override
  public List<Probe<Start>> probes() {
    return List.of(
        Probe.<Start>dropping(
            "random start: begun at the flattest factors of M",
            draws -> {
              Start random = start(draws, 1e-9);
              Sensing sensing = random.sensing();
              Factors flat =
                  Scaling.of(sensing.measurements()).flattest(sensing.truth(), sensing.rows());
              for (int i = 0; i < flat.left().length; i++) {
                flat.left()[i] += random.factors().left()[i];
              }
              return new Start(sensing, flat);
            }));
  }

  /**
   * For the probes of recovery claims: says of a Gauss-Newton interpolator what is only true of
   * flat ones.
   */
  static Evidence assertRecovers(Sensing sensing) {
    Factors start =
        factors(RandomStream.of(sensing.rank(), "start", sensing.rows()), sensing.rows(), 0.1);
    GaussNewton found = sensing.interpolation(start);
    return Evidence.of(
        Check.atMost(
                "relative error of an interpolator",
                Truths.error(found.factors().product(), sensing.truth()),
                Sensing.RECOVERED)
            .error(found.residual() <= INTERPOLATES ? 0 : Double.POSITIVE_INFINITY));
  }
}
