package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.sampling.RandomStream;

class AffineSetTest {

  private static final boolean[] SEEN = {
    true, false, true, true, true, false, false, true, true, true, true, false
  };

  private static CompletionMeasurements completion() {
    return CompletionMeasurements.of(4, 3, SEEN);
  }

  /** The same measurements, each as a stored matrix. */
  private static DenseMeasurements dense(Measurements a) {
    int size = a.rows() * a.cols();
    double[] matrices = new double[a.count() * size];
    for (int i = 0; i < a.count(); i++) {
      System.arraycopy(a.matrix(i), 0, matrices, i * size, size);
    }
    return DenseMeasurements.of(a.rows(), a.cols(), matrices);
  }

  @Test
  void seenEntriesAreTheSameSetAsTheirMatrices() {
    RandomStream stream = RandomStream.of(1, "affine", 0);
    CompletionMeasurements a = completion();
    Scaling scaling = Scaling.of(a);
    double[] b = stream.gaussian(new double[a.count()]);
    AffineSet entries = AffineSet.of(a, scaling, b);
    AffineSet matrices = AffineSet.of(dense(a), scaling, b);
    assertEquals(a.count(), entries.rank());
    assertEquals(a.count(), matrices.rank());
    double[] y = stream.gaussian(new double[12]);
    double[] one = stream.gaussian(new double[12]);
    double[] two = stream.gaussian(new double[12]);
    entries.project(y, one);
    matrices.project(y, two);
    assertArrayEquals(two, one, 1e-13);
    assertArrayEquals(matrices.leastNormPoint(), entries.leastNormPoint(), 1e-13);
    assertEquals(matrices.distance(y), entries.distance(y), 1e-13);
    assertTrue(entries.distance(y) > 0.1);
    System.arraycopy(y, 0, one, 0, 12);
    System.arraycopy(y, 0, two, 0, 12);
    assertEquals(matrices.infimum(two), entries.infimum(one), 1e-13);
    assertArrayEquals(two, one, 1e-13);
    assertFalse(entries.symmetric());
  }

  @Test
  void projectionIsNearestAndDistanceIsItsLength() {
    RandomStream stream = RandomStream.of(2, "affine", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 3, 4, 5);
    double[] b = stream.gaussian(new double[5]);
    AffineSet set = AffineSet.of(a, Scaling.identity(3, 4), b);
    double[] y = stream.gaussian(new double[12]);
    double[] near = new double[12];
    set.project(y, near);
    assertArrayEquals(b, a.of(near), 1e-12, "a member");
    double[] step = y.clone();
    Kernels.axpy(-1, near, 0, step, 0, 12);
    assertEquals(Kernels.norm(step), set.distance(y), 1e-13);
    double[] member = new double[12];
    set.project(stream.gaussian(new double[12]), member);
    Kernels.axpy(-1, near, 0, member, 0, 12);
    assertEquals(0, Kernels.dot(step, member), 1e-12, "orthogonal to the set");
  }

  @Test
  void infimumIsThatOfTheMatrixThatItWrites() {
    RandomStream stream = RandomStream.of(3, "affine", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 3, 4, 5);
    AffineSet set = AffineSet.of(a, Scaling.identity(3, 4), stream.gaussian(new double[5]));
    double[] w = stream.gaussian(new double[12]);
    double[] kept = w.clone();
    double infimum = set.infimum(kept);
    for (int trial = 0; trial < 5; trial++) {
      double[] member = new double[12];
      set.project(stream.gaussian(new double[12]), member);
      assertEquals(infimum, Kernels.dot(kept, member), 1e-12, "constant on the set");
    }
    Kernels.axpy(-1, kept, 0, w, 0, 12);
    assertArrayEquals(new double[5], a.of(w), 1e-12, "what was left out is orthogonal");
    assertTrue(Kernels.norm(w) > 0.1);
  }

  @Test
  void contradictionsAreRelativeToTheValues() {
    DenseMeasurements twice = DenseMeasurements.of(1, 2, new double[] {1, 0, 1, 0, 0, 1});
    Scaling scaling = Scaling.identity(1, 2);
    for (double size : new double[] {1e-3, 1, 1e3}) {
      double[] b = {size, size * (1 + 1e-8), size};
      assertEquals(2, AffineSet.of(twice, scaling, b).rank());
      b[1] = size * (1 + 1e-6);
      assertThrows(IllegalArgumentException.class, () -> AffineSet.of(twice, scaling, b));
    }
  }

  @Test
  void corruptionBallHasTheInfimumOfItsExtremePoint() {
    RandomStream stream = RandomStream.of(4, "affine", 0);
    double[] data = stream.gaussian(new double[12]);
    CorruptionBall ball = new CorruptionBall(3, 4, data, 2.5);
    assertEquals(2.5, ball.radius());
    double[] w = stream.gaussian(new double[12]);
    int largest = 0;
    for (int e = 1; e < 12; e++) {
      largest = Math.abs(w[e]) > Math.abs(w[largest]) ? e : largest;
    }
    double[] extreme = data.clone();
    extreme[largest] -= 2.5 * Math.signum(w[largest]);
    assertEquals(Kernels.dot(w, extreme), ball.infimum(w.clone()), 1e-13);
    double[] inside = data.clone();
    inside[3] += 1;
    inside[7] -= 1;
    double[] near = new double[12];
    ball.project(inside, near);
    assertArrayEquals(inside, near, 1e-15, "members stay");
    CorruptionBall point = new CorruptionBall(3, 4, data, 0);
    point.project(w, near);
    assertArrayEquals(data, near, 1e-15);
  }

  @Test
  void unweightedIsLeastNuclearNormAndFlatIsItsOwnObjective() {
    RandomStream stream = RandomStream.of(5, "affine", 0);
    DenseMeasurements a =
        DenseMeasurements.gaussian(stream, 4, 5, 9)
            .transformed(diagonal(0.2, 1, 1, 3), diagonal(0.2, 1, 1, 1, 3));
    double[] b = a.of(Truth.lowRank(stream, 4, 5, 2));
    FlatMinimum plain = FlatMinimum.unweighted(a, b, DouglasRachford.PRECISE);
    FlatMinimum flat = FlatMinimum.of(a, b, DouglasRachford.PRECISE);
    assertArrayEquals(b, a.of(plain.matrix()), 1e-10);
    double least = nuclear(plain.matrix());
    assertEquals(least, plain.flatness(), 1e-9 * least);
    assertTrue(least < nuclear(flat.matrix()) * (1 - 1e-6));
    assertTrue(flat.flatness() < flat.scaling().flatness(plain.matrix()) * (1 - 1e-6));
    assertArrayEquals(flat.matrix(), flat.factors(4).product(), 1e-12);
    assertTrue(plain.solve().converged());
    FlatMinimum rough = FlatMinimum.of(a, b, new DouglasRachford(1e-14, 1e-14, 3));
    assertFalse(rough.solve().converged());
  }

  private static double nuclear(double[] x) {
    SingularValues svd = new SingularValues(4, 5);
    svd.decompose(x);
    return svd.nuclearNorm();
  }

  private static double[] diagonal(double... values) {
    double[] out = new double[values.length * values.length];
    for (int i = 0; i < values.length; i++) {
      out[i * (values.length + 1)] = values[i];
    }
    return out;
  }
}
