package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.commons.math3.analysis.solvers.BisectionSolver;
import org.junit.jupiter.api.Test;
import org.plateau.sampling.RandomStream;

class WidthOneEndPointTest {

  /** L = 2: n_1 n_2 = |w*|² and n_1 - n_2 = D is a quadratic equation. */
  @Test
  void twoLayersSolveAQuadratic() {
    WidthOneEndPoint end = WidthOneEndPoint.of(new double[] {3, -1}, new double[] {-2}, 2);
    double d = 9 - 1;
    double n2 = (-d + Math.sqrt(d * d + 16)) / 2;
    assertEquals(n2, end.squaredNorms()[1], 1e-15);
    assertEquals(n2 + d, end.squaredNorms()[0], 1e-14);
    assertArrayEquals(new double[] {Math.sqrt(n2 + d), -Math.sqrt(n2)}, end.weights(), 1e-14);
  }

  @Test
  void oneLayerIsTheTarget() {
    double[] target = {1, -2, 0.5};
    WidthOneEndPoint end = WidthOneEndPoint.of(new double[] {7, 8, 9}, target, 1);
    assertArrayEquals(target, end.weights(), 1e-15);
  }

  @Test
  void equalLayersShareTheNormEqually() {
    WidthOneEndPoint end = WidthOneEndPoint.of(new double[] {2, 2, 2, 2}, new double[] {81}, 4);
    assertArrayEquals(new double[] {3, 3, 3, 3}, end.weights(), 1e-14);
  }

  /** The oracle is bisection on the product itself, not Newton on its logarithm. */
  @Test
  void normsMatchBisection() {
    RandomStream stream = RandomStream.of(11, "width one", 0);
    for (int trial = 0; trial < 200; trial++) {
      int d = 1 + stream.nextInt(5);
      int depth = 2 + stream.nextInt(6);
      double[] start = stream.gaussian(new double[d + depth - 1]);
      double[] target = stream.gaussian(new double[d]);
      double[] norms = WidthOneEndPoint.of(start, target, depth).squaredNorms();
      double[] initial = new double[depth];
      double least = Double.POSITIVE_INFINITY;
      double squared = 0;
      for (int i = 0; i < d; i++) {
        initial[0] += start[i] * start[i];
        squared += target[i] * target[i];
      }
      for (int k = 1; k < depth; k++) {
        initial[k] = start[d + k - 1] * start[d + k - 1];
      }
      for (double n : initial) {
        least = Math.min(least, n);
      }
      double low = least;
      double goal = squared;
      double x =
          new BisectionSolver(1e-15, 1e-15)
              .solve(
                  10_000,
                  shift -> {
                    double product = 1;
                    for (double n : initial) {
                      product *= n - low + shift;
                    }
                    return product - goal;
                  },
                  0,
                  1 + goal);
      for (int k = 0; k < depth; k++) {
        assertEquals(initial[k] - least + x, norms[k], 1e-13 * (1 + norms[k]));
      }
    }
  }

  @Test
  void tinyAndHugeTargetsAreFine() {
    double[] start = {0.3, 1.7, -0.2, 0.9};
    for (double size : new double[] {1e-120, 1e-8, 1e8, 1e120}) {
      double[] norms = WidthOneEndPoint.of(start, new double[] {size, 0}, 3).squaredNorms();
      double logarithm = 0;
      for (double n : norms) {
        logarithm += Math.log(n);
      }
      assertEquals(2 * Math.log(size), logarithm, 1e-12 * Math.abs(logarithm));
    }
  }

  @Test
  void badInputIsNamed() {
    double[] target = {1};
    assertThrows(
        IllegalArgumentException.class, () -> WidthOneEndPoint.of(new double[3], target, 2));
    assertThrows(
        IllegalArgumentException.class, () -> WidthOneEndPoint.of(new double[] {1, 0}, target, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> WidthOneEndPoint.of(new double[] {1, 1}, new double[1], 2));
  }

  @Test
  void theLengthsAreSaid() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> WidthOneEndPoint.of(new double[9], new double[] {1, 1, 1}, 4));
    assertEquals("a width-one network of depth 4 on 3 inputs has 6 weights, got 9", e.getMessage());
  }
}
