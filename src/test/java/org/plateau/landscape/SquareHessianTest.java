package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.dynamics.SquareDescent;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class SquareHessianTest {

  @Test
  void columnsAgreeWithDifferencesOfTheGradient() {
    RandomStream stream = RandomStream.of(1, "hessian", 0);
    for (int d = 1; d <= 3; d++) {
      for (int depth = 1; depth <= 4; depth++) {
        double[][] layers = new double[depth][];
        for (int i = 0; i < depth; i++) {
          layers[i] = RandomMatrices.gaussian(stream, d, d, 0.8);
        }
        double[] target = RandomMatrices.gaussian(stream, d, d, 2);
        double[] hessian = SquareHessian.of(SquareLayers.of(d, layers), target);
        int order = depth * d * d;
        for (int column = 0; column < order; column++) {
          int layer = column / (d * d);
          int entry = (column % d) * d + column % (d * d) / d;
          double kept = layers[layer][entry];
          layers[layer][entry] = kept + 1e-5;
          double[][] up = new SquareDescent(SquareLayers.of(d, layers), target).gradient();
          layers[layer][entry] = kept - 1e-5;
          double[][] down = new SquareDescent(SquareLayers.of(d, layers), target).gradient();
          layers[layer][entry] = kept;
          for (int row = 0; row < order; row++) {
            int other = row / (d * d);
            int at = (row % d) * d + row % (d * d) / d;
            assertEquals(
                (up[other][at] - down[other][at]) / 2e-5, hessian[row * order + column], 1e-6);
          }
        }
        assertArrayEquals(hessian, Kernels.transpose(hessian, order, order), 1e-13);
      }
    }
  }

  @Test
  void atTheIdentityTheLargestEigenvalueIsTheDepth() {
    double[] hessian = SquareHessian.of(SquareLayers.identity(3, 5), Kernels.identity(3));
    assertEquals(5, SymmetricEigen.largest(hessian, 45), 1e-13);
  }

  @Test
  void refusesAWrongTarget() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SquareHessian.of(SquareLayers.identity(2, 1), new double[1]));
  }

  @Test
  void theTargetIsCheckedByName() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SquareHessian.of(SquareLayers.identity(3, 1), new double[8]));
    assertTrue(e.getMessage().contains("3 x 3 = 9 entries, got 8"), e.getMessage());
  }
}
