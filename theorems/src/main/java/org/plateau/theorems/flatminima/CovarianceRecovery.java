package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.plateau.matrix.Kernels;
import org.plateau.recovery.AffineSet;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Recovery;
import org.plateau.recovery.Scaling;
import org.plateau.recovery.UniquenessCertificate;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Every positive semidefinite interpolator of rank-one measurements is the covariance itself, so
 * that every interpolating U, all of them flat, has U U^T = M. Tried by minimizing a random linear
 * objective over the interpolators. Spec: flat-minima-recovery, C13.
 */
final class CovarianceRecovery implements Claim<CovarianceRecovery.Directed> {

  private static final int D = 10;

  /**
   * A recovery problem and a direction in which to look for another interpolator, shape d x d,
   * symmetric.
   */
  record Directed(Sensing sensing, double[] direction) {}

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/covariance-recovery", 0.95, 0.10)
        .title("Covariance estimation: every interpolator is flat, and is the covariance")
        .tex("X \\succeq 0,\\; x_i^\\top X x_i = b_i \\;\\Rightarrow\\; X = M")
        .source(
            DING_ET_AL,
            "covariance estimation, the case without negative units (informal Theorem 1.4)",
            PAPER)
        .constant("flat = interpolating", "the trace is constant on the zero-loss set", DERIVED)
        .constant("m", "40 at rank 1, 48 at rank 2, d = 10: measured, with margin", EMPIRICAL)
        .hypothesis("positive semidefinite model")
        .hypothesis("m large enough")
        .spec("flat-minima-recovery", "C13")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Directed draw(Draws draws) {
    int r = Sensing.rank(draws);
    return directed(draws, r, r == 1 ? 40 : 48);
  }

  private static Directed directed(Draws draws, int r, int m) {
    double[] g = draws.gaussian("direction", D, D);
    double[] direction = Kernels.transpose(g, D, D);
    Kernels.axpy(1, g, 0, direction, 0, g.length);
    return new Directed(Sensing.quadratic(draws, D, r, 0, m), direction);
  }

  @Override
  public Evidence examine(Directed directed) {
    Sensing sensing = directed.sensing();
    Scaling scaling = Scaling.of(sensing.measurements());
    AffineSet set = AffineSet.of(sensing.measurements(), scaling, sensing.values());
    double[] z = scaling.weigh(sensing.truth());
    UniquenessCertificate proof = UniquenessCertificate.of(set, z, sensing.rank());
    Recovery other = DouglasRachford.PRECISE.leastSemidefinite(set, directed.direction(), trace(z));
    double error = Truths.error(scaling.unweigh(other.matrix()), sensing.truth());
    return Evidence.of(
            Check.atMost("norm of the dual certificate off the tangent space", proof.dualNorm(), 1)
                .scale(1),
            Check.event("certificate that M is the only interpolator", proof.holds()),
            Check.atMost("relative error of the extreme interpolator", error, Sensing.RECOVERED))
        .fact("iterations", other.iterations())
        .fact("relative duality gap", other.gap());
  }

  private static double trace(double[] z) {
    double sum = 0;
    for (int i = 0; i < D; i++) {
      sum += z[i * (D + 1)];
    }
    return sum;
  }

  @Override
  public List<Probe<Directed>> probes() {
    return List.of(
        Probe.<Directed>claiming(
                "positive semidefinite model: the interpolator of least norm",
                directed -> directed.sensing().leastNormRecovers())
            .on(Sensing.RANK_ONE),
        Probe.<Directed>claiming(
                "enough measurements: 10 at rank 2", CovarianceRecovery::noOtherInterpolator)
            .drawing(draws -> directed(draws, 2, 10)));
  }

  /**
   * Another interpolator counts only if it is semidefinite and interpolates, to an accuracy far
   * above its distance from M.
   */
  private static Evidence noOtherInterpolator(Directed directed) {
    Sensing sensing = directed.sensing();
    Scaling scaling = Scaling.of(sensing.measurements());
    AffineSet set = AffineSet.of(sensing.measurements(), scaling, sensing.values());
    Recovery other =
        DouglasRachford.BRIEF.leastSemidefinite(
            set, directed.direction(), trace(scaling.weigh(sensing.truth())));
    double error = Truths.error(scaling.unweigh(other.matrix()), sensing.truth());
    return Evidence.of(
        Check.atMost("relative error of the extreme interpolator", error, Sensing.RECOVERED)
            .error(1e2 * other.residual()));
  }
}
