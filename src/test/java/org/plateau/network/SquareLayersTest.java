package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  /** The polar factor of a rotation is itself, so the turn is shared equally by the layers. */
  @Test
  void balancedFactorizationOfARotationTurnsEquallyInEachLayer() {
    for (int depth : new int[] {1, 2, 5}) {
      SquareLayers layers = SquareLayers.balanced(rotation(1.2), 2, depth);
      assertEquals(2, layers.dimension());
      assertEquals(depth, layers.depth());
      for (int i = 0; i < depth; i++) {
        assertArrayEquals(rotation(1.2 / depth), layers.layer(i), 1e-15);
      }
      assertEquals(Math.sqrt(8) * Math.sin(0.6 / depth), layers.distanceFromIdentity(), 1e-14);
      assertEquals(0, layers.spread(), 1e-14);
    }
  }

  private static double[] rotation(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new double[] {cos, -sin, sin, cos};
  }

  @Test
  void distancesOfMatrices() {
    SquareLayers layers = SquareLayers.of(2, new double[] {1, 3, 0, 1}, new double[] {1, 0, 0, 5});
    assertEquals(4, layers.distanceFromIdentity());
    assertEquals(5, layers.spread());
    // W_2ᵀW_2 - W_1W_1ᵀ = diag(1, 25) - [10, 3; 3, 1]
    assertEquals(Math.sqrt(81 + 9 + 9 + 24 * 24), layers.imbalance(), 1e-13);
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
    refused("at least 1, got 0 and 1", () -> SquareLayers.identity(0, 1));
    refused("at least 1, got 1 and 0", () -> SquareLayers.identity(1, 0));
    assertArrayEquals(new double[] {1}, SquareLayers.identity(1, 1).product());
    refused("got 0 of 2", () -> SquareLayers.of(2));
    refused("got 1 of 0", () -> SquareLayers.of(0, new double[0]));
    refused(
        "layer 2 must have 2 x 2 = 4 entries, got 3",
        () -> SquareLayers.of(2, new double[4], new double[3]));
    refused("got 0", () -> SquareLayers.balanced(new double[] {1}, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> SquareLayers.balanced(new double[] {-1}, 1, 2));
  }

  private static void refused(String part, Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }
}
