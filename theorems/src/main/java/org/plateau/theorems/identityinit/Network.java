package org.plateau.theorems.identityinit;

import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.network.SquareLayers;

/**
 * Layers and a target: the instance of claims that speak of one point of the landscape.
 *
 * @param layers Θ_1 … Θ_L
 * @param target Φ
 */
record Network(SquareLayers layers, double[] target) {

  int dimension() {
    return layers.dimension();
  }

  int depth() {
    return layers.depth();
  }

  double loss() {
    return new SquareDescent(layers, target).loss();
  }

  double squaredGradientNorm() {
    double sum = 0;
    for (double[] gradient : new SquareDescent(layers, target).gradient()) {
      sum += Kernels.dot(gradient, gradient);
    }
    return sum;
  }

  /** Returns s, the least singular value of any layer. */
  double leastStretch() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < depth(); i++) {
      least = Math.min(least, Matrices.leastSingularValue(layers.layer(i), dimension()));
    }
    return least;
  }

  /** Returns b, the largest singular value of any layer. */
  double largestStretch() {
    double largest = 0;
    for (int i = 0; i < depth(); i++) {
      largest = Math.max(largest, SingularValues.of(layers.layer(i), dimension(), dimension())[0]);
    }
    return largest;
  }

  /** Returns z, the largest operator norm of Θ_i - I. */
  double operatorDistance() {
    double largest = 0;
    double[] one = Kernels.identity(dimension());
    for (int i = 0; i < depth(); i++) {
      largest =
          Math.max(
              largest,
              Matrices.operatorNorm(Matrices.difference(layers.layer(i), one), dimension()));
    }
    return largest;
  }
}
