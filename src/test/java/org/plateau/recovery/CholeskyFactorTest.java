package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

/** Commons Math solves by QR and has the singular values. */
class CholeskyFactorTest {

  private static RealMatrix tall(int n) {
    RandomStream stream = RandomStream.of(1, "cholesky", n);
    RealMatrix tall = new Array2DRowRealMatrix(n + 4, n);
    for (int i = 0; i < n + 4; i++) {
      tall.setRow(i, stream.gaussian(new double[n]));
    }
    return tall;
  }

  private static CholeskyFactor written(RealMatrix a) {
    int n = a.getRowDimension();
    CholeskyFactor factor = new CholeskyFactor(n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(a.getRow(i), 0, factor.entries(), i * n, n);
    }
    return factor;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 23, 40})
  void solvesAsHouseholder(int n) {
    RealMatrix tall = tall(n);
    RealMatrix a = tall.transpose().multiply(tall);
    double[] right = RandomStream.of(2, "cholesky", n).gaussian(new double[n]);
    double[] expected =
        new QRDecomposition(a).getSolver().solve(new ArrayRealVector(right)).toArray();
    CholeskyFactor factor = written(a);
    assertTrue(factor.factor());
    factor.solve(right);
    for (int i = 0; i < n; i++) {
      assertEquals(expected[i], right[i], 1e-9 * Kernels.norm(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 23, 40})
  void theBoundIsBelowTheLeastSingularValueByAtMostTheRootOfTheOrder(int n) {
    RealMatrix tall = tall(n);
    double[] values = new SingularValueDecomposition(tall).getSingularValues();
    CholeskyFactor factor = written(tall.transpose().multiply(tall));
    assertTrue(factor.factor());
    double bound = factor.leastSingularValueBound(n);
    assertTrue(bound <= values[n - 1] * (1 + 1e-9));
    assertTrue(bound >= values[n - 1] / Math.sqrt(n) * (1 - 1e-9));
  }

  @Test
  void columnsOfTheIdentityMayBeLeftOut() {
    CholeskyFactor factor = new CholeskyFactor(3);
    double[] entries = {4, 2, 0, 2, 2, 0, 0, 0, 1};
    System.arraycopy(entries, 0, factor.entries(), 0, 9);
    assertTrue(factor.factor());
    // R = [[2, 1], [0, 1]] without the last row and column; |R^-1|^2 = 1/4 + 1/4 + 1.
    assertEquals(1 / Math.sqrt(1.5), factor.leastSingularValueBound(2), 1e-15);
    assertEquals(1 / Math.sqrt(2.5), factor.leastSingularValueBound(3), 1e-15);
  }

  @Test
  void aSingularOrIndefiniteMatrixHasNoFactor() {
    double[][] matrices = {{1, 2, 2, 4}, {1, 2, 2, 1}, {0, 0, 0, 0}, {-1, 0, 0, 1}};
    for (double[] matrix : matrices) {
      CholeskyFactor factor = new CholeskyFactor(2);
      System.arraycopy(matrix, 0, factor.entries(), 0, 4);
      assertFalse(factor.factor());
    }
    CholeskyFactor unknown = new CholeskyFactor(1);
    unknown.entries()[0] = Double.NaN;
    assertFalse(unknown.factor());
  }
}
