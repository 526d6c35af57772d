package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.complex.Complex;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class SquareDescentTest {

  @Test
  void gradientAgreesWithCentralDifferences() {
    RandomStream stream = RandomStream.of(1, "descent", 0);
    for (int depth = 1; depth <= 4; depth++) {
      double[][] layers = new double[depth][];
      for (int i = 0; i < depth; i++) {
        layers[i] = RandomMatrices.gaussian(stream, 3, 3, 0.7);
      }
      double[] target = RandomMatrices.gaussian(stream, 3, 3, 1);
      double[][] gradient = new SquareDescent(SquareLayers.of(3, layers), target).gradient();
      for (int i = 0; i < depth; i++) {
        for (int k = 0; k < 9; k++) {
          double kept = layers[i][k];
          layers[i][k] = kept + 1e-5;
          double up = new SquareDescent(SquareLayers.of(3, layers), target).loss();
          layers[i][k] = kept - 1e-5;
          double down = new SquareDescent(SquareLayers.of(3, layers), target).loss();
          layers[i][k] = kept;
          assertEquals((up - down) / 2e-5, gradient[i][k], 1e-7);
        }
      }
    }
  }

  @Test
  void diagonalTargetFollowsTheScalarRecursion() {
    double[] mu = {-0.7, 0.4, 1.6};
    double[] target = {mu[0], 0, 0, 0, mu[1], 0, 0, 0, mu[2]};
    for (int depth = 1; depth <= 6; depth++) {
      SquareDescent descent = new SquareDescent(SquareLayers.identity(3, depth), target, 0.2);
      double[] theta = {1, 1, 1};
      for (int t = 0; t < 50; t++) {
        descent.step(0.08);
        double loss = 0;
        for (int j = 0; j < 3; j++) {
          EigenvalueRecursion recursion = new EigenvalueRecursion(mu[j], depth, 0.2);
          theta[j] = recursion.next(theta[j], 0.08);
          loss += recursion.loss(theta[j]);
          assertEquals(theta[j], descent.entry(depth - 1, j, j), 1e-13);
        }
        assertEquals(loss, descent.loss(), 1e-13);
        assertEquals(0, descent.entry(0, 0, 1));
      }
    }
  }

  /** Sizes and pulls that differ from step to step, on layers that the pull alone moves. */
  @Test
  void everyStepMayHaveAPullOfItsOwn() {
    double[] etas = {0.2, 0.05, 0.1};
    double[] pulls = {0, 1.5, 0.4};
    for (int depth = 1; depth <= 5; depth++) {
      SquareDescent descent =
          new SquareDescent(SquareLayers.identity(2, depth), new double[] {-0.6, 0, 0, 1.4}, 7);
      EigenvalueRecursion first = new EigenvalueRecursion(-0.6, depth, 7);
      EigenvalueRecursion second = new EigenvalueRecursion(1.4, depth);
      double a = 1;
      double b = 1;
      for (int t = 0; t < 30; t++) {
        descent.step(etas[t % 3], pulls[t % 3]);
        a = first.withPenalty(pulls[t % 3]).next(a, etas[t % 3]);
        b = second.withPenalty(pulls[t % 3]).next(b, etas[t % 3]);
        assertEquals(a, descent.entry(depth - 1, 0, 0), 1e-13);
        assertEquals(b, descent.entry(0, 1, 1), 1e-13);
      }
    }
    SquareDescent still = new SquareDescent(SquareLayers.of(1, new double[] {3}), new double[] {3});
    still.step(0.25, 2);
    assertEquals(3 - 0.25 * 2 * 2, still.entry(0, 0, 0));
    still.step(0.25);
    assertEquals(2 + 0.25, still.entry(0, 0, 0), "the next step is without a pull again");
  }

  @Test
  void rotationFollowsTheComplexRecursion() {
    Complex w = new Complex(-0.5, 0.9);
    double[] target = {
      w.getRealPart(), -w.getImaginaryPart(), w.getImaginaryPart(), w.getRealPart()
    };
    for (int depth = 1; depth <= 6; depth++) {
      SquareDescent descent = new SquareDescent(SquareLayers.identity(2, depth), target);
      RotationRecursion recursion = new RotationRecursion(w, depth);
      Complex z = Complex.ONE;
      for (int t = 0; t < 100; t++) {
        descent.step(0.3 / depth);
        z = recursion.next(z, 0.3 / depth);
        for (int i = 0; i < depth; i++) {
          assertEquals(z.getRealPart(), descent.entry(i, 0, 0), 1e-13);
          assertEquals(z.getImaginaryPart(), descent.entry(i, 1, 0), 1e-13);
        }
        assertEquals(recursion.error(z) * recursion.error(z), descent.loss(), 1e-13);
      }
    }
  }

  /** At every dimension for which it is promised, with and without a pull. */
  @Test
  void depthTwoKeepsTheTwoLayersTransposedBitForBit() {
    RandomStream stream = RandomStream.of(2, "descent", 0);
    for (int d = 1; d < 16; d++) {
      double[] mu = new double[d];
      for (int j = 0; j < d; j++) {
        mu[j] = j == 0 ? -1 : stream.uniform(0.5, 1.6);
      }
      double[] target = RandomMatrices.symmetric(stream, mu);
      SquareDescent descent = new SquareDescent(SquareLayers.identity(d, 2), target);
      for (int t = 0; t < 200; t++) {
        descent.step(0.2, t % 3 == 0 ? 0.1 * t / 200 : 0);
        for (int i = 0; i < d * d; i++) {
          assertEquals(descent.entry(0, i / d, i % d), descent.entry(1, i % d, i / d));
        }
      }
    }
  }

  @Test
  void runSaysHowItEnded() {
    SquareLayers start = SquareLayers.identity(1, 3);
    SquareDescent good = new SquareDescent(start, new double[] {2});
    assertEquals(Ending.CONVERGED, good.run(0.05, 1000, 1e-20));
    assertTrue(good.loss() <= 1e-20 && good.steps() < 200);
    assertEquals(Ending.BUDGET_SPENT, new SquareDescent(start, new double[] {2}).run(0.05, 3, 0));
    assertEquals(Ending.DIVERGED, new SquareDescent(start, new double[] {5}).run(9, 1000, 0));
    SquareDescent scheduled = new SquareDescent(start, new double[] {2});
    scheduled.run(step -> step == 0 ? 0.05 : 0, 7, 0);
    assertEquals(1.05, scheduled.entry(0, 0, 0), 1e-15);
    assertEquals(7, scheduled.steps());
  }

  @Test
  void layersCanBeReadBack() {
    SquareDescent descent =
        new SquareDescent(SquareLayers.identity(2, 2), new double[] {1, 2, 3, 4});
    descent.step(0.1);
    assertArrayEquals(descent.product(), descent.layers().product());
  }

  @Test
  void refusesBadInput() {
    SquareLayers start = SquareLayers.identity(2, 2);
    assertThrows(IllegalArgumentException.class, () -> new SquareDescent(start, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> new SquareDescent(start, new double[4], -1));
    assertThrows(
        IllegalArgumentException.class, () -> new SquareDescent(start, new double[4], Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new EigenvalueRecursion(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new EigenvalueRecursion(1, 2, -1));
    assertThrows(IllegalArgumentException.class, () -> new RotationRecursion(Complex.ONE, 0));
  }

  @Test
  void scalarRecursionAgreesWithItselfAtFiftyDigits() {
    DfpField field = new DfpField(50);
    for (double mu : new double[] {-1, 0, 0.3, 2}) {
      EigenvalueRecursion recursion = new EigenvalueRecursion(mu, 5, 0.1);
      double theta = 1;
      Dfp precise = field.getOne();
      for (int t = 0; t < 200; t++) {
        theta = recursion.next(theta, 0.03);
        precise = recursion.next(precise, field.newDfp(0.03));
        assertEquals(precise.toDouble(), theta, 1e-13);
      }
    }
  }

  @Test
  void theEndOfARunIsItsFirstReason() {
    double[] target = {3};
    SquareDescent met = new SquareDescent(SquareLayers.identity(1, 1), target);
    assertEquals(Ending.CONVERGED, met.run(0.5, 0, 2), "loss 2 meets the goal 2");
    assertEquals(Ending.CONVERGED, met.run(0.5, 10, 2));
    assertEquals(0, met.steps());
    assertEquals(Ending.BUDGET_SPENT, met.run(0.5, 2, 1e-9));
    assertEquals(2, met.steps());
    assertEquals(0.125, met.loss());
    SquareDescent wild = new SquareDescent(SquareLayers.identity(1, 3), target);
    assertEquals(Ending.DIVERGED, wild.run(1e100, 1_000, 1e-9));
    int steps = wild.steps();
    assertEquals(Ending.DIVERGED, wild.run(1e100, 1_000, 1e-9));
    assertEquals(steps, wild.steps());
    assertEquals(Ending.DIVERGED, wild.run(1, 0, 1e-9));
    SquareDescent replaced =
        new SquareDescent(SquareLayers.identity(2, 2), new double[] {1, 2, 3, 4});
    double[][] layers = {{1, 2, 3, 4}, {5, 6, 7, 8}};
    replaced.replace(SquareLayers.of(2, layers));
    assertArrayEquals(layers[0], replaced.layers().layer(0));
    assertArrayEquals(new double[] {23, 34, 31, 46}, replaced.product());
    assertEquals((22 * 22 + 32 * 32 + 28 * 28 + 42 * 42) / 2.0, replaced.loss());
  }
}
