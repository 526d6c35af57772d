package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.Kernels;
import org.plateau.matrix.Resolvent;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

class StationaryPivotTest {

  /** f = x - 7, so that k = x - 7 L. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 24, 500})
  void oneDimensionIsClosed(int depth) {
    StationaryPivot place = StationaryPivot.of(Resolvent.ofLower(new double[] {7}, 1), depth);
    assertTrue(place.solve());
    assertEquals(7 * depth, place.x(), 1e-14 * depth);
    assertEquals(7 * (depth - 1), place.pivot(), 1e-14 * depth);
  }

  /** f = x - 1 - 4 / x, so that k = x - L - (8 L - 4) / x. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 24, 500})
  void twoDimensionsAreClosed(int depth) {
    for (double scale : new double[] {1, 0x1p-150, 0x1p150}) {
      Resolvent resolvent = Resolvent.ofLower(new double[] {scale, 0, 2 * scale, 0}, 2);
      StationaryPivot place = StationaryPivot.of(resolvent, depth);
      double x = (depth + Math.sqrt(depth * depth + 4 * (8 * depth - 4))) / 2;
      assertTrue(place.solve());
      assertEquals(x, place.x() / scale, 4e-15 * x);
      assertEquals(x - 1 - 4 / x, place.pivot() / scale, 4e-15 * x);
    }
  }

  /** Drawn data never need their eigenvalues, and both forms find the same place. */
  @Test
  void agreesWithTheEigenvalues() {
    for (int seed = 0; seed < 300; seed++) {
      RandomStream stream = RandomStream.of(seed, "pivot", 0);
      int d = 1 + stream.nextInt(10);
      int n = d + 1 + stream.nextInt(12);
      int depth = 2 + stream.nextInt(30);
      double[] x = stream.gaussian(new double[n * d]);
      for (int e = 0; e < x.length; e++) {
        x[e] *= Math.pow(30, (double) (e % d) / d);
      }
      LeastSquaresData data = LeastSquaresData.of(x, stream.gaussian(new double[n]), n, d);
      Resolvent resolvent = Resolvent.ofLower(data.gramFromSignal(), d);
      StationaryPivot place = StationaryPivot.of(resolvent, depth);
      assertTrue(place.solve(), "seed " + seed);
      double[] s = data.spectrum();
      double[] z = data.components();
      double xi = s[0] * (1 + StationaryExcess.of(s, z, depth));
      double g = 0;
      for (int i = 0; i < d; i++) {
        g += z[i] * z[i] / (xi - s[i]);
      }
      double tolerance = 1e-13 * xi / (xi - s[0]);
      assertEquals(xi, place.x(), tolerance * xi, "seed " + seed);
      double pivot = Kernels.dot(z, z) / g;
      assertEquals(pivot, place.pivot(), 10 * tolerance * pivot, "seed " + seed);
    }
  }

  /** Nothing of w* along the top, and h positive there: no stationary place. */
  @Test
  void theKinkHasNoEnd() {
    double[] a = {1, 0, 0, 9};
    assertFalse(StationaryPivot.of(Resolvent.ofLower(a, 2), 2).solve());
    assertFalse(StationaryPivot.of(Resolvent.ofLower(a, 2), 9).solve());
    StationaryPivot above = StationaryPivot.of(Resolvent.ofLower(a, 2), 10);
    assertTrue(above.solve());
    assertEquals(10, above.x(), 1e-14);
    assertEquals(9, above.pivot(), 1e-14);
  }
}
