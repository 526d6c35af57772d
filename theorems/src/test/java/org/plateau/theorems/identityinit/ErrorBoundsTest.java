package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.plateau.dynamics.EigenvalueRecursion;
import org.plateau.dynamics.SquareDescent;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/** The running error bounds of runs at 50 digits, held against runs at 100 digits. */
class ErrorBoundsTest {

  private static final DfpField WIDE = new DfpField(100);

  private static double distance(Dfp a, Dfp b) {
    return WIDE.newDfp(a.toString()).subtract(WIDE.newDfp(b.toString())).abs().toDouble();
  }

  @Test
  void orbitsStayWithinTheirBound() {
    double largest = 0;
    for (double mu : new double[] {-1.3, -0.2, 0.05, 0.9, 4}) {
      for (int depth : new int[] {1, 2, 5, 16}) {
        EigenvalueRecursion recursion = new EigenvalueRecursion(mu, depth, 0.1);
        Orbit.PreciseOrbit narrow = new Orbit.PreciseOrbit(recursion, 50);
        Orbit.PreciseOrbit wide = new Orbit.PreciseOrbit(recursion, 100);
        double eta = Spectrum.safeStep(mu, depth);
        for (int t = 0; t < 200; t++) {
          narrow.step(eta);
          wide.step(eta);
          double error = distance(narrow.value(), wide.value());
          assertTrue(error <= narrow.radius(), error + " > " + narrow.radius());
          largest = Math.max(largest, error);
        }
        assertTrue(narrow.radius() < 1e-40);
      }
    }
    assertTrue(largest > 0, "the two runs must differ, or this test shows nothing");
  }

  /** Pulls and steps that change from one step to the next, as X1 allows. */
  @Test
  void orbitsWithChangingPullsStayWithinTheirBound() {
    double[] pulls = {0, 2, 0.3};
    for (int depth : new int[] {2, 3, 12}) {
      EigenvalueRecursion recursion = new EigenvalueRecursion(-0.9, depth);
      Orbit.PreciseOrbit narrow = new Orbit.PreciseOrbit(recursion, 50);
      Orbit.PreciseOrbit wide = new Orbit.PreciseOrbit(recursion, 100);
      Orbit fast = Orbit.inDouble(recursion);
      for (int t = 0; t < 300; t++) {
        double eta = 0.9 / (1.9 + pulls[t % 3]);
        narrow.step(eta, pulls[t % 3]);
        wide.step(eta, pulls[t % 3]);
        fast.step(eta, pulls[t % 3]);
        double error = distance(narrow.value(), wide.value());
        assertTrue(error <= narrow.radius(), error + " > " + narrow.radius());
        assertEquals(narrow.theta(), fast.theta(), 1e-14);
      }
      assertTrue(narrow.radius() < 1e-44 && fast.theta() > 0.05);
    }
  }

  @Test
  void anUnstableOrbitSaysThatItIsLost() {
    Orbit orbit = Orbit.inFiftyDigits(new EigenvalueRecursion(2, 3));
    for (int t = 0; t < 400 && !Double.isNaN(orbit.theta()); t++) {
      orbit.step(0.7);
    }
    assertTrue(Double.isNaN(orbit.theta()));
    assertTrue(Double.isNaN(orbit.error()));
  }

  @Test
  void orbitsAgreeInBothArithmetics() {
    EigenvalueRecursion recursion = new EigenvalueRecursion(1.7, 4);
    Orbit fast = Orbit.inDouble(recursion);
    Orbit slow = Orbit.inFiftyDigits(recursion);
    for (int t = 0; t < 60; t++) {
      fast.step(0.08);
      slow.step(0.08);
      fast.clip(0.5, 1.1);
      slow.clip(0.5, 1.1);
      assertEquals(slow.theta(), fast.theta(), 1e-15);
      assertEquals(slow.error(), fast.error(), 1e-14);
      assertEquals(slow.beyondRoot(), fast.beyondRoot(), 1e-15);
    }
    assertEquals(1.1, slow.theta());
  }

  @Test
  void descentsStayWithinTheirBound() {
    RandomStream stream = RandomStream.of(1, "precise", 0);
    for (int depth = 1; depth <= 4; depth++) {
      double[] target = RandomMatrices.gaussian(stream, 2, 2, 0.7);
      SquareLayers start = Matrices.nearIdentity(stream, 2, depth, 0.3);
      PreciseDescent narrow = new PreciseDescent(start, target, 50);
      PreciseDescent wide = new PreciseDescent(start, target, 100);
      SquareDescent fast = new SquareDescent(start, target);
      for (int t = 0; t < 40; t++) {
        narrow.step(0.1 / depth);
        wide.step(0.1 / depth);
        fast.step(0.1 / depth);
      }
      double squared = 0;
      for (int i = 0; i < depth; i++) {
        for (int k = 0; k < 4; k++) {
          double error = distance(narrow.entry(i, k), wide.entry(i, k));
          squared += error * error;
          assertEquals(narrow.entry(i, k).toDouble(), fast.entry(i, k / 2, k % 2), 1e-13);
        }
      }
      assertTrue(squared > 0, "the two runs must differ, or this test shows nothing");
      assertTrue(
          Math.sqrt(squared) <= narrow.radius(), Math.sqrt(squared) + " > " + narrow.radius());
      assertTrue(narrow.radius() < 1e-35);
      assertEquals(narrow.loss(), fast.loss(), 1e-13);
    }
  }

  /** Steps at the edge of what no overshoot allows: the old bound 1 + η‖H‖ doubled at each. */
  @Test
  void stableStepsLoseNoDigits() {
    double[] target = {1.7, 0.4, 0.4, 0.6};
    for (int depth : new int[] {1, 2, 6}) {
      SquareLayers start = SquareLayers.identity(2, depth);
      PreciseDescent narrow = new PreciseDescent(start, target, 50);
      PreciseDescent wide = new PreciseDescent(start, target, 100);
      double eta = Spectrum.safeStep(1.9, depth);
      for (int t = 0; t < 250; t++) {
        narrow.step(eta);
        wide.step(eta);
      }
      double squared = 0;
      for (int i = 0; i < depth; i++) {
        for (int k = 0; k < 4; k++) {
          double error = distance(narrow.entry(i, k), wide.entry(i, k));
          squared += error * error;
        }
      }
      assertTrue(Math.sqrt(squared) <= narrow.radius());
      assertTrue(narrow.radius() < 1e-35, "radius " + narrow.radius());
    }
  }

  @Test
  void anUnstableDescentSaysThatItIsLost() {
    PreciseDescent descent = new PreciseDescent(SquareLayers.identity(1, 3), new double[] {2}, 50);
    for (int t = 0; t < 400 && !descent.isLost(); t++) {
      descent.step(0.7);
    }
    assertTrue(descent.isLost());
    assertTrue(Double.isNaN(descent.loss()));
  }
}
