package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.EMPIRICAL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.QuadraticMeasurements;
import org.plateau.recovery.Scaling;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Outcome;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Every flat network of quadratic units that fits the labels of a network with r1 positive and r2
 * negative units computes the same function. Spec: flat-minima-recovery, C12.
 */
final class QuadraticRecovery implements Claim<Sensing> {

  private static final double INTERPOLATES = 1e-10;
  private static final double[] SHARE_BY_RANK = {0, 0.75, 0.93, 0.96};

  @Override
  public Statement statement() {
    return Statement.probability("flatminima/quadratic-network-recovery", 0.95, 0.10)
        .title("Flat networks with one hidden layer of quadratic units generalize perfectly")
        .tex(
            "m \\gtrsim (r_1 + r_2) d \\;\\Rightarrow\\; U_1U_1^\\top - U_2U_2^\\top = M, \\; |\\mathbb E(\\hat y - y)| = 0")
        .source(DING_ET_AL, "quadratic activation (informal Theorem 1.4)", PAPER)
        .constant(
            "m",
            "0.75, 0.93, 0.96 of d(d+1)/2 at total rank 1, 2, 3: measured, with margin",
            EMPIRICAL)
        .constant(
            "0.95",
            "least probability of success: measured 1 at d = 10 and 12, 0.995 at 8, with margin",
            EMPIRICAL)
        .hypothesis("Gaussian inputs")
        .hypothesis("symmetric X, as a network's is")
        .hypothesis("m large enough against (r1 + r2) d")
        .hypothesis("log m at most a constant times d")
        .spec("flat-minima-recovery", "C12")
        .growsWith("m")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    String family = draws.family("1+0", "1+1", "2+0", "2+1");
    int r1 = family.charAt(0) - '0';
    int r2 = family.charAt(2) - '0';
    int d = draws.integer("d", 8, 12);
    int m = (int) FastMath.ceil(SHARE_BY_RANK[r1 + r2] * d * (d + 1) / 2);
    return Sensing.quadratic(draws, d, r1, r2, m);
  }

  @Override
  public Evidence examine(Sensing sensing) {
    FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
    return sensing.recovery(flat).and(meanCheck(flat.matrix(), sensing));
  }

  private static Check meanCheck(double[] x, Sensing sensing) {
    return Check.atMost(
        "mean error |tr(X - M)|/|M|",
        Math.abs(meanError(x, sensing)),
        Math.sqrt(sensing.rows()) * Sensing.RECOVERED);
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.claiming("flatness: the interpolator of least norm", Sensing::leastNormRecovers),
        Probe.claiming(
                "enough measurements: 25 of 55 for one unit of each sign",
                Sensing::noFlatterInterpolator)
            .drawing(draws -> Sensing.quadratic(draws, 10, 1, 1, 25)),
        Probe.claiming(
                "Gaussian inputs: entries of 1 and -1, whose squares say nothing of the diagonal",
                Sensing::noFlatterInterpolator)
            .drawing(QuadraticRecovery::signs),
        Probe.<Sensing>claiming(
                "symmetric X: all matrices, with a unit of each sign",
                QuadraticRecovery::skewPartIsSharper)
            .on("1+1"),
        Probe.claiming(
            "recovery replaced by a vanishing mean error", QuadraticRecovery::meanErrorDecides));
  }

  /** M = diag(1, -1, 0, ...), of which signs see the trace alone. */
  private static Sensing signs(Draws draws) {
    int d = draws.integer("d", 8, 12);
    int m = (int) FastMath.ceil(SHARE_BY_RANK[2] * d * (d + 1) / 2);
    double[] inputs = draws.gaussian("inputs", m, d);
    for (int e = 0; e < inputs.length; e++) {
      inputs[e] = Math.signum(inputs[e]);
    }
    double[] truth = Truths.spike(d);
    truth[d + 1] = -1;
    return new Sensing(QuadraticMeasurements.of(d, m, inputs), truth, 2);
  }

  /**
   * No measurement x_i^T X x_i sees a skew part, and with u and v eigenvectors of D M D to
   * eigenvalues lambda > 0 > mu the nuclear norm does not see a (u v^T - v u^T) either, if a² is at
   * most -lambda mu.
   */
  static Evidence skewPartIsSharper(Sensing sensing) {
    int d = sensing.rows();
    Scaling scaling = Scaling.of(sensing.measurements());
    double[] z = scaling.weigh(sensing.truth());
    SymmetricEigen eigen = SymmetricEigen.of(z, d);
    double[] u = eigen.vector(d - 1);
    double[] v = eigen.vector(0);
    double a = 0.5 * Math.sqrt(Math.max(0, -eigen.largest() * eigen.value(0)));
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        z[i * d + j] += a * (u[i] * v[j] - v[i] * u[j]);
      }
    }
    double[] other = scaling.unweigh(z);
    double residual = Truths.error(sensing.measurements().of(other), sensing.values());
    double ratio = scaling.flatness(other) / scaling.flatness(sensing.truth());
    return Evidence.of(
            Check.atLeast(
                    "flatness of an interpolator with a skew part relative to that of M",
                    residual <= INTERPOLATES ? ratio : Double.POSITIVE_INFINITY,
                    1 + Sensing.FLATTER)
                .scale(1))
        .fact("relative error", Truths.error(other, sensing.truth()));
  }

  /**
   * The paper's measure of generalization is |tr(X - M)|; it does not see a traceless difference.
   */
  private static Evidence meanErrorDecides(Sensing sensing) {
    double[] other = sensing.truth().clone();
    other[0] += 0.1;
    other[other.length - 1] -= 0.1;
    Check mean = meanCheck(other, sensing);
    return Evidence.of(
        Check.atMost(
            "relative error of a matrix without a mean error",
            mean.outcome() == Outcome.HOLDS ? Truths.error(other, sensing.truth()) : 0,
            Sensing.RECOVERED));
  }

  private static double meanError(double[] x, Sensing sensing) {
    double mean = 0;
    for (int i = 0; i < sensing.rows(); i++) {
      mean += x[i * (sensing.rows() + 1)] - sensing.truth()[i * (sensing.rows() + 1)];
    }
    return mean / Kernels.norm(sensing.truth());
  }
}
