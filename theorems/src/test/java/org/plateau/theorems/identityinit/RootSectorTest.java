package org.plateau.theorems.identityinit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.theorems.Evidence;

/** The sector of a root where it is known in closed form. */
class RootSectorTest {

  private static final RootSector CLAIM = new RootSector();

  /**
   * The L-th root of a rotation by Lφ is that by φ, whose numerical range is the segment between
   * e^(±iφ): turned by a = π/2 - π/(2L), its least real part is cos(a + |φ|) = sin(π/(2L) - |φ|).
   */
  @ParameterizedTest
  @CsvSource({"2, 0.3", "2, -0.7", "3, 0.1", "5, 0.25", "16, -0.05", "16, 0"})
  void rotations(int order, double angle) {
    double c = FastMath.cos(order * angle);
    double s = FastMath.sin(order * angle);
    MarginMatrix matrix = new MarginMatrix(2, order, new double[] {c, -s, s, c});
    double expected = FastMath.sin(FastMath.PI / (2 * order) - FastMath.abs(angle));
    assertEquals(expected, least(CLAIM.examine(matrix)), 1e-14);
    assertEquals(expected, least(CLAIM.examinePrecisely(matrix).orElseThrow()), 1e-15);
  }

  /**
   * The symmetric root of a multiple of the identity stays a multiple, whose range is one point.
   */
  @ParameterizedTest
  @CsvSource({"1, 2, 9", "3, 3, 0.2", "5, 8, 1"})
  void multiplesOfTheIdentity(int dimension, int order, double value) {
    double[] values = new double[dimension];
    Arrays.fill(values, value);
    MarginMatrix matrix = new MarginMatrix(dimension, order, Matrices.diagonal(values));
    double expected = FastMath.pow(value, 1.0 / order) * FastMath.sin(FastMath.PI / (2 * order));
    assertEquals(expected, least(CLAIM.examine(matrix)), 1e-14);
  }

  private static double least(Evidence evidence) {
    return evidence.checks().get(0).value();
  }
}
