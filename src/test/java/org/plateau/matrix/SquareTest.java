package org.plateau.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.plateau.sampling.RandomStream;

class SquareTest {

  @Test
  void powersAreRepeatedProducts() {
    double[] a = RandomStream.of(1, "square", 0).gaussian(new double[9]);
    double[] product = Kernels.identity(3);
    for (int n = 0; n <= 9; n++) {
      assertArrayEquals(product, Square.power(a, n, 3), 1e-12 * (1 + Kernels.norm(product)));
      product = Square.product(product, a, 3);
    }
  }

  @Test
  void partsAddUpToTheMatrix() {
    double[] a = {1, 2, 5, 4};
    assertArrayEquals(new double[] {1, 3.5, 3.5, 4}, Square.part(a, 2, 1));
    assertArrayEquals(new double[] {0, -1.5, 1.5, 0}, Square.part(a, 2, -1));
  }

  @Test
  void distanceIsTheLargestColumnSum() {
    assertEquals(7, Square.distanceOne(new double[] {1, -3, 2, 4}, new double[4], 2));
  }

  @Test
  void refusalsNameWhatIsWrong() {
    refused("dimension must be at least 1, got 0", () -> Square.require("b", new double[0], 0));
    refused("b must have 3 x 3 = 9 entries, got 8", () -> Square.require("b", new double[8], 3));
    double[] infinite = new double[9];
    infinite[5] = Double.POSITIVE_INFINITY;
    refused(
        "b must be finite, but entry (1, 2) is Infinity", () -> Square.require("b", infinite, 3));
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
