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

  /** Factors that keep what is from index 16 on; quicker than comparing lanes. */
  private static final double[] KEEP = new double[24];

  /** One at index 8, among zeros. */
  private static final double[] UNIT = new double[24];

  static {
    Arrays.fill(KEEP, 16, 24, 1);
    UNIT[8] = 1;
  }

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
      int c = k + 1 & ~7;
      for (; c + 2 * WIDTH <= stride; c += 2 * WIDTH) {
        updateColumns2(a, k, n, stride, work, c);
      }
      for (; c < stride; c += WIDTH) {
        updateColumns1(a, k, n, stride, work, c);
      }
      double lead = ScalarKernels.reflector(a, k, stride, diagonal, off, betas, work);
      completeUpdate(a, k, stride, lead, betas[k], work);
    }
    diagonal[n - 1] = work[2 * stride + n - 1];
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
    DoubleVector row0 = left.fma(w0, right.fma(u0, DoubleVector.fromArray(SPECIES, a, at)));
    DoubleVector row1 = left.fma(w1, right.fma(u1, DoubleVector.fromArray(SPECIES, a, at + WIDTH)));
    row0.intoArray(a, at);
    row1.intoArray(a, at + WIDTH);
    sum0.intoArray(work, stride + c);
    sum1.intoArray(work, stride + c + WIDTH);
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
    sum.intoArray(work, stride + c);
  }

  /** As {@link ScalarKernels#completeUpdate}. */
  private static void completeUpdate(
      double[] a, int k, int stride, double lead, double beta, double[] work) {
    int row = k * stride;
    int next = row + stride;
    double own = Math.fma(lead, a[next + k + 1], work[stride + k + 1]);
    double shift = ScalarKernels.shift(a, k, stride, lead, beta, work);
    DoubleVector leads = DoubleVector.broadcast(SPECIES, lead);
    DoubleVector shifts = DoubleVector.broadcast(SPECIES, shift);
    DoubleVector factor = DoubleVector.broadcast(SPECIES, beta);
    DoubleVector left = DoubleVector.broadcast(SPECIES, -lead);
    DoubleVector right = DoubleVector.broadcast(SPECIES, -Math.fma(shift, lead, beta * own));
    for (int c = k + 1 & ~7; c < stride; c += WIDTH) {
      DoubleVector first = DoubleVector.fromArray(SPECIES, a, next + c);
      DoubleVector product = leads.fma(first, DoubleVector.fromArray(SPECIES, work, stride + c));
      int ahead = Math.max(-8, k + 1 - c);
      DoubleVector v =
          DoubleVector.fromArray(SPECIES, UNIT, 8 - ahead)
              .fma(leads, DoubleVector.fromArray(SPECIES, a, row + c));
      DoubleVector w =
          shifts
              .fma(v, factor.mul(product))
              .mul(DoubleVector.fromArray(SPECIES, KEEP, 16 - Math.max(0, ahead)));
      w.intoArray(work, c);
      DoubleVector entries = left.fma(w, right.fma(v, first));
      entries.intoArray(work, 2 * stride + c);
      entries
          .mul(DoubleVector.fromArray(SPECIES, KEEP, 16 - Math.max(0, ahead + 2)))
          .intoArray(a, next + c);
    }
    a[row + k + 1] = lead;
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
