package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.LuFactorsTest.OracleMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class PrincipalRootTest {

  private static final double RESIDUAL = 1e-10;

  private static void accurate(double[] a, int d, int p) {
    PrincipalRoot root = PrincipalRoot.of(a, d, p);
    assertTrue(root.residual() <= RESIDUAL, "p = " + p + ": " + root.residual());
    double[] power = Kernels.identity(d);
    for (int i = 0; i < p; i++) {
      power = Square.product(power, root.root(), d);
    }
    assertArrayEquals(a, power, 1.01 * RESIDUAL * Kernels.norm(a));
    for (int i = 0; i < d; i++) {
      EigenDecomposition eigen = new EigenDecomposition(OracleMatrix.of(root.root(), d));
      double argument = Math.atan2(eigen.getImagEigenvalue(i), eigen.getRealEigenvalue(i));
      assertTrue(Math.abs(argument) <= Math.PI / p + 1e-6, "argument " + argument + " at p = " + p);
    }
  }

  @Test
  void positiveMargin() {
    RandomStream stream = RandomStream.of(1, "root", 0);
    for (int draw = 0; draw < 25; draw++) {
      int d = 1 + draw % 6;
      double[] a = new MarginCone(0.05).project(RandomMatrices.gaussian(stream, d, d, 1), d);
      for (int p = 2; p <= 16; p++) {
        accurate(a, d, p);
      }
    }
  }

  @Test
  void jordanBlocksAlsoWithNearlyEqualEigenvalues() {
    for (double split : new double[] {0, 1e-8}) {
      for (int d = 3; d <= 6; d++) {
        double[] a = Kernels.identity(d);
        for (int i = 0; i + 1 < d; i++) {
          a[i * d + i + 1] = 0.9;
          a[(i + 1) * d + i + 1] += (i + 1) * split;
        }
        for (int p = 2; p <= 16; p++) {
          accurate(a, d, p);
        }
      }
    }
  }

  @Test
  void rotationJustBelowAHalfTurn() {
    double angle = Math.PI - 1e-3;
    double[] a = {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)};
    for (int p = 2; p <= 16; p++) {
      accurate(a, 2, p);
      double third = angle / p;
      double[] expected = {Math.cos(third), -Math.sin(third), Math.sin(third), Math.cos(third)};
      assertArrayEquals(expected, PrincipalRoot.of(a, 2, p).root(), 1e-10);
    }
  }

  @Test
  void symmetricRootAgreesWithTheSpectrum() {
    double[] spectrum = {0.01, 1, 3, 400};
    double[] a = RandomMatrices.symmetric(RandomStream.of(2, "root", 0), spectrum);
    double[] roots = new double[4];
    for (int i = 0; i < 4; i++) {
      roots[i] = Math.pow(spectrum[i], 1.0 / 5);
    }
    double[] expected = RandomMatrices.symmetric(RandomStream.of(2, "root", 0), roots);
    assertArrayEquals(expected, PrincipalRoot.of(a, 4, 5).root(), 1e-9);
  }

  @Test
  void scaleDoesNotMatter() {
    double[] small = {3e-200, 1e-200, 0, 2e-200};
    assertTrue(PrincipalRoot.of(small, 2, 4).residual() <= RESIDUAL);
    double[] large = {3e200, 1e200, 0, 2e200};
    assertTrue(PrincipalRoot.of(large, 2, 4).residual() <= RESIDUAL);
  }

  @Test
  void orderOneAndDimensionOne() {
    assertArrayEquals(
        new double[] {3, 1, 0, 2}, PrincipalRoot.of(new double[] {3, 1, 0, 2}, 2, 1).root(), 1e-14);
    assertEquals(2, PrincipalRoot.of(new double[] {8}, 1, 3).root()[0], 1e-15);
  }

  @Test
  void stepsAreCounted() {
    PrincipalRoot none = PrincipalRoot.of(Kernels.identity(3), 3, 2);
    assertEquals(0, none.squareRoots());
    assertEquals(0, none.iterations());
    PrincipalRoot near = PrincipalRoot.of(new double[] {1.2, 0.1, 0.05, 0.9}, 2, 3);
    assertEquals(0, near.squareRoots());
    assertTrue(near.iterations() >= 2 && near.iterations() <= 8, "" + near.iterations());
    PrincipalRoot turned = PrincipalRoot.of(new double[] {0, -1, 1, 0}, 2, 3);
    // A quarter turn is sqrt(2) from the identity in each column, an eighth 1.1, a sixteenth 0.6.
    assertTrue(turned.squareRoots() >= 2 && turned.squareRoots() <= 4, "" + turned.squareRoots());
    assertTrue(turned.iterations() > 3 * turned.squareRoots(), "" + turned.iterations());
    assertTrue(turned.iterations() < 12 * turned.squareRoots(), "" + turned.iterations());
  }

  @Test
  void refusesWhereNoPrincipalRootExists() {
    double[][] bad = {
      {-1, 0, 0, -1},
      {1, 0, 0, -1e-3},
      {0, 0, 0, 0},
      {1, 2, 2, 4},
      {-1, 1, 0, -1},
      {Math.cos(Math.PI), -Math.sin(Math.PI), Math.sin(Math.PI), Math.cos(Math.PI)}
    };
    for (double[] a : bad) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> PrincipalRoot.of(a, 2, 3))
              .getMessage();
      assertTrue(message.contains("(-inf, 0]"), message);
    }
    double[] jordan = {-1, 0.9, 0, 0, -1, 0.9, 0, 0, -1};
    assertThrows(IllegalArgumentException.class, () -> PrincipalRoot.of(jordan, 3, 2));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> PrincipalRoot.of(new double[] {-8}, 1, 3))
            .getMessage();
    assertTrue(message.contains("it has the eigenvalue -8.0 on"), message);
  }

  @Test
  void refusesBadArguments() {
    assertThrows(IllegalArgumentException.class, () -> PrincipalRoot.of(new double[] {1}, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> PrincipalRoot.of(new double[] {1, 2}, 2, 2));
    assertThrows(
        IllegalArgumentException.class, () -> PrincipalRoot.of(new double[] {Double.NaN}, 1, 2));
  }
}
