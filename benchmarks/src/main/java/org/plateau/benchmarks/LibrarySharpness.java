package org.plateau.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.plateau.landscape.Enclosure;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * Sharpness at a minimizer by the same d x d form (spec: sharpness-and-depth, E3) with the same
 * residual bound, on the matrices of another library: the peers of goal G8.
 *
 * @param <M> the library's matrices
 * @param <V> its vectors
 */
final class LibrarySharpness<M, V> {

  private final LinearAlgebra<M, V> library;
  private final List<M> layers = new ArrayList<>();
  private final int last;
  private final V output;
  private final V none;
  private final M factor;
  private final M covariance;
  private final V solution;

  LibrarySharpness(LinearAlgebra<M, V> library, DeepLinearNetwork network, LeastSquaresData data) {
    this.library = library;
    for (int k = 1; k <= network.depth(); k++) {
      layers.add(library.matrix(network.layer(k), network.width(k), network.width(k - 1)));
    }
    last = network.width(network.depth() - 1);
    output = library.vector(network.output());
    none = library.vector(new double[network.output().length]);
    factor = library.matrix(data.factor(), data.rank(), data.dimension());
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
      g.add(0, library.transposeTimes(layers.get(k - 1), above));
    }
    M t = library.scaledIdentity(last, squares[depth]);
    for (int k = depth - 1; k >= 1; k--) {
      t = library.inside(layers.get(k - 1), t, squares[k]);
    }
    LinearAlgebra.Top<V> top = library.top(library.outside(factor, t));
    double value = 2 * top.value();
    V direction = library.transposeTimes(factor, top.vector());
    return new Enclosure(value, residual(g, squares, direction, value));
  }

  /** The bound of {@code MinimizerResidual}, without the rounding of its products. */
  private double residual(List<V> g, double[] squares, V c, double value) {
    int depth = layers.size();
    List<V> s = new ArrayList<>();
    s.add(c);
    double total = squares[1] * library.dot(c, c);
    for (int k = 1; k < depth; k++) {
      V next = library.times(layers.get(k - 1), s.get(k - 1));
      s.add(next);
      total += squares[k + 1] * library.dot(next, next);
    }
    double norm = Math.sqrt(total);
    List<V> gDot = new ArrayList<>();
    gDot.add(none);
    for (int k = depth; k >= 1; k--) {
      V pulled = library.transposeTimes(layers.get(k - 1), gDot.get(0));
      gDot.add(0, library.combination(1, pulled, squares[k] / norm, s.get(k - 1)));
    }
    V b = library.times(covariance, library.combination(1, g.get(0), -1, solution));
    V bDot = library.times(covariance, gDot.get(0));
    double sum = 0;
    for (int k = 1; k <= depth; k++) {
      double first = 2 * norm(gDot.get(k)) * norm(b);
      V q = library.combination(2, bDot, -value / norm, s.get(k - 1));
      double part = first + Math.sqrt(squares[k]) * norm(q);
      sum += part * part;
      if (k < depth) {
        double along = library.dot(s.get(k - 1), b) / norm;
        V pushed = library.times(layers.get(k - 1), bDot);
        bDot = library.combination(1, pushed, along, g.get(k));
        b = library.times(layers.get(k - 1), b);
      }
    }
    return Math.sqrt(sum);
  }

  private double norm(V vector) {
    return Math.sqrt(library.dot(vector, vector));
  }
}
