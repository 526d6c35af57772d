package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hipparchus.complex.Complex;
import org.hipparchus.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.dynamics.RotationRecursion;
import org.plateau.dynamics.SquareDescent;
import org.plateau.landscape.SquareHessian;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Check;

/** Numbers of the specification, which were found there with other programs. */
class GoldenValuesTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1.4e-8, 0.02",
    "1, 3, 7e-7, 0.02",
    "1, 6, 8e-6, 0.02",
    "1.01, 2, 5.0e-5, 1e-9",
    "1.01, 3, 5.06e-5, 1e-3",
    "1.01, 6, 6.9e-5, 1e-3",
    "1.5, 2, 0.125, 1e-12",
    "1.5, 3, 0.1250000005, 1e-10",
    "1.5, 6, 0.1250056, 1e-6"
  })
  void lossAfterTwentyThousandStepsNearTheThreshold(
      double rho, int depth, double loss, double relative) {
    EigenvalueRecursion recursion = new EigenvalueRecursion(1 - rho, depth);
    double theta = 1;
    for (int t = 0; t < 20_000; t++) {
      theta = recursion.next(theta, 0.3 / depth);
    }
    assertEquals(loss, recursion.loss(theta), relative * loss);
  }

  /**
   * Steps until |p - μ| <= 1e-3 μ at L = 4, η = 1/4, beside the bound of the rate theorem; and
   * until the loss is 1e-6 l_0.
   */
  @ParameterizedTest
  @CsvSource({
    "0.3, 33, 48, 28",
    "0.1, 192, 288, 124",
    "0.03, 1204, 1999, 545",
    "0.01, 6287, 11503, 1832"
  })
  void aSmallMultipleOfTheIdentityTakesManySteps(
      double mu, int steps, int bound, int relativeSteps) {
    EigenvalueRecursion recursion = new EigenvalueRecursion(mu, 4);
    double goal = 0.5e-6 * mu * mu;
    double first = (1 - mu) * (1 - mu) / 2;
    assertEquals(steps, recursion.stepsTo(goal, 0.25, 100_000));
    assertEquals(bound, FastMath.ceil(0.5 * FastMath.pow(mu, -1.5) * FastMath.log(first / goal)));
    assertEquals(relativeSteps, recursion.stepsTo(1e-6 * first, 0.25, 100_000));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 43, 50, 61, 69, 79",
    "3, 44, 55, 81, 114, 166",
    "4, 44, 58, 98, 160, 282",
    "8, 45, 64, 138, 300, 735"
  })
  void stepsToARotation(int depth, int a, int b, int c, int d, int e) {
    double[] angles = {1.5, 2.5, 3.0, 3.1, 3.13};
    int[] steps = {a, b, c, d, e};
    for (int i = 0; i < angles.length; i++) {
      Complex w = new Complex(FastMath.cos(angles[i]), FastMath.sin(angles[i]));
      assertEquals(steps[i], new RotationRecursion(w, depth).stepsTo(1e-6, 0.3 / depth, 10_000));
    }
  }

  @Test
  void nearIdentityConstants() {
    assertEquals(0.06131, 1 / (6 * FastMath.E), 5e-6);
    double rate = -FastMath.log(1 - FastMath.exp(-2.0 / 3) / 3);
    assertTrue(1 / rate <= 5.85 && 1 / rate > 5.3);
  }

  /** Layers diag(1/2, 2) with the error on the first axis attain the lower bound, not the upper. */
  @Test
  void theLowerGradientBoundAloneCanBeAttained() {
    double[] layer = {0.5, 0, 0, 2};
    double[] target = {0.125 - 1, 0, 0, 8};
    Network network = new Network(SquareLayers.of(2, layer, layer, layer), target);
    List<Check> checks = new GradientBounds().examine(network).checks();
    assertEquals(0, checks.get(0).margin(), 1e-15);
    assertTrue(checks.get(1).margin() > 0.9);
  }

  @Test
  void theLargestCurvatureAtTheIdentityIsTheDepth() {
    for (int depth = 1; depth <= 8; depth++) {
      double[] hessian = SquareHessian.of(SquareLayers.identity(2, depth), Kernels.identity(2));
      assertEquals(depth, SymmetricEigen.largest(hessian, 4 * depth), 1e-13 * depth);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theFailureFloorHoldsToTwelveDigitsAtEveryDepth(int depth) {
    double[] mu = {-1.1, -0.4, 0.6, 1.7};
    double floor = (1.21 + 0.16) / 2;
    for (double penalty : new double[] {0, 0.3, 1.5}) {
      double eta = FailureFloor.safeStep(mu, depth, penalty);
      SquareDescent descent =
          new SquareDescent(SquareLayers.identity(4, depth), Matrices.diagonal(mu), penalty);
      for (int t = 0; t < 3000; t++) {
        descent.step(eta);
        assertTrue(descent.loss() / floor - 1 >= -1e-12, "κ = " + penalty + ", step " + t);
      }
    }
  }

  /** Geometrically at two layers, else as t^(-1/(L-2)) with the constant ((L-2) η λ)^(-1/(L-2)). */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 6, 8})
  void withoutAPullTheLossTendsToTheFloor(int depth) {
    double lambda = 0.7;
    double eta = 0.5 / (1 + lambda);
    EigenvalueRecursion recursion = new EigenvalueRecursion(-lambda, depth);
    double floor = lambda * lambda / 2;
    double theta = 1;
    int steps = depth == 2 ? 1000 : 200_000;
    for (int t = 0; t < steps; t++) {
      theta = recursion.next(theta, eta);
      if (t == 299) {
        double ratio = recursion.loss(theta) / floor;
        assertTrue(ratio >= 1 && ratio < 1.0025, "loss over floor " + ratio);
      }
    }
    if (depth == 2) {
      assertEquals(1 - eta * lambda, recursion.next(theta, eta) / theta, 1e-15);
    } else {
      double law = FastMath.pow((depth - 2) * eta * lambda * steps, -1.0 / (depth - 2));
      assertEquals(1, theta / law, 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void withTheRightSignsTheSameTargetIsLearned(int depth) {
    double[] mu = {-1.1, -0.4, 0.6, 1.7};
    double[] sizes = {1.1, 0.4, 0.6, 1.7};
    Spectrum spectrum = new Spectrum(mu, depth, Spectrum.safeStep(1.7, depth), 0);
    SymmetricTarget target = SymmetricTarget.diagonal(spectrum, 1);
    SquareDescent descent = target.begin(FailureFloor.signFlipped(target));
    double first = descent.loss();
    int most = SymmetricRate.stepBound(new Spectrum(sizes, depth, spectrum.eta(), 0), 1e-12);
    descent.run(spectrum.eta(), most, 1e-12 * first * (1 + 1e-9));
    assertTrue(descent.loss() <= 1e-12 * first * (1 + 1e-9) && descent.steps() <= most);
  }

  /**
   * A pull that comes and goes, with steps as long as each of its weights allows; the mean weight
   * would allow less, and the largest less still.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theFailureFloorHoldsWhereThePullVaries(int depth) {
    double[] mu = {-1.1, -0.4};
    double floor = (1.21 + 0.16) / 2;
    double[] pulls = {0.4, 0, 2, 0, 0, 5};
    SquareDescent descent =
        new SquareDescent(SquareLayers.identity(2, depth), Matrices.diagonal(mu));
    double largest = 0;
    for (int t = 0; t < 3000; t++) {
      double pull = pulls[t % pulls.length];
      descent.step(1 / (2.1 + pull), pull);
      assertTrue(descent.loss() / floor - 1 >= -1e-12, "step " + t);
      largest = Math.max(largest, t < 6 ? 0 : descent.entry(0, 0, 0));
    }
    assertTrue(largest > 0.5 && largest <= 1, "the pull must bring θ back: " + largest);
  }

  /**
   * The trap at depth 2: one part in 1e15 on the start breaks the floor, though the target is
   * diagonal.
   */
  @Test
  void theSmallestAsymmetryEscapesAtDepthTwo() {
    double[] one = Kernels.identity(3);
    double[] first = one.clone();
    first[0] = 1 + 1e-15;
    double[] target = Matrices.diagonal(new double[] {-1, 1.3, 1.6});
    SquareDescent descent = new SquareDescent(SquareLayers.of(3, first, one), target);
    descent.run(0.3125, 1000, 0.5 * (1 - 1e-12));
    assertEquals(76, descent.steps(), 3);
    descent.run(0.3125, 1000, 1e-18);
    assertTrue(descent.loss() <= 1e-18);
  }

  /**
   * The trap at depth 3: a rotated target loses its floor to rounding when λ exceeds a positive
   * eigenvalue, and else keeps it.
   */
  @ParameterizedTest
  @CsvSource({"0.7, true", "1.3, false"})
  void roundingEscapesWhereTheLimitIsAStrictSaddle(double leastPositive, boolean escapes) {
    for (int draw = 0; draw < 5; draw++) {
      double[] mu = {-1, leastPositive, 1.6};
      double[] target = RandomMatrices.symmetric(RandomStream.of(draw, "trap", 0), mu);
      SquareDescent descent = new SquareDescent(SquareLayers.identity(3, 3), target);
      descent.run(FailureFloor.safeStep(mu, 3, 0), 2000, 0.5 * (1 - 1e-12));
      assertEquals(escapes, descent.loss() < 0.5 * (1 - 1e-12));
    }
  }

  /** sin(π) is 1.2e-16 in floating point, and that is enough to escape. */
  @Test
  void aHalfTurnMustBeLiteral() {
    double[] rounded = {
      FastMath.cos(FastMath.PI), -FastMath.sin(FastMath.PI), FastMath.sin(FastMath.PI), -1
    };
    SquareDescent escaping = new SquareDescent(SquareLayers.identity(2, 2), rounded);
    escaping.run(0.15, 3000, 1e-28);
    assertTrue(escaping.loss() <= 1e-28);
    SquareDescent literal =
        new SquareDescent(SquareLayers.identity(2, 2), new double[] {-1, 0, 0, -1});
    literal.run(0.15, 3000, 0);
    assertTrue(literal.loss() >= 1 - 1e-12);
  }
}
