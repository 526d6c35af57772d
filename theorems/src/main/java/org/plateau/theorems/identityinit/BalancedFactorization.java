package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.OrthogonalPower;
import org.plateau.matrix.PolarFactors;
import org.plateau.matrix.SingularValues;
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
 * A matrix of positive margin splits into L balanced layers by fractional powers of its polar
 * factors. Spec: identity-initialization, P1.
 */
final class BalancedFactorization implements Claim<MarginMatrix> {

  private static final double TOLERANCE = 1e-10;
  private static final String PRODUCT = "product minus the matrix, relative";
  private static final String VALUES = "singular values minus the roots";
  private static final String BALANCE = "imbalance of neighboring layers";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/balanced-factorization")
                .title("Powers of the polar factors split a matrix into balanced layers"),
            "P1")
        .tex(
            "\\Theta_i = R^{i/L} S^{1/L} R^{-(i-1)/L} \\Rightarrow \\Theta_L\\cdots\\Theta_1 = \\Psi = RS,\\quad"
                + " \\Theta_{i+1}^\\top\\Theta_{i+1} = \\Theta_i\\Theta_i^\\top,\\quad \\sigma_k(\\Theta_i) ="
                + " \\sigma_k(\\Psi)^{1/L}")
        .hypothesis("positive margin")
        .cost(Cost.LIGHT);
  }

  @Override
  public MarginMatrix draw(Draws draws) {
    return MarginMatrix.draw(draws);
  }

  @Override
  public Evidence examine(MarginMatrix matrix) {
    return compare(matrix, SquareLayers.balanced(matrix.psi(), matrix.dimension(), matrix.depth()));
  }

  private static Evidence compare(MarginMatrix matrix, SquareLayers layers) {
    int d = matrix.dimension();
    double norm = Kernels.norm(matrix.psi());
    double[] values = SingularValues.of(matrix.psi(), d, d);
    double off = 0;
    for (int i = 0; i < layers.depth(); i++) {
      double[] stretches = SingularValues.of(layers.layer(i), d, d);
      for (int k = 0; k < d; k++) {
        off = Math.max(off, Math.abs(stretches[k] - FastMath.pow(values[k], 1.0 / matrix.depth())));
      }
    }
    return Evidence.of(
            vanishing(
                Check.equal(PRODUCT, Matrices.distance(layers.product(), matrix.psi()) / norm, 0)),
            vanishing(Check.equal(VALUES, off, 0)),
            vanishing(Check.equal(BALANCE, layers.imbalance(), 0)))
        .requires("positive margin", matrix.margin());
  }

  @Override
  public Optional<Evidence> examinePrecisely(MarginMatrix matrix) {
    return Optional.of(comparePrecisely(matrix, PreciseFactorization.of(matrix)));
  }

  private static Evidence comparePrecisely(MarginMatrix matrix, PreciseFactorization factors) {
    Precise share = Precise.ratio(1, matrix.depth());
    Precise[] values = factors.psi().singularValues();
    Precise off = Precise.ZERO;
    for (PreciseMatrix layer : factors.layers()) {
      Precise[] stretches = layer.singularValues();
      for (int k = 0; k < values.length; k++) {
        off = off.max(stretches[k].subtract(values[k].pow(share)).abs());
      }
    }
    Precise defect = factors.product().subtract(factors.psi()).norm();
    return Evidence.of(
            vanishing(Check.equal(PRODUCT, defect.divide(factors.psi().norm()), Precise.ZERO)),
            vanishing(Check.equal(VALUES, off, Precise.ZERO)),
            vanishing(Check.equal(BALANCE, factors.imbalance(), Precise.ZERO)))
        .requires("positive margin", matrix.margin());
  }

  private static Check vanishing(Check check) {
    return check.scale(1).absolute(TOLERANCE);
  }

  @Override
  public List<Mutant<MarginMatrix>> mutants() {
    return List.of(
        Mutant.claiming(
            "the layers of the transposed matrix",
            matrix -> compare(matrix, turned(matrix)),
            matrix -> comparePrecisely(matrix, preciselyTurned(matrix))));
  }

  /** The layers of the transposed matrix, in their order. */
  private static SquareLayers turned(MarginMatrix matrix) {
    int d = matrix.dimension();
    return SquareLayers.balanced(Kernels.transpose(matrix.psi(), d, d), d, matrix.depth());
  }

  private static PreciseFactorization preciselyTurned(MarginMatrix matrix) {
    int d = matrix.dimension();
    double[] transposed = Kernels.transpose(matrix.psi(), d, d);
    PreciseFactorization other =
        PreciseFactorization.of(new MarginMatrix(d, matrix.depth(), transposed));
    PreciseMatrix psi = PreciseMatrix.of(d, d, matrix.psi());
    return new PreciseFactorization(psi, other.rotation(), other.rotationRoot(), other.layers());
  }

  @Override
  public List<Probe<MarginMatrix>> probes() {
    return List.of(
        Probe.<MarginMatrix>claiming(
                "the same factor R^(1/L) S^(1/L) in every layer",
                matrix -> compare(matrix, identicalLayers(matrix)))
            .drawing(
                draws -> {
                  int d = draws.integer("dimension", 2, 8);
                  int depth = draws.depth(2, 16);
                  return new MarginMatrix(
                      d, depth, MarginMatrix.matrix(draws, d, 0.3, draws.uniform("twist", 1, 5)));
                })
            .breaking(0.9));
  }

  private static SquareLayers identicalLayers(MarginMatrix matrix) {
    int d = matrix.dimension();
    PolarFactors polar = PolarFactors.of(matrix.psi(), d);
    double[] rotation = OrthogonalPower.of(polar.rotation(), d).power(1.0 / matrix.depth());
    double[][] layers = new double[matrix.depth()][];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = Matrices.product(rotation, polar.stretchPower(1.0 / matrix.depth()), d);
    }
    return SquareLayers.of(d, layers);
  }
}
