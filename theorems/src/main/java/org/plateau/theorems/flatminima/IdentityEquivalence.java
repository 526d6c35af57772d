package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;
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
 * Where the matrix itself is seen, flat, norm-minimal and balanced factors are the same. That none
 * but balanced factors have the least norm is said with a number: N² is at least (2 |X|_*)² plus
 * the squared imbalance, with equality at rank one: L^T L and R^T R are the reduced states of the
 * vectors L and W R, W the polar factor of L R^T, whose inner product is |X|_*, and no partial
 * trace makes a distance grow (C. Fuchs, J. van de Graaf, IEEE Trans. Inf. Theory 45, 1999). Spec:
 * flat-minima-recovery, C2 (Lemma 2.2).
 */
final class IdentityEquivalence implements Claim<IdentityEquivalence.FlatPair> {

  private static final double TOLERANCE = 1e-10;
  private static final String NORM = "|L|² + |R|² of flat factors";
  private static final String OTHER = "|L|² + |R|² of other factors of the same matrix";
  private static final String WITH_IMBALANCE =
      "|L|² + |R|² of other factors, against their imbalance, too";
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
        .constant(
            "(\\|L\\|_F^2 + \\|R\\|_F^2)^2 \\ge 4\\|X\\|_*^2 + \\|L^\\top L - R^\\top R\\|_*^2",
            "why no other factors have the least norm; attained at rank one",
            DERIVED)
        .hypothesis("A is the identity")
        .spec("flat-minima-recovery", "C2")
        .cost(Cost.LIGHT);
  }

  @Override
  public FlatPair draw(Draws draws) {
    int d1 = draws.integer("d1", 2, 8);
    int d2 = draws.integer("d2", 2, 8);
    int r = draws.integer("r", 1, 3);
    return pair(draws, Scaling.identity(d1, d2), d1, d2, r, r + draws.integer("k - r", 0, 2));
  }

  /**
   * The other factors are L B and R B^-T with B = Q C, Q orthogonal and C diagonal: up to an
   * orthogonal matrix on the right, which changes no norm, any invertible B.
   */
  private static FlatPair pair(Draws draws, Scaling scaling, int d1, int d2, int r, int k) {
    Factors flat = scaling.flattest(Truths.gaussian(draws, d1, d2, r), k);
    double[] rotation = RandomMatrices.haar(draws.stream("rotation"), k);
    Factors other = new Factors(d1, d2, k, new double[d1 * k], new double[d2 * k]);
    Kernels.multiply(flat.left(), rotation, other.left(), d1, k, k);
    Kernels.multiply(flat.right(), rotation, other.right(), d2, k, k);
    for (int j = 0; j < k; j++) {
      double c = FastMath.exp(0.3 * draws.normal("log factor " + j, 0, 1));
      for (int i = 0; i < d1; i++) {
        other.left()[i * k + j] *= c;
      }
      for (int i = 0; i < d2; i++) {
        other.right()[i * k + j] /= c;
      }
    }
    return new FlatPair(flat, other);
  }

  @Override
  public Evidence examine(FlatPair p) {
    Factors f = p.flat();
    double norm = f.squaredNorm();
    double least = 2 * Scaling.identity(f.rows(), f.cols()).flatness(f.product());
    double other = p.other().squaredNorm();
    double imbalance = p.other().imbalanceNorm();
    return Evidence.of(
            Check.equal(NORM, norm, least).relative(TOLERANCE),
            Check.atLeast(OTHER, other, least).relative(TOLERANCE),
            Check.atLeast(WITH_IMBALANCE, other, Math.sqrt(least * least + imbalance * imbalance))
                .relative(TOLERANCE),
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
    PreciseFactors others = PreciseFactors.of(p.other());
    Precise other = others.squaredNorm();
    Precise both = least.square().add(others.imbalanceNorm().square()).sqrt();
    Precise imbalance = flat.imbalanceNorm();
    return Optional.of(
        Evidence.of(
            Check.equal(NORM, norm, least).relative(TOLERANCE),
            Check.atLeast(OTHER, other, least).relative(TOLERANCE),
            Check.atLeast(WITH_IMBALANCE, other, both).relative(TOLERANCE),
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
                  return pair(draws, scaling, d, d, 2, 2);
                })
            .breaking(0.9),
        Probe.<FlatPair>changing(
                "other factors beat the least norm by 5 %",
                (p, evidence) ->
                    evidence.mapChecks(c -> c.what().equals(OTHER) ? c.bound(1.05 * c.bound()) : c))
            .breaking(0.2),
        Probe.<FlatPair>changing(
                "1 % more than the norm and the imbalance allow",
                (p, evidence) ->
                    evidence.mapChecks(
                        c -> c.what().equals(WITH_IMBALANCE) ? c.bound(1.01 * c.bound()) : c))
            .breaking(0.2));
  }

  @Override
  public List<Mutant<FlatPair>> mutants() {
    return List.of(
        Mutant.changing(
            "|X|_* for 2 |X|_*",
            (p, evidence) ->
                evidence.mapChecks(c -> c.what().equals(NORM) ? c.bound(c.bound() / 2) : c)),
        Mutant.changing(
            "Frobenius norm for the nuclear norm",
            (p, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(NORM)
                            ? c.bound(2 * Kernels.norm(p.flat().product()))
                            : c)));
  }
}
