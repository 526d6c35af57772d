package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.LuFactorsTest.OracleMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class MarginConeTest {

  @Test
  void marginIsTheLeastEigenvalueOfTheSymmetricPart() {
    RandomStream stream = RandomStream.of(1, "margin", 0);
    for (int d = 1; d <= 7; d++) {
      double[] a = RandomMatrices.gaussian(stream, d, d, 1);
      RealMatrix matrix = OracleMatrix.of(a, d);
      double[] values =
          new EigenDecomposition(matrix.add(matrix.transpose()).scalarMultiply(0.5))
              .getRealEigenvalues();
      double least = Double.POSITIVE_INFINITY;
      for (double value : values) {
        least = Math.min(least, value);
      }
      assertEquals(least, MarginCone.margin(a, d), 1e-12);
    }
  }

  @Test
  void membersAreUntouched() {
    double[] a = {2, -5, 5, 1};
    assertArrayEquals(a, new MarginCone(0.5).project(a, 2));
    assertEquals(0, new MarginCone(0.5).halfSquaredDistance(a, 2));
  }

  /** On the boundary of the set rounding must not touch a member either. */
  @Test
  void membersOnTheBoundaryAreUntouched() {
    RandomStream stream = RandomStream.of(3, "margin", 0);
    for (int d = 1; d <= 6; d++) {
      double[] a = RandomMatrices.gaussian(stream, d, d, 1);
      double least = SymmetricEigen.of(Square.part(a, d, 1), d).value(0);
      assertArrayEquals(a, new MarginCone(least).project(a, d));
    }
  }

  @Test
  void projectionClipsTheSymmetricPartOnly() {
    double[] a = {-1, -5, 5, 2};
    assertArrayEquals(new double[] {0.5, -5, 5, 2}, new MarginCone(0.5).project(a, 2), 1e-15);
    assertEquals(1.5 * 1.5 / 2, new MarginCone(0.5).halfSquaredDistance(a, 2), 1e-15);
  }

  @Test
  void noOtherMemberIsNearer() {
    RandomStream stream = RandomStream.of(2, "margin", 0);
    MarginCone cone = new MarginCone(0.3);
    for (int draw = 0; draw < 200; draw++) {
      int d = 1 + draw % 5;
      double[] a = RandomMatrices.gaussian(stream, d, d, 1);
      double[] best = cone.project(a, d);
      double[] other = RandomMatrices.gaussian(stream, d, d, 0.1);
      Kernels.axpy(1, best, 0, other, 0, d * d);
      double half = cone.halfSquaredDistance(a, d);
      assertEquals(half, distance(a, best) / 2, 1e-13);
      if (MarginCone.margin(other, d) >= 0.3) {
        assertTrue(distance(a, other) / 2 >= half * (1 - 1e-12));
      }
    }
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = a.clone();
    Kernels.axpy(-1, b, 0, difference, 0, a.length);
    return Kernels.dot(difference, difference);
  }

  @Test
  void refusesAFloorThatIsNotANumber() {
    assertThrows(IllegalArgumentException.class, () -> new MarginCone(Double.NaN));
  }
}
