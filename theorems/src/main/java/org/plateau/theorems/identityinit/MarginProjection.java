package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.MarginCone;
import org.plateau.matrix.PolarFactors;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Clipping the eigenvalues of the symmetric part is the exact Frobenius projection on the matrices
 * with margin at least γ: it lands inside, repeats itself, brings every member nearer, and
 * satisfies the variational inequality. Spec: identity-initialization, P4.
 */
final class MarginProjection implements Claim<MarginProjection.Point> {

  private static final String MARGIN = "margin of the projection";
  private static final String AGAIN = "a second projection moves by";
  private static final String DISTANCE = "distance to a member";
  private static final String INEQUALITY = "product of the variational inequality";

  /** A matrix, a member of the set, and the set's margin. */
  record Point(int dimension, double[] matrix, double[] member, double gamma) {}

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/margin-projection")
                .title("Clipping the symmetric part projects on the matrices of a given margin"),
            "P4")
        .tex(
            "\\Pi_\\gamma(A) = \\arg\\min_{u^\\top B u \\ge \\gamma} \\|A - B\\|_F:\\quad \\langle A - \\Pi_\\gamma A, C -"
                + " \\Pi_\\gamma A \\rangle \\le 0")
        .cost(Cost.LIGHT);
  }

  @Override
  public Point draw(Draws draws) {
    int d = draws.integer("dimension", 1, 8);
    double gamma = draws.uniform("gamma", 0.02, 1);
    double size = draws.logUniform("size", 0.1, 1e4);
    double[] matrix = Matrices.scaled(size, draws.gaussian("point", d, d));
    double[] member = MarginMatrix.matrix(draws, d, gamma + draws.uniform("inside by", 0, 2), size);
    return new Point(d, matrix, member, gamma);
  }

  @Override
  public Evidence examine(Point point) {
    return compare(point, new MarginCone(point.gamma()).project(point.matrix(), point.dimension()));
  }

  private static Evidence compare(Point point, double[] projected) {
    int d = point.dimension();
    double[] again = new MarginCone(point.gamma()).project(projected, d);
    double inequality =
        Kernels.dot(
            Matrices.difference(point.matrix(), projected),
            Matrices.difference(point.member(), projected));
    return tolerant(
        point,
        Check.atLeast(MARGIN, MarginCone.margin(projected, d), point.gamma()),
        Check.atMost(AGAIN, Matrices.distance(again, projected), 0),
        Check.atMost(
            DISTANCE,
            Matrices.distance(projected, point.member()),
            Matrices.distance(point.matrix(), point.member())),
        Check.atMost(INEQUALITY, inequality, 0));
  }

  private static Evidence tolerant(
      Point point, Check margin, Check again, Check distance, Check inequality) {
    double size = 1 + Kernels.norm(point.matrix()) + Kernels.norm(point.member());
    double norm = Matrices.operatorNorm(point.matrix(), point.dimension());
    return Evidence.of(
        margin.absolute(1e-14 * (1 + norm)),
        again.scale(size).relative(1e-13),
        distance.relative(1e-12),
        inequality.scale(size * size).relative(1e-13));
  }

  @Override
  public Optional<Evidence> examinePrecisely(Point point) {
    PreciseMatrix matrix = PreciseMatrix.of(point.dimension(), point.dimension(), point.matrix());
    return Optional.of(comparePrecisely(point, projected(matrix, point.gamma())));
  }

  private static Evidence comparePrecisely(Point point, PreciseMatrix projected) {
    int d = point.dimension();
    PreciseMatrix matrix = PreciseMatrix.of(d, d, point.matrix());
    PreciseMatrix member = PreciseMatrix.of(d, d, point.member());
    Precise inequality = matrix.subtract(projected).dot(member.subtract(projected));
    return tolerant(
        point,
        Check.atLeast(MARGIN, projected.symmetricEigenvalues()[0], Precise.of(point.gamma())),
        Check.atMost(
            AGAIN, projected(projected, point.gamma()).subtract(projected).norm(), Precise.ZERO),
        Check.atMost(DISTANCE, projected.subtract(member).norm(), matrix.subtract(member).norm()),
        Check.atMost(INEQUALITY, inequality, Precise.ZERO));
  }

  /** The antisymmetric part, and the symmetric one with eigenvalues of at least gamma. */
  private static PreciseMatrix projected(PreciseMatrix a, double gamma) {
    Precise half = Precise.ratio(1, 2);
    PreciseMatrix antisymmetric = a.subtract(a.transpose()).scale(half);
    Precise floor = Precise.of(gamma);
    return antisymmetric.add(a.symmetricFunction(value -> value.max(floor)));
  }

  @Override
  public List<Mutant<Point>> mutants() {
    return List.of(
        Mutant.claiming(
            "the antisymmetric part dropped",
            point -> compare(point, symmetricPart(point)),
            point -> comparePrecisely(point, preciseSymmetricPart(point))));
  }

  private static double[] symmetricPart(Point point) {
    int d = point.dimension();
    double[] projected = new MarginCone(point.gamma()).project(point.matrix(), d);
    double[] sum = Kernels.transpose(projected, d, d);
    Kernels.axpy(1, projected, 0, sum, 0, d * d);
    return Matrices.scaled(0.5, sum);
  }

  private static PreciseMatrix preciseSymmetricPart(Point point) {
    Precise floor = Precise.of(point.gamma());
    return PreciseMatrix.of(point.dimension(), point.dimension(), point.matrix())
        .symmetricFunction(value -> value.max(floor));
  }

  @Override
  public List<Probe<Point>> probes() {
    return List.of(
        Probe.<Point>claiming(
                "singular values clipped in place of the symmetric part",
                point -> compare(point, singularValuesClipped(point)))
            .drawing(
                draws -> {
                  int d = draws.integer("dimension", 2, 8);
                  double[] member = MarginMatrix.matrix(draws, d, 0.5, 1);
                  return new Point(d, draws.gaussian("point", d, d), member, 0.5);
                })
            .breaking(0.9));
  }

  /** Returns R max(S, γ), which raises the singular values but not the margin. */
  private static double[] singularValuesClipped(Point point) {
    int d = point.dimension();
    PolarFactors polar = PolarFactors.of(point.matrix(), d);
    double[] stretch = new MarginCone(point.gamma()).project(polar.stretchPower(1), d);
    return Matrices.product(polar.rotation(), stretch, d);
  }
}
