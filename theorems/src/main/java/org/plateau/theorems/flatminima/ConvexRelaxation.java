package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.FactoredLagrangian;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.UniquenessCertificate;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * The flattest factors and the least weighted nuclear norm have the same value: a search among
 * factors and a convex solver, which share nothing but the problem, meet; and the factors made from
 * the convex solution interpolate, are balanced and attain it. A search may end at a stationary
 * point that is worse, and speaks for nothing then. Spec: flat-minima-recovery, C3 (Theorem 3.2).
 */
final class ConvexRelaxation implements Claim<Sensing> {

  private static final double TOLERANCE = 1e-7;
  private static final double INTERPOLATES = 1e-8;
  private static final double STATIONARY = 1e-8;
  private static final int RESTARTS = 3;
  private static final String FEW = "Gaussian, too few to recover";
  private static final String VALUE = "(|D1 L|² + |D2 R|²)/2 of the factors found";
  private static final String BALANCE = "imbalance of (D1 L, D2 R)";
  private static final String PRODUCT = "relative distance of D1 L R^T D2 from the convex solution";
  private static final String MADE_TRACE = "scaled trace of the factors made";
  private static final String MADE_BALANCE = "imbalance of (D1 L_f, D2 R_f) of the factors made";
  private static final String MADE_RESIDUAL = "relative residual |A(L_f R_f^T) - b|/|b|";

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/convex-relaxation")
        .title("Finding flat factors is a convex problem in disguise")
        .tex(
            "\\min_{A(LR^\\top) = b} \\tfrac12 \\mathrm{str}(L,R) = \\min_{A(X) = b} 2\\|D_1 X D_2\\|_*")
        .source(DING_ET_AL, "convex relaxation (Theorem 3.2)", PAPER)
        .constant("2", "displayed formula lost in the text at hand; rebuilt", DERIVED)
        .hypothesis("invertible D1 and D2")
        .hypothesis("width at least the rank of the convex solution")
        .spec("flat-minima-recovery", "C3")
        .validShare(0.8)
        .cost(Cost.HEAVY);
  }

  @Override
  public Sensing draw(Draws draws) {
    String family = draws.family(Modeled.GAUSSIAN, Modeled.BILINEAR, FEW);
    int d1 = draws.integer("d1", 6, 8);
    int d2 = draws.integer("d2", 6, 8);
    int r = draws.integer("r", 1, 2);
    int m = family.equals(FEW) ? (r + 1) * d1 * d2 / 6 : Sensing.enough(r, d1, d2);
    return family.equals(Modeled.BILINEAR)
        ? Sensing.bilinear(draws, d1, d2, r, m)
        : Sensing.gaussian(draws, d1, d2, r, m);
  }

  @Override
  public Evidence examine(Sensing sensing) {
    FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
    FactoredLagrangian best = best(sensing, flat);
    List<Check> checks = new ArrayList<>(found(flat, best));
    if (isUnique(sensing, flat)) {
      double error = Truths.error(best.factors().product(), flat.solve().matrix());
      checks.add(Check.atMost(PRODUCT, error, Sensing.RECOVERED).scale(1));
    }
    checks.addAll(made(sensing, flat, flat.factors(width(sensing))));
    return Evidence.of(checks)
        .fact("evaluations", best.iterations())
        .requires("the search ended at an interpolator", INTERPOLATES - best.residual())
        .requires("the search ended at a stationary point", STATIONARY - best.gradient())
        .requires(
            "the search ended at none that is worse",
            (1 + TOLERANCE) * flat.flatness() - best.value())
        .requires("the convex solver converged", INTERPOLATES - flat.solve().gap());
  }

  private static boolean isUnique(Sensing sensing, FlatMinimum flat) {
    double[] z = flat.scaling().weigh(sensing.truth());
    return UniquenessCertificate.of(flat.set(), z, sensing.rank()).holds();
  }

  private static List<Check> found(FlatMinimum flat, FactoredLagrangian best) {
    double scale = best.factors().squaredNorm();
    return List.of(
        Check.equal(VALUE, best.value(), flat.flatness())
            .relative(TOLERANCE)
            .error(flat.flatness() * (flat.solve().gap() + best.residual())),
        Check.atMost(BALANCE, best.factors().imbalanceNorm(), 0)
            .scale(scale)
            .relative(TOLERANCE)
            .error(best.gradient() * Math.sqrt(scale)));
  }

  /** What is said of L_f and R_f, whatever the search among factors came to. */
  static List<Check> made(Sensing sensing, FlatMinimum flat, Factors factors) {
    Factors weighed = flat.scaling().weigh(factors);
    double[] b = sensing.values();
    return List.of(
        Check.equal(MADE_TRACE, 2 * weighed.squaredNorm(), 4 * flat.flatness()).relative(TOLERANCE),
        Check.atMost(MADE_BALANCE, weighed.imbalanceNorm(), 0)
            .scale(weighed.squaredNorm())
            .relative(TOLERANCE),
        Check.atMost(
                MADE_RESIDUAL, Truths.error(sensing.measurements().of(factors.product()), b), 0)
            .scale(1)
            .relative(TOLERANCE));
  }

  /**
   * Values and imbalance of the solutions that double precision found, and of the factors made; how
   * far those found are from optimal and from interpolating is taken from there.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Sensing sensing) {
    FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
    FactoredLagrangian best = best(sensing, flat);
    PreciseFactors factors = PreciseFactors.of(best.factors());
    PreciseMatrix z = PreciseMatrix.of(sensing.rows(), sensing.cols(), flat.solve().matrix());
    Precise norm = factors.squaredNorm();
    Precise convex = PreciseNorms.nuclearNorm(z);
    double scale = norm.toDouble();
    Check value = Check.equal(VALUE, norm.divide(Precise.TWO), convex).relative(TOLERANCE);
    Check balance =
        Check.atMost(BALANCE, factors.imbalanceNorm(), Precise.ZERO)
            .scale(scale)
            .relative(TOLERANCE);
    List<Check> checks = new ArrayList<>();
    checks.add(
        value.error(value.error() + flat.flatness() * (flat.solve().gap() + best.residual())));
    checks.add(balance.error(balance.error() + best.gradient() * Math.sqrt(scale)));
    if (isUnique(sensing, flat)) {
      Precise error = factors.product().subtract(z).norm().divide(z.norm());
      checks.add(Check.atMost(PRODUCT, error, Precise.of(Sensing.RECOVERED)).scale(1));
    }
    checks.addAll(madePrecisely(sensing, flat.factors(width(sensing)), convex));
    return Optional.of(Evidence.of(checks));
  }

  private static List<Check> madePrecisely(Sensing sensing, Factors made, Precise convex) {
    PreciseFactors factors = PreciseFactors.of(made);
    PreciseScaling scaling = PreciseScaling.of(sensing.measurements());
    Precise trace = scaling.trace(factors);
    PreciseMatrix product = factors.product();
    double[] b = sensing.values();
    Precise missing = Precise.ZERO;
    for (int i = 0; i < b.length; i++) {
      double[] one = sensing.measurements().matrix(i);
      Precise seen = PreciseMatrix.of(sensing.rows(), sensing.cols(), one).dot(product);
      missing = missing.add(seen.subtract(Precise.of(b[i])).square());
    }
    Precise residual = missing.sqrt().divide(Precise.norm(Precise.of(b)));
    return List.of(
        Check.equal(MADE_TRACE, trace, convex.multiply(4)).relative(TOLERANCE),
        Check.atMost(MADE_BALANCE, scaling.imbalanceNorm(factors), Precise.ZERO)
            .scale(trace.toDouble() / 2)
            .relative(TOLERANCE),
        Check.atMost(MADE_RESIDUAL, residual, Precise.ZERO).scale(1).relative(TOLERANCE));
  }

  /** The smaller dimension, which suffices whether M is recovered or not. */
  private static int width(Sensing sensing) {
    return Math.min(sensing.rows(), sensing.cols());
  }

  private static FactoredLagrangian best(Sensing sensing, FlatMinimum flat) {
    int width = width(sensing);
    FactoredLagrangian best = search(sensing, flat, width, 0);
    for (int restart = 1;
        restart < RESTARTS && best.value() > (1 + TOLERANCE) * flat.flatness();
        restart++) {
      FactoredLagrangian again = search(sensing, flat, width, restart);
      best = again.value() < best.value() ? again : best;
    }
    return best;
  }

  private static FactoredLagrangian search(
      Sensing sensing, FlatMinimum flat, int width, int restart) {
    RandomStream stream = RandomStream.of(restart, "start", sensing.measurements().count());
    int d1 = sensing.rows();
    int d2 = sensing.cols();
    return FactoredLagrangian.solve(
        flat.set(),
        new Factors(
            d1,
            d2,
            width,
            stream.gaussian(new double[d1 * width]),
            stream.gaussian(new double[d2 * width])));
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.<Sensing>claiming(
                "width at least the rank: factors of width 1 for a matrix of rank 2",
                sensing -> {
                  FlatMinimum flat = sensing.flat(DouglasRachford.PRECISE);
                  return Evidence.of(
                      Check.atMost(
                          "relative distance of the factors' product from the interpolators",
                          search(sensing, flat, 1, 0).residual(),
                          INTERPOLATES));
                })
            // With all of M known no factors of width 1 interpolate, whatever a search returns.
            .drawing(draws -> Sensing.gaussian(draws, 6, 6, 2, 36))
            .breaking(0.9),
        Probe.<Sensing>changing(
                "the convex value, 0.1 % larger",
                (sensing, evidence) ->
                    evidence.mapChecks(check -> check.bound(1.001 * check.bound())))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Sensing>> mutants() {
    return List.of(
        Mutant.changing(
            "|D1 X D2|_* / 2 for |D1 X D2|_*",
            (sensing, evidence) ->
                evidence.mapChecks(c -> c.what().equals(VALUE) ? c.bound(c.bound() / 2) : c)),
        Mutant.changing(
            "2 |D1 X D2|_* for the scaled trace",
            (sensing, evidence) ->
                evidence.mapChecks(c -> c.what().equals(MADE_TRACE) ? c.bound(c.bound() / 2) : c)));
  }
}
