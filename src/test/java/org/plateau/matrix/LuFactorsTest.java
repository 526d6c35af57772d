package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class LuFactorsTest {

  @Test
  void inverseAgreesWithQrOfCommonsMath() {
    RandomStream stream = RandomStream.of(1, "lu", 0);
    for (int d = 1; d <= 8; d++) {
      double[] a = RandomMatrices.gaussian(stream, d, d, 1);
      RealMatrix matrix = OracleMatrix.of(a, d);
      double[] expected = OracleMatrix.flat(new QRDecomposition(matrix).getSolver().getInverse());
      double condition = new SingularValueDecomposition(matrix).getConditionNumber();
      assertArrayEquals(
          expected, LuFactors.of(a, d).inverse(), 1e-14 * condition * Kernels.norm(expected));
    }
  }

  @Test
  void determinantIsTheProductOfTheEigenvaluesOfARotatedDiagonal() {
    double[] a =
        RandomMatrices.symmetric(RandomStream.of(2, "lu", 0), new double[] {-2, 3, 0.5, 4});
    assertEquals(-12, LuFactors.of(a, 4).determinant(), 1e-12);
  }

  @Test
  void determinantCountsRowSwaps() {
    double[] swap = {0, 1, 1, 0};
    assertEquals(-1, LuFactors.of(swap, 2).determinant());
    assertArrayEquals(swap, LuFactors.of(swap, 2).inverse());
  }

  @Test
  void singularMatrixHasDeterminantZeroAndNoInverse() {
    LuFactors factors = LuFactors.of(new double[] {1, 2, 2, 4}, 2);
    assertEquals(0, Math.abs(factors.determinant()));
    assertTrue(factors.singular());
    assertTrue(
        assertThrows(IllegalArgumentException.class, factors::inverse)
            .getMessage()
            .contains("singular"));
  }

  @Test
  void refusesWrongShapesAndNaN() {
    assertThrows(IllegalArgumentException.class, () -> LuFactors.of(new double[3], 2));
    assertThrows(IllegalArgumentException.class, () -> LuFactors.of(new double[0], 0));
    assertThrows(IllegalArgumentException.class, () -> LuFactors.of(new double[] {Double.NaN}, 1));
  }

  /** Conversions to the matrices of Commons Math, the oracle. */
  static final class OracleMatrix {
    private OracleMatrix() {}

    static RealMatrix of(double[] a, int d) {
      RealMatrix matrix = MatrixUtils.createRealMatrix(d, d);
      for (int i = 0; i < d * d; i++) {
        matrix.setEntry(i / d, i % d, a[i]);
      }
      return matrix;
    }

    static double[] flat(RealMatrix matrix) {
      int d = matrix.getColumnDimension();
      double[] out = new double[d * d];
      for (int i = 0; i < d * d; i++) {
        out[i] = matrix.getEntry(i / d, i % d);
      }
      return out;
    }
  }
}
