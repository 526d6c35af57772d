package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.sampling.RandomStream;

/** What is proven is what splitting finds and what the other certificate proves. */
class LowRankProofTest {

  private static final DouglasRachford SOLVER = DouglasRachford.PRECISE;

  @ParameterizedTest
  @CsvSource({"8, 10, 1, 56", "10, 8, 1, 56", "16, 16, 2, 200", "20, 20, 1, 200", "16, 17, 3, 250"})
  void provenSolutionsAreThoseOfSplitting(int d1, int d2, int rank, int m) {
    int proven = 0;
    for (int seed = 0; seed < 8; seed++) {
      RandomStream stream = RandomStream.of(seed, "proof", 100L * d1 + d2);
      double[] truth = Truth.lowRank(stream, d1, d2, rank);
      Measurements a =
          seed % 2 == 0
              ? DenseMeasurements.gaussian(stream, d1, d2, m)
              : BilinearMeasurements.gaussian(stream, d1, d2, m);
      AffineSet set = AffineSet.of(a, Scaling.of(a), a.of(truth));
      Recovery found = set.provenLowRank(SOLVER);
      if (found == null) {
        continue;
      }
      proven++;
      Recovery other = SOLVER.leastNuclearNorm(set);
      assertTrue(other.converged());
      assertTrue(found.converged() && found.gap() <= 1e-13, "gap " + found.gap());
      assertTrue(set.distance(found.matrix()) <= 1e-13 * found.value());
      assertEquals(other.value(), found.value(), 1e-9 * other.value());
      assertTrue(Truth.distance(found.matrix(), other.matrix()) <= 1e-8);
      assertTrue(UniquenessCertificate.of(set, found.matrix(), rank).holds());
    }
    assertTrue(proven >= 4, "proven " + proven + " of 8");
  }

  /** With too few measurements the truth is an interpolator of low rank, but not the flattest. */
  @Test
  void nothingIsProvenWhereTheTruthIsNotTheFlattest() {
    int flatter = 0;
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "few", 0);
      DenseMeasurements a = DenseMeasurements.gaussian(stream, 8, 8, 20);
      double[] truth = Truth.lowRank(stream, 8, 8, 1);
      Scaling scaling = Scaling.of(a);
      AffineSet set = AffineSet.of(a, scaling, a.of(truth));
      Recovery split = DouglasRachford.BRIEF.leastNuclearNorm(set);
      if (split.value() < (1 - 1e-6) * scaling.flatness(truth)) {
        flatter++;
        assertNull(set.provenLowRank(SOLVER));
      }
    }
    assertTrue(flatter >= 15, "flatter interpolators in " + flatter + " of 20");
  }

  @Test
  void noiseHasNoSolutionOfLowRank() {
    RandomStream stream = RandomStream.of(1, "noise", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 8, 8, 50);
    double[] b = a.of(Truth.lowRank(stream, 8, 8, 1));
    assertNotNull(AffineSet.of(a, Scaling.of(a), b).provenLowRank(SOLVER));
    b[7] += 1e-6 * Kernels.norm(b);
    AffineSet noisy = AffineSet.of(a, Scaling.of(a), b);
    assertNull(noisy.provenLowRank(SOLVER));
    assertEquals(
        DouglasRachford.BRIEF.leastNuclearNorm(noisy).value(),
        FlatMinimum.of(a, b, DouglasRachford.BRIEF).flatness());
  }

  @Test
  void theBudgetAndZeroEndIt() {
    RandomStream stream = RandomStream.of(2, "budget", 0);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, 8, 8, 50);
    AffineSet set = AffineSet.of(a, Scaling.of(a), a.of(Truth.lowRank(stream, 8, 8, 1)));
    assertNull(set.provenLowRank(new DouglasRachford(1e-10, 1e-10, 1)));
    assertNull(AffineSet.of(a, Scaling.of(a), new double[50]).provenLowRank(SOLVER));
  }

  @Test
  void degenerateShapes() {
    for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {2, 2}}) {
      RandomStream stream = RandomStream.of(3, "shape", 10L * shape[0] + shape[1]);
      double[] truth = Truth.lowRank(stream, shape[0], shape[1], 1);
      // With all entries of a 2 x 2 matrix the coefficients of least norm need not prove it.
      for (int more = shape[0] == 2 ? 1 : 0; more < 2; more++) {
        int m = shape[0] * shape[1] + more;
        DenseMeasurements a = DenseMeasurements.gaussian(stream, shape[0], shape[1], m);
        Scaling scaling = Scaling.of(a);
        AffineSet set = AffineSet.of(a, scaling, a.of(truth));
        Recovery found = set.provenLowRank(SOLVER);
        assertNotNull(found);
        assertTrue(Truth.distance(found.matrix(), scaling.weigh(truth)) <= 1e-11);
      }
    }
  }

  /** The starting point takes a second and a third singular vector, of which one may be missing. */
  @Test
  void ranksAreTriedInTurn() {
    for (int rank = 1; rank <= 3; rank++) {
      RandomStream stream = RandomStream.of(4, "turn", rank);
      double[] z = Truth.lowRank(stream, 12, 11, rank);
      DenseMeasurements entries = DenseMeasurements.of(12, 11, Kernels.identity(132));
      Recovery found = AffineSet.of(entries, Scaling.identity(12, 11), z).provenLowRank(SOLVER);
      assertNotNull(found, "rank " + rank);
      assertTrue(Truth.distance(found.matrix(), z) <= 1e-13);
      double sum = Arrays.stream(SingularValues.of(z, 12, 11)).sum();
      assertEquals(sum, found.value(), 1e-13 * sum);
    }
    double[] full = Truth.lowRank(RandomStream.of(4, "turn", 4), 12, 11, 4);
    DenseMeasurements entries = DenseMeasurements.of(12, 11, Kernels.identity(132));
    assertNull(AffineSet.of(entries, Scaling.identity(12, 11), full).provenLowRank(SOLVER));
  }
}
