package org.plateau.benchmarks;

import java.util.Map;
import org.plateau.landscape.Enclosure;
import org.plateau.landscape.Sharpness;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

/** Sharpness of one minimizer with its residual bound (goals G1, G2). */
final class SharpnessWorkload implements Workload {

  private final int depth;
  private final int d;
  private final LeastSquaresData data;
  private final DeepLinearNetwork network;

  SharpnessWorkload(int depth, int d) {
    this.depth = depth;
    this.d = d;
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

  @Override
  public WorkCount count() {
    return count(depth, d, 1);
  }

  /** Each layer but one is multiplied with a block of order d, and each block adds half a Gram. */
  static WorkCount count(long depth, long d, long networks) {
    return new WorkCount(
        networks * (depth - 1),
        "products of order d",
        networks * (3 * depth - 2) * d * d * d,
        networks * 8 * depth * d * d);
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
