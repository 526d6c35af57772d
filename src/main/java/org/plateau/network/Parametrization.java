package org.plateau.network;

/**
 * A map from the weights of {@code depth} layers to the parameter vector theta that a linear
 * measurement sees: the diagonal network, theta = w_1 o ... o w_N, or the factorized matrix, theta
 * = vec(W_1 ... W_N).
 *
 * <p>Implementations are immutable; scratch space is passed in, so that one parametrization serves
 * many threads.
 */
public interface Parametrization {

  /** Returns the number of layers N, at least 1. */
  int depth();

  /** Returns the length of the flat weight vector; each layer holds an equal, contiguous share. */
  int weightCount();

  /** Returns the length of theta. */
  int outputCount();

  /** Returns the scratch length that {@link #apply} and {@link #pullback} need. */
  int workLength();

  /**
   * Computes theta from the weights.
   *
   * @param weights the layers, layer 1 first; not changed
   * @param theta overwritten with the product of the layers
   * @param work scratch of {@link #workLength()} entries
   */
  void apply(double[] weights, double[] theta, double[] work);

  /**
   * Pulls a gradient with respect to theta back to the weights: out = J(weights)^T gradient, all
   * layers at the same, old weights.
   *
   * @param weights the layers; not changed
   * @param gradient the gradient with respect to theta; not changed
   * @param out overwritten with the gradient with respect to the weights
   * @param work scratch of {@link #workLength()} entries
   */
  void pullback(double[] weights, double[] gradient, double[] out, double[] work);
}
