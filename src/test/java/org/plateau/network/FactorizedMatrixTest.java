package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
    double[] work = new double[model.workLength()];
    Arrays.fill(out, Double.NaN);
    Arrays.fill(work, Double.NaN);
    model.pullback(w, g, out, work);
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
  void imbalanceAgreesWithCommonsMath() {
    FactorizedMatrix model = new FactorizedMatrix(4, 3);
    double[] w = RandomStream.of(2, "imbalance", 0).gaussian(new double[model.weightCount()]);
    for (int j = 1; j < 4; j++) {
      RealMatrix left = layer(w, j - 1, 3);
      RealMatrix right = layer(w, j, 3);
      RealMatrix expected =
          left.transpose().multiply(left).subtract(right.multiply(right.transpose()));
      assertArrayEquals(flat(expected), model.imbalance(w, j), 1e-14);
    }
  }

  @Test
  void badInputIsNamed() {
    refused("got depth 1 and order 0", () -> new FactorizedMatrix(1, 0));
    refused("got depth 0 and order 1", () -> new FactorizedMatrix(0, 1));
    FactorizedMatrix model = new FactorizedMatrix(3, 2);
    refused("depth x order x order = 12 entries", () -> model.product(new double[4]));
    refused("depth x order x order = 12 entries", () -> model.imbalance(new double[13], 1));
    refused("1 ... 2, got 3", () -> model.imbalance(new double[12], 3));
    refused("1 ... 2, got 0", () -> model.imbalance(new double[12], 0));
  }

  private static void refused(String part, Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }
}
