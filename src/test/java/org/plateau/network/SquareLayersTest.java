package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.MarginCone;
import org.plateau.matrix.SingularValues;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class SquareLayersTest {

  @Test
  void productPutsLaterLayersOnTheLeft() {
    double[] first = {1, 2, 3, 4};
    double[] second = {0, 1, 5, 6};
    SquareLayers layers = SquareLayers.of(2, first, second);
    assertArrayEquals(new double[] {3, 4, 23, 34}, layers.product());
    assertArrayEquals(Kernels.identity(2), layers.product(1, 1));
    assertArrayEquals(second, layers.product(1, 2));
  }

  @Test
  void identityIsAtNoDistance() {
    SquareLayers layers = SquareLayers.identity(3, 4);
    assertEquals(0, layers.distanceFromIdentity());
    assertEquals(0, layers.imbalance());
    assertEquals(0, layers.spread());
    assertArrayEquals(Kernels.identity(3), layers.product());
  }

  @Test
  void distancesOfAHandMadeNetwork() {
    SquareLayers layers = SquareLayers.of(1, new double[] {2}, new double[] {-1});
    assertEquals(2, layers.distanceFromIdentity());
    assertEquals(3, layers.imbalance());
    assertEquals(3, layers.spread());
  }

  @Test
  void balancedFactorizationKeepsProductBalanceAndSingularValues() {
    RandomStream stream = RandomStream.of(1, "balanced", 0);
    for (int draw = 0; draw < 60; draw++) {
      int d = 1 + draw % 6;
      int depth = 1 + draw % 13;
      double[] psi = new MarginCone(0.1).project(RandomMatrices.gaussian(stream, d, d, 1), d);
      SquareLayers layers = SquareLayers.balanced(psi, d, depth);
      assertArrayEquals(psi, layers.product(), 1e-12 * (1 + Kernels.norm(psi)));
      assertTrue(layers.imbalance() <= 1e-12);
      double[] s = SingularValues.of(psi, d, d);
      for (int i = 0; i < depth; i++) {
        double[] values = SingularValues.of(layers.layer(i), d, d);
        for (int k = 0; k < d; k++) {
          assertEquals(s[k], Math.pow(values[k], depth), 1e-12 * (1 + s[0]));
        }
      }
    }
  }

  @Test
  void isImmutable() {
    double[] layer = {1};
    SquareLayers layers = SquareLayers.of(1, layer);
    layer[0] = 5;
    layers.layer(0)[0] = 7;
    assertEquals(1, layers.product()[0]);
  }

  @Test
  void refusesWrongShapes() {
    assertThrows(IllegalArgumentException.class, () -> SquareLayers.identity(0, 1));
    assertThrows(IllegalArgumentException.class, () -> SquareLayers.identity(1, 0));
    assertThrows(IllegalArgumentException.class, () -> SquareLayers.of(2));
    assertThrows(IllegalArgumentException.class, () -> SquareLayers.of(2, new double[3]));
    assertThrows(
        IllegalArgumentException.class, () -> SquareLayers.balanced(new double[] {1}, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> SquareLayers.balanced(new double[] {-1}, 1, 2));
  }
}
