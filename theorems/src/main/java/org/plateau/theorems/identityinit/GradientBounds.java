package org.plateau.theorems.identityinit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.util.FastMath;
import org.plateau.network.SquareLayers;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Cost;
import org.plateau.theorems.Draws;
import org.plateau.theorems.Evidence;
import org.plateau.theorems.Mutant;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Relation;
import org.plateau.theorems.Statement;

/**
 * The squared gradient norm lies between two multiples of the loss, which meet where every layer is
 * the same multiple of an orthogonal matrix. Spec: identity-initialization, F2.
 */
final class GradientBounds implements Claim<Network> {

  private static final double TOLERANCE = 1e-9;

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.tight("identityinit/gradient-bounds")
                .title("The squared gradient norm lies between two multiples of the loss"),
            "F2")
        .tex(
            "2 L s^{2(L-1)} \\ell \\le \\|\\nabla \\ell\\|_F^2 \\le 2 L b^{2(L-1)} \\ell, \\quad s = \\min_i"
                + " \\sigma_{\\min}(\\Theta_i),\\; b = \\max_i \\|\\Theta_i\\|_2;"
                + " \\qquad \\|\\Theta_i - I\\|_2 \\le z < 1 \\Rightarrow s \\ge 1 - z,\\; b \\le 1 + z")
        .hypothesis("positive loss")
        .growsWith("depth")
        .cost(Cost.LIGHT);
  }

  @Override
  public Network draw(Draws draws) {
    String family = draws.family("near-identity", "conformal", "singular");
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(1, 16);
    if (family.equals("conformal")) {
      return conformal(draws, d, depth, draws.uniform("scale", 0.5, 1.5));
    }
    if (family.equals("singular")) {
      return new Network(Matrices.singular(draws, d, depth), draws.gaussian("target", d, d));
    }
    double radius = draws.uniform("radius", 0, 0.9);
    return new Network(
        Matrices.nearIdentity(draws.stream("layers"), d, depth, radius),
        draws.gaussian("target", d, d));
  }

  private static Network conformal(Draws draws, int d, int depth, double scale) {
    RandomStream stream = draws.stream("layers");
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = Matrices.scaled(scale, RandomMatrices.haar(stream, d));
    }
    return new Network(SquareLayers.of(d, layers), draws.gaussian("target", d, d));
  }

  @Override
  public Evidence examine(Network network) {
    return examine(network, 2 * (network.depth() - 1));
  }

  private static Evidence examine(Network network, int exponent) {
    double loss = network.loss();
    double squared = network.squaredGradientNorm();
    double unit = 2 * network.depth() * loss;
    double z = network.operatorDistance();
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.atLeast(
                "squared gradient norm",
                squared,
                unit * FastMath.pow(network.leastStretch(), exponent))
            .relative(TOLERANCE));
    checks.add(
        Check.atMost(
                "squared gradient norm",
                squared,
                unit * FastMath.pow(network.largestStretch(), exponent))
            .relative(TOLERANCE));
    checks.add(
        Check.atLeast(
                "squared gradient norm, by the distance from the identity",
                squared,
                unit * FastMath.pow(Math.max(0, 1 - z), exponent))
            .relative(TOLERANCE));
    checks.add(
        Check.atMost(
                "squared gradient norm, by the distance from the identity",
                squared,
                unit * FastMath.pow(1 + z, exponent))
            .relative(TOLERANCE));
    return Evidence.of(checks).requires("positive loss", loss > 0 ? loss : -1);
  }

  @Override
  public Optional<Evidence> examinePrecisely(Network network) {
    PreciseLayers precise = PreciseLayers.of(network);
    int exponent = 2 * (network.depth() - 1);
    Precise squared = Precise.ZERO;
    for (PreciseMatrix gradient : precise.gradients()) {
      squared = squared.add(gradient.dot(gradient));
    }
    Precise loss = precise.loss();
    Precise unit = loss.multiply(2 * network.depth());
    Precise z = precise.operatorDistance();
    Precise inner = Precise.ONE.subtract(z).max(Precise.ZERO);
    return Optional.of(
        Evidence.of(
                Check.atLeast(
                        "squared gradient norm",
                        squared,
                        unit.multiply(precise.leastStretch().pow(exponent)))
                    .relative(TOLERANCE),
                Check.atMost(
                        "squared gradient norm",
                        squared,
                        unit.multiply(precise.largestStretch().pow(exponent)))
                    .relative(TOLERANCE),
                Check.atLeast(
                        "squared gradient norm, by the distance from the identity",
                        squared,
                        unit.multiply(inner.pow(exponent)))
                    .relative(TOLERANCE),
                Check.atMost(
                        "squared gradient norm, by the distance from the identity",
                        squared,
                        unit.multiply(Precise.ONE.add(z).pow(exponent)))
                    .relative(TOLERANCE))
            .requires("positive loss", loss.isCertainlyPositive() ? loss.toDouble() : -1));
  }

  @Override
  public List<Mutant<Network>> mutants() {
    return List.of(
        Mutant.changing(
            "the loss without its half",
            (network, evidence) ->
                evidence.mapChecks(
                    check ->
                        check.relation() == Relation.AT_MOST
                            ? check.bound(check.bound() / 2)
                            : check)),
        Mutant.changing(
            "the factor L counted as L + 1",
            (network, evidence) ->
                evidence.mapChecks(
                    check ->
                        check.bound(check.bound() * (network.depth() + 1) / network.depth()))));
  }

  @Override
  public List<Probe<Network>> probes() {
    return List.of(
        Probe.<Network>claiming(
                "half the exponent", network -> examine(network, network.depth() - 1))
            .drawing(
                draws ->
                    conformal(
                        draws,
                        draws.integer("dimension", 1, 8),
                        draws.depth(3, 16),
                        draws.uniform("scale", 0.5, 0.95)))
            .breaking(1),
        Probe.<Network>claiming(
                "invertible layers: two layers are zero, yet a positive loss means a positive gradient",
                network ->
                    Evidence.of(
                        Check.event("gradient is not zero", network.squaredGradientNorm() > 0)))
            .drawing(GradientBounds::drawTwoZeroLayers)
            .breaking(1));
  }

  private static Network drawTwoZeroLayers(Draws draws) {
    int d = draws.integer("dimension", 1, 8);
    int depth = draws.depth(2, 16);
    SquareLayers drawn = Matrices.nearIdentity(draws.stream("layers"), d, depth, 0.9);
    int first = draws.integer("first zero layer", 0, depth - 2);
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = i == first || i == depth - 1 ? new double[d * d] : drawn.layer(i);
    }
    return new Network(SquareLayers.of(d, layers), draws.gaussian("target", d, d));
  }
}
