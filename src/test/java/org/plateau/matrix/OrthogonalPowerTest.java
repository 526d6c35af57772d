package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class OrthogonalPowerTest {

  /** Q diag(rotations by the angles, 1 if d is odd) Qᵀ. */
  private static double[] rotation(RandomStream stream, int d, double... angles) {
    double[] block = Kernels.identity(d);
    for (int k = 0; k < angles.length; k++) {
      int i = 2 * k;
      block[i * d + i] = Math.cos(angles[k]);
      block[i * d + i + 1] = -Math.sin(angles[k]);
      block[(i + 1) * d + i] = Math.sin(angles[k]);
      block[(i + 1) * d + i + 1] = Math.cos(angles[k]);
    }
    double[] q = RandomMatrices.haar(stream, d);
    return Square.product(Square.product(q, block, d), Kernels.transpose(q, d, d), d);
  }

  @Test
  void powerRotatesByTheFractionOfTheAngle() {
    for (double angle : new double[] {0, 1e-12, 1e-8, 1e-7, 1e-6, 2e-6, 1e-3, 0.3, 1.2, 1.57}) {
      for (double p : new double[] {0, 0.25, 1.0 / 3, 0.5, 1, -0.5}) {
        double[] expected = rotation(RandomStream.of(1, "power", 0), 5, p * angle, p * angle / 2);
        double[] r = rotation(RandomStream.of(1, "power", 0), 5, angle, angle / 2);
        assertArrayEquals(expected, OrthogonalPower.of(r, 5).power(p), 2e-14);
      }
    }
  }

  @Test
  void powersMultiplyBackForEveryDimension() {
    RandomStream stream = RandomStream.of(2, "power", 0);
    for (int d = 1; d <= 8; d++) {
      double[] angles = new double[d / 2];
      for (int k = 0; k < angles.length; k++) {
        angles[k] = stream.uniform(-1.5, 1.5);
      }
      double[] r = rotation(stream, d, angles);
      for (int p = 1; p <= 16; p++) {
        double[] root = OrthogonalPower.of(r, d).power(1.0 / p);
        assertArrayEquals(r, Square.power(root, p, d), 6e-14);
        assertArrayEquals(PrincipalRoot.of(r, d, p).root(), root, 1e-12);
      }
    }
  }

  @Test
  void reportsTheLargestAngle() {
    double[] r = rotation(RandomStream.of(3, "power", 0), 4, 0.2, -1.1);
    assertEquals(1.1, OrthogonalPower.of(r, 4).largestAngle(), 1e-14);
    assertEquals(0, OrthogonalPower.of(new double[] {1}, 1).largestAngle());
    for (double angle : new double[] {0, 1e-12, 1e-9, 3e-8, 1e-6, 1e-3, 0.7, 1.57}) {
      double[] small = {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)};
      assertEquals(angle, OrthogonalPower.of(small, 2).largestAngle(), 1e-15);
      double[] turned = rotation(RandomStream.of(5, "power", 0), 5, angle, angle / 3);
      assertEquals(angle, OrthogonalPower.of(turned, 5).largestAngle(), 3e-15);
    }
  }

  @Test
  void refusesAnglesFromARightAngleOn() {
    for (double angle : new double[] {Math.PI / 2 + 1e-9, 2, Math.PI}) {
      double[] r = rotation(RandomStream.of(4, "power", 0), 2, angle);
      String message =
          assertThrows(IllegalArgumentException.class, () -> OrthogonalPower.of(r, 2)).getMessage();
      assertTrue(message.contains("PrincipalRoot"), message);
    }
    double[] quarterTurn = {0, -1, 1, 0};
    assertThrows(IllegalArgumentException.class, () -> OrthogonalPower.of(quarterTurn, 2));
    assertThrows(IllegalArgumentException.class, () -> OrthogonalPower.of(new double[] {-1}, 1));
  }

  @Test
  void refusesWhatIsNotOrthogonal() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> OrthogonalPower.of(new double[] {1, 0.1, 0, 1}, 2))
            .getMessage();
    assertTrue(message.contains("not orthogonal"), message);
    String shape =
        assertThrows(IllegalArgumentException.class, () -> OrthogonalPower.of(new double[3], 2))
            .getMessage();
    assertEquals("rotation must have 2 x 2 = 4 entries, got 3", shape);
  }
}
