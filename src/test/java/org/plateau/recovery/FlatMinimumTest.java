package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class FlatMinimumTest {

  @Test
  void certifiedTruthIsRecoveredInEachLinearSetting() {
    for (int seed = 0; seed < 10; seed++) {
      RandomStream stream = RandomStream.of(seed, "flat", 0);
      double[] truth = Truth.lowRank(stream, 8, 10, 1);
      assertRecovers(DenseMeasurements.gaussian(stream, 8, 10, 56), truth, 1);
      assertRecovers(BilinearMeasurements.gaussian(stream, 8, 10, 60), truth, 1);
      assertRecovers(
          QuadraticMeasurements.gaussian(stream, 9, 43), Truth.symmetric(stream, 9, 1, 1), 2);
    }
  }

  private static void assertRecovers(Measurements a, double[] truth, int rank) {
    FlatMinimum flat = FlatMinimum.of(a, a.of(truth), DouglasRachford.PRECISE);
    UniquenessCertificate proof =
        UniquenessCertificate.of(flat.set(), flat.scaling().weigh(truth), rank);
    assertTrue(proof.holds(), "dual norm " + proof.dualNorm());
    assertTrue(flat.solve().converged());
    assertTrue(flat.solve().gap() <= 1e-8, "gap " + flat.solve().gap());
    assertTrue(Truth.distance(flat.matrix(), truth) <= 1e-8);
  }

  @Test
  void factoredSearchReachesTheSameValueWhereverTheConvexSolverEnds() {
    for (int m : new int[] {20, 45}) {
      RandomStream stream = RandomStream.of(m, "flat", 1);
      DenseMeasurements a = DenseMeasurements.gaussian(stream, 7, 7, m);
      double[] truth = Truth.lowRank(stream, 7, 7, 1);
      FlatMinimum flat = FlatMinimum.of(a, a.of(truth), DouglasRachford.PRECISE);
      Factors start =
          new Factors(7, 7, 7, stream.gaussian(new double[49]), stream.gaussian(new double[49]));
      FactoredLagrangian second = FactoredLagrangian.solve(flat.set(), start);
      assertEquals(Ending.CONVERGED, second.ending());
      assertTrue(
          second.factors().imbalanceNorm()
              <= 2 * second.gradient() * Math.sqrt(second.factors().squaredNorm()) + 1e-14);
      assertEquals(flat.flatness(), second.value(), 1e-7 * flat.flatness());
    }
  }

  @Test
  void belowTheParameterCountThereIsNoCertificateAndAFlatterInterpolator() {
    RandomStream stream = RandomStream.of(3, "flat", 2);
    int m = 2 * (8 + 8 - 2) - 1;
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 8, 8, m);
    double[] truth = Truth.lowRank(stream, 8, 8, 2);
    FlatMinimum flat = FlatMinimum.of(a, a.of(truth), DouglasRachford.BRIEF);
    assertFalse(UniquenessCertificate.of(flat.set(), flat.scaling().weigh(truth), 2).holds());
    assertTrue(flat.flatness() < (1 - 1e-6) * flat.scaling().flatness(truth));
    assertTrue(flat.set().distance(flat.solve().matrix()) <= 1e-12);
  }

  @Test
  void certificateRefusesAMemberThatIsNotOptimal() {
    RandomStream stream = RandomStream.of(4, "flat", 3);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 6, 6, 30);
    double[] truth = Truth.lowRank(stream, 6, 6, 1);
    Scaling scaling = Scaling.of(a);
    AffineSet set = AffineSet.of(a, scaling, a.of(truth));
    assertTrue(UniquenessCertificate.of(set, scaling.weigh(truth), 1).holds());
    assertFalse(UniquenessCertificate.of(set, set.leastNormPoint(), 6).holds());
    assertThrows(IllegalArgumentException.class, () -> UniquenessCertificate.of(set, truth, 0));
    assertThrows(IllegalArgumentException.class, () -> UniquenessCertificate.of(set, truth, 7));
  }

  /** The same directions, at another length: the dual matrix fits, the matrix is no solution. */
  @Test
  void nothingIsProvedOfWhatIsNoMember() {
    RandomStream stream = RandomStream.of(4, "flat", 3);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 6, 6, 30);
    double[] z = Truth.lowRank(stream, 6, 6, 1);
    AffineSet set = AffineSet.of(a, Scaling.identity(6, 6), a.of(z));
    assertTrue(UniquenessCertificate.of(set, z, 1).holds());
    double[] longer = z.clone();
    Kernels.axpy(0.5, z, 0, longer, 0, 36);
    assertFalse(UniquenessCertificate.of(set, longer, 1).holds());
    double[] data = new double[256];
    double[] truth = new double[256];
    for (int e = 0; e < 256; e++) {
      truth[e] = (Integer.bitCount(e & 37) % 2 == 0 ? 1 : -1) * 1.5;
      data[e] = truth[e] + (e % 17 == 0 ? 3 : 0);
    }
    assertTrue(UniquenessCertificate.of(new CorruptionBall(16, 16, data, 48), truth, 1).holds());
    assertFalse(UniquenessCertificate.of(new CorruptionBall(16, 16, data, 50), truth, 1).holds());
    assertFalse(UniquenessCertificate.of(new CorruptionBall(16, 16, data, 40), truth, 1).holds());
  }

  @Test
  void factoredSearchEndsAtZeroForZeroValuesAndNamesAnotherShape() {
    RandomStream stream = RandomStream.of(13, "flat", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 3, 4, 6);
    AffineSet set = AffineSet.of(a, Scaling.of(a), new double[6]);
    Factors start =
        new Factors(3, 4, 2, stream.gaussian(new double[6]), stream.gaussian(new double[8]));
    FactoredLagrangian zero = FactoredLagrangian.solve(set, start);
    assertEquals(Ending.CONVERGED, zero.ending());
    assertEquals(0, zero.value());
    assertEquals(0, zero.factors().squaredNorm());
    Factors turned = new Factors(4, 3, 2, start.right(), start.left());
    String message =
        assertThrows(IllegalArgumentException.class, () -> FactoredLagrangian.solve(set, turned))
            .getMessage();
    assertTrue(message.contains("4 x 3") && message.contains("3 x 4"), message);
  }

  @Test
  void certificateLeavesRoomForEveryFeasibleDirection() {
    RandomStream stream = RandomStream.of(5, "flat", 4);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 6, 5, 26);
    double[] truth = Truth.lowRank(stream, 6, 5, 1);
    Scaling scaling = Scaling.of(a);
    AffineSet set = AffineSet.of(a, scaling, a.of(truth));
    double[] z = scaling.weigh(truth);
    assertTrue(UniquenessCertificate.of(set, z, 1).holds());
    double least = scaling.flatness(truth);
    double[] near = new double[30];
    for (int trial = 0; trial < 2000; trial++) {
      double[] direction = stream.gaussian(new double[30]);
      double[] moved = z.clone();
      Kernels.axpy(Math.scalb(1.0, -(trial % 20)), direction, 0, moved, 0, 30);
      set.project(moved, near);
      SingularValues svd = new SingularValues(6, 5);
      svd.decompose(near);
      assertTrue(svd.nuclearNorm() > least * (1 - 1e-13));
    }
  }

  @Test
  void degenerateShapesAndFullRankAreRecoveredFromAllTheirEntries() {
    for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {2, 3}}) {
      RandomStream stream = RandomStream.of(11, "flat", shape[0]);
      int rank = Math.min(shape[0], shape[1]);
      double[] truth = Truth.lowRank(stream, shape[0], shape[1], rank);
      assertRecovers(
          DenseMeasurements.gaussian(stream, shape[0], shape[1], shape[0] * shape[1] + 2),
          truth,
          rank);
    }
    RandomStream stream = RandomStream.of(12, "flat", 0);
    assertRecovers(QuadraticMeasurements.gaussian(stream, 1, 1), new double[] {2}, 1);
    assertRecovers(QuadraticMeasurements.gaussian(stream, 2, 4), new double[] {1, 0, 0, -1}, 2);
  }

  @Test
  void unseenSpikeIsCompletedByZero() {
    boolean[] seen = new boolean[16];
    Arrays.fill(seen, true);
    seen[0] = false;
    CompletionMeasurements a = CompletionMeasurements.of(4, 4, seen);
    FlatMinimum flat = FlatMinimum.of(a, new double[15], DouglasRachford.PRECISE);
    assertArrayEquals(new double[16], flat.matrix());
    assertEquals(0, flat.flatness());
    assertTrue(flat.solve().converged());
  }

  @Test
  void dependentMeasurementsAreDroppedAndContradictionsNamed() {
    double[] twice = {1, 2, 3, 4, 2, 4, 6, 8, 1, 0, 0, 1, 0, 1, 1, 0};
    DenseMeasurements a = DenseMeasurements.of(2, 2, twice);
    Scaling scaling = Scaling.of(a);
    assertEquals(3, AffineSet.of(a, scaling, new double[] {1, 2, 5, 0}).rank());
    IllegalArgumentException contradiction =
        assertThrows(
            IllegalArgumentException.class,
            () -> AffineSet.of(a, scaling, new double[] {1, 3, 5, 0}));
    assertTrue(contradiction.getMessage().contains("measurement 1"), contradiction.getMessage());
    assertThrows(IllegalArgumentException.class, () -> AffineSet.of(a, scaling, new double[3]));
  }

  @Test
  void spentBudgetIsReportedWithAValidGap() {
    RandomStream stream = RandomStream.of(6, "flat", 5);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 8, 8, 30);
    double[] b = a.of(Truth.lowRank(stream, 8, 8, 2));
    FlatMinimum rough = FlatMinimum.of(a, b, new DouglasRachford(1e-12, 1e-12, 5));
    FlatMinimum fine = FlatMinimum.of(a, b, DouglasRachford.PRECISE);
    assertEquals(Ending.BUDGET_SPENT, rough.solve().ending());
    assertEquals(5, rough.solve().iterations());
    double excess = (rough.flatness() - fine.flatness()) / rough.flatness();
    assertTrue(rough.solve().gap() >= excess - 1e-12 && excess > 0);
  }

  @Test
  void semidefiniteSolverEndsAtTheOnlyCovarianceAndItsGapIsValid() {
    RandomStream stream = RandomStream.of(7, "flat", 6);
    double[] truth = Truth.symmetric(stream, 8, 1, 0);
    QuadraticMeasurements a = QuadraticMeasurements.gaussian(stream, 8, 30);
    Scaling scaling = Scaling.of(a);
    AffineSet set = AffineSet.of(a, scaling, a.of(truth));
    double[] z = scaling.weigh(truth);
    double trace = 0;
    for (int i = 0; i < 8; i++) {
      trace += z[i * 9];
    }
    double[] objective = RandomMatrices.symmetric(stream, stream.gaussian(new double[8]));
    Recovery solved = DouglasRachford.PRECISE.leastSemidefinite(set, objective, trace);
    assertTrue(solved.converged());
    assertTrue(Truth.distance(solved.matrix(), z) <= 1e-7);
    assertTrue(SymmetricEigen.values(solved.matrix(), 8)[0] > -1e-8 * trace);
    Recovery rough = new DouglasRachford(1e-3, 1e-3, 20).leastSemidefinite(set, objective, trace);
    assertTrue(rough.gap() >= 0);
  }

  @Test
  void corruptionBallProjectionIsTheNearestPoint() {
    RandomStream stream = RandomStream.of(8, "flat", 7);
    double[] data = stream.gaussian(new double[12]);
    CorruptionBall ball = new CorruptionBall(3, 4, data, 2.5);
    for (int trial = 0; trial < 50; trial++) {
      double[] y = RandomMatrices.gaussian(stream, 3, 4, 3);
      double[] near = new double[12];
      ball.project(y, near);
      double size = 0;
      for (int e = 0; e < 12; e++) {
        size += Math.abs(data[e] - near[e]);
      }
      assertEquals(2.5, size, 1e-12);
      double[] other = stream.gaussian(new double[12]);
      ball.project(other.clone(), other);
      double inner = 0;
      for (int e = 0; e < 12; e++) {
        inner += (y[e] - near[e]) * (other[e] - near[e]);
      }
      assertTrue(inner <= 1e-10, "variational inequality, got " + inner);
      double[] again = new double[12];
      ball.project(near, again);
      assertArrayEquals(near, again, 1e-12);
    }
  }

  @Test
  void robustPcaRecoversWhatItsCertificateProves() {
    int d = 16;
    RandomStream stream = RandomStream.of(9, "flat", 8);
    double[] truth = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        truth[i * d + j] =
            1.5
                * (Integer.bitCount(i & 5) % 2 == 0 ? 1 : -1)
                * (Integer.bitCount(j & 9) % 2 == 0 ? 1 : -1);
      }
    }
    double[] data = truth.clone();
    double size = 0;
    int[] places = stream.permutation(new int[d]);
    for (int i = 0; i < d; i++) {
      double s = (stream.nextBoolean() ? 3 : -3) * stream.uniform(0.5, 1.5);
      data[i * d + places[i]] += s;
      size += Math.abs(s);
    }
    CorruptionBall ball = new CorruptionBall(d, d, data, size);
    UniquenessCertificate proof = UniquenessCertificate.of(ball, truth, 1);
    assertTrue(proof.holds(), "dual norm " + proof.dualNorm());
    Recovery solved = DouglasRachford.PRECISE.leastNuclearNorm(ball);
    assertTrue(solved.converged() && solved.gap() <= 1e-8);
    assertTrue(Truth.distance(solved.matrix(), truth) <= 1e-8);
    double[] other = truth.clone();
    other[0] += 1;
    assertFalse(UniquenessCertificate.of(ball, other, 2).holds());
  }

  /**
   * Four corruptions in each row are proved by projections where the dual matrix of least norm is
   * too large; what has a flatter explanation is never proved.
   */
  @Test
  void projectionsFindCertificatesAndNoneOfWhatIsNotOptimal() {
    int proved = 0;
    int refuted = 0;
    for (int seed = 0; seed < 12; seed++) {
      int corruptions = seed % 2 == 0 ? 4 : 7;
      RandomStream stream = RandomStream.of(seed, "flat", 10);
      double[] truth = new double[256];
      for (int e = 0; e < 256; e++) {
        truth[e] = (Integer.bitCount(e & 37) % 2 == 0 ? 1 : -1) * 1.5;
      }
      double[] data = truth.clone();
      double size = 0;
      for (int k = 0; k < corruptions; k++) {
        int[] places = stream.permutation(new int[16]);
        for (int i = 0; i < 16; i++) {
          data[i * 16 + places[i]] += (stream.nextBoolean() ? 3 : -3) * stream.uniform(0.5, 1.5);
        }
      }
      for (int e = 0; e < 256; e++) {
        size += Math.abs(data[e] - truth[e]);
      }
      CorruptionBall ball = new CorruptionBall(16, 16, data, size);
      Recovery solved = DouglasRachford.PRECISE.leastNuclearNorm(ball);
      boolean holds = UniquenessCertificate.of(ball, truth, 1).holds();
      boolean flatter = solved.value() < (1 - 1e-6) * 24;
      assertFalse(holds && flatter);
      assertTrue(!holds || Truth.distance(solved.matrix(), truth) <= 1e-8);
      proved += holds && corruptions == 4 ? 1 : 0;
      refuted += flatter ? 1 : 0;
    }
    assertEquals(6, proved);
    assertTrue(refuted > 0);
  }

  @Test
  void gaussNewtonInterpolatesWithoutRecovering() {
    RandomStream stream = RandomStream.of(10, "flat", 9);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 8, 8, 40);
    double[] truth = Truth.lowRank(stream, 8, 8, 1);
    Factors start =
        new Factors(8, 8, 8, stream.gaussian(new double[64]), stream.gaussian(new double[64]));
    GaussNewton found = GaussNewton.interpolate(a, a.of(truth), start, 1e-11, 40);
    assertEquals(Ending.CONVERGED, found.ending());
    assertArrayEquals(a.of(truth), a.of(found.factors().product()), 1e-9);
    assertTrue(Truth.distance(found.factors().product(), truth) > 0.05);
    assertEquals(
        Ending.BUDGET_SPENT, GaussNewton.interpolate(a, a.of(truth), start, 1e-300, 3).ending());
  }

  @Test
  void quasiNewtonMinimizesTheRosenbrockFunction() {
    double[] x = {-1.2, 1};
    Ending ending =
        new LimitedMemoryBfgs()
            .minimize(
                (p, g) -> {
                  double u = p[1] - p[0] * p[0];
                  g[0] = -400 * p[0] * u - 2 * (1 - p[0]);
                  g[1] = 200 * u;
                  return 100 * u * u + (1 - p[0]) * (1 - p[0]);
                },
                x,
                1e-9,
                200);
    assertEquals(Ending.CONVERGED, ending);
    assertArrayEquals(new double[] {1, 1}, x, 1e-8);
  }
}
