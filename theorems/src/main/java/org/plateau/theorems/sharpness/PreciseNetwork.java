package org.plateau.theorems.sharpness;

import java.util.Arrays;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/**
 * A network and its data at 50 digits: the layers and (X, y) taken as exact, Sigma, w* and all that
 * follows computed from them again.
 *
 * @param layers W_1 .. W_L
 * @param output p as a column
 * @param sigma X^T X / n
 * @param moment X^T y / n as a column
 */
record PreciseNetwork(
    PreciseMatrix[] layers, PreciseMatrix output, PreciseMatrix sigma, PreciseMatrix moment) {

  static PreciseNetwork of(DeepLinearNetwork network, LeastSquaresData data) {
    int depth = network.depth();
    PreciseMatrix[] layers = new PreciseMatrix[depth];
    for (int k = 1; k <= depth; k++) {
      layers[k - 1] = PreciseMatrix.of(network.width(k), network.width(k - 1), network.layer(k));
    }
    int n = data.samples();
    int d = data.dimension();
    PreciseMatrix x = PreciseMatrix.of(n, d, data.design());
    PreciseMatrix y = PreciseMatrix.column(data.targets());
    Precise inverse = Precise.ratio(1, n);
    PreciseMatrix sigma = x.transpose().multiply(x).scale(inverse);
    PreciseMatrix moment = x.transpose().multiply(y).scale(inverse);
    return new PreciseNetwork(layers, PreciseMatrix.column(network.output()), sigma, moment);
  }

  int depth() {
    return layers.length;
  }

  /** W_k, k = 1 .. L. */
  PreciseMatrix layer(int k) {
    return layers[k - 1];
  }

  /** g_0 .. g_L. */
  PreciseMatrix[] backward() {
    PreciseMatrix[] g = new PreciseMatrix[depth() + 1];
    g[depth()] = output;
    for (int k = depth(); k >= 1; k--) {
      g[k - 1] = layer(k).transpose().multiply(g[k]);
    }
    return g;
  }

  /** q = Sigma w - X^T y / n = Sigma (w - w*). */
  PreciseMatrix residual() {
    return sigma.multiply(backward()[0]).subtract(moment);
  }

  /** w*, for a Sigma of full rank; balls of infinite radius otherwise. */
  PreciseMatrix target() {
    return sigma.solve(moment);
  }

  /** R - min R. */
  Precise gap() {
    PreciseMatrix error = backward()[0].subtract(target());
    return error.dot(sigma.multiply(error));
  }

  /** The gradients 2 g_k b_{k-1}^T of the layers, k = 1 .. L. */
  PreciseMatrix[] gradients() {
    PreciseMatrix[] g = backward();
    PreciseMatrix[] gradients = new PreciseMatrix[depth()];
    PreciseMatrix b = residual();
    for (int k = 1; k <= depth(); k++) {
      gradients[k - 1] = g[k].multiply(b.transpose()).scale(Precise.TWO);
      b = layer(k).multiply(b);
    }
    return gradients;
  }

  Precise squaredGradient() {
    Precise sum = Precise.ZERO;
    for (PreciseMatrix gradient : gradients()) {
      sum = sum.add(gradient.dot(gradient));
    }
    return sum;
  }

  /** M = sum_k |g_k|^2 B_{k-1}^T B_{k-1} (spec: sharpness-and-depth, E3). */
  PreciseMatrix gram() {
    PreciseMatrix[] g = backward();
    int d = sigma.rows();
    PreciseMatrix product = PreciseMatrix.identity(d);
    PreciseMatrix sum = product.scale(g[1].dot(g[1]));
    for (int k = 2; k <= depth(); k++) {
      product = layer(k - 1).multiply(product);
      sum = sum.add(product.transpose().multiply(product).scale(g[k].dot(g[k])));
    }
    return sum;
  }

  /** 2 lambda_max(Sigma^{1/2} M Sigma^{1/2}), the sharpness of a minimizer. */
  Precise sharpness() {
    return sharpness(gram());
  }

  /** 2 lambda_max(Sigma^{1/2} M Sigma^{1/2}) for another symmetric M, by the Cholesky factor. */
  Precise sharpness(PreciseMatrix gram) {
    PreciseMatrix factor = cholesky(sigma);
    Precise[] values = factor.transpose().multiply(gram).multiply(factor).symmetricEigenvalues();
    return values[values.length - 1].multiply(2);
  }

  private static PreciseMatrix cholesky(PreciseMatrix a) {
    int n = a.rows();
    Precise[] c = new Precise[n * n];
    Arrays.fill(c, Precise.ZERO);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        Precise rest = a.get(i, j);
        for (int k = 0; k < j; k++) {
          rest = rest.subtract(c[i * n + k].multiply(c[j * n + k]));
        }
        c[i * n + j] = i == j ? rest.sqrt() : rest.divide(c[j * n + j]);
      }
    }
    return PreciseMatrix.of(n, n, c);
  }
}
