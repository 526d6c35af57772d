package org.plateau.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.sampling.RandomStream;

class LeastSquaresDataTest {

  @ParameterizedTest
  @CsvSource({
    "1,1", "5,1", "1,4", "9,4", "4,4", "3,7", "40,8", "12,20", "70,40", "40,60", "9,2", "6,5",
    "19,7", "28,8", "12,9"
  })
  void agreesWithTheSvdOfCommonsMath(int n, int d) {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "data", n * 100L + d);
      double[] x = stream.gaussian(new double[n * d]);
      double[] y = stream.gaussian(new double[n]);
      compare(x, y, n, d, 1e-11);
    }
  }

  /** Moments of the spectrum under the signal, and the norm that no turning changes. */
  @ParameterizedTest
  @CsvSource({"1,1", "5,1", "9,4", "40,8", "12,9", "30,17"})
  void theGramMatrixFromTheSignalKeepsMoments(int n, int d) {
    for (int seed = 0; seed < 10; seed++) {
      RandomStream stream = RandomStream.of(seed, "from signal", n * 100L + d);
      double[] x = stream.gaussian(new double[n * d]);
      double[] y = stream.gaussian(new double[n]);
      LeastSquaresData data = LeastSquaresData.of(x, y, n, d);
      assertTrue(data.isWellConditioned());
      double[] gram = data.gramFromSignal();
      double[] s = data.spectrum();
      double[] z = data.components();
      double second = 0;
      double squares = 0;
      for (int i = 0; i < d; i++) {
        second += z[i] * z[i] * s[i] * s[i] / data.beta();
        squares += s[i] * s[i];
      }
      double firstColumn = 0;
      double all = 0;
      for (int i = 0; i < d; i++) {
        firstColumn += gram[i * d] * gram[i * d];
        for (int j = 0; j <= i; j++) {
          all += (i == j ? 1 : 2) * gram[i * d + j] * gram[i * d + j];
        }
      }
      assertEquals(data.alpha(), gram[0], 1e-13 * s[0]);
      assertEquals(second, firstColumn, 1e-12 * s[0] * s[0]);
      assertEquals(squares, all, 1e-12 * squares);
    }
    assertFalse(
        LeastSquaresData.of(new double[] {1, 1, 2, 2}, new double[] {1, 0}, 2, 2)
            .isWellConditioned());
  }

  /** Duplicated and zero columns: a pseudo-inverse is needed although n > d. */
  @Test
  void duplicatedColumnsGiveTheMinimumNormSolution() {
    int n = 9;
    int d = 5;
    RandomStream stream = RandomStream.of(1, "duplicates", 0);
    double[] x = stream.gaussian(new double[n * d]);
    double[] y = stream.gaussian(new double[n]);
    for (int i = 0; i < n; i++) {
      x[i * d + 3] = x[i * d];
      x[i * d + 4] = 0;
    }
    LeastSquaresData data = compare(x, y, n, d, 1e-11);
    assertEquals(3, data.rank());
    assertEquals(0, data.smallest());
    assertEquals(data.solution()[0], data.solution()[3], 1e-13);
    assertEquals(0, data.solution()[4], 1e-13);
  }

  /** Singular values from 1 to 1e-9: turning by eigenvectors of X X^T alone would lose them. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8, 40})
  void smallSingularValuesKeepTheirRelativeAccuracy(int d) {
    double[] x = new double[d * d];
    double[] y = new double[d];
    RandomStream stream = RandomStream.of(6, "graded", 0);
    double[] u = reflector(stream.gaussian(new double[d]));
    double[] v = reflector(stream.gaussian(new double[d]));
    double[] sigma = new double[d];
    for (int k = 0; k < d; k++) {
      sigma[k] = Math.pow(10, -9.0 * k / (d - 1));
      y[k] = 1;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          x[i * d + j] += u[i * d + k] * sigma[k] * v[j * d + k];
        }
      }
    }
    double[] spectrum = LeastSquaresData.of(x, y, d, d).spectrum();
    for (int k = 0; k < d; k++) {
      assertEquals(sigma[k], Math.sqrt(d * spectrum[k]), 1e-14 + 1e-6 * sigma[k]);
    }
  }

  /** I - 2 h h^T / |h|^2. */
  private static double[] reflector(double[] h) {
    int d = h.length;
    double[] result = new double[d * d];
    double squared = Arrays.stream(h).map(e -> e * e).sum();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        result[i * d + j] = (i == j ? 1 : 0) - 2 * h[i] * h[j] / squared;
      }
    }
    return result;
  }

  /**
   * Columns along the axes up to 1e-9, with heads of both signs: a reflector that does not turn
   * away from its column would cancel.
   */
  @Test
  void nearlyTriangularDataLoseNothing() {
    for (double tilt : new double[] {1e-6, 1e-9, 1e-12}) {
      double[] x = {-1, 0.5, 0.25, tilt, 2, -1, tilt, -tilt, -3, tilt, tilt, 2 * tilt, 0, tilt, 0};
      double[] y = {1, -2, 3, 0.5, 4};
      compare(x, y, 5, 3, 1e-14);
    }
  }

  @Test
  void spectralQuantitiesFitTogether() {
    for (int[] shape : new int[][] {{1, 1}, {7, 3}, {3, 3}, {2, 5}}) {
      int n = shape[0];
      int d = shape[1];
      RandomStream stream = RandomStream.of(4, "spectral", d);
      double[] x = stream.gaussian(new double[n * d]);
      double[] y = stream.gaussian(new double[n]);
      LeastSquaresData data = LeastSquaresData.of(x, y, n, d);
      assertEquals(n, data.samples());
      assertArrayEquals(x, data.design());
      assertArrayEquals(y, data.targets());
      double squares = Arrays.stream(x).map(e -> e * e).sum();
      assertEquals(squares / n, data.trace(), 1e-14 * squares);
      double[] least = data.spectrum();
      assertEquals(n < d ? 0 : least[least.length - 1], data.smallest());
      assertTrue(n < d || data.smallest() > 0);
      double[] signal = new double[data.rank()];
      for (int i = 0; i < data.rank(); i++) {
        for (int j = 0; j < d; j++) {
          signal[i] += data.orthogonalFactor()[i * d + j] * data.solution()[j];
        }
      }
      assertArrayEquals(signal, data.components(), 1e-13);
      assertEquals(Arrays.stream(signal).map(e -> e * e).sum(), data.beta(), 1e-13);
    }
  }

  /** The nearest solution is w - X⁺ (X w - y) for the pseudo-inverse of Commons Math. */
  @ParameterizedTest
  @CsvSource({"5,3", "3,3", "2,5", "1,4", "4,9"})
  void nearestSolutionMovesAlongTheRowsOnly(int n, int d) {
    RandomStream stream = RandomStream.of(5, "nearest", d);
    double[] x = stream.gaussian(new double[n * d]);
    double[] y = stream.gaussian(new double[n]);
    double[] w = stream.gaussian(new double[d]);
    double[] kept = w.clone();
    LeastSquaresData data = LeastSquaresData.of(x, y, n, d);
    Array2DRowRealMatrix design = matrix(x, n, d);
    RealVector excess = design.operate(new ArrayRealVector(w)).subtract(new ArrayRealVector(y));
    RealVector step = new SingularValueDecomposition(design).getSolver().solve(excess);
    double[] expected = new ArrayRealVector(w).subtract(step).toArray();
    assertArrayEquals(expected, data.nearestSolution(w), 1e-12);
    assertArrayEquals(kept, w);
  }

  /** X = e_1, y = (s, 1, ..., 1): the signal is s / sqrt(99) of the targets. */
  @Test
  void signalIsComparedWithTheTargets() {
    double[] x = new double[100];
    double[] y = new double[100];
    Arrays.fill(y, 1);
    x[0] = 1;
    y[0] = 3e-13;
    assertEquals(3e-13, LeastSquaresData.of(x, y, 100, 1).solution()[0], 1e-27);
    y[0] = 0.3e-13;
    message("X^T y = 0", () -> LeastSquaresData.of(x, y, 100, 1));
  }

  @ParameterizedTest
  @CsvSource({"1e-120,1", "1e120,1", "1,1e-120", "1,1e100", "1e-90,1e90", "1e-148,1", "1e145,1"})
  void scalesOfXAndYPassThrough(double scaleX, double scaleY) {
    int n = 7;
    int d = 3;
    RandomStream stream = RandomStream.of(2, "scales", 0);
    double[] x = stream.gaussian(new double[n * d]);
    double[] y = stream.gaussian(new double[n]);
    LeastSquaresData plain = LeastSquaresData.of(x, y, n, d);
    LeastSquaresData scaled =
        LeastSquaresData.of(
            Arrays.stream(x).map(v -> v * scaleX).toArray(),
            Arrays.stream(y).map(v -> v * scaleY).toArray(),
            n,
            d);
    double ratio = scaleY / scaleX;
    double[] expected = Arrays.stream(plain.solution()).map(v -> v * ratio).toArray();
    assertArrayEquals(expected, scaled.solution(), 1e-13 * ratio * plain.solutionNorm());
    assertEquals(1, scaled.beta() / scaleY / scaleY / plain.beta(), 1e-13);
    assertEquals(1, scaled.largest() / scaleX / scaleX / plain.largest(), 1e-13);
    assertEquals(1, scaled.alpha() / scaleX / scaleX / plain.alpha(), 1e-13);
    assertEquals(1, scaled.rayleigh() / scaleX / scaleX / plain.rayleigh(), 1e-13);
  }

  @ParameterizedTest
  @CsvSource({
    "1e160, 1, X: tr X^T X / n is Infinity",
    "1e-155, 1, X: tr X^T X / n is 1.",
    "1, 1e160, y: |y|^2 / n is Infinity",
    "1, 1e-155, y: |y|^2 / n is 5."
  })
  void squaresOutOfRangeAreRefused(double scaleX, double scaleY, String expected) {
    double[] x = {scaleX, -scaleX};
    double[] y = {scaleY, 0};
    message(expected, () -> LeastSquaresData.of(x, y, 2, 1));
    message("by a power of ten", () -> LeastSquaresData.of(x, y, 2, 1));
  }

  @Test
  void chainOfRayleighQuotients() {
    for (int seed = 0; seed < 200; seed++) {
      RandomStream stream = RandomStream.of(seed, "chain", 0);
      int d = 1 + stream.nextInt(6);
      int n = d + 1 + stream.nextInt(9);
      LeastSquaresData data =
          LeastSquaresData.of(
              stream.gaussian(new double[n * d]), stream.gaussian(new double[n]), n, d);
      double slack = 1 + 1e-12;
      assertTrue(data.smallest() <= data.rayleigh() * slack);
      assertTrue(data.rayleigh() <= data.alpha() * slack);
      assertTrue(data.alpha() <= data.largest() * slack);
    }
  }

  @Test
  void lossGapIsTheDifferenceOfLosses() {
    RandomStream stream = RandomStream.of(3, "gap", 0);
    LeastSquaresData data =
        LeastSquaresData.of(
            stream.gaussian(new double[40]), stream.gaussian(new double[10]), 10, 4);
    double[] w = stream.gaussian(new double[4]);
    assertEquals(data.loss(w) - data.minimalLoss(), data.lossGap(w), 1e-13 * data.loss(w));
    assertEquals(data.minimalLoss(), data.loss(data.solution()), 1e-14);
    assertEquals(0, data.lossGap(data.solution()));
  }

  @Test
  void badInputIsNamed() {
    message("at least one row", () -> LeastSquaresData.of(new double[0], new double[0], 0, 3));
    message("needs as many entries", () -> LeastSquaresData.of(new double[6], new double[2], 3, 2));
    message("has 6 entries", () -> LeastSquaresData.of(new double[5], new double[3], 3, 2));
    message(
        "every entry must be finite",
        () -> LeastSquaresData.of(new double[] {1, Double.NaN}, new double[] {1, 2}, 2, 1));
    message(
        "every entry must be finite",
        () ->
            LeastSquaresData.of(
                new double[] {1, 2}, new double[] {1, Double.NEGATIVE_INFINITY}, 2, 1));
    message("X^T y = 0", () -> LeastSquaresData.of(new double[] {1, 0}, new double[] {0, 5}, 2, 1));
    message("X^T y = 0", () -> LeastSquaresData.of(new double[2], new double[] {1, 5}, 2, 1));
    message("X^T y = 0", () -> LeastSquaresData.of(new double[] {1, 2}, new double[2], 2, 1));
  }

  private static void message(String part, org.junit.jupiter.api.function.Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }

  private static Array2DRowRealMatrix matrix(double[] x, int n, int d) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(x, i * d, (i + 1) * d);
    }
    return new Array2DRowRealMatrix(rows);
  }

  private static LeastSquaresData compare(double[] x, double[] y, int n, int d, double tolerance) {
    LeastSquaresData data = LeastSquaresData.of(x, y, n, d);
    Array2DRowRealMatrix design = matrix(x, n, d);
    SingularValueDecomposition svd = new SingularValueDecomposition(design);
    double[] singular = svd.getSingularValues();
    assertEquals(singular[0] * singular[0] / n, data.largest(), tolerance * data.largest());
    for (int i = 0; i < data.rank(); i++) {
      assertEquals(singular[i], Math.sqrt(n * data.spectrum()[i]), tolerance * singular[0]);
    }
    RealVector solution = svd.getSolver().solve(new ArrayRealVector(y));
    double size = solution.getNorm() * singular[0] / singular[data.rank() - 1];
    assertArrayEquals(solution.toArray(), data.solution(), tolerance * size);
    RealVector fitted = design.operate(solution);
    assertEquals(fitted.dotProduct(fitted) / n, data.beta(), 1e-9 * data.beta());
    RealVector residual = new ArrayRealVector(y).subtract(fitted);
    double scale = new ArrayRealVector(y).dotProduct(new ArrayRealVector(y)) / n;
    assertEquals(residual.dotProduct(residual) / n, data.minimalLoss(), tolerance * scale);
    double[] covariance = design.transpose().multiply(design).scalarMultiply(1.0 / n).getColumn(0);
    for (int i = 0; i < d; i++) {
      assertEquals(covariance[i], data.covariance()[i * d], 1e-13 * data.largest());
    }
    double[] factor = data.factor();
    double[] transposed = new double[factor.length];
    data.copyFactorTransposed(transposed);
    double[] unit = new double[d];
    double[] column = new double[data.rank()];
    double[] image = new double[d];
    for (int j = 0; j < d; j++) {
      unit[j] = 1;
      data.applyFactor(unit, column);
      data.applyCovariance(unit, image);
      unit[j] = 0;
      for (int i = 0; i < d; i++) {
        assertEquals(data.covariance()[i * d + j], image[i]);
      }
      for (int i = 0; i < data.rank(); i++) {
        assertEquals(factor[i * d + j], column[i]);
        assertEquals(factor[i * d + j], transposed[j * data.rank() + i]);
      }
    }
    assertGram(data.covariance(), factor, d, 1e-14 * data.largest());
    assertGram(data.covariance(), data.orthogonalFactor(), d, 1e-14 * data.largest());
    assertOrthogonalRows(data);
    return data;
  }

  private static void assertGram(double[] gram, double[] rows, int d, double tolerance) {
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < d; k++) {
        double sum = 0;
        for (int i = 0; i < rows.length / d; i++) {
          sum += rows[i * d + j] * rows[i * d + k];
        }
        assertEquals(gram[j * d + k], sum, tolerance);
      }
    }
  }

  private static void assertOrthogonalRows(LeastSquaresData data) {
    int d = data.dimension();
    double[] rows = data.orthogonalFactor();
    double[] spectrum = data.spectrum();
    for (int i = 0; i < data.rank(); i++) {
      for (int j = 0; j <= i; j++) {
        double dot = 0;
        for (int k = 0; k < d; k++) {
          dot += rows[i * d + k] * rows[j * d + k];
        }
        double expected = i == j ? spectrum[i] : 0;
        assertEquals(expected, dot, 1e-14 * Math.sqrt(spectrum[i] * spectrum[j]));
      }
    }
  }
}
