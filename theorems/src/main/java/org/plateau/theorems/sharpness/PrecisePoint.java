package org.plateau.theorems.sharpness;

import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;

/**
 * A network at any point with its data, at 50 digits: loss, gradient and Hessian-vector product
 * (spec: sharpness-and-depth, E1, E2). Layers are numbered from 1; element 0 of an array is unused.
 */
final class PrecisePoint {

  private final PreciseMatrix x;
  private final PreciseMatrix y;
  private final PreciseMatrix[] layers;
  private final PreciseMatrix p;

  PrecisePoint(LeastSquaresData data, PreciseMatrix[] layers, PreciseMatrix p) {
    this(
        PreciseMatrix.of(data.samples(), data.dimension(), data.design()),
        PreciseMatrix.column(data.targets()),
        layers,
        p);
  }

  private PrecisePoint(PreciseMatrix x, PreciseMatrix y, PreciseMatrix[] layers, PreciseMatrix p) {
    this.x = x;
    this.y = y;
    this.layers = layers;
    this.p = p;
  }

  static PrecisePoint of(AnyPoint point) {
    DeepLinearNetwork network = point.network();
    return new PrecisePoint(
        point.data(),
        blocks(network, network.parameters()),
        PreciseMatrix.column(network.output()));
  }

  /** A direction or parameter vector of length P, cut into layers. */
  static PreciseMatrix[] blocks(DeepLinearNetwork shape, double[] flat) {
    PreciseMatrix[] blocks = new PreciseMatrix[shape.depth() + 1];
    DeepLinearNetwork carrier = shape.with(flat);
    for (int k = 1; k <= shape.depth(); k++) {
      blocks[k] = PreciseMatrix.of(shape.width(k), shape.width(k - 1), carrier.layer(k));
    }
    return blocks;
  }

  /** The point W + s V. */
  PrecisePoint moved(Precise s, PreciseMatrix[] v) {
    PreciseMatrix[] moved = layers.clone();
    for (int k = 1; k < layers.length; k++) {
      moved[k] = layers[k].add(v[k].scale(s));
    }
    return new PrecisePoint(x, y, moved, p);
  }

  /** R = |y - X w|^2 / n. */
  Precise loss() {
    PreciseMatrix residual = y.subtract(x.multiply(backward()[0]));
    return residual.dot(residual).divide(Precise.of(x.rows()));
  }

  /** X^T X / n. */
  PreciseMatrix sigma() {
    return x.transpose().multiply(x).scale(Precise.ratio(1, x.rows()));
  }

  /** q = X^T (X w - y) / n = Sigma (w - w*). */
  PreciseMatrix residual() {
    return forward(backward()[0])[0];
  }

  /** R - min R for a Sigma of full rank; a ball of infinite radius otherwise. */
  Precise gap() {
    PreciseMatrix q = residual();
    return q.dot(sigma().solve(q));
  }

  /** 2 g_k b_{k-1}^T for each layer. */
  PreciseMatrix[] gradient() {
    PreciseMatrix[] g = backward();
    PreciseMatrix[] b = forward(g[0]);
    PreciseMatrix[] gradient = new PreciseMatrix[layers.length];
    for (int k = 1; k < layers.length; k++) {
      gradient[k] = g[k].multiply(b[k - 1].transpose()).scale(Precise.TWO);
    }
    return gradient;
  }

  /** H V for each layer. */
  PreciseMatrix[] hessianVector(PreciseMatrix[] v) {
    int depth = layers.length - 1;
    PreciseMatrix[] g = backward();
    PreciseMatrix[] b = forward(g[0]);
    PreciseMatrix[] gDot = new PreciseMatrix[depth + 1];
    gDot[depth] = p.subtract(p);
    for (int k = depth; k >= 1; k--) {
      gDot[k - 1] = v[k].transpose().multiply(g[k]).add(layers[k].transpose().multiply(gDot[k]));
    }
    PreciseMatrix bDot =
        x.transpose().multiply(x.multiply(gDot[0])).scale(Precise.ratio(1, x.rows()));
    PreciseMatrix[] product = new PreciseMatrix[depth + 1];
    for (int k = 1; k <= depth; k++) {
      product[k] =
          gDot[k]
              .multiply(b[k - 1].transpose())
              .add(g[k].multiply(bDot.transpose()))
              .scale(Precise.TWO);
      bDot = v[k].multiply(b[k - 1]).add(layers[k].multiply(bDot));
    }
    return product;
  }

  /** The whole Hessian, P x P, column by column. */
  PreciseMatrix hessian(DeepLinearNetwork shape) {
    int size = shape.parameterCount();
    Precise[] entries = new Precise[size * size];
    double[] unit = new double[size];
    for (int i = 0; i < size; i++) {
      unit[i] = 1;
      PreciseMatrix[] column = hessianVector(blocks(shape, unit));
      int at = i * size;
      for (int k = 1; k < layers.length; k++) {
        for (Precise entry : column[k].entries()) {
          entries[at++] = entry;
        }
      }
      unit[i] = 0;
    }
    return PreciseMatrix.of(size, size, entries);
  }

  /** 2 sum_k |g_k|^2 |B_{k-1} X^T|_F^2 / n. */
  Precise hessianTrace() {
    PreciseMatrix[] g = backward();
    PreciseMatrix prefix = x.transpose();
    Precise sum = Precise.ZERO;
    for (int k = 1; k < layers.length; k++) {
      sum = sum.add(g[k].dot(g[k]).multiply(prefix.dot(prefix)));
      prefix = layers[k].multiply(prefix);
    }
    return sum.multiply(2).divide(Precise.of(x.rows()));
  }

  /** Inner product of two directions. */
  static Precise dot(PreciseMatrix[] u, PreciseMatrix[] v) {
    Precise sum = Precise.ZERO;
    for (int k = 1; k < u.length; k++) {
      sum = sum.add(u[k].dot(v[k]));
    }
    return sum;
  }

  /** L. */
  int depth() {
    return layers.length - 1;
  }

  PreciseMatrix layer(int k) {
    return layers[k];
  }

  /** g_0 .. g_L. */
  PreciseMatrix[] backward() {
    PreciseMatrix[] g = new PreciseMatrix[layers.length];
    g[layers.length - 1] = p;
    for (int k = layers.length - 1; k >= 1; k--) {
      g[k - 1] = layers[k].transpose().multiply(g[k]);
    }
    return g;
  }

  /** b_0 = X^T (X w - y) / n, b_k = W_k b_{k-1}. */
  private PreciseMatrix[] forward(PreciseMatrix w) {
    PreciseMatrix[] b = new PreciseMatrix[layers.length];
    b[0] = x.transpose().multiply(x.multiply(w).subtract(y)).scale(Precise.ratio(1, x.rows()));
    for (int k = 1; k < layers.length; k++) {
      b[k] = layers[k].multiply(b[k - 1]);
    }
    return b;
  }
}
