package org.plateau.matrix;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight symmetric matrices, one a lane: their reduction to tridiagonal form and their largest
 * eigenvalues. A part of {@link VectorKernels}.
 */
final class VectorLanes {

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final int LANES = KernelSet.LANES;

  private VectorLanes() {}

  /** As {@link KernelSet#laneReduce}. */
  static void laneReduce(double[] a, int n, double[] diagonal, double[] off, double[] work) {
    int order = n + 3 & ~3;
    int size = order * LANES;
    Arrays.fill(work, 0);
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      for (int k = 0; k < n; k++) {
        // The reflector of the step before and the products with it, then those of this step.
        int old = (k & 1) * 2 * size + lane;
        int now = (~k & 1) * 2 * size + lane;
        laneFinish(a, order, k, diagonal, work, old, now, lane);
        if (k + 1 < n) {
          laneReflect(order, k, off, work, now, lane);
          for (int r = k + 1 & ~3; r < order; r += 4) {
            laneRows(a, order, r, work, old, now, lane);
          }
        }
      }
    }
  }

  /**
   * Takes row k out of the matrix, after the step before, which is completed to v w^T + w v^T: its
   * diagonal entry, and the rest for the reflector. What stays in its place is zero.
   */
  private static void laneFinish(
      double[] a, int order, int k, double[] diagonal, double[] work, int old, int now, int lane) {
    int size = order * LANES;
    int row = ((k & ~3) * order + (k & 3)) * LANES + lane;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector beta = DoubleVector.fromArray(SPECIES, work, 4 * size + lane);
    DoubleVector inner = DoubleVector.fromArray(SPECIES, work, 4 * size + LANES + lane);
    DoubleVector shift = beta.mul(beta.mul(inner)).mul(-0.5);
    int head = old + k * LANES;
    DoubleVector v0 = DoubleVector.fromArray(SPECIES, work, head).neg();
    DoubleVector w0 =
        shift.fma(v0, beta.mul(DoubleVector.fromArray(SPECIES, work, head + size).neg()));
    for (int c = k; c < order; c++) {
      int at = old + LANES * c;
      int from = row + 4 * LANES * c;
      DoubleVector v = DoubleVector.fromArray(SPECIES, work, at);
      DoubleVector w = shift.fma(v, beta.mul(DoubleVector.fromArray(SPECIES, work, at + size)));
      w.intoArray(work, at + size);
      DoubleVector entry = DoubleVector.fromArray(SPECIES, a, from);
      v0.fma(w, w0.fma(v, entry)).intoArray(work, now + LANES * c);
      zero.intoArray(work, now + size + LANES * c);
      zero.intoArray(a, from);
    }
    int own = now + k * LANES;
    DoubleVector.fromArray(SPECIES, work, own).intoArray(diagonal, k * LANES + lane);
    zero.intoArray(work, own);
    zero.intoArray(work, head);
    zero.intoArray(work, head + size);
  }

  /** The reflector that takes the finished row to its first entry. */
  private static void laneReflect(
      int order, int k, double[] off, double[] work, int now, int lane) {
    int size = order * LANES;
    int headAt = now + (k + 1) * LANES;
    DoubleVector head = DoubleVector.fromArray(SPECIES, work, headAt);
    DoubleVector tail = DoubleVector.zero(SPECIES);
    for (int at = headAt + LANES; at < now + size; at += LANES) {
      DoubleVector entry = DoubleVector.fromArray(SPECIES, work, at);
      tail = entry.fma(entry, tail);
    }
    VectorMask<Double> idle = tail.compare(VectorOperators.LT, ScalarKernels.NEGLIGIBLE);
    DoubleVector norm = head.fma(head, tail).sqrt();
    DoubleVector alpha = norm.blend(norm.neg(), head.compare(VectorOperators.GT, 0));
    DoubleVector first = head.sub(alpha);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector beta = two.div(first.fma(first, tail)).blend(0, idle);
    alpha.blend(head, idle).intoArray(off, k * LANES + lane);
    first.intoArray(work, headAt);
    beta.intoArray(work, 4 * size + lane);
    DoubleVector.zero(SPECIES).intoArray(work, 4 * size + LANES + lane);
  }

  /** Four rows: the update of the step before, products with the reflector, and the mirror's. */
  private static void laneRows(
      double[] a, int order, int r, double[] work, int old, int now, int lane) {
    int size = order * LANES;
    int rows = r * LANES;
    DoubleVector v0 = DoubleVector.fromArray(SPECIES, work, old + rows).neg();
    DoubleVector v1 = DoubleVector.fromArray(SPECIES, work, old + rows + LANES).neg();
    DoubleVector v2 = DoubleVector.fromArray(SPECIES, work, old + rows + 2 * LANES).neg();
    DoubleVector v3 = DoubleVector.fromArray(SPECIES, work, old + rows + 3 * LANES).neg();
    int partner = old + size + rows;
    int sums = now + size + rows;
    int start = (r * order + 4 * r) * LANES + lane;
    DoubleVector w0 = DoubleVector.fromArray(SPECIES, work, partner).neg();
    DoubleVector w1 = DoubleVector.fromArray(SPECIES, work, partner + LANES).neg();
    DoubleVector w2 = DoubleVector.fromArray(SPECIES, work, partner + 2 * LANES).neg();
    DoubleVector w3 = DoubleVector.fromArray(SPECIES, work, partner + 3 * LANES).neg();
    DoubleVector x0 = DoubleVector.fromArray(SPECIES, work, now + rows);
    DoubleVector x1 = DoubleVector.fromArray(SPECIES, work, now + rows + LANES);
    DoubleVector x2 = DoubleVector.fromArray(SPECIES, work, now + rows + 2 * LANES);
    DoubleVector x3 = DoubleVector.fromArray(SPECIES, work, now + rows + 3 * LANES);
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector s2 = DoubleVector.zero(SPECIES);
    DoubleVector s3 = DoubleVector.zero(SPECIES);
    for (int c = 0; c < 4; c++) {
      int at = start + 4 * LANES * c;
      int column = LANES * c;
      DoubleVector v = DoubleVector.fromArray(SPECIES, work, old + rows + column);
      DoubleVector w = DoubleVector.fromArray(SPECIES, work, partner + column);
      DoubleVector x = DoubleVector.fromArray(SPECIES, work, now + rows + column);
      DoubleVector a0 = v0.fma(w, w0.fma(v, DoubleVector.fromArray(SPECIES, a, at)));
      DoubleVector a1 = v1.fma(w, w1.fma(v, DoubleVector.fromArray(SPECIES, a, at + LANES)));
      DoubleVector a2 = v2.fma(w, w2.fma(v, DoubleVector.fromArray(SPECIES, a, at + 2 * LANES)));
      DoubleVector a3 = v3.fma(w, w3.fma(v, DoubleVector.fromArray(SPECIES, a, at + 3 * LANES)));
      a0.intoArray(a, at);
      a1.intoArray(a, at + LANES);
      a2.intoArray(a, at + 2 * LANES);
      a3.intoArray(a, at + 3 * LANES);
      s0 = a0.fma(x, s0);
      s1 = a1.fma(x, s1);
      s2 = a2.fma(x, s2);
      s3 = a3.fma(x, s3);
    }
    for (int c = 4; c < order - r; c++) {
      int at = start + 4 * LANES * c;
      int column = LANES * c;
      DoubleVector v = DoubleVector.fromArray(SPECIES, work, old + rows + column);
      DoubleVector w = DoubleVector.fromArray(SPECIES, work, partner + column);
      DoubleVector x = DoubleVector.fromArray(SPECIES, work, now + rows + column);
      DoubleVector a0 = v0.fma(w, w0.fma(v, DoubleVector.fromArray(SPECIES, a, at)));
      DoubleVector a1 = v1.fma(w, w1.fma(v, DoubleVector.fromArray(SPECIES, a, at + LANES)));
      DoubleVector a2 = v2.fma(w, w2.fma(v, DoubleVector.fromArray(SPECIES, a, at + 2 * LANES)));
      DoubleVector a3 = v3.fma(w, w3.fma(v, DoubleVector.fromArray(SPECIES, a, at + 3 * LANES)));
      a0.intoArray(a, at);
      a1.intoArray(a, at + LANES);
      a2.intoArray(a, at + 2 * LANES);
      a3.intoArray(a, at + 3 * LANES);
      s0 = a0.fma(x, s0);
      s1 = a1.fma(x, s1);
      s2 = a2.fma(x, s2);
      s3 = a3.fma(x, s3);
      DoubleVector q = DoubleVector.fromArray(SPECIES, work, sums + column);
      q = a3.fma(x3, a2.fma(x2, a1.fma(x1, a0.fma(x0, q))));
      q.intoArray(work, sums + column);
    }
    s0 = s0.add(DoubleVector.fromArray(SPECIES, work, sums));
    s1 = s1.add(DoubleVector.fromArray(SPECIES, work, sums + LANES));
    s2 = s2.add(DoubleVector.fromArray(SPECIES, work, sums + 2 * LANES));
    s3 = s3.add(DoubleVector.fromArray(SPECIES, work, sums + 3 * LANES));
    s0.intoArray(work, sums);
    s1.intoArray(work, sums + LANES);
    s2.intoArray(work, sums + 2 * LANES);
    s3.intoArray(work, sums + 3 * LANES);
    int innerAt = 4 * size + LANES + lane;
    DoubleVector inner = DoubleVector.fromArray(SPECIES, work, innerAt);
    s3.fma(x3, s2.fma(x2, s1.fma(x1, s0.fma(x0, inner)))).intoArray(work, innerAt);
  }

  /** As {@link KernelSet#laneLargest}. */
  static void laneLargest(double[] diagonal, double[] off, int n, double[] out) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector most = DoubleVector.zero(SPECIES);
      DoubleVector before = DoubleVector.zero(SPECIES);
      for (int at = lane; at < n * LANES; at += LANES) {
        DoubleVector after = DoubleVector.fromArray(SPECIES, off, at).abs();
        most = most.max(DoubleVector.fromArray(SPECIES, diagonal, at).add(before).add(after));
        before = after;
      }
      DoubleVector shortest = most.mul(ScalarKernels.SHORTEST);
      DoubleVector point = most.mul(ScalarKernels.ENLARGED);
      VectorMask<Double> moving = SPECIES.maskAll(true);
      for (int step = 0; step < Tridiagonal.MAXIMAL_STEPS && moving.anyTrue(); step++) {
        DoubleVector change = laguerre(diagonal, off, lane, n, point);
        point = point.sub(change, moving.and(change.compare(VectorOperators.GT, 0)));
        moving = moving.and(change.compare(VectorOperators.GT, shortest));
      }
      point.intoArray(out, lane);
    }
  }

  private static DoubleVector laguerre(
      double[] diagonal, double[] off, int lane, int n, DoubleVector x) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector minusOne = DoubleVector.broadcast(SPECIES, -1);
    DoubleVector first = zero;
    DoubleVector second = zero;
    DoubleVector t = zero;
    DoubleVector slope = zero;
    DoubleVector bend = zero;
    VectorMask<Double> above = SPECIES.maskAll(true);
    for (int i = 0; i < n; i++) {
      int at = i * LANES + lane;
      DoubleVector pivot = DoubleVector.fromArray(SPECIES, diagonal, at).sub(x).sub(t);
      above = above.and(pivot.compare(VectorOperators.LT, 0));
      DoubleVector inverse = one.div(pivot);
      bend = t.mul(bend.sub(slope.mul(2).mul(slope))).mul(inverse);
      slope = t.fma(slope, minusOne).mul(inverse);
      first = first.add(slope);
      second = second.add(slope.fma(slope, bend.neg()));
      DoubleVector coupling = DoubleVector.fromArray(SPECIES, off, at);
      t = coupling.mul(coupling).mul(inverse);
    }
    DoubleVector degree = DoubleVector.broadcast(SPECIES, n);
    DoubleVector spread = degree.fma(second, first.mul(first).neg()).mul(n - 1).max(0);
    return zero.blend(degree.div(first.add(spread.sqrt())), above);
  }
}
