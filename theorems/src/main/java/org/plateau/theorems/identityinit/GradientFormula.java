package org.plateau.theorems.identityinit;

import java.util.List;
import java.util.Optional;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
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
 * The gradient by one layer is the error, carried back through the layers after it and before it.
 * The derivative along a random direction is measured by a complex step of 1e-30 through the
 * forward product alone. Spec: identity-initialization, F1.
 */
final class GradientFormula implements Claim<GradientFormula.Tangent> {

  private static final double STEP = 1e-30;

  /** A point of the landscape and a direction V_1 … V_L in it. */
  record Tangent(Network network, double[][] direction) {}

  @Override
  public Statement statement() {
    return Derived.from(
            Statement.identity("identityinit/gradient-formula")
                .title(
                    "The gradient by a layer is the error between the transposed suffix and prefix products"),
            "F1")
        .tex(
            "\\nabla_{\\Theta_i} \\ell = (\\Theta_L\\cdots\\Theta_{i+1})^\\top (P - \\Phi)"
                + " (\\Theta_{i-1}\\cdots\\Theta_1)^\\top")
        .cost(Cost.LIGHT);
  }

  @Override
  public Tangent draw(Draws draws) {
    return draw(draws, 1, 1);
  }

  private static Tangent draw(Draws draws, int leastDimension, int leastDepth) {
    int d = draws.integer("dimension", leastDimension, 8);
    int depth = draws.depth(leastDepth, 16);
    RandomStream layerStream = draws.stream("layers");
    RandomStream directionStream = draws.stream("direction");
    double[][] layers = new double[depth][];
    double[][] direction = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] =
          Matrices.aroundIdentity(0.3 / Math.sqrt(d), layerStream.gaussian(new double[d * d]), d);
      direction[i] = directionStream.gaussian(new double[d * d]);
    }
    Network network = new Network(SquareLayers.of(d, layers), draws.gaussian("target", d, d));
    return new Tangent(network, direction);
  }

  @Override
  public Evidence examine(Tangent tangent) {
    Network network = tangent.network();
    return compare(tangent, new SquareDescent(network.layers(), network.target()).gradient());
  }

  @Override
  public Optional<Evidence> examinePrecisely(Tangent tangent) {
    return Optional.of(comparePrecisely(tangent, PreciseLayers.of(tangent.network()).gradients()));
  }

  private static Evidence comparePrecisely(Tangent tangent, PreciseMatrix[] gradient) {
    int d = tangent.network().dimension();
    Precise predicted = Precise.ZERO;
    Precise size = Precise.ZERO;
    for (int i = 0; i < gradient.length; i++) {
      PreciseMatrix direction = PreciseMatrix.of(d, d, tangent.direction()[i]);
      predicted = predicted.add(gradient[i].dot(direction));
      size = size.add(gradient[i].norm().multiply(direction.norm()));
    }
    Precise derivative = PreciseLayers.of(tangent.network()).derivative(tangent.direction());
    return Evidence.of(
        Check.equal("derivative along a direction", derivative, predicted)
            .scale(size.toDouble())
            .relative(1e-12));
  }

  private static Evidence compare(Tangent tangent, double[][] gradient) {
    double predicted = 0;
    double size = 0;
    for (int i = 0; i < gradient.length; i++) {
      double[] direction = tangent.direction()[i];
      predicted += Kernels.dot(gradient[i], direction);
      size += Kernels.norm(gradient[i]) * Kernels.norm(direction);
    }
    return Evidence.of(
        Check.equal("derivative along a direction", complexStep(tangent), predicted)
            .scale(size)
            .relative(1e-12));
  }

  /** Returns Im l(Θ + ihV)/h, from products of complex matrices. */
  private static double complexStep(Tangent tangent) {
    SquareLayers layers = tangent.network().layers();
    int d = layers.dimension();
    double[] real = Kernels.identity(d);
    double[] imaginary = new double[d * d];
    for (int i = 0; i < layers.depth(); i++) {
      double[] layer = layers.layer(i);
      double[] step = Matrices.scaled(STEP, tangent.direction()[i]);
      double[] nextReal =
          Matrices.difference(
              Matrices.product(layer, real, d), Matrices.product(step, imaginary, d));
      double[] nextImaginary = Matrices.product(layer, imaginary, d);
      Kernels.multiplyAdd(step, real, nextImaginary, d, d, d);
      real = nextReal;
      imaginary = nextImaginary;
    }
    return Kernels.dot(Matrices.difference(real, tangent.network().target()), imaginary) / STEP;
  }

  @Override
  public List<Probe<Tangent>> probes() {
    return List.of(
        Probe.<Tangent>claiming(
                "prefix and suffix swapped",
                tangent -> compare(tangent, swapped(tangent.network())))
            .drawing(draws -> draw(draws, 2, 2))
            .breaking(0.9));
  }

  @Override
  public List<Mutant<Tangent>> mutants() {
    return List.of(
        Mutant.claiming(
            "the transposed gradients",
            tangent -> compare(tangent, transposed(tangent.network())),
            tangent -> comparePrecisely(tangent, preciselyTransposed(tangent))));
  }

  private static double[][] transposed(Network network) {
    double[][] gradients = new SquareDescent(network.layers(), network.target()).gradient();
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = Kernels.transpose(gradients[i], network.dimension(), network.dimension());
    }
    return gradients;
  }

  private static PreciseMatrix[] preciselyTransposed(Tangent tangent) {
    PreciseMatrix[] gradients = PreciseLayers.of(tangent.network()).gradients();
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = gradients[i].transpose();
    }
    return gradients;
  }

  /** The gradient with the layers after and before it exchanged. */
  static double[][] swapped(Network network) {
    SquareLayers layers = network.layers();
    int d = network.dimension();
    int depth = network.depth();
    double[] error = Matrices.difference(layers.product(), network.target());
    double[][] out = new double[depth][d * d];
    double[] half = new double[d * d];
    for (int i = 0; i < depth; i++) {
      Kernels.multiplyTransposeLeft(layers.product(0, i), error, half, d, d, d);
      Kernels.multiplyTransposeRight(half, layers.product(i + 1, depth), out[i], d, d, d);
    }
    return out;
  }
}
