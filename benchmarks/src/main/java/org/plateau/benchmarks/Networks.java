package org.plateau.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * The networks and data of the benchmarks: square layers near the identity, so that deep products
 * stay well scaled.
 */
final class Networks {

  private Networks() {}

  /** Regression data with 3 d samples in d dimensions. */
  static LeastSquaresData data(RandomStream stream, int d) {
    int n = 3 * d;
    double[] x = RandomMatrices.gaussian(stream.sub("X"), n, d, 1);
    double[] y = RandomMatrices.gaussian(stream.sub("y"), n, 1, 1);
    return LeastSquaresData.of(x, y, n, d);
  }

  /** L layers I + 0.25 / sqrt(L d) N of width d, and a fixed unit output vector. */
  static DeepLinearNetwork nearIdentity(RandomStream stream, int depth, int d) {
    int[] widths = new int[depth + 1];
    java.util.Arrays.fill(widths, d);
    double[] parameters =
        RandomMatrices.gaussian(
            stream.sub("W"), depth * d, d, 0.25 / Math.sqrt((double) depth * d));
    for (int k = 0; k < depth; k++) {
      for (int i = 0; i < d; i++) {
        parameters[(k * d + i) * d + i] += 1;
      }
    }
    return DeepLinearNetwork.withOutput(
        widths, parameters, RandomMatrices.unitVector(stream.sub("p"), d));
  }

  /** A minimizer: such a network with its first layer corrected. */
  static DeepLinearNetwork minimizer(RandomStream stream, LeastSquaresData data, int depth, int d) {
    return nearIdentity(stream, depth, d).movedTo(data.solution());
  }

  static Map<String, Workload.Array> arrays(DeepLinearNetwork network, LeastSquaresData data) {
    Map<String, Workload.Array> out = new LinkedHashMap<>();
    for (int k = 1; k <= network.depth(); k++) {
      out.put(
          "W" + k, new Workload.Array(network.layer(k), network.width(k), network.width(k - 1)));
    }
    out.put("X", new Workload.Array(data.design(), data.samples(), data.dimension()));
    out.put("y", new Workload.Array(data.targets(), data.samples()));
    out.put("p", new Workload.Array(network.output(), network.output().length));
    return out;
  }
}
