package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.recovery.Factors;
import org.plateau.recovery.Measurements;
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
 * No factorization of X has a smaller scaled trace than 4 |D1 X D2|_*, and balanced (D1 L, D2 R)
 * attain it. Spec: flat-minima-recovery, section 1 (Theorem 3.2).
 */
final class LeastTrace implements Claim<Modeled> {

  private static final double TOLERANCE = 1e-10;
  private static final String NEAR_FLAT = "near flat";
  private static final String WHAT = "scaled trace of a factorization";

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/least-trace")
        .title(
            "The least scaled trace over the factorizations of a matrix is four times its weighted nuclear norm")
        .tex("2\\|D_1 L\\|_F^2 + 2\\|D_2 R\\|_F^2 \\ge 4 \\|D_1 L R^\\top D_2\\|_*")
        .source(DING_ET_AL, "convex relaxation (Theorem 3.2); constants derived", DERIVED)
        .constant("4", "twice the two of |L|² + |R|² >= 2 |L R^T|_*", DERIVED)
        .hypothesis("invertible D1 and D2")
        .spec("flat-minima-recovery", "section 1")
        .cost(Cost.LIGHT);
  }

  @Override
  public Modeled draw(Draws draws) {
    boolean near = draws.family("random", NEAR_FLAT).equals(NEAR_FLAT);
    int d1 = draws.integer("d1", 2, 6);
    int d2 = draws.integer("d2", 2, 6);
    int k = draws.integer("k", 1, 4);
    String ensemble =
        draws.oneOf("ensemble", Modeled.GAUSSIAN, Modeled.BILINEAR, Modeled.COMPLETION);
    Measurements a = Modeled.ensemble(ensemble, draws.stream("measurements"), d1, d2, 30);
    Factors factors =
        new Factors(d1, d2, k, draws.gaussian("L", d1, k), draws.gaussian("R", d2, k));
    double noise = draws.logUniform("distance from flat", 1e-6, 1e-3);
    if (near) {
      factors = Scaling.of(a).flattest(factors.product(), k);
      Kernels.axpy(noise, draws.gaussian("noise", d1 * k), 0, factors.left(), 0, d1 * k);
    }
    return new Modeled(a, new double[a.count()], factors);
  }

  @Override
  public Evidence examine(Modeled at) {
    Scaling scaling = Scaling.of(at.measurements());
    double trace = scaling.scaledTrace(at.factors());
    return Evidence.of(
            Check.atLeast(WHAT, trace, 4 * scaling.flatness(at.factors().product()))
                .scale(trace)
                .relative(TOLERANCE))
        .fact("kappa", scaling.conditionNumber());
  }

  /**
   * With D² = C C^T the singular values of D1 X D2 are those of C1^T X C2, so no square root of a
   * matrix is needed.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Modeled at) {
    PreciseFactors factors = PreciseFactors.of(at.factors());
    PreciseScaling scaling = PreciseScaling.of(at.measurements());
    PreciseFactors weighed =
        new PreciseFactors(
            scaling.leftSquare().cholesky().multiply(factors.left()),
            scaling.rightSquare().cholesky().multiply(factors.right()));
    Precise trace = weighed.squaredNorm().multiply(2);
    Precise bound = PreciseNorms.nuclearNorm(weighed.product()).multiply(4);
    return Optional.of(
        Evidence.of(Check.atLeast(WHAT, trace, bound).scale(trace.toDouble()).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Modeled>> probes() {
    return List.of(
        Probe.<Modeled>scaled("the constant, 1 % larger", 1.01).on(NEAR_FLAT).breaking(0.7),
        Probe.<Modeled>changing("the weights D1 and D2 left out", LeastTrace::unweighted)
            .breaking(0.5));
  }

  /**
   * Claims that the least trace is attained with equality by the plain nuclear norm, which ignores
   * the measurements.
   */
  private static Evidence unweighted(Modeled at, Evidence evidence) {
    double plain =
        Scaling.identity(at.factors().rows(), at.factors().cols()).flatness(at.factors().product());
    return evidence.mapChecks(check -> check.bound(4 * plain));
  }

  @Override
  public List<Mutant<Modeled>> mutants() {
    return List.of(
        Mutant.scaled("8 for 4", 2),
        Mutant.scaled("2 for 4", 0.5),
        Mutant.scaled("5 % too small", 0.95));
  }
}
