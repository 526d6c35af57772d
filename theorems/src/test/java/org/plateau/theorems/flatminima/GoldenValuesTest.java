package org.plateau.theorems.flatminima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.recovery.BilinearMeasurements;
import org.plateau.recovery.DenseMeasurements;
import org.plateau.recovery.DouglasRachford;
import org.plateau.recovery.Factors;
import org.plateau.recovery.FlatMinimum;
import org.plateau.recovery.Scaling;
import org.plateau.recovery.UniquenessCertificate;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/** The numbers of the specification, reached by our own runs. */
class GoldenValuesTest {

  @Test
  void balanceConstantIsAttainedInDimensionOne() {
    Scaling scaling = Scaling.by(1, 1, new double[] {3}, new double[] {1});
    Factors flat = scaling.flattest(new double[] {1}, 1);
    assertEquals(0.8, flat.imbalanceNorm() / flat.squaredNorm(), 1e-15);
    assertEquals(3, scaling.conditionNumber(), 1e-15);
  }

  /** Factors that are balanced without Q1 and Q2 would satisfy any bound: they are no instance. */
  @Test
  void balanceIsThatOfTheWeighedFactors() {
    BalanceConstant claim = new BalanceConstant();
    Scaling scaling = Scaling.by(2, 1, new double[] {3, 0, 0, 2}, new double[] {1});
    double[] x = {1, 2};
    Factors plain = Scaling.identity(2, 1).flattest(x, 1);
    assertFalse(claim.examine(new BalanceConstant.Balanced(plain, scaling, 3)).hypothesesHold());
    Factors flat = scaling.flattest(x, 1);
    assertTrue(claim.examine(new BalanceConstant.Balanced(flat, scaling, 3)).hypothesesHold());
  }

  @Test
  void traceWithoutItsScalingUnbalancesFourBySixteen() {
    RandomStream stream = RandomStream.of(1, "golden", 0);
    double[] x = Truths.gaussian(stream, 4, 16, 2);
    Factors balanced = Scaling.identity(4, 16).flattest(x, 2);
    Factors unscaled = balanced.unbalanced(Math.sqrt(Math.sqrt(4.0 / 16)));
    assertEquals(1.25, unscaled.squaredNorm() / balanced.squaredNorm(), 1e-12);
    assertEquals(0.6, unscaled.imbalanceNorm() / unscaled.squaredNorm(), 1e-12);
  }

  @Test
  void allEntriesWeighTheFactorsByTwoOverM() {
    Factors factors = new Factors(2, 3, 1, new double[] {1, 2}, new double[] {3, 4, 5});
    Scaling scaling = Scaling.of(Modeled.allEntries(2, 3));
    assertEquals(2.0 / 6 * (5 + 50), scaling.scaledTrace(factors), 1e-12);
  }

  @Test
  void skewPartLeavesTheNuclearNormOfADefiniteDifferenceAlone() {
    for (double a : new double[] {0, 0.5, 0.99}) {
      assertEquals(2, sum(SingularValues.of(new double[] {1, a, -a, -1}, 2, 2)), 1e-15);
    }
    assertTrue(sum(SingularValues.of(new double[] {1, 1.5, -1.5, -1}, 2, 2)) > 2.5);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  /**
   * The largest delta with (1 + delta) ((1 + delta)/(1 - delta))² <= 1.1, and the kappa that comes
   * with it.
   */
  @Test
  void isometryConstantOfTheTheoremIsTheRootOfItsInequality() {
    double low = 0;
    double high = 0.1;
    for (int i = 0; i < 60; i++) {
      double delta = 0.5 * (low + high);
      double kappa = (1 + delta) / (1 - delta);
      if ((1 + delta) * kappa * kappa <= 1.1) {
        low = delta;
      } else {
        high = delta;
      }
    }
    assertEquals(0.019096, low, 1e-6);
    assertEquals(1.0389, (1 + low) / (1 - low), 1e-4);
  }

  @Test
  void phaseTransitionAtDimensionTenHasItsTabulatedEnds() {
    assertEquals(0, recovered(2, 40, false), "rank 2, m = 40: 0/30");
    assertEquals(12, recovered(2, 85, false), "rank 2, m = 85: 30/30");
    assertEquals(12, recovered(1, 60, false), "rank 1, m = 60: 30/30");
    assertEquals(0, recovered(2, 40, true), "bilinear, rank 2, m = 40: 0/30");
    assertEquals(12, recovered(2, 85, true), "bilinear, rank 2, m = 85: 30/30");
  }

  private static int recovered(int rank, int m, boolean bilinear) {
    int count = 0;
    for (int t = 0; t < 12; t++) {
      RandomStream stream = RandomStream.of(t, "golden " + rank + " " + m, 0);
      double[] truth = Truths.gaussian(stream.sub("truth"), 10, 10, rank);
      Sensing sensing =
          new Sensing(
              bilinear
                  ? BilinearMeasurements.gaussian(stream, 10, 10, m)
                  : DenseMeasurements.gaussian(stream, 10, 10, m),
              truth,
              rank);
      count += sensing.misses(DouglasRachford.BRIEF) < Sensing.RECOVERED ? 1 : 0;
    }
    return count;
  }

  /** Section 3: d = 10 for the network, d = 16 and an incoherent truth for completion. */
  @Test
  void otherSettingsHaveTheirTabulatedEnds() {
    assertEquals(0, recoveredNetworks(1, 1, 25), "one unit of each sign, m = 25: 0/30");
    assertEquals(12, recoveredNetworks(1, 1, 52), "one unit of each sign, m = 52: 30/30");
    assertEquals(12, recoveredNetworks(1, 0, 40), "one unit, m = 40: 30/30");
    assertEquals(0, recoveredCompletions(2, 0.35), "completion, rank 2, p = 0.35: 0/20");
    assertEquals(12, recoveredCompletions(2, 0.75), "completion, rank 2, p = 0.65 and more: 20/20");
    assertEquals(12, recoveredCompletions(1, 0.5), "completion, rank 1, p = 0.35 and more: 20/20");
  }

  private static int recoveredNetworks(int r1, int r2, int m) {
    int count = 0;
    for (int t = 0; t < 12; t++) {
      Draws draws = Draws.of(t, "golden network " + r1 + r2, m);
      Sensing sensing = Sensing.quadratic(draws, 10, r1, r2, m);
      count += sensing.misses(DouglasRachford.BRIEF) < Sensing.RECOVERED ? 1 : 0;
    }
    return count;
  }

  private static int recoveredCompletions(int r, double p) {
    int count = 0;
    for (int t = 0; t < 12; t++) {
      Sensing sensing =
          CompletionRecovery.incoherent(Draws.of(t, "golden completion " + p, r), r, p);
      count += sensing.misses(DouglasRachford.BRIEF) < Sensing.RECOVERED ? 1 : 0;
    }
    return count;
  }

  /** Section 5: without negative units both factors are the same. */
  @Test
  void flatFactorsOfASemidefiniteMatrixAreExactlyBalanced() {
    Sensing sensing = Sensing.quadratic(Draws.of(1, "golden balance", 0), 9, 3, 0, 40);
    Factors flat = Scaling.of(sensing.measurements()).flattest(sensing.truth(), 4);
    assertEquals(0, flat.imbalanceNorm(), 1e-14 * flat.squaredNorm());
  }

  /** The parameter count is dim T: with one measurement fewer no certificate can exist. */
  @Test
  void parameterCountIsWhereCertificatesEnd() {
    RandomStream stream = RandomStream.of(3, "golden", 1);
    int d = 10;
    int r = 2;
    int parameters = r * (2 * d - r);
    double[] truth = Truths.gaussian(stream, d, d, r);
    DenseMeasurements a = DenseMeasurements.gaussian(stream, d, d, parameters - 1);
    FlatMinimum flat = FlatMinimum.of(a, a.of(truth), DouglasRachford.BRIEF);
    UniquenessCertificate proof =
        UniquenessCertificate.of(flat.set(), flat.scaling().weigh(truth), r);
    assertEquals(36, proof.tangentDimension());
    assertFalse(proof.holds());
  }

  @Test
  void hadamardTruthIsIncoherentAndOfItsRank() {
    double[] m = Truths.hadamard(RandomStream.of(4, "golden", 2), 16, 2, 1);
    double[] values = SingularValues.of(m, 16, 16);
    assertTrue(values[0] >= 1 && values[0] <= 2 && values[1] >= 1 && values[2] < 1e-14);
    double[] u = new double[32];
    double[] v = new double[32];
    SingularValues svd = new SingularValues(16, 16);
    svd.decompose(m);
    svd.leading(2, u, v);
    for (int i = 0; i < 16; i++) {
      assertEquals(2.0 / 16, Kernels.dot(u, i * 2, u, i * 2, 2), 1e-13);
    }
  }
}
