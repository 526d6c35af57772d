package org.plateau.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.plateau.landscape.Enclosure;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * Sharpness at a minimizer by the same d x d form (spec: sharpness-and-depth, E3) with the same
 * residual bound, on the matrices of another library: the peers of goal G8. As in ours, the blocks
 * B_{k-1} C^T are kept, and give the s and b of the residual in one product each.
 *
 * @param <M> the library's matrices
 * @param <V> its vectors
 */
final class LibrarySharpness<M, V> {

  private final LinearAlgebra<M, V> library;
  private final List<M> layers = new ArrayList<>();
  private final V output;
  private final V none;
  private final M factor;
  private final M zero;
  private final M covariance;
  private final V solution;

  LibrarySharpness(LinearAlgebra<M, V> library, DeepLinearNetwork network, LeastSquaresData data) {
    this.library = library;
    for (int k = 1; k <= network.depth(); k++) {
      layers.add(library.matrix(network.layer(k), network.width(k), network.width(k - 1)));
    }
    int rank = data.rank();
    output = library.vector(network.output());
    none = library.vector(new double[network.output().length]);
    factor = library.matrix(data.factor(), rank, data.dimension());
    zero = library.matrix(new double[rank * rank], rank, rank);
    covariance = library.matrix(data.covariance(), data.dimension(), data.dimension());
    solution = library.vector(data.solution());
  }

  Enclosure sharpness() {
    int depth = layers.size();
    List<V> g = new ArrayList<>();
    double[] squares = new double[depth + 1];
    g.add(output);
    for (int k = depth; k >= 1; k--) {
      V above = g.get(0);
      squares[k] = library.dot(above, above);
      g.add(0, library.applyTransposed(layers.get(k - 1), above));
    }
    List<M> blocks = new ArrayList<>();
    blocks.add(library.transpose(factor));
    M sum = library.gramAdd(zero, squares[1], blocks.get(0));
    for (int k = 2; k <= depth; k++) {
      blocks.add(library.times(layers.get(k - 2), blocks.get(k - 2)));
      sum = library.gramAdd(sum, squares[k], blocks.get(k - 1));
    }
    LinearAlgebra.Top<V> top = library.top(sum);
    double value = 2 * top.value();
    return new Enclosure(value, residual(g, squares, blocks, top.vector(), value));
  }

  /** The bound of {@code MinimizerResidual}, without the rounding of its products. */
  private double residual(List<V> g, double[] squares, List<M> blocks, V v, double value) {
    int depth = layers.size();
    List<V> s = new ArrayList<>();
    double total = 0;
    for (int k = 1; k <= depth; k++) {
      s.add(library.apply(blocks.get(k - 1), v));
      total += squares[k] * library.dot(s.get(k - 1), s.get(k - 1));
    }
    double norm = Math.sqrt(total);
    List<V> gDot = new ArrayList<>();
    gDot.add(none);
    for (int k = depth; k >= 1; k--) {
      V pulled = library.applyTransposed(layers.get(k - 1), gDot.get(0));
      gDot.add(0, library.combination(1, pulled, squares[k] / norm, s.get(k - 1)));
    }
    V deviation = library.apply(factor, library.combination(1, g.get(0), -1, solution));
    V bDot = library.apply(covariance, gDot.get(0));
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
      V b = library.apply(blocks.get(k - 1), deviation);
      double first = 2 * norm(gDot.get(k)) * norm(b);
      V q = library.combination(2, bDot, -value / norm, s.get(k - 1));
      double part = first + Math.sqrt(squares[k]) * norm(q);
      sum += part * part;
      if (k < depth) {
        double along = library.dot(s.get(k - 1), b) / norm;
        V pushed = library.apply(layers.get(k - 1), bDot);
        bDot = library.combination(1, pushed, along, g.get(k));
      }
    }
    return Math.sqrt(sum);
  }

  private double norm(V vector) {
    return Math.sqrt(library.dot(vector, vector));
  }
}
