package org.plateau.network;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.OrthogonalPower;
import org.plateau.matrix.PolarFactors;

/**
 * The layers Θ_1 … Θ_L of a deep linear residual network, real d x d matrices with product P = Θ_L
 * … Θ_1, immutable.
 *
 * <p>Layers are counted from 0 in code: {@code layer(0)} is Θ_1, which meets the input first.
 */
public final class SquareLayers {

  private final int dimension;
  private final double[][] layers;

  private SquareLayers(int dimension, double[][] layers) {
    this.dimension = dimension;
    this.layers = layers;
  }

  /**
   * Returns {@code depth} identity layers.
   *
   * @throws IllegalArgumentException if the dimension or the depth is below 1
   */
  public static SquareLayers identity(int dimension, int depth) {
    if (dimension < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "dimension and depth must be at least 1, got " + dimension + " and " + depth);
    }
    double[][] layers = new double[depth][];
    for (int i = 0; i < depth; i++) {
      layers[i] = Kernels.identity(dimension);
    }
    return new SquareLayers(dimension, layers);
  }

  /**
   * Returns the network with the given layers, Θ_1 first, each flat and row-major of shape d x d;
   * they are copied.
   *
   * @throws IllegalArgumentException if there is no layer, or one has not d² entries
   */
  public static SquareLayers of(int dimension, double[]... layers) {
    if (layers.length == 0 || dimension < 1) {
      throw new IllegalArgumentException(
          "need at least one layer of dimension at least 1, got "
              + layers.length
              + " of "
              + dimension);
    }
    double[][] copies = new double[layers.length][];
    for (int i = 0; i < layers.length; i++) {
      requireEntries("layer " + (i + 1), layers[i], dimension);
      copies[i] = layers[i].clone();
    }
    return new SquareLayers(dimension, copies);
  }

  /**
   * Returns the balanced factorization of {@code psi} = R S (polar factors) into {@code depth}
   * layers: Θ_i = R^(i/L) S^(1/L) R^(-(i-1)/L). Their product is {@code psi}, Θ_{i+1}ᵀΘ_{i+1} =
   * Θ_iΘ_iᵀ, and each layer has the singular values of {@code psi} to the power 1/L. Source:
   * derived; spec: identity-initialization, P1.
   *
   * @param psi of shape d x d; a positive margin guarantees that the powers of R exist
   * @throws IllegalArgumentException if {@code psi} is singular, or R turns by pi/2 or more
   */
  public static SquareLayers balanced(double[] psi, int dimension, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, got " + depth);
    }
    int d = dimension;
    PolarFactors polar = PolarFactors.of(psi, d);
    OrthogonalPower powers = OrthogonalPower.of(polar.rotation(), d);
    double[] stretch = polar.stretchPower(1.0 / depth);
    double[][] layers = new double[depth][d * d];
    double[] product = new double[d * d];
    double[] before = Kernels.identity(d);
    for (int i = 0; i < depth; i++) {
      double[] after = i + 1 == depth ? polar.rotation() : powers.power((i + 1.0) / depth);
      Kernels.multiply(after, stretch, product, d, d, d);
      Kernels.multiplyTransposeRight(product, before, layers[i], d, d, d);
      before = after;
    }
    return new SquareLayers(d, layers);
  }

  private static void requireEntries(String name, double[] a, int dimension) {
    if (a.length != dimension * dimension) {
      throw new IllegalArgumentException(
          name
              + " must have "
              + dimension
              + " x "
              + dimension
              + " = "
              + dimension * dimension
              + " entries, got "
              + a.length);
    }
  }

  /** Returns d, the number of rows of each layer. */
  public int dimension() {
    return dimension;
  }

  /** Returns L, the number of layers. */
  public int depth() {
    return layers.length;
  }

  /** Returns a copy of layer {@code index}, counted from 0 at the input. */
  public double[] layer(int index) {
    return layers[index].clone();
  }

  /**
   * Returns the product of the layers {@code from} to {@code to - 1}, later ones on the left; the
   * identity if there is none.
   */
  public double[] product(int from, int to) {
    double[] product = Kernels.identity(dimension);
    double[] next = new double[dimension * dimension];
    for (int i = from; i < to; i++) {
      Kernels.multiply(layers[i], product, next, dimension, dimension, dimension);
      double[] spare = product;
      product = next;
      next = spare;
    }
    return product;
  }

  /** Returns P, the product of all layers, a new array of shape d x d. */
  public double[] product() {
    return product(0, layers.length);
  }

  /** Returns the largest Frobenius distance of a layer from the identity. */
  public double distanceFromIdentity() {
    double[] difference = new double[dimension * dimension];
    double[] one = Kernels.identity(dimension);
    double largest = 0;
    for (double[] layer : layers) {
      for (int i = 0; i < difference.length; i++) {
        difference[i] = layer[i] - one[i];
      }
      largest = Math.max(largest, Kernels.norm(difference));
    }
    return largest;
  }

  /**
   * Returns the largest Frobenius norm of Θ_{i+1}ᵀΘ_{i+1} - Θ_iΘ_iᵀ over neighboring layers; 0 for
   * one layer.
   */
  public double imbalance() {
    int d = dimension;
    double[] outer = new double[d * d];
    double[] inner = new double[d * d];
    double largest = 0;
    for (int i = 0; i + 1 < layers.length; i++) {
      Kernels.multiplyTransposeLeft(layers[i + 1], layers[i + 1], outer, d, d, d);
      Kernels.multiplyTransposeRight(layers[i], layers[i], inner, d, d, d);
      Kernels.axpy(-1, inner, 0, outer, 0, d * d);
      largest = Math.max(largest, Kernels.norm(outer));
    }
    return largest;
  }

  /** Returns the largest Frobenius distance between two layers of the network. */
  public double spread() {
    double[] difference = new double[dimension * dimension];
    double largest = 0;
    for (double[] layer : layers) {
      for (int i = 0; i < difference.length; i++) {
        difference[i] = layer[i] - layers[0][i];
      }
      largest = Math.max(largest, Kernels.norm(difference));
    }
    return largest;
  }
}
