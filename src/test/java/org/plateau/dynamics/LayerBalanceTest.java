package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

class LayerBalanceTest {

  @Test
  void scalarsByHand() {
    LayerBalance balance = LayerBalance.of(new int[] {1, 1, 1, 1}, new double[] {2, 3, -5});
    assertArrayEquals(new double[] {5}, balance.matrix(1), 0);
    assertArrayEquals(new double[] {16}, balance.matrix(2), 0);
    assertEquals(21, balance.kappa(), 1e-14);
    assertEquals(0, balance.deficitBound(1), 1e-14);
  }

  @Test
  void oneLayerHasNothingToConserve() {
    LayerBalance balance = LayerBalance.of(new int[] {2, 1}, new double[] {2, 3});
    assertEquals(0, balance.count());
    assertEquals(0, balance.kappa());
  }

  @Test
  void spectraMatchCommonsMath() {
    RandomStream stream = RandomStream.of(1, "balance", 0);
    int[] widths = {3, 4, 2};
    double[] weights = stream.gaussian(new double[12 + 8]);
    RealMatrix first = new Array2DRowRealMatrix(4, 3);
    RealMatrix second = new Array2DRowRealMatrix(2, 4);
    for (int i = 0; i < 12; i++) {
      first.setEntry(i / 3, i % 3, weights[i]);
    }
    for (int i = 0; i < 8; i++) {
      second.setEntry(i / 4, i % 4, weights[12 + i]);
    }
    RealMatrix d = second.transpose().multiply(second).subtract(first.multiply(first.transpose()));
    double[] values = new EigenDecomposition(d).getRealEigenvalues();
    LayerBalance balance = LayerBalance.of(widths, weights);
    assertEquals(values[0], balance.spectrum(1)[3], 1e-12);
    assertEquals(values[3], balance.spectrum(1)[0], 1e-12);
    assertEquals(d.getTrace(), balance.trace(1), 1e-12);
    assertEquals(Math.max(values[0], -values[3]), balance.kappa(), 1e-12);
    assertEquals(values[0] - d.getTrace(), balance.deficitBound(1), 1e-12);
  }

  @Test
  void driftIsTheLargestChange() {
    LayerBalance two = LayerBalance.of(new int[] {1, 1, 1}, new double[] {2, 3});
    assertEquals(7, two.drift(new double[] {2, 4}), 1e-14);
    assertEquals(0, two.drift(new double[] {2, 3}), 0);
  }
}
