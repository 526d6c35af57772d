package org.plateau.dynamics;

/**
 * A loss in the weights with a (sub-)gradient. Losses own their scratch space: one loss serves one
 * thread.
 */
public interface LayeredLoss {

  /** Returns the length of the weight vector. */
  int weightCount();

  /** Returns the number of layers; each is a block of the weight vector. */
  int layers();

  /** Returns the first index of layer j, for j = 0 ... layers(); the last is weightCount(). */
  int layerStart(int j);

  /**
   * Computes a sub-gradient at the weights.
   *
   * @param weights not changed
   * @param out overwritten with the sub-gradient
   */
  void subgradient(double[] weights, double[] out);

  /** Returns the loss at the weights. */
  double value(double[] weights);
}
