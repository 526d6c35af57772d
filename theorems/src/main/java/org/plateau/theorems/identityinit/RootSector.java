package org.plateau.theorems.identityinit;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.PrincipalRoot;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The principal L-th root of a matrix with positive margin has its numerical range in the sector of
 * half angle π/(2L). Spec: identity-initialization, P7.
 */
final class RootSector implements Claim<MarginMatrix> {

  private static final double TOLERANCE = 1e-10;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/root-sector")
                .title(
                    "The numerical range of the principal L-th root lies in a sector of half angle π/(2L)"),
            "P7")
        .tex(
            "\\mathrm{margin}(A) > 0 \\Rightarrow \\lambda_{\\min}\\bigl(\\mathrm{Re}\\, e^{\\pm i(\\pi/2 - \\pi/(2L))}"
                + " A^{1/L}\\bigr) \\ge 0")
        .constant(
            "\\pi/(2L)", "recalled from operator theory, checked numerically", Provenance.EMPIRICAL)
        .hypothesis("positive margin")
        .cost(Cost.LIGHT);
  }

  @Override
  public MarginMatrix draw(Draws draws) {
    int d = draws.integer("dimension", 1, 6);
    int order = draws.depth(2, 16);
    return new MarginMatrix(
        d,
        order,
        MarginMatrix.matrix(
            draws, d, draws.logUniform("margin", 0.02, 1), draws.uniform("twist", 0, 5)));
  }

  @Override
  public Evidence examine(MarginMatrix matrix) {
    return examine(matrix, FastMath.PI / (2 * matrix.depth()));
  }

  private static Evidence examine(MarginMatrix matrix, double halfAngle) {
    PrincipalRoot root = PrincipalRoot.of(matrix.psi(), matrix.dimension(), matrix.depth());
    double angle = FastMath.PI / 2 - halfAngle;
    double least =
        Math.min(
            least(root.root(), matrix.dimension(), angle),
            least(root.root(), matrix.dimension(), -angle));
    return Evidence.of(
            Check.atLeast("least eigenvalue of the turned real part", least, 0)
                .scale(1)
                .absolute(TOLERANCE),
            Check.atMost("residual of the root", root.residual(), TOLERANCE))
        .requires("positive margin", matrix.margin())
        .fact("square roots", root.squareRoots())
        .fact("iterations", root.iterations());
  }

  /**
   * Least eigenvalue of the Hermitian part of e^(i angle) X, through the real symmetric matrix of
   * twice the size.
   */
  private static double least(double[] x, int d, double angle) {
    double c = FastMath.cos(angle);
    double s = FastMath.sin(angle);
    int n = 2 * d;
    double[] real = new double[n * n];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double symmetric = 0.5 * (x[i * d + j] + x[j * d + i]);
        double antisymmetric = 0.5 * (x[i * d + j] - x[j * d + i]);
        real[i * n + j] = c * symmetric;
        real[(d + i) * n + d + j] = c * symmetric;
        real[i * n + d + j] = -s * antisymmetric;
        real[(d + i) * n + j] = s * antisymmetric;
      }
    }
    return SymmetricEigen.values(real, n)[0];
  }

  @Override
  public List<Probe<MarginMatrix>> probes() {
    return List.of(
        Probe.<MarginMatrix>claiming(
                "a sector of half that angle",
                matrix -> examine(matrix, FastMath.PI / (4 * matrix.depth())))
            .drawing(
                draws -> {
                  int d = draws.integer("dimension", 2, 6);
                  return new MarginMatrix(
                      d,
                      draws.depth(2, 16),
                      MarginMatrix.matrix(draws, d, 0.02, draws.uniform("twist", 4, 8)));
                })
            .breaking(0.5));
  }
}
