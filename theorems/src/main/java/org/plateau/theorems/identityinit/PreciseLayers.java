package org.plateau.theorems.identityinit;

import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/** A network and its target at 50 digits: error, loss, gradients and stretches. */
final class PreciseLayers {

  private final PreciseMatrix[] layers;
  private final PreciseMatrix error;

  private PreciseLayers(PreciseMatrix[] layers, PreciseMatrix error) {
    this.layers = layers;
    this.error = error;
  }

  static PreciseLayers of(Network network) {
    int d = network.dimension();
    PreciseMatrix[] layers = new PreciseMatrix[network.depth()];
    PreciseMatrix product = PreciseMatrix.identity(d);
    for (int i = 0; i < layers.length; i++) {
      layers[i] = PreciseMatrix.of(d, d, network.layers().layer(i));
      product = layers[i].multiply(product);
    }
    return new PreciseLayers(layers, product.subtract(PreciseMatrix.of(d, d, network.target())));
  }

  Precise loss() {
    return error.dot(error).multiply(Precise.ratio(1, 2));
  }

  PreciseMatrix layer(int index) {
    return layers[index];
  }

  /** Returns the gradients by the formula. */
  PreciseMatrix[] gradients() {
    PreciseMatrix[] before = new PreciseMatrix[layers.length];
    before[0] = PreciseMatrix.identity(error.rows());
    for (int i = 1; i < layers.length; i++) {
      before[i] = layers[i - 1].multiply(before[i - 1]);
    }
    PreciseMatrix[] out = new PreciseMatrix[layers.length];
    PreciseMatrix carried = error;
    for (int i = layers.length - 1; i >= 0; i--) {
      out[i] = carried.multiply(before[i].transpose());
      carried = layers[i].transpose().multiply(carried);
    }
    return out;
  }

  /** Returns the derivative of the gradients along a direction, H V, by the product rule. */
  PreciseMatrix[] hessianVector(PreciseMatrix[] direction) {
    int depth = layers.length;
    PreciseMatrix[] before = new PreciseMatrix[depth + 1];
    PreciseMatrix[] beforeChange = new PreciseMatrix[depth + 1];
    before[0] = PreciseMatrix.identity(error.rows());
    beforeChange[0] = before[0].subtract(before[0]);
    for (int i = 0; i < depth; i++) {
      before[i + 1] = layers[i].multiply(before[i]);
      beforeChange[i + 1] =
          direction[i].multiply(before[i]).add(layers[i].multiply(beforeChange[i]));
    }
    PreciseMatrix[] out = new PreciseMatrix[depth];
    PreciseMatrix carried = error;
    PreciseMatrix change = beforeChange[depth];
    for (int i = depth - 1; i >= 0; i--) {
      out[i] =
          change.multiply(before[i].transpose()).add(carried.multiply(beforeChange[i].transpose()));
      change =
          direction[i].transpose().multiply(carried).add(layers[i].transpose().multiply(change));
      carried = layers[i].transpose().multiply(carried);
    }
    return out;
  }

  /**
   * Returns the derivative of the loss along a direction by the product rule, without the gradient.
   */
  Precise derivative(double[][] direction) {
    int d = error.rows();
    PreciseMatrix product = PreciseMatrix.identity(d);
    PreciseMatrix change = product.subtract(product);
    for (int i = 0; i < layers.length; i++) {
      PreciseMatrix step = PreciseMatrix.of(d, d, direction[i]);
      change = layers[i].multiply(change).add(step.multiply(product));
      product = layers[i].multiply(product);
    }
    return error.dot(change);
  }

  Precise leastStretch() {
    Precise least = layers[0].singularValues()[error.rows() - 1];
    for (PreciseMatrix layer : layers) {
      least = least.min(layer.singularValues()[error.rows() - 1]);
    }
    return least;
  }

  Precise largestStretch() {
    Precise largest = layers[0].spectralNorm();
    for (PreciseMatrix layer : layers) {
      largest = largest.max(layer.spectralNorm());
    }
    return largest;
  }

  /** Returns the largest operator norm of a layer minus the identity. */
  Precise operatorDistance() {
    PreciseMatrix one = PreciseMatrix.identity(error.rows());
    Precise largest = Precise.ZERO;
    for (PreciseMatrix layer : layers) {
      largest = largest.max(layer.subtract(one).spectralNorm());
    }
    return largest;
  }
}
