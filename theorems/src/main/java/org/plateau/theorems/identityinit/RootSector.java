package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.PrincipalRoot;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Provenance;
import org.plateau.theorems.Statement;

/**
 * The principal L-th root of a matrix with positive margin has its numerical range in the sector of
 * half angle π/(2L). A fact of operator theory, recalled and not proved here. Spec:
 * identity-initialization, P7.
 */
final class RootSector implements Claim<MarginMatrix> {

  private static final double TOLERANCE = 1e-10;
  private static final String LEAST = "least eigenvalue of the turned real part";
  private static final String RESIDUAL = "residual of the root";

  @Override
  public Statement statement() {
    return Derived.recalled(
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
    return evidence(
            matrix,
            Check.atLeast(LEAST, least, 0),
            Check.atMost(RESIDUAL, root.residual(), TOLERANCE))
        .fact("square roots", root.squareRoots())
        .fact("iterations", root.iterations());
  }

  private static Evidence evidence(MarginMatrix matrix, Check least, Check residual) {
    return Evidence.of(least.scale(1).absolute(TOLERANCE), residual)
        .requires("positive margin", matrix.margin());
  }

  @Override
  public Optional<Evidence> examinePrecisely(MarginMatrix matrix) {
    return Optional.of(examinePrecisely(matrix, 2 * matrix.depth()));
  }

  /** The sector of half angle pi over {@code parts}. */
  private static Evidence examinePrecisely(MarginMatrix matrix, int parts) {
    int d = matrix.dimension();
    PreciseMatrix a = PreciseMatrix.of(d, d, matrix.psi());
    PreciseMatrix root = PreciseRoot.of(a, matrix.depth());
    Precise angle = Precise.pi().multiply(Precise.ratio(parts - 2L, 2L * parts));
    Precise least = least(root, angle).min(least(root, angle.negate()));
    return evidence(
        matrix,
        Check.atLeast(LEAST, least, Precise.ZERO),
        Check.atMost(
            RESIDUAL, PreciseRoot.residual(root, a, matrix.depth()), Precise.of(TOLERANCE)));
  }

  private static Precise least(PreciseMatrix x, Precise angle) {
    int d = x.rows();
    int n = 2 * d;
    PreciseMatrix symmetric = x.add(x.transpose()).scale(angle.cos().divide(Precise.TWO));
    PreciseMatrix antisymmetric = x.subtract(x.transpose()).scale(angle.sin().divide(Precise.TWO));
    Precise[] real = new Precise[n * n];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        real[i * n + j] = symmetric.get(i, j);
        real[(d + i) * n + d + j] = symmetric.get(i, j);
        real[i * n + d + j] = antisymmetric.get(i, j).negate();
        real[(d + i) * n + j] = antisymmetric.get(i, j);
      }
    }
    return PreciseMatrix.of(n, n, real).symmetricEigenvalues()[0];
  }

  @Override
  public List<Mutant<MarginMatrix>> mutants() {
    return List.of(
        Mutant.claiming(
            "half angle pi / (4L)",
            matrix -> examine(matrix, FastMath.PI / (4 * matrix.depth())),
            matrix -> examinePrecisely(matrix, 4 * matrix.depth())));
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
