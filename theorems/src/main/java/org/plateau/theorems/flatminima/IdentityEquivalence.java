package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.PAPER;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.precision.Precise;
import org.plateau.recovery.Factors;
import org.plateau.recovery.Scaling;
import org.plateau.sampling.RandomMatrices;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Where the matrix itself is seen, flat, norm-minimal and balanced factors are the same. Spec:
 * flat-minima-recovery, C2 (Lemma 2.2).
 */
final class IdentityEquivalence implements Claim<IdentityEquivalence.FlatPair> {

  private static final double TOLERANCE = 1e-10;
  private static final String NORM = "|L|² + |R|² of flat factors";
  private static final String OTHER = "|L|² + |R|² of other factors of the same matrix";
  private static final String BALANCE = "|L^T L - R^T R|_* of flat factors";

  /** Flattest factors of a matrix, and other factors of the same matrix. */
  record FlatPair(Factors flat, Factors other) {}

  @Override
  public Statement statement() {
    return Statement.tight("flatminima/identity-equivalence")
        .title("When the whole matrix is seen, flat, norm-minimal and balanced factors coincide")
        .tex(
            "\\|L_f\\|_F^2 + \\|R_f\\|_F^2 = 2\\|X\\|_* \\le \\|L\\|_F^2 + \\|R\\|_F^2, \\quad L_f^\\top L_f = R_f^\\top R_f")
        .source(DING_ET_AL, "identity measurements (Lemma 2.2)", PAPER)
        .hypothesis("A is the identity")
        .spec("flat-minima-recovery", "C2")
        .cost(Cost.LIGHT);
  }

  @Override
  public FlatPair draw(Draws draws) {
    int d1 = draws.integer("d1", 2, 8);
    int d2 = draws.integer("d2", 2, 8);
    return pair(draws, Scaling.identity(d1, d2), d1, d2, draws.integer("r", 1, 3));
  }

  /**
   * The other factors are L B and R B^-T with B = Q C, Q orthogonal and C diagonal: up to an
   * orthogonal matrix on the right, which changes no norm, any invertible B.
   */
  private static FlatPair pair(Draws draws, Scaling scaling, int d1, int d2, int r) {
    Factors flat = scaling.flattest(Truths.gaussian(draws, d1, d2, r), r);
    double[] rotation = RandomMatrices.haar(draws.stream("rotation"), r);
    Factors other = new Factors(d1, d2, r, new double[d1 * r], new double[d2 * r]);
    Kernels.multiply(flat.left(), rotation, other.left(), d1, r, r);
    Kernels.multiply(flat.right(), rotation, other.right(), d2, r, r);
    for (int k = 0; k < r; k++) {
      double c = FastMath.exp(0.3 * draws.normal("log factor " + k, 0, 1));
      for (int i = 0; i < d1; i++) {
        other.left()[i * r + k] *= c;
      }
      for (int i = 0; i < d2; i++) {
        other.right()[i * r + k] /= c;
      }
    }
    return new FlatPair(flat, other);
  }

  @Override
  public Evidence examine(FlatPair p) {
    Factors f = p.flat();
    double norm = f.squaredNorm();
    double least = 2 * Scaling.identity(f.rows(), f.cols()).flatness(f.product());
    return Evidence.of(
            Check.equal(NORM, norm, least).relative(TOLERANCE),
            Check.atLeast(OTHER, p.other().squaredNorm(), least).relative(TOLERANCE),
            Check.atMost(BALANCE, f.imbalanceNorm(), 0).scale(norm).relative(TOLERANCE))
        .requires(
            "the other factors have the same product",
            TOLERANCE - Truths.error(p.other().product(), f.product()));
  }

  @Override
  public Optional<Evidence> examinePrecisely(FlatPair p) {
    PreciseFactors flat = PreciseFactors.of(p.flat());
    Precise norm = flat.squaredNorm();
    Precise least = PreciseNorms.nuclearNorm(flat.product()).multiply(2);
    Precise other = PreciseFactors.of(p.other()).squaredNorm();
    Precise imbalance = flat.imbalanceNorm();
    return Optional.of(
        Evidence.of(
            Check.equal(NORM, norm, least).relative(TOLERANCE),
            Check.atLeast(OTHER, other, least).relative(TOLERANCE),
            Check.atMost(BALANCE, imbalance, Precise.ZERO)
                .scale(norm.toDouble())
                .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<FlatPair>> probes() {
    return List.of(
        Probe.<FlatPair>dropping(
                "A is the identity: 0.92 d² Gaussian measurements of rank 2",
                draws -> {
                  int d = draws.integer("d1", 6, 9);
                  Scaling scaling =
                      Scaling.of(
                          Modeled.ensemble(
                              Modeled.GAUSSIAN,
                              draws.stream("measurements"),
                              d,
                              d,
                              (int) FastMath.ceil(0.92 * d * d)));
                  return pair(draws, scaling, d, d, 2);
                })
            .breaking(0.9),
        Probe.<FlatPair>changing(
                "other factors beat the least norm by 5 %",
                (p, evidence) ->
                    evidence.mapChecks(c -> c.what().equals(OTHER) ? c.bound(1.05 * c.bound()) : c))
            .breaking(0.2));
  }

  @Override
  public List<Mutant<FlatPair>> mutants() {
    return List.of(
        Mutant.changing(
            "|X|_* for 2 |X|_*",
            (p, evidence) ->
                evidence.mapChecks(c -> c.what().equals(BALANCE) ? c : c.bound(c.bound() / 2))),
        Mutant.changing(
            "Frobenius norm for the nuclear norm",
            (p, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(BALANCE)
                            ? c
                            : c.bound(2 * Kernels.norm(p.flat().product())))));
  }
}
