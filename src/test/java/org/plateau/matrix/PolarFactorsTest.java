package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.LuFactorsTest.OracleMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class PolarFactorsTest {

  /** Newton's iteration X <- (X + X^-T)/2 tends to the orthogonal polar factor (Higham 1986). */
  private static double[] newton(double[] a, int d) {
    RealMatrix x = OracleMatrix.of(a, d);
    for (int i = 0; i < 40; i++) {
      x = x.add(new LUDecomposition(x).getSolver().getInverse().transpose()).scalarMultiply(0.5);
    }
    return OracleMatrix.flat(x);
  }

  @Test
  void rotationAgreesWithNewtonsIterationOfCommonsMath() {
    RandomStream stream = RandomStream.of(1, "polar", 0);
    for (int d = 1; d <= 8; d++) {
      for (int draw = 0; draw < 5; draw++) {
        double[] a = RandomMatrices.gaussian(stream, d, d, 1);
        assertArrayEquals(newton(a, d), PolarFactors.of(a, d).rotation(), 1e-10);
      }
    }
  }

  @Test
  void factorsMultiplyToTheMatrix() {
    RandomStream stream = RandomStream.of(2, "polar", 0);
    for (int d = 1; d <= 8; d++) {
      double[] a = RandomMatrices.gaussian(stream, d, d, 3);
      PolarFactors polar = PolarFactors.of(a, d);
      assertArrayEquals(a, Square.product(polar.rotation(), polar.stretchPower(1), d), 1e-12);
      double[] root = polar.stretchPower(1.0 / 3);
      assertArrayEquals(polar.stretchPower(1), Square.power(root, 3, d), 1e-12);
    }
  }

  @Test
  void repeatedSingularValuesAreNoTrouble() {
    double[] rotation = {0.6, -0.8, 0.8, 0.6};
    double[] scaled = {1.2, -1.6, 1.6, 1.2};
    assertArrayEquals(rotation, PolarFactors.of(scaled, 2).rotation(), 1e-15);
    assertArrayEquals(new double[] {2, 2}, PolarFactors.of(scaled, 2).singularValues(), 1e-15);
    assertArrayEquals(new double[] {-1}, PolarFactors.of(new double[] {-3}, 1).rotation());
  }

  @Test
  void scaleDoesNotDecideWhatIsSingular() {
    for (double scale : new double[] {1e-200, 1e-20, 1, 1e20, 1e200}) {
      double[] a = {0, -3 * scale, 5e-12 * scale, 0};
      assertArrayEquals(new double[] {0, -1, 1, 0}, PolarFactors.of(a, 2).rotation(), 1e-15);
      double[] flat = {0, -3 * scale, 1e-13 * scale, 0};
      assertThrows(IllegalArgumentException.class, () -> PolarFactors.of(flat, 2));
    }
  }

  @Test
  void refusesSingularMatrices() {
    for (double[] a : new double[][] {new double[4], {1, 2, 2, 4}}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> PolarFactors.of(a, 2)).getMessage();
      assertTrue(message.contains("invertible"), message);
    }
    String shape =
        assertThrows(IllegalArgumentException.class, () -> PolarFactors.of(new double[3], 2))
            .getMessage();
    assertEquals("matrix must have 2 x 2 = 4 entries, got 3", shape);
  }
}
