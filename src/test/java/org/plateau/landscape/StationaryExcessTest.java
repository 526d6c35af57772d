package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomStream;

class StationaryExcessTest {

  private static final DfpField FIFTY_DIGITS = new DfpField(50);

  /** All of w* along the top eigenvector: xi = L Lambda. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 24, 500})
  void oneDimensionIsClosed(int depth) {
    assertEquals(depth - 1, StationaryExcess.of(new double[] {7}, new double[] {-3}, depth));
    double[] spectrum = {1e-300, 1e-301};
    assertEquals(depth - 1, StationaryExcess.of(spectrum, new double[] {1e200, 0}, depth));
    double[] equal = {2, 2, 2};
    assertEquals(
        depth - 1, StationaryExcess.of(equal, new double[] {1, 0, -2}, depth), 1e-14 * depth);
  }

  /** h changes its sign at e (1 +- 1e-13), by the formula of the class comment at 50 digits. */
  @Test
  void theSignChangesThere() {
    for (int seed = 0; seed < 400; seed++) {
      RandomStream stream = RandomStream.of(seed, "excess", 0);
      int d = 1 + stream.nextInt(8);
      int depth = 2 + stream.nextInt(23);
      double steepness = seed % 4 == 0 ? 20 : 1;
      double[] s = new double[d];
      double[] z = new double[d];
      for (int i = 0; i < d; i++) {
        s[i] = -Math.exp(-stream.uniform(0, 8));
        z[i] = stream.nextGaussian() * Math.exp(-steepness * stream.nextDouble());
      }
      Arrays.sort(s);
      for (int i = 0; i < d; i++) {
        s[i] = -s[i];
      }
      double e = StationaryExcess.of(s, z, depth);
      assertTrue(e > 0 && e <= depth - 1, "seed " + seed);
      assertTrue(sign(s, z, depth, e * (1 - 1e-13)) < 0, "seed " + seed);
      assertTrue(sign(s, z, depth, e * (1 + 1e-13)) > 0, "seed " + seed);
    }
  }

  /**
   * w* almost without a part along the top eigenvector: e is small, and relative accuracy holds.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-8, 1e-40, 1e-100})
  void smallPartsAlongTheTop(double part) {
    double[] s = {1, 0.1, 0.01};
    double[] z = {part, 1, 1};
    double e = StationaryExcess.of(s, z, 3);
    assertTrue(sign(s, z, 3, e * (1 - 1e-13)) < 0);
    assertTrue(sign(s, z, 3, e * (1 + 1e-13)) > 0);
    assertEquals(e, StationaryExcess.of(new double[] {1e90, 1e89, 1e88}, z, 3), 1e-13 * e);
  }

  /** No part along the top at all: the kink, unless h is negative there. */
  @Test
  void kink() {
    double[] s = {1, 0.5};
    assertEquals(0, StationaryExcess.of(s, new double[] {0, 1}, 2));
    double e = StationaryExcess.of(s, new double[] {0, 1}, 3);
    assertEquals(0.5, e, 1e-15);
    assertEquals(0, StationaryExcess.of(new double[] {1, 1, 0.1}, new double[] {0, 0, 1}, 9));
    assertEquals(
        0.8, StationaryExcess.of(new double[] {1, 1, 0.2}, new double[] {0, 0, 1}, 9), 1e-14);
  }

  private static int sign(double[] s, double[] z, int depth, double e) {
    Dfp top = FIFTY_DIGITS.newDfp(s[0]);
    Dfp excess = top.multiply(FIFTY_DIGITS.newDfp(e));
    Dfp sum = FIFTY_DIGITS.getZero();
    for (int i = 0; i < s.length; i++) {
      Dfp lambda = FIFTY_DIGITS.newDfp(s[i]);
      Dfp ratio = FIFTY_DIGITS.newDfp(z[i]).divide(excess.add(top.subtract(lambda)));
      sum =
          sum.add(excess.add(top.subtract(lambda.multiply(depth))).multiply(ratio).multiply(ratio));
    }
    return sum.greaterThan(FIFTY_DIGITS.getZero()) ? 1 : -1;
  }
}
