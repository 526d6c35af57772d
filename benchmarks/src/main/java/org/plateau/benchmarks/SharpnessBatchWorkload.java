package org.plateau.benchmarks;

import java.util.Map;
import org.plateau.landscape.Sharpness;
import org.plateau.landscape.SharpnessBatch;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

/** Sharpness of 64 minimizers of one shape on common data, eight at a time (goal G3). */
final class SharpnessBatchWorkload implements Workload {

  /** Networks of one batch. */
  static final int INSTANCES = 64;

  private final int depth;
  private final int d;
  private final LeastSquaresData data;
  private final DeepLinearNetwork[] networks = new DeepLinearNetwork[INSTANCES];
  private final SharpnessBatch batch;

  SharpnessBatchWorkload(int depth, int d) {
    this.depth = depth;
    this.d = d;
    RandomStream stream = RandomStream.of(1, "batch", 1000L * depth + d);
    data = Networks.data(stream, d);
    for (int i = 0; i < INSTANCES; i++) {
      networks[i] = Networks.minimizer(stream.sub(i), data, depth, d);
    }
    batch = new SharpnessBatch(networks[0].widths(), data);
  }

  @Override
  public Map<String, Array> instance() {
    Map<String, Array> out = Networks.arrays(networks[0], data);
    double[] outputs = new double[INSTANCES * d];
    for (int k = 1; k <= depth; k++) {
      double[] layers = new double[INSTANCES * d * d];
      for (int i = 0; i < INSTANCES; i++) {
        System.arraycopy(networks[i].layer(k), 0, layers, i * d * d, d * d);
      }
      out.put("W" + k, new Array(layers, INSTANCES, d, d));
    }
    for (int i = 0; i < INSTANCES; i++) {
      System.arraycopy(networks[i].output(), 0, outputs, i * d, d);
    }
    out.put("p", new Array(outputs, INSTANCES, d));
    return out;
  }

  @Override
  public double run() {
    double sum = 0;
    for (double sharpness : batch.atMinimizers(networks)) {
      sum += sharpness;
    }
    return sum;
  }

  @Override
  public WorkCount count() {
    return SharpnessWorkload.count(depth, d, INSTANCES);
  }

  /** The same sum from one network after the other, with residual bounds that it leaves out. */
  double oneByOne() {
    double sum = 0;
    for (DeepLinearNetwork network : networks) {
      sum += Sharpness.atMinimizer(network, data).value();
    }
    return sum;
  }
}
