package org.plateau.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reflections from both sides and from one, panel by panel of columns: a part of {@link
 * VectorKernels}.
 */
final class VectorColumns {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private static final DoubleVector INDICES =
      DoubleVector.fromArray(SPECIES, new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 0);

  private static final ScalarKernels SCALAR = new ScalarKernels();

  private VectorColumns() {}

  /** As {@link KernelSet#tridiagonalize}. */
  static void tridiagonalize(
      double[] a,
      int n,
      int stride,
      double[] diagonal,
      double[] off,
      double[] betas,
      double[] work) {
    ScalarKernels.takeFirstRow(a, n, stride, work);
    for (int k = 0; k + 1 < n; k++) {
      ScalarKernels.reflector(a, k, stride, diagonal, off, betas, work);
      int c = k + 1 & ~7;
      for (; c + 2 * WIDTH <= stride; c += 2 * WIDTH) {
        updateColumns2(a, k, n, stride, work, c);
      }
      for (; c < stride; c += WIDTH) {
        updateColumns1(a, k, n, stride, work, c);
      }
      completeUpdate(a, k, stride, betas[k], work);
    }
    diagonal[n - 1] = work[stride + n - 1];
  }

  private static void updateColumns2(double[] a, int k, int n, int stride, double[] work, int c) {
    int v = k * stride;
    int u = Math.max(0, v - stride);
    DoubleVector u0 = DoubleVector.fromArray(SPECIES, a, u + c).neg();
    DoubleVector u1 = DoubleVector.fromArray(SPECIES, a, u + c + WIDTH).neg();
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, work, c).neg();
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, work, c + WIDTH).neg();
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    for (int r = k + 2; r < n; r++) {
      int at = r * stride + c;
      DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + r]);
      DoubleVector right = DoubleVector.broadcast(SPECIES, work[r]);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[v + r]);
      DoubleVector row0 = left.fma(w0, right.fma(u0, DoubleVector.fromArray(SPECIES, a, at)));
      DoubleVector row1 =
          left.fma(w1, right.fma(u1, DoubleVector.fromArray(SPECIES, a, at + WIDTH)));
      row0.intoArray(a, at);
      row1.intoArray(a, at + WIDTH);
      sum0 = factor.fma(row0, sum0);
      sum1 = factor.fma(row1, sum1);
    }
    int at = v + stride + c;
    DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + k + 1]);
    DoubleVector right = DoubleVector.broadcast(SPECIES, work[k + 1]);
    DoubleVector lead = DoubleVector.broadcast(SPECIES, a[v + k + 1]);
    DoubleVector row0 = left.fma(w0, right.fma(u0, DoubleVector.fromArray(SPECIES, a, at)));
    DoubleVector row1 = left.fma(w1, right.fma(u1, DoubleVector.fromArray(SPECIES, a, at + WIDTH)));
    row0.intoArray(a, at);
    row1.intoArray(a, at + WIDTH);
    lead.fma(row0, sum0).intoArray(work, stride + c);
    lead.fma(row1, sum1).intoArray(work, stride + c + WIDTH);
  }

  private static void updateColumns1(double[] a, int k, int n, int stride, double[] work, int c) {
    int v = k * stride;
    int u = Math.max(0, v - stride);
    DoubleVector u0 = DoubleVector.fromArray(SPECIES, a, u + c).neg();
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, work, c).neg();
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int r = k + 2; r < n; r++) {
      int at = r * stride + c;
      DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + r]);
      DoubleVector right = DoubleVector.broadcast(SPECIES, work[r]);
      DoubleVector row = left.fma(w0, right.fma(u0, DoubleVector.fromArray(SPECIES, a, at)));
      row.intoArray(a, at);
      sum = DoubleVector.broadcast(SPECIES, a[v + r]).fma(row, sum);
    }
    int at = v + stride + c;
    DoubleVector left = DoubleVector.broadcast(SPECIES, a[u + k + 1]);
    DoubleVector right = DoubleVector.broadcast(SPECIES, work[k + 1]);
    DoubleVector row = left.fma(w0, right.fma(u0, DoubleVector.fromArray(SPECIES, a, at)));
    row.intoArray(a, at);
    DoubleVector.broadcast(SPECIES, a[v + k + 1]).fma(row, sum).intoArray(work, stride + c);
  }

  /** The vector w of the update v w^T + w v^T, zero up to k, and row k + 1 after this update. */
  private static void completeUpdate(double[] a, int k, int stride, double beta, double[] work) {
    int row = k * stride;
    int next = row + stride;
    double shift = ScalarKernels.shift(a, k, stride, beta, work);
    DoubleVector shifts = DoubleVector.broadcast(SPECIES, shift);
    DoubleVector factor = DoubleVector.broadcast(SPECIES, beta);
    DoubleVector v = DoubleVector.broadcast(SPECIES, -a[row + k + 1]);
    double own = Math.fma(shift, a[row + k + 1], beta * work[stride + k + 1]);
    DoubleVector w = DoubleVector.broadcast(SPECIES, -own);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int c = k + 1 & ~7; c < stride; c += WIDTH) {
      DoubleVector reflector = DoubleVector.fromArray(SPECIES, a, row + c);
      DoubleVector partner =
          shifts.fma(reflector, DoubleVector.fromArray(SPECIES, work, stride + c).mul(factor));
      partner = zero.blend(partner, INDICES.compare(VectorOperators.GT, k - c));
      partner.intoArray(work, c);
      DoubleVector entries =
          v.fma(partner, w.fma(reflector, DoubleVector.fromArray(SPECIES, a, next + c)));
      entries.intoArray(work, stride + c);
      zero.blend(entries, INDICES.compare(VectorOperators.GT, k + 2 - c)).intoArray(a, next + c);
    }
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
