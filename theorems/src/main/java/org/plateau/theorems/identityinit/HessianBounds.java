package org.plateau.theorems.identityinit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.SquareHessian;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.SquareLayers;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Bounds on the Hessian's operator and Frobenius norms by the largest layer norm b and the error.
 * At Θ = I, Φ = I the first is attained: the largest eigenvalue is L. Spec:
 * identity-initialization, F3.
 */
final class HessianBounds implements Claim<Network> {

  private static final double TOLERANCE = 1e-9;
  private static final String OPERATOR = "operator norm of the Hessian";
  private static final String FROBENIUS = "Frobenius norm of the Hessian";
  private static final String BY_REACH =
      "Frobenius norm of the Hessian, by the reach of layers and target";

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.upper("identityinit/hessian-bounds")
                .title("The curvature grows linearly with depth, and with the error"),
            "F3")
        .tex(
            "\\|H\\|_2 \\le L b^{2L-2} + (L-1) b^{L-2} \\|E\\|_F, \\quad \\|H\\|_F \\le L (d\\, b^{2L-2} +"
                + " \\sqrt d\\, b^{L-2} \\|E\\|_F) \\le 3 L d (1+z)^{2L-2}")
        .growsWith("depth")
        .cost(Cost.MEDIUM);
  }

  @Override
  public Network draw(Draws draws) {
    String family = draws.family("near-identity", "extreme-scales", "identity", "singular");
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 8);
    if (family.equals("identity")) {
      return new Network(SquareLayers.identity(d, depth), Kernels.identity(d));
    }
    if (family.equals("singular")) {
      return new Network(Matrices.singular(draws, d, depth), draws.gaussian("target", d, d));
    }
    if (family.equals("near-identity")) {
      return new Network(
          Matrices.nearIdentity(draws.stream("layers"), d, depth, draws.uniform("radius", 0, 0.9)),
          draws.gaussian("target", d, d));
    }
    RandomStream stream = draws.stream("layers");
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] =
          Matrices.scaled(FastMath.exp(stream.uniform(-2, 1)), stream.gaussian(new double[d * d]));
    }
    double size = draws.logUniform("target scale", 1e-2, 1e3);
    return new Network(
        SquareLayers.of(d, layers), Matrices.scaled(size, draws.gaussian("target", d, d)));
  }

  @Override
  public Evidence examine(Network network) {
    return examine(network, 1);
  }

  private static Evidence examine(Network network, double errorWeight) {
    int d = network.dimension();
    int depth = network.depth();
    double[] hessian = SquareHessian.of(network.layers(), network.target());
    double[] values = SymmetricEigen.values(hessian, depth * d * d);
    double operator = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
    double frobenius = Kernels.norm(hessian);
    double b = network.largestStretch();
    double error = Math.sqrt(2 * network.loss());
    double outer = FastMath.pow(b, 2 * depth - 2);
    // One layer has a quadratic loss: there is no term with the error, and b^(L-2) need not be
    // finite.
    double bent = depth == 1 ? 0 : errorWeight * FastMath.pow(b, depth - 2) * error;
    double targetNorm = Matrices.operatorNorm(network.target(), d);
    double reach = Math.max(1, Math.max(b, FastMath.pow(targetNorm, 1.0 / depth)));
    return Evidence.of(
        Check.atMost(OPERATOR, operator, depth * outer + (depth - 1) * bent).relative(TOLERANCE),
        Check.atMost(FROBENIUS, frobenius, depth * (d * outer + Math.sqrt(d) * bent))
            .relative(TOLERANCE),
        Check.atMost(BY_REACH, frobenius, 3.0 * depth * d * FastMath.pow(reach, 2 * depth - 2))
            .relative(TOLERANCE));
  }

  /**
   * The eigenvector of double precision encloses an eigenvalue by its residual under the exact
   * Hessian, whose columns come from the product rule and not from Kronecker products.
   */
  @Override
  public Optional<Evidence> examinePrecisely(Network network) {
    int d = network.dimension();
    int depth = network.depth();
    PreciseLayers precise = PreciseLayers.of(network);
    Precise b = precise.largestStretch();
    Precise outer = b.pow(2 * depth - 2);
    Precise error = precise.loss().multiply(2).sqrt();
    Precise bent = depth == 1 ? Precise.ZERO : b.pow(depth - 2).multiply(error);
    Precise targetNorm = PreciseMatrix.of(d, d, network.target()).spectralNorm();
    Precise reach = b.max(targetNorm.pow(Precise.ratio(1, depth))).max(Precise.ONE);
    Precise frobenius = frobenius(precise, d, depth);
    Precise root = Precise.of(d).sqrt();
    return Optional.of(
        Evidence.of(
            Check.atMost(
                    OPERATOR,
                    operatorNorm(network, precise),
                    outer.multiply(depth).add(bent.multiply(depth - 1)))
                .relative(TOLERANCE),
            Check.atMost(
                    FROBENIUS,
                    frobenius,
                    outer.multiply(d).add(bent.multiply(root)).multiply(depth))
                .relative(TOLERANCE),
            Check.atMost(BY_REACH, frobenius, reach.pow(2 * depth - 2).multiply(3 * depth * d))
                .relative(TOLERANCE)));
  }

  private static Precise operatorNorm(Network network, PreciseLayers precise) {
    int d = network.dimension();
    int order = network.depth() * d * d;
    SymmetricEigen eigen =
        SymmetricEigen.of(SquareHessian.of(network.layers(), network.target()), order);
    boolean top = eigen.value(order - 1) >= -eigen.value(0);
    PreciseMatrix[] v = layersOf(eigen.vector(top ? order - 1 : 0), d);
    PreciseMatrix[] image = precise.hessianVector(v);
    Precise squared = Precise.ZERO;
    Precise product = Precise.ZERO;
    for (int i = 0; i < v.length; i++) {
      squared = squared.add(v[i].dot(v[i]));
      product = product.add(v[i].dot(image[i]));
    }
    Precise value = product.divide(squared);
    Precise residual = Precise.ZERO;
    for (int i = 0; i < v.length; i++) {
      PreciseMatrix rest = image[i].subtract(v[i].scale(value));
      residual = residual.add(rest.dot(rest));
    }
    return value.abs().widen(residual.divide(squared).sqrt().magnitude());
  }

  private static Precise frobenius(PreciseLayers precise, int d, int depth) {
    Precise squared = Precise.ZERO;
    double[] unit = new double[depth * d * d];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = 1;
      for (PreciseMatrix part : precise.hessianVector(layersOf(unit, d))) {
        squared = squared.add(part.dot(part));
      }
      unit[i] = 0;
    }
    return squared.sqrt();
  }

  /** A vector in the coordinates of the Hessian, layer by layer and column by column. */
  private static PreciseMatrix[] layersOf(double[] vector, int d) {
    PreciseMatrix[] layers = new PreciseMatrix[vector.length / (d * d)];
    for (int i = 0; i < layers.length; i++) {
      double[] columns = Arrays.copyOfRange(vector, i * d * d, (i + 1) * d * d);
      layers[i] = PreciseMatrix.of(d, d, columns).transpose();
    }
    return layers;
  }

  @Override
  public List<Mutant<Network>> mutants() {
    return List.of(
        Mutant.changing(
            "the factor L left out",
            (network, evidence) -> evidence.mapChecks(c -> c.bound(c.bound() / network.depth()))),
        Mutant.changing(
            "the factor d left out",
            (network, evidence) ->
                evidence.mapChecks(
                    c ->
                        c.what().equals(OPERATOR) ? c : c.bound(c.bound() / network.dimension()))));
  }

  @Override
  public List<Probe<Network>> probes() {
    return List.of(
        Probe.<Network>claiming("the term with the error left out", network -> examine(network, 0))
            .drawing(HessianBounds::drawSmallLayers)
            .breaking(0.9),
        Probe.<Network>scaled("the bounds, 2 % smaller", 0.98).on("identity").breaking(1));
  }

  private static Network drawSmallLayers(Draws draws) {
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(2, 4);
    double scale = draws.uniform("scale", 0.05, 0.3);
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = Matrices.scaled(scale, Kernels.identity(d));
    }
    return new Network(SquareLayers.of(d, layers), Kernels.identity(d));
  }
}
