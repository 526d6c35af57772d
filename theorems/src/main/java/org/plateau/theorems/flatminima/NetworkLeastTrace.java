package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.QuadraticMeasurements;
import org.plateau.recovery.QuadraticNetwork;
import org.plateau.recovery.Scaling;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * No network of quadratic units that computes x^T X x has a smaller trace at zero loss than 8 d |D
 * X D|_*, and units along the eigenvectors of D X D, one for each eigenvalue, attain it. Each A_i =
 * x_i x_i^T enters twice, hence 8 for the 4 of two factors. And the data b_i = x_i^T X x_i fix a
 * number below which this cannot fall, 8 d tr D X D, which is attained without negative units: all
 * semidefinite interpolators are flat. Spec: flat-minima-recovery, section 1 (quadratic net,
 * covariance) and section 0, finding 3.
 */
final class NetworkLeastTrace implements Claim<Fitted> {

  private static final double TOLERANCE = 1e-10;
  private static final String NEAR_FLAT = "near flat";
  private static final String SEMIDEFINITE = "no negative units";
  private static final String WHAT = "trace of a network at zero loss";
  private static final String LEAST = "8 d |D X D|_* against (8/m) sum |x_i|² b_i";

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/network-least-trace")
        .title(
            "The least Hessian trace of a network of quadratic units is a weighted nuclear norm of what it computes")
        .tex(
            "8 d\\,(\\|D U_1\\|_F^2 + \\|D U_2\\|_F^2) \\ge 8 d\\,\\|D (U_1 U_1^\\top - U_2 U_2^\\top) D\\|_* \\ge \\tfrac8m \\sum_i \\|x_i\\|^2 b_i")
        .source(DING_ET_AL, "quadratic activation; constant derived here", DERIVED)
        .constant("8 d", "|P - N|_* is at most tr P + tr N for semidefinite P and N", DERIVED)
        .spec("flat-minima-recovery", "section 1")
        .cost(Cost.LIGHT);
  }

  @Override
  public Fitted draw(Draws draws) {
    String family = draws.family("random", NEAR_FLAT, SEMIDEFINITE);
    int d = draws.integer("d", 1, 6);
    int m = d * draws.integer("m/d", 2, 4);
    int k1 = draws.integer("k1", 1, 4);
    int k2 = family.equals(SEMIDEFINITE) ? 0 : draws.integer("k2", 0, 4);
    QuadraticNetwork network =
        new QuadraticNetwork(
            d,
            k1,
            k2,
            draws.gaussian("positive weights", d, k1),
            draws.gaussian("negative weights", d, k2));
    QuadraticMeasurements inputs = QuadraticMeasurements.gaussian(draws.stream("inputs"), d, m);
    double noise = draws.logUniform("distance from flat", 1e-6, 1e-3);
    if (family.equals(NEAR_FLAT)) {
      network = flattest(network.matrix(), d, Scaling.of(inputs));
      Kernels.axpy(noise, draws.gaussian("noise", d, d), 0, network.u1(), 0, d * d);
    }
    return new Fitted(network, inputs, inputs.of(network.matrix()));
  }

  /**
   * U1 and U2 of d columns with D U1 U1^T D and D U2 U2^T D the positive and negative parts of D X
   * D.
   */
  private static QuadraticNetwork flattest(double[] x, int d, Scaling scaling) {
    SymmetricEigen eigen = SymmetricEigen.of(scaling.weigh(x), d);
    return new QuadraticNetwork(d, d, d, units(eigen, 1, scaling), units(eigen, -1, scaling));
  }

  private static double[] units(SymmetricEigen eigen, int sign, Scaling scaling) {
    double[] part = eigen.values();
    for (int j = 0; j < part.length; j++) {
      part[j] = Math.max(sign * part[j], 0);
    }
    return scaling.flattest(scaling.unweigh(eigen.compose(part)), part.length).left();
  }

  @Override
  public Evidence examine(Fitted f) {
    Scaling scaling = Scaling.of(f.inputs());
    double trace = f.network().traceAtZeroLoss(f.inputs());
    double least = 8 * f.network().d() * scaling.flatness(f.network().matrix());
    double fixed = 0;
    for (int i = 0; i < f.labels().length; i++) {
      fixed = Math.fma(f.inputs().squaredNorm(i), f.labels()[i], fixed);
    }
    return Evidence.of(
            Check.atLeast(WHAT, trace, least).scale(trace).relative(TOLERANCE),
            Check.atLeast(LEAST, least, 8 * fixed / f.labels().length)
                .scale(trace)
                .relative(TOLERANCE))
        .fact("kappa", scaling.conditionNumber());
  }

  /** With D² = R^T R the singular values of D X D are those of R X R^T. */
  @Override
  public Optional<Evidence> examinePrecisely(Fitted f) {
    QuadraticNetwork network = f.network();
    PreciseMatrix square = PreciseScaling.of(f.inputs()).leftSquare();
    PreciseMatrix root = square.cholesky();
    PreciseMatrix u1 = PreciseMatrix.of(network.d(), network.positive(), network.u1());
    PreciseMatrix x = u1.multiply(u1.transpose());
    Precise trace = square.multiply(u1).dot(u1);
    if (network.negative() > 0) {
      PreciseMatrix u2 = PreciseMatrix.of(network.d(), network.negative(), network.u2());
      x = x.subtract(u2.multiply(u2.transpose()));
      trace = trace.add(square.multiply(u2).dot(u2));
    }
    Precise factor = Precise.of(8.0 * network.d());
    Precise least = PreciseNorms.nuclearNorm(root.multiply(x).multiply(root.transpose()));
    Precise fixed = square.multiply(x).trace();
    double scale = trace.multiply(factor).toDouble();
    return Optional.of(
        Evidence.of(
            Check.atLeast(WHAT, trace.multiply(factor), least.multiply(factor))
                .scale(scale)
                .relative(TOLERANCE),
            Check.atLeast(LEAST, least.multiply(factor), fixed.multiply(factor))
                .scale(scale)
                .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Fitted>> probes() {
    return List.of(
        Probe.<Fitted>changing(
                "the constant, 1 % larger", (f, evidence) -> times(evidence, WHAT, 1.01))
            .on(NEAR_FLAT)
            .breaking(0.7),
        Probe.<Fitted>changing(
                "what the data fix, 1 % larger", (f, evidence) -> times(evidence, LEAST, 1.01))
            .on(SEMIDEFINITE)
            .breaking(0.9),
        Probe.<Fitted>changing(
                "the weight D left out",
                (f, evidence) -> {
                  int d = f.network().d();
                  double plain = Scaling.identity(d, d).flatness(f.network().matrix());
                  return evidence.mapChecks(
                      c -> c.what().equals(WHAT) ? c.bound(8 * d * plain) : c);
                })
            .breaking(0.2));
  }

  private static Evidence times(Evidence evidence, String what, double factor) {
    return evidence.mapChecks(c -> c.what().equals(what) ? c.bound(factor * c.bound()) : c);
  }

  @Override
  public List<Mutant<Fitted>> mutants() {
    return List.of(
        Mutant.changing(
            "4 d for 8 d, as for two factors", (f, evidence) -> times(evidence, WHAT, 0.5)),
        Mutant.changing("16 d for 8 d", (f, evidence) -> times(evidence, WHAT, 2)),
        Mutant.changing("16/m for 8/m", (f, evidence) -> times(evidence, LEAST, 2)));
  }
}
