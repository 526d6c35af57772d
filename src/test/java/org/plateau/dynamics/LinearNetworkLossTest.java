package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class LinearNetworkLossTest {

  /** The gap against matrix products of Commons Math on the data themselves. */
  @Test
  void gapIsTheLossAboveItsLeast() {
    RandomStream stream = RandomStream.of(1, "gap", 0);
    int[] widths = {3, 2, 4, 2};
    RealMatrix x = new Array2DRowRealMatrix(9, 3);
    RealVector noise = new ArrayRealVector(9);
    for (int i = 0; i < 9; i++) {
      noise.setEntry(i, stream.nextGaussian());
      for (int j = 0; j < 3; j++) {
        x.setEntry(i, j, stream.nextGaussian());
      }
    }
    RealVector y = x.operate(new ArrayRealVector(new double[] {1, -2, 0.5})).add(noise);
    RealMatrix gram = x.transpose().multiply(x).scalarMultiply(1.0 / 9);
    RealVector best = new org.apache.commons.math3.linear.QRDecomposition(x).getSolver().solve(y);
    double[] sigma = new double[9];
    for (int i = 0; i < 9; i++) {
      sigma[i] = gram.getEntry(i / 3, i % 3);
    }
    double[] output = {0.7, -1.1};
    LinearNetworkLoss loss = new LinearNetworkLoss(widths, output, sigma, best.toArray());
    double[] weights = stream.gaussian(new double[loss.dimension()]);
    RealVector w = new ArrayRealVector(output);
    for (int k = 3; k >= 1; k--) {
      RealMatrix layer = new Array2DRowRealMatrix(widths[k], widths[k - 1]);
      for (int i = 0; i < widths[k]; i++) {
        for (int j = 0; j < widths[k - 1]; j++) {
          layer.setEntry(i, j, weights[loss.offset(k) + i * widths[k - 1] + j]);
        }
      }
      w = layer.transpose().operate(w);
    }
    double risk = y.subtract(x.operate(w)).getNorm();
    double least = y.subtract(x.operate(best)).getNorm();
    double expected = (risk * risk - least * least) / 9;
    double gap = loss.evaluate(weights, new double[loss.dimension()]);
    assertEquals(expected, gap, 1e-12 * expected);
    double zero = y.getNorm();
    assertEquals((zero * zero - least * least) / 9, loss.gapAtZero(), 1e-12 * zero * zero);
    for (int i = 0; i < 3; i++) {
      assertEquals(w.getEntry(i), loss.endToEnd(weights)[i], 1e-13);
    }
  }

  /** Along one weight the gap is a quadratic polynomial, so central differences are exact. */
  @Test
  void gradientMatchesDifferences() {
    for (int trial = 0; trial < 30; trial++) {
      RandomStream stream = RandomStream.of(2, "gradient", trial);
      int depth = 1 + stream.nextInt(5);
      int[] widths = new int[depth + 1];
      for (int k = 0; k <= depth; k++) {
        widths[k] = 1 + stream.nextInt(4);
      }
      LinearNetworkLoss loss = TestNetworks.loss(stream, widths, 10);
      int n = loss.dimension();
      double[] weights = RandomMatrices.gaussian(stream.sub("weights"), 1, n, 0.8);
      double[] gradient = new double[n];
      double[] scratch = new double[n];
      double gap = loss.evaluate(weights, gradient);
      for (int i = 0; i < n; i++) {
        double kept = weights[i];
        weights[i] = kept + 0.5;
        double up = loss.evaluate(weights, scratch);
        weights[i] = kept - 0.5;
        double down = loss.evaluate(weights, scratch);
        weights[i] = kept;
        assertEquals(up - down, gradient[i], 1e-12 * (gap + up + down));
      }
    }
  }

  @Test
  void badShapesAreNamed() {
    double[] one = {1};
    assertThrows(
        IllegalArgumentException.class, () -> new LinearNetworkLoss(new int[] {1}, one, one, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinearNetworkLoss(new int[] {1, 0}, one, one, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinearNetworkLoss(new int[] {1, 2}, one, one, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinearNetworkLoss(new int[] {2, 1}, one, one, one));
  }
}
