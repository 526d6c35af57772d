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
 * x_i x_i^T enters twice, hence 8 for the 4 of two factors. Spec: flat-minima-recovery, section 1
 * (quadratic net).
 */
final class NetworkLeastTrace implements Claim<Fitted> {

  private static final double TOLERANCE = 1e-10;
  private static final String NEAR_FLAT = "near flat";
  private static final String WHAT = "trace of a network at zero loss";

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/network-least-trace")
        .title(
            "The least Hessian trace of a network of quadratic units is a weighted nuclear norm of what it computes")
        .tex(
            "8 d\\,(\\|D U_1\\|_F^2 + \\|D U_2\\|_F^2) \\ge 8 d\\,\\|D (U_1 U_1^\\top - U_2 U_2^\\top) D\\|_*")
        .source(DING_ET_AL, "quadratic activation; constant derived here", DERIVED)
        .constant("8 d", "|P - N|_* is at most tr P + tr N for semidefinite P and N", DERIVED)
        .spec("flat-minima-recovery", "section 1")
        .cost(Cost.LIGHT);
  }

  @Override
  public Fitted draw(Draws draws) {
    boolean near = draws.family("random", NEAR_FLAT).equals(NEAR_FLAT);
    int d = draws.integer("d", 1, 6);
    int m = d * draws.integer("m/d", 2, 4);
    int k1 = draws.integer("k1", 1, 4);
    int k2 = draws.integer("k2", 0, 4);
    QuadraticNetwork network =
        new QuadraticNetwork(
            d,
            k1,
            k2,
            draws.gaussian("positive weights", d, k1),
            draws.gaussian("negative weights", d, k2));
    QuadraticMeasurements inputs = QuadraticMeasurements.gaussian(draws.stream("inputs"), d, m);
    double noise = draws.logUniform("distance from flat", 1e-6, 1e-3);
    if (near) {
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
    return Evidence.of(Check.atLeast(WHAT, trace, least).scale(trace).relative(TOLERANCE))
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
    trace = trace.multiply(factor);
    return Optional.of(
        Evidence.of(
            Check.atLeast(WHAT, trace, least.multiply(factor))
                .scale(trace.toDouble())
                .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Fitted>> probes() {
    return List.of(
        Probe.<Fitted>scaled("the constant, 1 % larger", 1.01).on(NEAR_FLAT).breaking(0.7),
        Probe.<Fitted>changing(
                "the weight D left out",
                (f, evidence) -> {
                  int d = f.network().d();
                  double plain = Scaling.identity(d, d).flatness(f.network().matrix());
                  return evidence.mapChecks(check -> check.bound(8 * d * plain));
                })
            .breaking(0.2));
  }

  @Override
  public List<Mutant<Fitted>> mutants() {
    return List.of(
        Mutant.scaled("4 d for 8 d, as for two factors", 0.5), Mutant.scaled("16 d for 8 d", 2));
  }
}
