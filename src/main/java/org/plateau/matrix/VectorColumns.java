package org.plateau.matrix;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reflections from both sides and from one, panel by panel of columns: a part of {@link
 * VectorKernels}.
 */
final class VectorColumns {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private VectorColumns() {}

  /** As {@link KernelSet#updateAndMultiply}. */
  static void updateAndMultiply(double[] a, int k, int n, int stride, double[] w, double[] next) {
    int c = k + 1 & ~7;
    if (k == 0) {
      Arrays.fill(next, 0, stride, 0);
      VectorBlocks.product(a, 1, 1, 1, a, stride, next, 0, 1, n - 1, stride);
      return;
    }
    for (; c + 2 * WIDTH <= stride; c += 2 * WIDTH) {
      updateColumns2(a, k, n, stride, w, next, c);
    }
    for (; c < stride; c += WIDTH) {
      updateColumns1(a, k, n, stride, w, next, c);
    }
  }

  private static void updateColumns2(
      double[] a, int k, int n, int stride, double[] w, double[] next, int c) {
    int v = k * stride;
    int u = v - stride;
    DoubleVector u0 = DoubleVector.fromArray(SPECIES, a, u + c);
    DoubleVector u1 = DoubleVector.fromArray(SPECIES, a, u + c + WIDTH);
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, w, c + WIDTH);
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    for (int r = k + 1; r < n; r++) {
      int at = r * stride + c;
      DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + r]);
      DoubleVector right = DoubleVector.broadcast(SPECIES, w[r]);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[v + r]);
      DoubleVector row0 =
          DoubleVector.fromArray(SPECIES, a, at).sub(left.mul(w0).add(right.mul(u0)));
      DoubleVector row1 =
          DoubleVector.fromArray(SPECIES, a, at + WIDTH).sub(left.mul(w1).add(right.mul(u1)));
      row0.intoArray(a, at);
      row1.intoArray(a, at + WIDTH);
      sum0 = factor.fma(row0, sum0);
      sum1 = factor.fma(row1, sum1);
    }
    sum0.intoArray(next, c);
    sum1.intoArray(next, c + WIDTH);
  }

  private static void updateColumns1(
      double[] a, int k, int n, int stride, double[] w, double[] next, int c) {
    int v = k * stride;
    int u = v - stride;
    DoubleVector u0 = DoubleVector.fromArray(SPECIES, a, u + c);
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int r = k + 1; r < n; r++) {
      int at = r * stride + c;
      DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + r]);
      DoubleVector right = DoubleVector.broadcast(SPECIES, w[r]);
      DoubleVector row =
          DoubleVector.fromArray(SPECIES, a, at).sub(left.mul(w0).add(right.mul(u0)));
      row.intoArray(a, at);
      sum = DoubleVector.broadcast(SPECIES, a[v + r]).fma(row, sum);
    }
    sum.intoArray(next, c);
  }

  /** As {@link KernelSet#reflect}. */
  static void reflect(
      double[] a, int k, int m, int stride, double[] v, double[] w, double[] next, double[] inner) {
    for (int i = k + 1; i < m; i++) {
      next[i] = Math.fma(-v[i], w[k], a[i * stride + k]);
    }
    int c = k & ~7;
    for (; c + 2 * WIDTH <= stride; c += 2 * WIDTH) {
      reflectColumns2(a, k, m, stride, v, w, next, inner, c);
    }
    for (; c < stride; c += WIDTH) {
      reflectColumns1(a, k, m, stride, v, w, next, inner, c);
    }
  }

  private static void reflectColumns2(
      double[] a,
      int k,
      int m,
      int stride,
      double[] v,
      double[] w,
      double[] next,
      double[] inner,
      int c) {
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, w, c + WIDTH);
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    int at = k * stride + c;
    DoubleVector head = DoubleVector.broadcast(SPECIES, -v[k]);
    head.fma(w0, DoubleVector.fromArray(SPECIES, a, at)).intoArray(a, at);
    head.fma(w1, DoubleVector.fromArray(SPECIES, a, at + WIDTH)).intoArray(a, at + WIDTH);
    for (int i = k + 1; i < m; i++) {
      at = i * stride + c;
      DoubleVector factor = DoubleVector.broadcast(SPECIES, -v[i]);
      DoubleVector row0 = factor.fma(w0, DoubleVector.fromArray(SPECIES, a, at));
      DoubleVector row1 = factor.fma(w1, DoubleVector.fromArray(SPECIES, a, at + WIDTH));
      row0.intoArray(a, at);
      row1.intoArray(a, at + WIDTH);
      DoubleVector entry = DoubleVector.broadcast(SPECIES, next[i]);
      sum0 = entry.fma(row0, sum0);
      sum1 = entry.fma(row1, sum1);
    }
    sum0.intoArray(inner, c);
    sum1.intoArray(inner, c + WIDTH);
  }

  private static void reflectColumns1(
      double[] a,
      int k,
      int m,
      int stride,
      double[] v,
      double[] w,
      double[] next,
      double[] inner,
      int c) {
    DoubleVector shift = DoubleVector.fromArray(SPECIES, w, c);
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int at = k * stride + c;
    DoubleVector.broadcast(SPECIES, -v[k])
        .fma(shift, DoubleVector.fromArray(SPECIES, a, at))
        .intoArray(a, at);
    for (int i = k + 1; i < m; i++) {
      at = i * stride + c;
      DoubleVector row =
          DoubleVector.broadcast(SPECIES, -v[i]).fma(shift, DoubleVector.fromArray(SPECIES, a, at));
      row.intoArray(a, at);
      sum = DoubleVector.broadcast(SPECIES, next[i]).fma(row, sum);
    }
    sum.intoArray(inner, c);
  }
}
