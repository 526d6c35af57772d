package org.plateau.theorems.sharpness;

import java.util.Arrays;
import org.plateau.dynamics.FlowEnd;
import org.plateau.dynamics.FlowPlan;
import org.plateau.dynamics.GradientFlow;
import org.plateau.dynamics.Objective;
import org.plateau.dynamics.Tolerances;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * A residual network at its initialization, W_k = I + sigma N_k with N_k standard Gaussian of shape
 * d x d and sigma = s / sqrt(L d), and a fixed output vector p, with its data (spec:
 * sharpness-and-depth, section 5).
 */
record ResidualStart(DeepLinearNetwork network, LeastSquaresData data) {

  private static final double END = 1e-10;
  private static final Tolerances COARSE = new Tolerances(1e-7, 1e-10);
  private static final double LONGEST = 1e4;

  /** s / sqrt(L d), the standard deviation of the paper. */
  static double deviation(double s, int depth, int d) {
    return s / Math.sqrt((double) depth * d);
  }

  /** A network with layers I + deviation N_k. */
  static DeepLinearNetwork network(RandomStream stream, int depth, double[] p, double deviation) {
    int d = p.length;
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, d);
    double[] layers =
        RandomMatrices.gaussian(stream, 1, DeepLinearNetwork.parameterCount(widths), deviation);
    for (int i = 0; i < layers.length; i++) {
      int inLayer = i % (d * d);
      layers[i] += inLayer / d == inLayer % d ? 1 : 0;
    }
    return DeepLinearNetwork.withOutput(widths, layers, p);
  }

  int depth() {
    return network.depth();
  }

  /** The gap as a function of the flat parameters; for one thread. */
  Objective objective() {
    LeastSquaresLoss loss = new LeastSquaresLoss(network, data);
    return Objective.of(loss);
  }

  /** Follows gradient flow to a gap of 1e-10 beta, in time, for there is no plateau to pass. */
  FlowEnd flow() {
    return GradientFlow.of(objective(), COARSE)
        .run(network.parameters(), FlowPlan.inTime(END * data.beta(), LONGEST / data.smallest()));
  }

  /** K_hi: the largest |W_k … W_j|_2 over 1 <= j <= k <= L, at least 1 for the empty product. */
  static double largestProduct(DeepLinearNetwork network) {
    int d = network.width(0);
    double high = 1;
    for (int j = 1; j <= network.depth(); j++) {
      double[] product = Kernels.identity(d);
      for (int k = j; k <= network.depth(); k++) {
        product = times(network.layer(k), product, d);
        high = Math.max(high, SingularValues.of(product, d, d)[0]);
      }
    }
    return high;
  }

  /** K_lo: the least singular value of all W_k … W_1 and W_L … W_k, at most 1. */
  static double leastProduct(DeepLinearNetwork network) {
    int d = network.width(0);
    int depth = network.depth();
    double low = 1;
    double[] first = Kernels.identity(d);
    double[] last = Kernels.identity(d);
    for (int k = 1; k <= depth; k++) {
      first = times(network.layer(k), first, d);
      last = times(last, network.layer(depth + 1 - k), d);
      low = Math.min(low, SingularValues.of(first, d, d)[d - 1]);
      low = Math.min(low, SingularValues.of(last, d, d)[d - 1]);
    }
    return low;
  }

  private static double[] times(double[] a, double[] b, int d) {
    double[] product = new double[d * d];
    Kernels.multiply(a, b, product, d, d, d);
    return product;
  }
}
