package org.plateau.benchmarks;

import java.util.Map;
import org.plateau.landscape.Enclosure;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

/** Sharpness of one minimizer with its residual bound (goals G1, G2). */
final class SharpnessWorkload implements Workload {

  private final LeastSquaresData data;
  private final DeepLinearNetwork network;

  SharpnessWorkload(int depth, int d) {
    RandomStream stream = RandomStream.of(1, "sharpness", 1000L * depth + d);
    data = Networks.data(stream, d);
    network = Networks.minimizer(stream, data, depth, d);
  }

  @Override
  public Map<String, Array> instance() {
    return Networks.arrays(network, data);
  }

  @Override
  public double run() {
    return enclosure().value();
  }

  Enclosure enclosure() {
    return Sharpness.atMinimizer(network, data);
  }

  Sharpness lanczos() {
    return Sharpness.anywhere(network, data);
  }

  /** The same minimizer on the matrices of another library. */
  LibrarySharpness<?, ?> on(LinearAlgebra<?, ?> library) {
    return new LibrarySharpness<>(library, network, data);
  }
}
