package org.plateau.theorems.flatminima;

import static org.plateau.theorems.Paper.DING_ET_AL;
import static org.plateau.theorems.Provenance.DERIVED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
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
 * A restricted isometry on rank-one matrices bounds D1 and D2: each eigenvalue of D1² is the mean
 * of |A(v e_j^T)|²/m over j, hence between their least and greatest; that of D2² is the mean of
 * |A(e_i v^T)|²/m over i. Spec: flat-minima-recovery, C6 (Lemma 4.8).
 */
final class IsometryBracket implements Claim<IsometryBracket.Direction> {

  private static final double TOLERANCE = 1e-10;
  private static final String MEAN = "mean |A(v e_j^T)|²/m";
  private static final String LOW = "least |A(v e_j^T)|²/m";
  private static final String HIGH = "greatest |A(v e_j^T)|²/m";

  /**
   * An extreme eigenvector of D1 or D2.
   *
   * @param measurements A
   * @param right whether it is one of D2
   * @param bottom whether it belongs to the least eigenvalue, else to the greatest
   * @param v the eigenvector, of length 1
   * @param square the square of its eigenvalue
   * @param greatest the square of the greatest eigenvalue
   */
  record Direction(
      Measurements measurements,
      boolean right,
      boolean bottom,
      double[] v,
      double square,
      double greatest) {

    /** Returns the number of unit vectors of the other side. */
    int others() {
      return right ? measurements.rows() : measurements.cols();
    }
  }

  @Override
  public Statement statement() {
    return Statement.identity("flatminima/isometry-bracket")
        .title("An isometry on rank-one matrices bounds the eigenvalues of D1 and D2")
        .tex(
            "\\min_j \\tfrac1m \\|A(v e_j^\\top)\\|^2 \\le \\lambda(D_1)^2 \\le \\max_j \\tfrac1m \\|A(v e_j^\\top)\\|^2")
        .source(
            DING_ET_AL,
            "restricted isometry bounds D1 and D2 (Lemma 4.8); this converse is derived",
            DERIVED)
        .constant("1/(m d2)", "normalization of D1²; that of D2² is 1/(m d1)", DERIVED)
        .hypothesis("v is an eigenvector of D1, or of D2")
        .spec("flat-minima-recovery", "C6")
        .cost(Cost.LIGHT);
  }

  @Override
  public Direction draw(Draws draws) {
    int d1 = draws.integer("d1", 2, 9);
    int d2 = draws.integer("d2", 2, 9);
    boolean bottom = draws.family("bottom", "top").equals("bottom");
    return direction(draws, d1, d2, bottom, draws.coin("of D2"));
  }

  private static Direction direction(Draws draws, int d1, int d2, boolean bottom, boolean right) {
    String ensemble = draws.oneOf("ensemble", Modeled.GAUSSIAN, Modeled.BILINEAR);
    Measurements a =
        Modeled.ensemble(ensemble, draws.stream("measurements"), d1, d2, draws.integer("m", 5, 40));
    int d = right ? d2 : d1;
    SymmetricEigen eigen = SymmetricEigen.of(right ? a.rightGram() : a.leftGram(), d);
    int which = bottom ? 0 : d - 1;
    double normalization = (double) a.count() * (right ? d1 : d2);
    return new Direction(
        a,
        right,
        bottom,
        eigen.vector(which),
        Math.max(0, eigen.value(which)) / normalization,
        eigen.largest() / normalization);
  }

  @Override
  public Evidence examine(Direction d) {
    double[] slices = slices(d);
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    double sum = 0;
    for (double slice : slices) {
      low = Math.min(low, slice);
      high = Math.max(high, slice);
      sum += slice;
    }
    return Evidence.of(
            Check.equal(MEAN, sum / slices.length, d.square())
                .scale(d.greatest())
                .relative(TOLERANCE),
            Check.atMost(LOW, low, d.square()).scale(d.greatest()).relative(TOLERANCE),
            Check.atLeast(HIGH, high, d.square()).scale(d.greatest()).relative(TOLERANCE))
        .fact("d2/d1", (double) d.measurements().cols() / d.measurements().rows());
  }

  /** Returns |A(v e_j^T)|²/m for each j, or |A(e_i v^T)|²/m for each i. */
  private static double[] slices(Direction d) {
    Measurements a = d.measurements();
    int stride = d.right() ? 1 : a.cols();
    int across = d.right() ? a.cols() : 1;
    double[] sums = new double[d.others()];
    for (int i = 0; i < a.count(); i++) {
      double[] one = a.matrix(i);
      for (int j = 0; j < sums.length; j++) {
        double entry = 0;
        for (int p = 0; p < d.v().length; p++) {
          entry = Math.fma(one[p * stride + j * across], d.v()[p], entry);
        }
        sums[j] = Math.fma(entry, entry, sums[j]);
      }
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j] /= a.count();
    }
    return sums;
  }

  /** The eigenvalue is found again at 50 digits; the error of v is of second order in the mean. */
  @Override
  public Optional<Evidence> examinePrecisely(Direction d) {
    Measurements a = d.measurements();
    PreciseMatrix v = PreciseMatrix.column(d.v());
    Precise[] slices = new Precise[d.others()];
    Arrays.fill(slices, Precise.ZERO);
    for (int i = 0; i < a.count(); i++) {
      PreciseMatrix one = PreciseMatrix.of(a.rows(), a.cols(), a.matrix(i));
      PreciseMatrix av = (d.right() ? one : one.transpose()).multiply(v);
      for (int j = 0; j < slices.length; j++) {
        slices[j] = slices[j].add(av.get(j, 0).square());
      }
    }
    Precise low = slices[0];
    Precise high = slices[0];
    for (Precise slice : slices) {
      low = low.min(slice);
      high = high.max(slice);
    }
    Precise m = Precise.of(a.count());
    PreciseScaling scaling = PreciseScaling.of(a);
    Precise[] eigenvalues =
        (d.right() ? scaling.rightSquare() : scaling.leftSquare()).symmetricEigenvalues();
    Precise square = eigenvalues[d.bottom() ? 0 : eigenvalues.length - 1];
    return Optional.of(
        Evidence.of(
            Check.equal(MEAN, Precise.sum(slices).divide(m.multiply(slices.length)), square)
                .scale(d.greatest())
                .relative(TOLERANCE),
            Check.atMost(LOW, low.divide(m), square).scale(d.greatest()).relative(TOLERANCE),
            Check.atLeast(HIGH, high.divide(m), square).scale(d.greatest()).relative(TOLERANCE)));
  }

  @Override
  public List<Probe<Direction>> probes() {
    return List.of(
        Probe.<Direction>changing(
                "1/(m d1) for 1/(m d2), on 3 x 9", IsometryBracket::bracketNormalizedByRows)
            .drawing(draws -> direction(draws, 3, 9, draws.coin("bottom"), false))
            .breaking(0.9),
        Probe.<Direction>dropping(
                "v is an eigenvector of D1, or of D2",
                draws -> {
                  Direction d = direction(draws, 3, 9, draws.coin("bottom"), false);
                  double[] v = draws.gaussian("v", 3);
                  double length = Kernels.norm(v);
                  for (int i = 0; i < v.length; i++) {
                    v[i] /= length;
                  }
                  return new Direction(
                      d.measurements(), false, d.bottom(), v, d.square(), d.greatest());
                })
            .breaking(0.9));
  }

  /** The bracket alone, without the mean inside it: it, too, tells a wrong normalization. */
  private static Evidence bracketNormalizedByRows(Direction d, Evidence evidence) {
    return Evidence.of(
        normalizedByRows(d, evidence).checks().stream()
            .filter(check -> !check.what().equals(MEAN))
            .toList());
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
