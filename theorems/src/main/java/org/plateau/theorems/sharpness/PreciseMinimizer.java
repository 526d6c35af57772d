package org.plateau.theorems.sharpness;

import java.util.Arrays;
import java.util.Optional;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/**
 * The exact minimizer next to a minimizer in double precision, with all quantities of the claims at
 * 50 digits and enclosed: data and layers are taken as exact, and the first layer is corrected by
 * the least change that makes the gradient vanish.
 *
 * <p>S = 2 lambda_max(F M F^T) with Sigma = F^T F: F from the Cholesky factor of the Gram matrix of
 * the different columns of X where those are independent, X / sqrt(n) otherwise (spec:
 * sharpness-and-depth, E3).
 */
final class PreciseMinimizer {

  private final int depth;
  private final PreciseMatrix factor;
  private final PreciseMatrix solution;
  private final PreciseMatrix[] layers;
  private final PreciseMatrix[] g;

  private PreciseMinimizer(
      int depth,
      PreciseMatrix factor,
      PreciseMatrix solution,
      PreciseMatrix[] layers,
      PreciseMatrix[] g) {
    this.depth = depth;
    this.factor = factor;
    this.solution = solution;
    this.layers = layers;
    this.g = g;
  }

  /**
   * Empty when the network is no minimizer in double precision, or when X has neither as many
   * independent rows as samples nor as many independent columns as different ones.
   */
  static Optional<PreciseMinimizer> of(Minimizer m) {
    LeastSquaresData data = m.data();
    PreciseMatrix different = differentColumns(data);
    boolean independent = data.rank() == different.rows() || data.rank() == data.samples();
    return independent && m.network().isMinimizer(data)
        ? Optional.of(enclose(m.network(), data, different))
        : Optional.empty();
  }

  private static PreciseMinimizer enclose(
      DeepLinearNetwork network, LeastSquaresData data, PreciseMatrix different) {
    PreciseMatrix x = PreciseMatrix.of(data.samples(), data.dimension(), data.design());
    PreciseMatrix y = PreciseMatrix.column(data.targets());
    PreciseMatrix[] layers = layers(network);
    PreciseMatrix[] g = backward(network, layers);
    Solutions solutions =
        data.rank() == different.rows()
            ? Solutions.ofColumns(x, y, different, g[0])
            : Solutions.ofRows(x, y, g[0]);
    Precise squared = g[1].dot(g[1]);
    PreciseMatrix target = solutions.nearest();
    PreciseMatrix step = target.subtract(g[0]).scale(Precise.ONE.divide(squared));
    layers[1] = layers[1].add(g[1].multiply(step.transpose()));
    g[0] = target;
    return new PreciseMinimizer(network.depth(), solutions.factor(), solutions.least(), layers, g);
  }

  /**
   * The solutions of a least-squares problem.
   *
   * @param factor F with Sigma = F^T F, of as many rows as the rank
   * @param least w*, the one of minimum norm
   * @param nearest the one next to a given w
   */
  private record Solutions(PreciseMatrix factor, PreciseMatrix least, PreciseMatrix nearest) {

    /**
     * X = A T with independent columns A: those are fitted, and equal columns share their weight.
     */
    static Solutions ofColumns(
        PreciseMatrix x, PreciseMatrix y, PreciseMatrix different, PreciseMatrix w) {
      PreciseMatrix counts = different.multiply(different.transpose());
      PreciseMatrix columns = counts.solve(different.multiply(x.transpose())).transpose();
      PreciseMatrix gram = columns.transpose().multiply(columns);
      PreciseMatrix fitted = gram.solve(columns.transpose().multiply(y));
      PreciseMatrix excess = different.multiply(w).subtract(fitted);
      return new Solutions(
          gram.scale(Precise.ratio(1, x.rows())).cholesky().multiply(different),
          different.transpose().multiply(counts.solve(fitted)),
          w.subtract(different.transpose().multiply(counts.solve(excess))));
    }

    /** Independent rows: every sample is fitted exactly. */
    static Solutions ofRows(PreciseMatrix x, PreciseMatrix y, PreciseMatrix w) {
      PreciseMatrix gram = x.multiply(x.transpose());
      PreciseMatrix least = x.transpose().multiply(gram.solve(y));
      PreciseMatrix excess = x.multiply(w.subtract(least));
      return new Solutions(
          x.scale(Precise.ONE.divide(Precise.of(x.rows()).sqrt())),
          least,
          w.subtract(x.transpose().multiply(gram.solve(excess))));
    }
  }

  /** T with a row for each different column of X, and 1 where a column equals that. */
  private static PreciseMatrix differentColumns(LeastSquaresData data) {
    int n = data.samples();
    int d = data.dimension();
    double[] x = data.design();
    double[] t = new double[d * d];
    int count = 0;
    for (int j = 0; j < d; j++) {
      int equal = 0;
      while (equal < j && !areEqual(x, n, d, equal, j)) {
        equal++;
      }
      int row = 0;
      while (row < count && t[row * d + equal] == 0) {
        row++;
      }
      t[row * d + j] = 1;
      count = Math.max(count, row + 1);
    }
    return PreciseMatrix.of(count, d, Arrays.copyOf(t, count * d));
  }

  private static boolean areEqual(double[] x, int n, int d, int j, int k) {
    for (int i = 0; i < n; i++) {
      if (x[i * d + j] != x[i * d + k]) {
        return false;
      }
    }
    return true;
  }

  /** L. */
  int depth() {
    return depth;
  }

  /** S(W). */
  Precise sharpness() {
    return sharpness(kernel(1));
  }

  /** 2 lambda_max(Sigma M) for another symmetric M. */
  Precise sharpness(PreciseMatrix m) {
    return largestOf(factor.multiply(m).multiply(factor.transpose())).multiply(2);
  }

  /** w*, minimum norm. */
  PreciseMatrix solution() {
    return solution;
  }

  /** tr H(W) = 2 tr(Sigma M). */
  Precise hessianTrace() {
    return factor.multiply(kernel(1)).multiply(factor.transpose()).trace().multiply(2);
  }

  /** |H(W)|_F = 2 |F M F^T|_F. */
  Precise hessianFrobenius() {
    return factor.multiply(kernel(1)).multiply(factor.transpose()).norm().multiply(2);
  }

  /** lambda_max(Sigma M_k) with M_k the part of M of the layers from k on, seen from the input. */
  Precise largestFrom(int k) {
    PreciseMatrix prefix = factor.transpose();
    for (int j = 1; j < k; j++) {
      prefix = layers[j].multiply(prefix);
    }
    return largestOf(prefix.transpose().multiply(kernel(k)).multiply(prefix));
  }

  /** lambda_max(Sigma |g_k|^2 B_{k-1}^T B_{k-1}), one term of M alone. */
  Precise largestOfTerm(int k) {
    PreciseMatrix prefix = factor.transpose();
    for (int j = 1; j < k; j++) {
      prefix = layers[j].multiply(prefix);
    }
    return largestOf(prefix.transpose().multiply(prefix)).multiply(squaredNorm(k));
  }

  /** |g_k|^2, k = 0 .. L; |g_0|^2 = |w|^2. */
  Precise squaredNorm(int k) {
    return g[k].dot(g[k]);
  }

  /** |w*|, minimum norm. */
  Precise solutionNorm() {
    return solution.norm();
  }

  /** beta = w*^T Sigma w*. */
  Precise beta() {
    PreciseMatrix image = factor.multiply(solution);
    return image.dot(image);
  }

  /** a = beta / |w*|^2. */
  Precise rayleigh() {
    return beta().divide(solution.dot(solution));
  }

  /** alpha = w*^T Sigma^2 w* / beta. */
  Precise alpha() {
    PreciseMatrix image = factor.transpose().multiply(factor.multiply(solution));
    return image.dot(image).divide(beta());
  }

  /** Lambda. */
  Precise largest() {
    return largestOf(factor.multiply(factor.transpose()));
  }

  /** tr Sigma. */
  Precise trace() {
    return factor.multiply(factor.transpose()).trace();
  }

  /**
   * z_1^2, the square of the component of Sigma^{1/2} w* along the top eigenvector: the spectral
   * projector as a product over the other eigenvalues.
   */
  Precise topComponentSquared() {
    PreciseMatrix gram = factor.multiply(factor.transpose());
    Precise[] values = gram.symmetricEigenvalues();
    int top = values.length - 1;
    PreciseMatrix image = factor.multiply(solution);
    for (int j = 0; j < top; j++) {
      image =
          gram.multiply(image)
              .subtract(image.scale(values[j]))
              .scale(Precise.ONE.divide(values[top].subtract(values[j])));
    }
    return image.dot(image);
  }

  /** The same point with loss, gradient and Hessian-vector products. */
  PrecisePoint point(LeastSquaresData data) {
    return new PrecisePoint(data, layers, g[depth]);
  }

  /** pi = |p|. */
  Precise outputNorm() {
    return g[depth].norm();
  }

  /** 2 L a |w*|^{2-2/L} pi^{2/L}. */
  Precise lowerBound() {
    return power(rayleigh().multiply(2 * depth));
  }

  /** x |w*|^{2-2/L} pi^{2/L}. */
  Precise power(Precise x) {
    return x.multiply(solutionNorm().pow(Precise.ratio(2L * depth - 2, depth)))
        .multiply(outputNorm().pow(Precise.ratio(2, depth)));
  }

  /** 2 L x^{1/L} beta^{1-1/L} pi^{2/L}. */
  Precise scaled(Precise x) {
    return x.pow(Precise.ratio(1, depth))
        .multiply(beta().pow(Precise.ratio(depth - 1L, depth)))
        .multiply(outputNorm().pow(Precise.ratio(2, depth)))
        .multiply(2 * depth);
  }

  /** 2 |w*|^{2-2/L} pi^{2/L} lambda_max(F (I + (L-1) what what^T) F^T). */
  Precise balanced() {
    PreciseMatrix image = factor.multiply(solution).scale(Precise.ONE.divide(solutionNorm()));
    PreciseMatrix inner =
        factor
            .multiply(factor.transpose())
            .add(image.multiply(image.transpose()).scale(Precise.of(depth - 1)));
    return power(largestOf(inner).multiply(2));
  }

  /** sum_{j>=k} |g_j|^2 (W_{j-1} .. W_k)^T (W_{j-1} .. W_k), by Horner. */
  private PreciseMatrix kernel(int k) {
    PreciseMatrix t = PreciseMatrix.identity(layers[depth].cols()).scale(squaredNorm(depth));
    for (int j = depth - 1; j >= k; j--) {
      t =
          layers[j]
              .transpose()
              .multiply(t.multiply(layers[j]))
              .add(PreciseMatrix.identity(layers[j].cols()).scale(squaredNorm(j)));
    }
    return t;
  }

  static Precise largestOf(PreciseMatrix symmetric) {
    Precise[] values = symmetric.symmetricEigenvalues();
    return values[values.length - 1];
  }

  private static PreciseMatrix[] layers(DeepLinearNetwork network) {
    PreciseMatrix[] layers = new PreciseMatrix[network.depth() + 1];
    for (int k = 1; k <= network.depth(); k++) {
      layers[k] = PreciseMatrix.of(network.width(k), network.width(k - 1), network.layer(k));
    }
    return layers;
  }

  private static PreciseMatrix[] backward(DeepLinearNetwork network, PreciseMatrix[] layers) {
    PreciseMatrix[] g = new PreciseMatrix[network.depth() + 1];
    g[network.depth()] = PreciseMatrix.column(network.output());
    for (int k = network.depth(); k >= 1; k--) {
      g[k - 1] = layers[k].transpose().multiply(g[k]);
    }
    return g;
  }
}
