package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.OrthogonalPower;
import org.plateau.matrix.PolarFactors;
import org.plateau.network.SquareLayers;
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
 * The layers of a balanced factorization come within O(1/L) of the identity: the angle of the polar
 * factor and the logarithms of the singular values are shared out evenly. Spec:
 * identity-initialization, P3.
 */
final class BalancedLayersNearIdentity implements Claim<MarginMatrix> {

  private static final String DISTANCE = "operator distance of a layer from the identity";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/balanced-layers-near-identity")
                .title("The layers of a balanced factorization lie within O(1/L) of the identity"),
            "P3")
        .tex(
            "\\|\\Theta_i - I\\|_2 \\le 2 \\sin\\frac{\\varphi_{\\max}}{2L} + \\max(|s_{\\max}^{1/L} - 1|, |s_{\\min}^{1/L} -"
                + " 1|)")
        .hypothesis("positive margin")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public MarginMatrix draw(Draws draws) {
    return MarginMatrix.draw(draws);
  }

  @Override
  public Evidence examine(MarginMatrix matrix) {
    return examine(matrix, 1);
  }

  /** Returns the bound, with the share of the angle multiplied by {@code angleWeight}. */
  static double bound(double[] psi, int d, int depth, double angleWeight) {
    double share = 1.0 / depth;
    PolarFactors polar = PolarFactors.of(psi, d);
    double[] s = polar.singularValues();
    double stretch =
        Math.max(
            Math.abs(FastMath.pow(s[0], share) - 1), Math.abs(FastMath.pow(s[d - 1], share) - 1));
    double angle = OrthogonalPower.of(polar.rotation(), d).largestAngle();
    return angleWeight * 2 * FastMath.sin(angle * share / 2) + stretch;
  }

  private static Evidence examine(MarginMatrix matrix, double angleWeight) {
    int d = matrix.dimension();
    double bound = bound(matrix.psi(), d, matrix.depth(), angleWeight);
    SquareLayers layers = SquareLayers.balanced(matrix.psi(), d, matrix.depth());
    double farthest = new Network(layers, matrix.psi()).operatorDistance();
    return Evidence.of(tolerant(Check.atMost(DISTANCE, farthest, bound)))
        .requires("positive margin", matrix.margin());
  }

  private static Check tolerant(Check check) {
    return check.absolute(1e-9 * check.bound() + 1e-13);
  }

  @Override
  public Optional<Evidence> examinePrecisely(MarginMatrix matrix) {
    return Optional.of(examinePrecisely(matrix, 1));
  }

  /** 2 sin(x / 2) = sqrt(2 - 2 cos x) for the largest angle x of R^{1/L}. */
  private static Evidence examinePrecisely(MarginMatrix matrix, int angleWeight) {
    PreciseFactorization factors = PreciseFactorization.of(matrix);
    Precise share = Precise.ratio(1, matrix.depth());
    Precise[] values = factors.psi().singularValues();
    Precise largest = values[0].pow(share).subtract(Precise.ONE).abs();
    Precise least = values[values.length - 1].pow(share).subtract(Precise.ONE).abs();
    Precise cosine = factors.rotationRoot().symmetricEigenvalues()[0];
    Precise angle = Precise.ONE.subtract(cosine).max(Precise.ZERO).multiply(2).sqrt();
    Precise farthest = Precise.ZERO;
    PreciseMatrix one = PreciseMatrix.identity(matrix.dimension());
    for (PreciseMatrix layer : factors.layers()) {
      farthest = farthest.max(layer.subtract(one).spectralNorm());
    }
    return Evidence.of(
            tolerant(
                Check.atMost(
                    DISTANCE, farthest, angle.multiply(angleWeight).add(largest.max(least)))))
        .requires("positive margin", matrix.margin());
  }

  @Override
  public List<Mutant<MarginMatrix>> mutants() {
    return List.of(
        Mutant.claiming(
            "the angle left out",
            matrix -> examine(matrix, 0),
            matrix -> examinePrecisely(matrix, 0)));
  }

  @Override
  public List<Probe<MarginMatrix>> probes() {
    return List.of(
        Probe.<MarginMatrix>claiming("the angle left out", matrix -> examine(matrix, 0))
            .breaking(0.3),
        Probe.<MarginMatrix>scaled("the bound, 2 % smaller", 0.98)
            .drawing(
                draws ->
                    new MarginMatrix(
                        1, draws.depth(1, 16), new double[] {draws.uniform("value", 0.1, 0.9)}))
            .breaking(1));
  }
}
