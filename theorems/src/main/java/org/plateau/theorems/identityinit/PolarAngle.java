package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
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
 * The orthogonal polar factor of a matrix with margin γ turns by angles whose cosine is at least γ
 * over the norm, hence by less than a right angle, so its fractional powers exist. Spec:
 * identity-initialization, P2.
 */
final class PolarAngle implements Claim<MarginMatrix> {

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.lower("identityinit/polar-angle")
                .title(
                    "The polar factor of a matrix with positive margin turns by less than a right angle"),
            "P2")
        .tex(
            "\\Psi = RS \\Rightarrow \\cos\\varphi \\ge \\frac{\\mathrm{margin}(\\Psi)}{\\|\\Psi\\|_2} > 0")
        .hypothesis("positive margin")
        .cost(Cost.LIGHT);
  }

  @Override
  public MarginMatrix draw(Draws draws) {
    return MarginMatrix.draw(draws);
  }

  @Override
  public Evidence examine(MarginMatrix matrix) {
    return compare(
        matrix, matrix.margin() / Matrices.operatorNorm(matrix.psi(), matrix.dimension()));
  }

  private static Evidence compare(MarginMatrix matrix, double bound) {
    int d = matrix.dimension();
    double cosine = MarginCone.margin(PolarFactors.of(matrix.psi(), d).rotation(), d);
    return Evidence.of(tolerant(Check.atLeast("least cosine of an angle of R", cosine, bound)))
        .requires("positive margin", matrix.margin());
  }

  /**
   * The polar factor at 50 digits is the limit of Newton's iteration X ← (X + X⁻ᵀ)/2, another way
   * than that of {@link #examine}.
   */
  @Override
  public Optional<Evidence> examinePrecisely(MarginMatrix matrix) {
    int d = matrix.dimension();
    PreciseMatrix psi = PreciseMatrix.of(d, d, matrix.psi());
    PreciseMatrix rotation = PreciseFactorization.polar(psi);
    Precise margin = psi.symmetricEigenvalues()[0];
    Precise bound = margin.divide(psi.spectralNorm());
    return Optional.of(
        Evidence.of(
                tolerant(
                    Check.atLeast(
                        "least cosine of an angle of R",
                        rotation.symmetricEigenvalues()[0],
                        bound)))
            .requires("positive margin", margin.toDouble()));
  }

  private static Check tolerant(Check check) {
    return check.absolute(1e-9 * Math.abs(check.bound()) + 1e-14);
  }

  @Override
  public List<Mutant<MarginMatrix>> mutants() {
    return List.of(
        Mutant.changing(
            "the margin over the least singular value, not the norm",
            (matrix, evidence) -> {
              int d = matrix.dimension();
              double ratio =
                  Matrices.operatorNorm(matrix.psi(), d)
                      / Matrices.leastSingularValue(matrix.psi(), d);
              return evidence.mapChecks(check -> check.bound(ratio * check.bound()));
            }));
  }

  @Override
  public List<Probe<MarginMatrix>> probes() {
    return List.of(
        Probe.<MarginMatrix>claiming(
                "positive margin: a rotation by nearly a half turn, with the angle still below a right one",
                matrix -> compare(matrix, 0))
            .drawing(
                draws -> {
                  double angle = draws.uniform("angle", 1.7, 3.1);
                  double c = FastMath.cos(angle);
                  double s = FastMath.sin(angle);
                  return new MarginMatrix(2, 2, new double[] {c, -s, s, c});
                })
            .breaking(1),
        Probe.<MarginMatrix>scaled("the bound, 2 % larger", 1.02)
            .drawing(
                draws -> {
                  double[] psi = {
                    draws.uniform("margin", 0.1, 2), -draws.uniform("twist", 0.1, 2), 0, 0
                  };
                  psi[2] = -psi[1];
                  psi[3] = psi[0];
                  return new MarginMatrix(2, 2, psi);
                })
            .breaking(1));
  }
}
