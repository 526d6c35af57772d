package org.plateau.theorems.identityinit;

import java.util.List;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.MarginCone;
import org.plateau.matrix.PolarFactors;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Clipping the eigenvalues of the symmetric part is the exact Frobenius projection on the matrices
 * with margin at least γ: it lands inside, repeats itself, brings every member nearer, and
 * satisfies the variational inequality. Spec: identity-initialization, P4.
 */
final class MarginProjection implements Claim<MarginProjection.Point> {

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
    double size = 1 + Kernels.norm(point.matrix()) + Kernels.norm(point.member());
    double[] again = new MarginCone(point.gamma()).project(projected, d);
    double inequality =
        Kernels.dot(
            Matrices.difference(point.matrix(), projected),
            Matrices.difference(point.member(), projected));
    return Evidence.of(
        Check.atLeast("margin of the projection", MarginCone.margin(projected, d), point.gamma())
            .absolute(1e-14 * (1 + Kernels.norm(point.matrix()))),
        Check.atMost("a second projection moves by", Matrices.distance(again, projected), 0)
            .scale(size)
            .relative(1e-13),
        Check.atMost(
                "distance to a member",
                Matrices.distance(projected, point.member()),
                Matrices.distance(point.matrix(), point.member()))
            .relative(1e-12),
        Check.atMost("product of the variational inequality", inequality, 0)
            .scale(size * size)
            .relative(1e-13));
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
