package org.plateau.landscape;

import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * Trace of the Hessian at any point, tr H = 2 tr(Sigma M) = 2 sum_k |g_k|^2 |B_{k-1} C^T|_F^2 with
 * Sigma = C^T C: the model is linear in each layer, so the residual does not enter the diagonal
 * blocks (spec: sharpness-and-depth, E4, derived).
 */
public final class HessianTrace {

  private HessianTrace() {}

  /**
   * tr H, O(r L d^2) with r the rank of X.
   *
   * @throws IllegalArgumentException if the input dimensions differ
   */
  public static double of(DeepLinearNetwork network, LeastSquaresData data) {
    network.requireMatching(data);
    double sum = 0;
    double[][] g = network.backward();
    int rank = data.rank();
    double[] prefix = Kernels.transpose(data.factor(), rank, data.dimension());
    for (int k = 1; k <= network.depth(); k++) {
      double factor = Kernels.norm(g[k]) * Kernels.norm(prefix);
      sum = Math.fma(factor, factor, sum);
      if (k < network.depth()) {
        double[] next = new double[network.width(k) * rank];
        Kernels.multiply(
            network.layer(k), prefix, next, network.width(k), network.width(k - 1), rank);
        prefix = next;
      }
    }
    return 2 * sum;
  }
}
