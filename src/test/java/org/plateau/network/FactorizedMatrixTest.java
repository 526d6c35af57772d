package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.sampling.RandomStream;

class FactorizedMatrixTest {

  private static RealMatrix layer(double[] weights, int j, int n) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(weights, (j * n + i) * n, (j * n + i + 1) * n);
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private static double[] flat(RealMatrix a) {
    return Arrays.stream(a.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,4", "3,5", "5,3"})
  void productAndPullbackAgreeWithCommonsMath(int depth, int n) {
    FactorizedMatrix model = new FactorizedMatrix(depth, n);
    RandomStream stream = RandomStream.of(1, "factorized", depth);
    double[] w = stream.gaussian(new double[model.weightCount()]);
    double[] g = stream.gaussian(new double[n * n]);
    double[] out = new double[model.weightCount()];
    model.pullback(w, g, out, new double[model.workLength()]);
    RealMatrix product = MatrixUtils.createRealIdentityMatrix(n);
    for (int j = 0; j < depth; j++) {
      RealMatrix right = MatrixUtils.createRealIdentityMatrix(n);
      for (int l = j + 1; l < depth; l++) {
        right = right.multiply(layer(w, l, n));
      }
      RealMatrix expected =
          product.transpose().multiply(layer(g, 0, n)).multiply(right.transpose());
      double[] actual = Arrays.copyOfRange(out, j * n * n, (j + 1) * n * n);
      assertArrayEquals(flat(expected), actual, 1e-11);
      product = product.multiply(layer(w, j, n));
    }
    assertArrayEquals(flat(product), model.product(w), 1e-11);
  }

  @Test
  void scaledIdentityIsBalanced() {
    FactorizedMatrix model = new FactorizedMatrix(3, 2);
    double[] w = model.scaledIdentity(0.5);
    assertArrayEquals(new double[] {0.125, 0, 0, 0.125}, model.product(w), 0);
    assertArrayEquals(new double[4], model.imbalance(w, 1), 0);
    w[0] = 2;
    assertEquals(4 - 0.25, model.imbalance(w, 1)[0], 0);
  }

  @Test
  void badInputIsNamed() {
    assertThrows(IllegalArgumentException.class, () -> new FactorizedMatrix(1, 0));
    FactorizedMatrix model = new FactorizedMatrix(2, 2);
    assertThrows(IllegalArgumentException.class, () -> model.product(new double[4]));
    assertThrows(IllegalArgumentException.class, () -> model.imbalance(new double[8], 2));
  }
}
