package org.plateau.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.matrix.SymmetricEigen;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.precision.Precise;
import org.plateau.precision.PreciseMatrix;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

class MinimalSharpnessTest {

  /** Oracle: the objective of the spec, minimized over ln r by golden section on eigenvalues. */
  @Test
  void agreesWithGoldenSectionOnTheEigenvalueForm() {
    for (int seed = 0; seed < 300; seed++) {
      RandomStream stream = RandomStream.of(seed, "golden", 0);
      LeastSquaresData data = data(stream);
      int depth = 2 + stream.nextInt(23);
      double pi = Math.exp(0.5 * stream.nextGaussian());
      double expected = golden(data, depth, pi);
      MinimalSharpness minimal = MinimalSharpness.of(data, depth, pi);
      assertEquals(expected, minimal.value(), 1e-12 * expected, "seed " + seed);
      double slack = 1e-12 * expected;
      assertTrue(minimal.lowerBound() <= minimal.sharperLowerBound() + slack);
      assertTrue(minimal.sharperLowerBound() <= minimal.value() + slack);
      assertTrue(minimal.value() <= minimal.sharperUpperBound() + slack);
      assertTrue(minimal.value() <= minimal.balanced() + slack);
      assertTrue(minimal.balanced() <= minimal.balancedUpperBound() + slack);
      assertTrue(minimal.balancedUpperBound() <= minimal.upperBound() + slack);
    }
  }

  @Test
  void witnessAttainsTheMinimum() {
    for (int seed = 0; seed < 300; seed++) {
      RandomStream stream = RandomStream.of(seed, "witness", 0);
      LeastSquaresData data = data(stream);
      int depth = 1 + stream.nextInt(24);
      int[] widths = new int[depth + 1];
      widths[0] = data.dimension();
      for (int k = 1; k <= depth; k++) {
        widths[k] = 1 + stream.nextInt(6);
      }
      double[] p = stream.gaussian(new double[widths[depth]]);
      MinimalSharpness minimal =
          MinimalSharpness.of(data, depth, org.plateau.matrix.Kernels.norm(p));
      DeepLinearNetwork witness = minimal.witness(widths, p);
      Enclosure sharpness = Sharpness.atMinimizer(witness, data);
      assertTrue(witness.isMinimizer(data));
      assertEquals(minimal.value(), sharpness.value(), 2e-12 * minimal.value(), "seed " + seed);
      double trace = MinimalTrace.of(data, depth, witness.outputNorm());
      if (depth > 1) {
        double r = MinimalTrace.firstNorm(data, depth, witness.outputNorm());
        DeepLinearNetwork flat = RankOneMinimizer.of(data, widths, p, r, stream);
        assertEquals(trace, HessianTrace.of(flat, data), 1e-12 * trace);
        double balanced = RankOneMinimizer.balancedNorm(data, depth, witness.outputNorm());
        DeepLinearNetwork even = RankOneMinimizer.of(data, widths, p, balanced, stream);
        assertEquals(
            minimal.balanced(),
            Sharpness.atMinimizer(even, data).value(),
            1e-12 * minimal.balanced());
      }
      assertTrue(HessianTrace.of(witness, data) >= trace * (1 - 1e-12));
    }
  }

  /**
   * Kink: w* along the flatter of two eigenvectors with L a < Lambda; then both eigenvalues of the
   * objective meet at the minimum: r^2 Lambda = r^2 a + (L-1) r^{-2/(L-1)} a |w|^2.
   */
  @Test
  void kinkWhereTheTopEigenvalueIsMultiple() {
    double[] x = {10, 0, 0, 1};
    double[] y = {0, 3};
    LeastSquaresData data = LeastSquaresData.of(x, y, 2, 2);
    double top = 50;
    double a = 0.5;
    int depth = 4;
    double r2 = Math.pow((depth - 1) * a * 9 / (top - a), (depth - 1.0) / depth);
    double expected = 2 * r2 * top;
    MinimalSharpness minimal = MinimalSharpness.of(data, depth, 1);
    assertEquals(expected, minimal.value(), 1e-14 * expected);
    assertEquals(Math.sqrt(r2), minimal.firstNorm(), 1e-14);
    DeepLinearNetwork witness = minimal.witness(new int[] {2, 2, 3, 1, 1}, new double[] {1});
    assertEquals(expected, Sharpness.atMinimizer(witness, data).value(), 1e-13 * expected);
    // A component of 1e-12 along the top eigenvector moves the minimum by no more than that.
    LeastSquaresData nearly = LeastSquaresData.of(x, new double[] {1e-12, 3}, 2, 2);
    assertEquals(expected, MinimalSharpness.of(nearly, depth, 1).value(), 1e-11 * expected);
  }

  @Test
  void outputFactorIsAPowerOfTheNorm() {
    assertEquals(2, MinimalSharpness.outputFactor(8, 6), 1e-15);
    assertEquals(0.5, MinimalSharpness.outputFactor(0.25, 4), 1e-15);
    assertEquals(9, MinimalSharpness.outputFactor(3, 1), 1e-14);
    assertEquals(1, MinimalSharpness.outputFactor(1, 7));
  }

  /** w* an eigenvector with L a >= Lambda: C1 is attained. */
  @Test
  void equalityCaseOfTheLowerBound() {
    double[] x = {3, 0, 0, 2};
    double[] y = {0, 5};
    LeastSquaresData data = LeastSquaresData.of(x, y, 2, 2);
    for (int depth = 3; depth < 30; depth++) {
      MinimalSharpness minimal = MinimalSharpness.of(data, depth, 1.7);
      assertEquals(minimal.lowerBound(), minimal.value(), 1e-14 * minimal.value());
    }
  }

  @Test
  void depthOneIsConvex() {
    LeastSquaresData data =
        LeastSquaresData.of(new double[] {3, 0, 0, 2}, new double[] {1, 5}, 2, 2);
    MinimalSharpness minimal = MinimalSharpness.of(data, 1, 3);
    assertEquals(2 * 4.5 * 9, minimal.value(), 1e-13);
    assertEquals(2 * data.rayleigh() * 9, minimal.lowerBound(), 1e-13);
    assertEquals(minimal.value(), minimal.upperBound(), 1e-13);
    assertEquals(2 * 6.5 * 9, MinimalTrace.of(data, 1, 3), 1e-12);
    DeepLinearNetwork witness = minimal.witness(new int[] {2, 2}, new double[] {3, 0});
    assertEquals(minimal.value(), Sharpness.of(witness, data).value(), 1e-13);
  }

  @Test
  void tinyAndHugeTargetsScale() {
    for (double scale : new double[] {1e-60, 1e60}) {
      LeastSquaresData data =
          LeastSquaresData.of(new double[] {3, 1, 0, 2}, new double[] {scale, 2 * scale}, 2, 2);
      LeastSquaresData unit =
          LeastSquaresData.of(new double[] {3, 1, 0, 2}, new double[] {1, 2}, 2, 2);
      double expected = MinimalSharpness.of(unit, 3, 1).value() * Math.pow(scale, 4.0 / 3);
      assertEquals(1, MinimalSharpness.of(data, 3, 1).value() / expected, 1e-12);
    }
  }

  @Test
  void badInputIsNamed() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {1}, 1, 1);
    message("depth", () -> MinimalSharpness.of(data, 0, 1));
    message("outputNorm", () -> MinimalSharpness.of(data, 2, 0));
    message("outputNorm", () -> MinimalSharpness.of(data, 2, Double.NaN));
    message("depth", () -> MinimalTrace.of(data, 0, 1));
    MinimalSharpness minimal = MinimalSharpness.of(data, 2, 1);
    message("widths", () -> minimal.witness(new int[] {1, 1}, new double[] {1}));
    message("p:", () -> minimal.witness(new int[] {1, 1, 1}, new double[] {2}));
  }

  private static void message(String part, org.junit.jupiter.api.function.Executable action) {
    String text = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(text.contains(part), text);
  }

  private static LeastSquaresData data(RandomStream stream) {
    int d = 1 + stream.nextInt(8);
    int n = 1 + stream.nextInt(20);
    double[] x = stream.gaussian(new double[n * d]);
    for (int j = 0; j < d; j++) {
      double scale = Math.exp(stream.uniform(0, Math.log(30)));
      for (int i = 0; i < n; i++) {
        x[i * d + j] *= scale;
      }
    }
    return LeastSquaresData.of(x, stream.gaussian(new double[n]), n, d);
  }

  private static double golden(LeastSquaresData data, int depth, double pi) {
    double beta = data.beta();
    double bound =
        depth
            * Math.pow(data.largest(), 1.0 / depth)
            * Math.pow(beta, 1 - 1.0 / depth)
            * Math.pow(pi, 2.0 / depth);
    double high = Math.log(bound / data.largest()) / 2;
    double low = Math.log(pi) + (depth - 1) / 2.0 * Math.log((depth - 1) * beta / bound);
    double ratio = (Math.sqrt(5) - 1) / 2;
    double least = Double.POSITIVE_INFINITY;
    while (high - low > 1e-13 * Math.max(1, Math.abs(high))) {
      double left = high - ratio * (high - low);
      double right = low + ratio * (high - low);
      double atLeft = objective(data, depth, pi, left);
      double atRight = objective(data, depth, pi, right);
      least = Math.min(least, Math.min(atLeft, atRight));
      if (atLeft < atRight) {
        high = right;
      } else {
        low = left;
      }
    }
    return least;
  }

  private static double objective(LeastSquaresData data, int depth, double pi, double t) {
    int rank = data.rank();
    double[] s = data.spectrum();
    double[] z = data.components();
    double c = (depth - 1) * Math.exp(2.0 / (depth - 1) * (Math.log(pi) - t));
    double[] matrix = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < rank; j++) {
        matrix[i * rank + j] = c * z[i] * z[j];
      }
      matrix[i * rank + i] += Math.exp(2 * t) * s[i];
    }
    return 2 * SymmetricEigen.largest(matrix, rank);
  }

  /** Oracle: the zero of h by bisection, with linear systems at 50 digits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 11})
  void liesInItsEnclosureAtFiftyDigits(int d) {
    for (int seed = 0; seed < 8; seed++) {
      RandomStream stream = RandomStream.of(seed, "fifty digits", d);
      int n = d + 1 + stream.nextInt(6);
      double[] x = stream.gaussian(new double[n * d]);
      double[] y = stream.gaussian(new double[n]);
      for (int i = 0; i < n; i++) {
        x[i * d] *= 30;
        y[i] += 3 * x[i * d + d - 1];
      }
      int depth = 2 + seed * seed * seed;
      LeastSquaresData data = LeastSquaresData.of(x, y, n, d);
      assertTrue(data.isWellConditioned());
      MinimalSharpness minimal = MinimalSharpness.of(data, depth, 1.5);
      double expected = precisely(data, depth, 1.5);
      assertEquals(expected, minimal.value(), minimal.enclosure().error(), "seed " + seed);
    }
  }

  private static double precisely(LeastSquaresData data, int depth, double pi) {
    int n = data.samples();
    int d = data.dimension();
    PreciseMatrix x = PreciseMatrix.of(n, d, data.design());
    PreciseMatrix covariance = x.transpose().multiply(x).scale(Precise.ratio(1, n));
    PreciseMatrix image =
        x.transpose().multiply(PreciseMatrix.column(data.targets())).scale(Precise.ratio(1, n));
    PreciseMatrix solution = covariance.solve(image);
    double low = data.largest() * (1 + 1e-13);
    double high = depth * data.largest() * (1 + 1e-13);
    while (high - low > 4 * Math.ulp(high)) {
      double xi = low + (high - low) / 2;
      PreciseMatrix shifted =
          PreciseMatrix.identity(d).scale(Precise.of(xi)).subtract(covariance).midpoints();
      PreciseMatrix a = shifted.solve(image);
      Precise h =
          a.dot(solution)
              .multiply(depth)
              .subtract(a.dot(shifted.solve(solution)).multiply(Precise.of(xi * (depth - 1.0))));
      if (h.isCertainlyPositive()) {
        high = xi;
      } else {
        low = xi;
      }
    }
    PreciseMatrix shifted =
        PreciseMatrix.identity(d).scale(Precise.of(high)).subtract(covariance).midpoints();
    double g = shifted.solve(image).dot(solution).toDouble();
    double share = (depth - 1.0) / depth;
    return 2 * high * Math.pow((depth - 1) * g, share) * Math.pow(pi, 2.0 / depth);
  }

  /** Both forms on the same data, where they have least in common: w* nearly an eigenvector. */
  @ParameterizedTest
  @CsvSource({"0", "1e-17", "1e-12", "1e-9", "1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "0.1", "1"})
  void agreesWithTheEigenvaluesNearTheKink(double part) {
    for (int seed = 0; seed < 50; seed++) {
      RandomStream stream = RandomStream.of(seed, "kink", 0);
      int d = 3 + stream.nextInt(8);
      int depth = 2 + stream.nextInt(12);
      double[] rotation = RandomMatrices.haar(stream, d);
      double[] x = new double[d * d];
      double[] y = new double[d];
      for (int i = 0; i < d; i++) {
        double length = i < 2 ? 4 : Math.exp(stream.uniform(-2, 1));
        for (int j = 0; j < d; j++) {
          x[i * d + j] = length * rotation[i * d + j];
        }
        y[i] = i < 2 ? part * stream.nextGaussian() : stream.nextGaussian();
      }
      LeastSquaresData data = LeastSquaresData.of(x, y, d, d);
      MinimalSharpness minimal = MinimalSharpness.of(data, depth, 0.7);
      double half = MinimalSharpness.leastTop(data.spectrum(), data.components(), depth, 0.7);
      assertEquals(2 * half, minimal.value(), 2 * minimal.enclosure().error(), "seed " + seed);
      int[] widths = new int[depth + 1];
      Arrays.fill(widths, 2);
      widths[0] = d;
      DeepLinearNetwork witness = minimal.witness(widths, new double[] {0.7, 0});
      double attained = Sharpness.atMinimizer(witness, data).value();
      assertEquals(minimal.value(), attained, 1e-12 * attained, "seed " + seed);
    }
  }

  /** w* along any single eigenvector: a tridiagonal form that falls into two parts. */
  @Test
  void singleEigenvectors() {
    int d = 6;
    double[] x = new double[d * d];
    for (int i = 0; i < d; i++) {
      x[i * d + i] = 1 + i;
    }
    for (int i = 0; i < d; i++) {
      for (int depth : new int[] {2, 3, 8, 1000}) {
        double[] y = new double[d];
        y[i] = -2;
        LeastSquaresData data = LeastSquaresData.of(x, y, d, d);
        MinimalSharpness minimal = MinimalSharpness.of(data, depth, 1);
        double half = MinimalSharpness.leastTop(data.spectrum(), data.components(), depth, 1);
        assertEquals(2 * half, minimal.value(), 1e-14 * minimal.value());
        if (depth * (i + 1.0) * (i + 1.0) > d * d) {
          assertEquals(minimal.lowerBound(), minimal.value(), 1e-14 * minimal.value());
        }
      }
    }
  }

  /** Far from one, squares of squares would leave the range of doubles. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-70, 1e-40, 1e-20, 1e20, 1e40, 1e70})
  void tinyAndHugeInputsScale(double scale) {
    RandomStream stream = RandomStream.of(3, "scales", 0);
    double[] x = stream.gaussian(new double[30]);
    double[] y = stream.gaussian(new double[10]);
    double unit = MinimalSharpness.of(LeastSquaresData.of(x, y, 10, 3), 5, 1).value();
    double[] scaled = x.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= scale;
    }
    LeastSquaresData data = LeastSquaresData.of(scaled, y, 10, 3);
    double value = MinimalSharpness.of(data, 5, 1).value();
    assertEquals(1, value / Math.pow(scale, 0.4) / unit, 1e-12);
  }

  @Test
  void oneMinimumBehindEveryDoor() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "doors", 0);
      LeastSquaresData data = data(stream);
      int depth = 2 + stream.nextInt(6);
      int[] widths = new int[depth + 1];
      Arrays.fill(widths, 2);
      widths[0] = data.dimension();
      double[] p = stream.gaussian(new double[2]);
      DeepLinearNetwork network =
          DeepLinearNetwork.withOutput(
              widths, stream.gaussian(new double[DeepLinearNetwork.parameterCount(widths)]), p);
      MinimalSharpness minimal = MinimalSharpness.of(network, data);
      double pi = org.plateau.matrix.Kernels.norm(p);
      assertEquals(MinimalSharpness.of(data, depth, pi).value(), minimal.value());
      double half = MinimalSharpness.leastTop(data.spectrum(), data.components(), depth, pi);
      assertEquals(minimal.value(), 2 * half, 2 * minimal.enclosure().error());
      double expected = golden(data, depth, pi);
      assertTrue(Math.abs(minimal.enclosure().value() - minimal.value()) == 0);
      assertEquals(expected, minimal.value(), 1e-12 * expected);
      assertTrue(minimal.enclosure().error() > 0);
      assertTrue(minimal.enclosure().error() < 1e-13 * minimal.value());
    }
  }

  @Test
  void theUpperBoundIsTheFormulaOfThePaper() {
    LeastSquaresData data =
        LeastSquaresData.of(new double[] {3, 0, 0, 2}, new double[] {1, 5}, 2, 2);
    double norm = data.solutionNorm();
    for (int depth = 1; depth <= 5; depth++) {
      for (double pi : new double[] {1, 2.5}) {
        double a = data.rayleigh();
        double top = data.largest();
        double root = Math.sqrt((2 * depth - 1) * top * top + (depth - 1) * (depth - 1) * a * a);
        double factor = 2 * Math.pow(norm, 2 - 2.0 / depth) * Math.pow(pi, 2.0 / depth);
        MinimalSharpness minimal = MinimalSharpness.of(data, depth, pi);
        assertEquals(factor * root, minimal.upperBound(), 1e-12 * factor * root);
        double even = factor * (top + (depth - 1) * a);
        assertEquals(even, minimal.balancedUpperBound(), 1e-12 * even);
        double least = 2 * depth * Math.pow(norm, 2 - 2.0 / depth) * a * Math.pow(pi, 2.0 / depth);
        assertEquals(least, minimal.lowerBound(), 1e-12 * least);
      }
    }
  }

  @Test
  void aWitnessNeedsItsWidths() {
    LeastSquaresData data = LeastSquaresData.of(new double[] {1}, new double[] {1}, 1, 1);
    MinimalSharpness minimal = MinimalSharpness.of(data, 2, 1);
    message(
        "depth 2 needs 3 widths, but got 2", () -> minimal.witness(new int[2], new double[] {1}));
    message("p:", () -> minimal.witness(new int[] {1, 1, 1}, new double[] {1 + 1e-11}));
    assertEquals(2, minimal.witness(new int[] {1, 1, 1}, new double[] {1}).depth());
  }
}
