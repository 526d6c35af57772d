package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
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
 * Flat solutions are nearly norm-minimal and nearly balanced, whether they recover or not. Spec:
 * flat-minima-recovery, C4 (Theorem 3.3).
 */
final class Regularity implements Claim<Sensing> {

  private static final double TOLERANCE = 1e-9;
  private static final String NORM = "|L_f|² + |R_f|²";
  private static final String BALANCE = "|L_f^T L_f - R_f^T R_f|_*";
  private static final String AGAINST_TRUTH = ", against |M|_*";
  private static final String FIRST_TERM = ", with kappa² - 1";
  private static final String SECOND_TERM = ", with 1 - kappa^-2";

  @Override
  public Statement statement() {
    return Statement.upper("flatminima/regularity")
        .title("Flat solutions are nearly norm-minimal and nearly balanced")
        .tex(
            "\\|L_f\\|_F^2 + \\|R_f\\|_F^2 \\le \\kappa^2 \\min(\\|L\\|_F^2 + \\|R\\|_F^2), \\quad \\|L_f^\\top L_f - R_f^\\top R_f\\|_* \\le 2\\kappa^2(\\kappa^2-1)\\|M\\|_*")
        .source(DING_ET_AL, "regularity of flat solutions (Theorem 3.3)", PAPER)
        .constant(
            "\\kappa^2, 2\\kappa^2(\\kappa^2-1)",
            "displayed formulas lost in the text at hand; rebuilt from the proof, as are kappa² - 1 and 1 - kappa^-2",
            DERIVED)
        .constant("2\\kappa^2", "times |M|_*, for |L_f|² + |R_f|²", PAPER)
        .hypothesis("flat")
        .spec("flat-minima-recovery", "C4")
        .growsWith("kappa")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Sensing draw(Draws draws) {
    String ensemble = draws.family(Modeled.GAUSSIAN, Modeled.BILINEAR, Modeled.COMPLETION);
    int d1 = draws.integer("d1", 6, 9);
    int r = draws.integer("r", 1, 2);
    double share = draws.uniform("m/(d1 d2)", 0.5, 0.9);
    if (ensemble.equals(Modeled.COMPLETION)) {
      return Sensing.completion(draws, d1, share, Truths.gaussian(draws, d1, d1, r), r);
    }
    int d2 = draws.integer("d2", 6, 9);
    int m = (int) FastMath.ceil(share * d1 * d2);
    return Sensing.of(ensemble, draws, d1, d2, r, m);
  }

  @Override
  public Evidence examine(Sensing sensing) {
    FlatMinimum flat = sensing.flat(DouglasRachford.BRIEF);
    return compare(sensing, flat, flat.factors(Math.min(sensing.rows(), sensing.cols())));
  }

  /**
   * The least norm is taken at the solver's value, which is no less than it, so that a violation is
   * one of the theorem; the gap of the flat solution is what its norm may be too large by.
   */
  private static Evidence compare(Sensing sensing, FlatMinimum flat, Factors factors) {
    FlatMinimum least =
        FlatMinimum.unweighted(sensing.measurements(), sensing.values(), DouglasRachford.BRIEF);
    double square = flat.scaling().conditionNumber() * flat.scaling().conditionNumber();
    double norm = factors.squaredNorm();
    double truthNorm = Scaling.identity(sensing.rows(), sensing.cols()).flatness(sensing.truth());
    double leastNorm = 2 * least.flatness();
    double imbalance = factors.imbalanceNorm();
    double suboptimal = norm * flat.solve().gap();
    return Evidence.of(
            Check.atMost(NORM, norm, square * leastNorm)
                .scale(norm)
                .relative(TOLERANCE)
                .error(suboptimal),
            Check.atMost(NORM + AGAINST_TRUTH, norm, 2 * square * truthNorm)
                .scale(norm)
                .relative(TOLERANCE)
                .error(suboptimal),
            Check.atMost(BALANCE, imbalance, (square - 1) / (square + 1) * norm)
                .scale(norm)
                .relative(TOLERANCE),
            Check.atMost(BALANCE + FIRST_TERM, imbalance, (square - 1) * norm)
                .scale(norm)
                .relative(TOLERANCE),
            Check.atMost(BALANCE + SECOND_TERM, imbalance, (1 - 1 / square) * norm)
                .scale(norm)
                .relative(TOLERANCE),
            Check.atMost(BALANCE + AGAINST_TRUTH, imbalance, 2 * square * (square - 1) * truthNorm)
                .scale(norm)
                .relative(TOLERANCE)
                .error(suboptimal))
        .fact("kappa", flat.scaling().conditionNumber())
        .requires("flat to a relative gap of 1e-3", 1e-3 - flat.solve().gap());
  }

  /**
   * Norms, imbalance and kappa of the solutions that double precision found; how far those are from
   * optimal is taken from their duality gaps, which are bounds themselves.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Sensing sensing) {
    FlatMinimum flat = sensing.flat(DouglasRachford.BRIEF);
    FlatMinimum least =
        FlatMinimum.unweighted(sensing.measurements(), sensing.values(), DouglasRachford.BRIEF);
    int d1 = sensing.rows();
    int d2 = sensing.cols();
    PreciseFactors factors = PreciseFactors.of(flat.factors(Math.min(d1, d2)));
    Precise square = PreciseScaling.of(sensing.measurements()).squaredConditionNumber();
    Precise norm = factors.squaredNorm();
    Precise leastNorm =
        PreciseNorms.nuclearNorm(PreciseMatrix.of(d1, d2, least.matrix())).multiply(2);
    Precise truth = PreciseNorms.nuclearNorm(PreciseMatrix.of(d1, d2, sensing.truth()));
    Precise imbalance = factors.imbalanceNorm();
    Precise excess = square.subtract(Precise.ONE);
    Precise share = excess.divide(square.add(Precise.ONE));
    double size = norm.toDouble();
    double suboptimal = size * flat.solve().gap();
    return Optional.of(
        Evidence.of(
            below(NORM, norm, square.multiply(leastNorm), size, suboptimal),
            below(NORM + AGAINST_TRUTH, norm, square.multiply(truth).multiply(2), size, suboptimal),
            below(BALANCE, imbalance, share.multiply(norm), size, 0),
            below(BALANCE + FIRST_TERM, imbalance, excess.multiply(norm), size, 0),
            below(BALANCE + SECOND_TERM, imbalance, excess.divide(square).multiply(norm), size, 0),
            below(
                BALANCE + AGAINST_TRUTH,
                imbalance,
                square.multiply(excess).multiply(truth).multiply(2),
                size,
                suboptimal)));
  }

  private static Check below(
      String what, Precise value, Precise bound, double scale, double suboptimal) {
    Check check = Check.atMost(what, value, bound).scale(scale).relative(TOLERANCE);
    return check.error(check.error() + suboptimal);
  }

  @Override
  public List<Probe<Sensing>> probes() {
    return List.of(
        Probe.<Sensing>changing(
                "the least norm over kappa² for times kappa²",
                (sensing, evidence) ->
                    evidence.mapChecks(
                        c ->
                            c.what().equals(NORM)
                                ? c.bound(c.bound() / FastMath.pow(kappa(sensing), 4))
                                : c))
            .breaking(0.9),
        Probe.<Sensing>claiming(
                "flat: L times and R divided by 1.5 kappa",
                sensing -> {
                  FlatMinimum flat = sensing.flat(DouglasRachford.BRIEF);
                  Factors factors = flat.factors(Math.min(sensing.rows(), sensing.cols()));
                  return compare(
                      sensing, flat, factors.unbalanced(1.5 * flat.scaling().conditionNumber()));
                })
            .breaking(0.9),
        Probe.<Sensing>changing(
                "kappa = 1, as for identity measurements",
                (sensing, evidence) ->
                    evidence.mapChecks(c -> c.what().startsWith(BALANCE) ? c.bound(0) : c))
            .breaking(0.9));
  }

  private static double kappa(Sensing sensing) {
    return Scaling.of(sensing.measurements()).conditionNumber();
  }

  @Override
  public List<Mutant<Sensing>> mutants() {
    return List.of(
        Mutant.changing(
            "|X|_* for 2 kappa² |X|_*",
            (sensing, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(NORM)
                            ? c.bound(c.bound() / (2 * FastMath.pow(kappa(sensing), 2)))
                            : c)),
        Mutant.changing(
            "|M|_* for 2 kappa² |M|_*",
            (sensing, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(NORM + AGAINST_TRUTH)
                            ? c.bound(c.bound() / (2 * FastMath.pow(kappa(sensing), 2)))
                            : c)));
  }
}
