package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.recovery.Measurements;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * A restricted isometry on rank-one matrices bounds D1: each eigenvalue of D1² is the mean of |A(v
 * e_j^T)|²/m over j, hence between their least and greatest. Spec: flat-minima-recovery, C6 (Lemma
 * 4.8).
 */
final class IsometryBracket implements Claim<IsometryBracket.Direction> {

  private static final double TOLERANCE = 1e-10;
  private static final String LOW = "least |A(v e_j^T)|²/m";
  private static final String HIGH = "greatest |A(v e_j^T)|²/m";

  /**
   * Measurements, an eigenvector v of D1, the square of its eigenvalue, and that of the greatest
   * eigenvalue.
   */
  record Direction(Measurements measurements, double[] v, double square, double greatest) {}

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/isometry-bracket")
        .title("An isometry on rank-one matrices bounds the eigenvalues of D1")
        .tex(
            "\\min_j \\tfrac1m \\|A(v e_j^\\top)\\|^2 \\le \\lambda(D_1)^2 \\le \\max_j \\tfrac1m \\|A(v e_j^\\top)\\|^2")
        .source(
            DING_ET_AL,
            "restricted isometry bounds D1 and D2 (Lemma 4.8); this converse is derived",
            DERIVED)
        .constant("1/(m d2)", "normalization of D1²", DERIVED)
        .hypothesis("v is an eigenvector of D1")
        .spec("flat-minima-recovery", "C6")
        .cost(Cost.LIGHT);
  }

  @Override
  public Direction draw(Draws draws) {
    int d1 = draws.integer("d1", 2, 9);
    int d2 = draws.integer("d2", 2, 9);
    return direction(draws, d1, d2, draws.family("bottom", "top").equals("bottom"));
  }

  private static Direction direction(Draws draws, int d1, int d2, boolean bottom) {
    String ensemble = draws.oneOf("ensemble", Modelled.GAUSSIAN, Modelled.BILINEAR);
    Measurements a =
        Modelled.ensemble(
            ensemble, draws.stream("measurements"), d1, d2, draws.integer("m", 5, 40));
    SymmetricEigen eigen = SymmetricEigen.of(a.leftGram(), d1);
    int which = bottom ? 0 : d1 - 1;
    double normalization = (double) a.count() * d2;
    return new Direction(
        a,
        eigen.vector(which),
        Math.max(0, eigen.value(which)) / normalization,
        eigen.largest() / normalization);
  }

  @Override
  public Evidence examine(Direction d) {
    double[] columns = columns(d);
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double c : columns) {
      low = Math.min(low, c);
      high = Math.max(high, c);
    }
    return Evidence.of(
            Check.atMost(LOW, low, d.square()).scale(d.greatest()).relative(TOLERANCE),
            Check.atLeast(HIGH, high, d.square()).scale(d.greatest()).relative(TOLERANCE))
        .fact("d2/d1", (double) d.measurements().cols() / d.measurements().rows());
  }

  /** Returns |A(v e_j^T)|²/m for each j. */
  private static double[] columns(Direction d) {
    Measurements a = d.measurements();
    double[] sums = new double[a.cols()];
    for (int i = 0; i < a.count(); i++) {
      double[] one = a.matrix(i);
      for (int j = 0; j < a.cols(); j++) {
        double entry = 0;
        for (int p = 0; p < a.rows(); p++) {
          entry = Math.fma(one[p * a.cols() + j], d.v()[p], entry);
        }
        sums[j] = Math.fma(entry, entry, sums[j]);
      }
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= a.count();
    }
    return sums;
  }

  /**
   * The eigenvalue as the Rayleigh quotient of the computed eigenvector, whose error is of second
   * order.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Direction d) {
    Measurements a = d.measurements();
    PreciseMatrix v = PreciseMatrix.column(d.v());
    Precise[] columns = new Precise[a.cols()];
    Arrays.fill(columns, Precise.ZERO);
    for (int i = 0; i < a.count(); i++) {
      PreciseMatrix av = PreciseMatrix.of(a.rows(), a.cols(), a.matrix(i)).transpose().multiply(v);
      for (int j = 0; j < columns.length; j++) {
        columns[j] = columns[j].add(av.get(j, 0).square());
      }
    }
    Precise low = columns[0];
    Precise high = columns[0];
    for (Precise c : columns) {
      low = low.min(c);
      high = high.max(c);
    }
    Precise m = Precise.of(a.count());
    Precise square =
        Precise.sum(columns).divide(m.multiply(a.cols())).divide(PreciseChecks.square(v));
    return Optional.of(
        Evidence.of(
            PreciseChecks.atMost(LOW, low.divide(m), square)
                .scale(d.greatest())
                .relative(TOLERANCE),
            PreciseChecks.atLeast(HIGH, high.divide(m), square)
                .scale(d.greatest())
                .relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Direction>> probes() {
    return List.of(
        Probe.<Direction>changing(
                "1/(m d1) for 1/(m d2), on 3 x 9", IsometryBracket::normalizedByRows)
            .drawing(draws -> direction(draws, 3, 9, draws.coin("bottom")))
            .breaking(0.7));
  }

  private static Evidence normalizedByRows(Direction d, Evidence evidence) {
    double ratio = (double) d.measurements().cols() / d.measurements().rows();
    return evidence.mapChecks(check -> check.bound(check.bound() * ratio));
  }

  @Override
  public List<Mutant<Direction>> mutants() {
    return List.of(Mutant.changing("1/(m d1) for 1/(m d2)", IsometryBracket::normalizedByRows));
  }
}
