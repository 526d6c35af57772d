package org.plateau.theorems.identityinit;

import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.SquareHessian;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Bounds on the Hessian's operator and Frobenius norms by the largest layer norm b and the error.
 * At Θ = I, Φ = I the first is attained: the largest eigenvalue is L. Spec:
 * identity-initialization, F3.
 */
final class HessianBounds implements Claim<Network> {

  private static final double TOLERANCE = 1e-9;

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
    String family = draws.family("near-identity", "extreme-scales", "identity");
    int d = draws.integer("dimension", 1, 4);
    int depth = draws.depth(1, 8);
    if (family.equals("identity")) {
      return new Network(SquareLayers.identity(d, depth), Kernels.identity(d));
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
        Check.atMost("operator norm of the Hessian", operator, depth * outer + (depth - 1) * bent)
            .relative(TOLERANCE),
        Check.atMost(
                "Frobenius norm of the Hessian",
                frobenius,
                depth * (d * outer + Math.sqrt(d) * bent))
            .relative(TOLERANCE),
        Check.atMost(
                "Frobenius norm of the Hessian, by the reach of layers and target",
                frobenius,
                3.0 * depth * d * FastMath.pow(reach, 2 * depth - 2))
            .relative(TOLERANCE));
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
