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

  /** Where {@link #laneLargest} keeps what belongs to the points. */
  private static final int LEAST = 0;

  private static final int MOVING = LANES;
  private static final int VALUE = 2 * LANES;
  private static final int SLOPE = 3 * LANES;
  private static final int BEND = 4 * LANES;

  /** For polynomials that would leave the range of doubles. */
  private static final double ENLARGEMENT = 0x1p600;

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

  /**
   * As {@link KernelSet#laneLargest}. Registers pass from method to method through {@code work}.
   */
  static void laneLargest(double[] diagonal, double[] off, int n, double[] out, double[] work) {
    for (int lane = 0; lane < LANES; lane += WIDTH) {
      DoubleVector most = DoubleVector.zero(SPECIES);
      DoubleVector before = DoubleVector.zero(SPECIES);
      for (int at = lane; at < n * LANES; at += LANES) {
        DoubleVector after = DoubleVector.fromArray(SPECIES, off, at).abs();
        most = most.max(DoubleVector.fromArray(SPECIES, diagonal, at).add(before).add(after));
        before = after;
      }
      most.mul(ScalarKernels.ENLARGED).intoArray(out, lane);
      most.mul(ScalarKernels.SHORTEST).intoArray(work, LEAST + lane);
      DoubleVector.broadcast(SPECIES, 1).intoArray(work, MOVING + lane);
      boolean moving = true;
      for (int step = 0; step < Tridiagonal.MAXIMAL_STEPS && moving; step++) {
        characteristic(diagonal, off, lane, n, out, work);
        moving = descend(n, lane, out, work);
      }
    }
  }

  /** The characteristic polynomials; lanes in whose spectrum the point is come to rest. */
  private static void characteristic(
      double[] diagonal, double[] off, int lane, int n, double[] out, double[] work) {
    DoubleVector x = DoubleVector.fromArray(SPECIES, out, lane);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector value = one;
    DoubleVector slope = zero;
    DoubleVector bend = zero;
    DoubleVector valueBefore = zero;
    DoubleVector slopeBefore = zero;
    DoubleVector bendBefore = zero;
    DoubleVector square = zero;
    VectorMask<Double> above = SPECIES.maskAll(true);
    for (int i = 0; i < n; i++) {
      int at = i * LANES + lane;
      DoubleVector shift = x.sub(DoubleVector.fromArray(SPECIES, diagonal, at));
      DoubleVector nextBend = shift.fma(bend, square.fma(bendBefore, slope));
      DoubleVector nextSlope = shift.fma(slope, square.fma(slopeBefore, value));
      DoubleVector nextValue = shift.fma(value, square.mul(valueBefore));
      above = above.and(nextValue.compare(VectorOperators.GT, 0));
      valueBefore = value;
      slopeBefore = slope;
      bendBefore = bend;
      value = nextValue;
      slope = nextSlope;
      bend = nextBend;
      DoubleVector coupling = DoubleVector.fromArray(SPECIES, off, at);
      square = coupling.mul(coupling).neg();
      if (((i & 3) == 3 || i == n - 1)
          && slope.compare(VectorOperators.LT, Tridiagonal.SMALL).anyTrue()) {
        // Seldom: clusters of eigenvalues at the point.
        VectorMask<Double> small = slope.compare(VectorOperators.LT, Tridiagonal.SMALL);
        DoubleVector factor = one.blend(ENLARGEMENT, small);
        value = value.mul(factor);
        slope = slope.mul(factor);
        bend = bend.mul(factor);
        valueBefore = valueBefore.mul(factor);
        slopeBefore = slopeBefore.mul(factor);
        bendBefore = bendBefore.mul(factor);
      }
    }
    value.intoArray(work, VALUE + lane);
    slope.intoArray(work, SLOPE + lane);
    bend.intoArray(work, BEND + lane);
    int at = MOVING + lane;
    zero.blend(DoubleVector.fromArray(SPECIES, work, at), above).intoArray(work, at);
  }

  /** One step of Laguerre's iteration; false when no lane goes on. */
  private static boolean descend(int n, int lane, double[] out, double[] work) {
    DoubleVector value = DoubleVector.fromArray(SPECIES, work, VALUE + lane);
    DoubleVector slope = DoubleVector.fromArray(SPECIES, work, SLOPE + lane);
    DoubleVector product = value.mul(DoubleVector.fromArray(SPECIES, work, BEND + lane));
    DoubleVector spread = slope.mul(n - 1).fma(slope, product.mul(-2 * n)).mul(n - 1);
    DoubleVector root = DoubleVector.zero(SPECIES).max(spread).sqrt();
    DoubleVector change = value.mul(n).div(slope.add(root));
    DoubleVector moving = DoubleVector.fromArray(SPECIES, work, MOVING + lane);
    DoubleVector x = DoubleVector.fromArray(SPECIES, out, lane);
    x.blend(x.sub(change), moving.compare(VectorOperators.GT, 0)).intoArray(out, lane);
    DoubleVector pair = slope.fma(slope, product.mul(-4)).sqrt();
    DoubleVector gap = value.mul(2).div(slope.add(pair)).sub(change);
    DoubleVector least = DoubleVector.fromArray(SPECIES, work, LEAST + lane);
    moving =
        moving
            .blend(0, change.compare(VectorOperators.LE, least))
            .blend(0, gap.compare(VectorOperators.LE, least));
    moving.intoArray(work, MOVING + lane);
    return moving.compare(VectorOperators.GT, 0).anyTrue();
  }
}
