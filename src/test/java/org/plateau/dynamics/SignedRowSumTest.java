package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.landscape.Regressions;
import org.plateau.landscape.RobustRegression;
import org.plateau.sampling.RandomStream;

class SignedRowSumTest {

  private static RobustRegression problem(int m, int d) {
    return Regressions.draw(RandomStream.of(5, "signed rows", m), m, d, 0.3, 1);
  }

  private static double[] full(RobustRegression problem, double[] s) {
    double[] out = new double[problem.width()];
    for (int i = 0; i < problem.rows(); i++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += s[i] * problem.design()[i * out.length + j];
      }
    }
    return out;
  }

  private static SignPattern pattern(double[] s) {
    SignPattern pattern = new SignPattern(s.length);
    for (int i = 0; i < s.length; i++) {
      pattern.set(i, s[i]);
    }
    return pattern;
  }

  private static double[] signs(RandomStream stream, int m) {
    double[] s = new double[m];
    for (int i = 0; i < m; i++) {
      s[i] = stream.nextInt(3) - 1;
    }
    return s;
  }

  /** From no change to all of them, past a refresh, and back to signs of several calls ago. */
  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "7,1", "60,30"})
  void isTheFullProductWhateverChanges(int m, int d) {
    RobustRegression problem = problem(m, d);
    SignedRowSum sum = new SignedRowSum(problem);
    RandomStream stream = RandomStream.of(5, "changes", m);
    double[][] kept = {signs(stream, m), signs(stream, m), signs(stream, m)};
    for (int t = 0; t < 2500; t++) {
      double[] s = kept[stream.nextInt(3)];
      for (int k = stream.nextInt(m + 1); k > 0 && stream.nextBoolean(); k--) {
        s[stream.nextInt(m)] = stream.nextInt(3) - 1;
      }
      assertArrayEquals(full(problem, s), sum.of(pattern(s)), 1e-9, "call " + t);
    }
  }

  /** Two far sign vectors in turn cost a row or two each, once both ends are known. */
  @Test
  void anOscillationCostsItsChangesOnly() {
    int m = 64;
    RobustRegression problem = problem(m, 10);
    SignedRowSum sum = new SignedRowSum(problem);
    double[] up = new double[m];
    double[] down = new double[m];
    for (int i = 0; i < m; i++) {
      up[i] = 1;
      down[i] = i % 2 == 0 ? -1 : 1;
    }
    sum.of(pattern(up));
    sum.of(pattern(down));
    long before = sum.rowProducts();
    for (int t = 0; t < 500; t++) {
      double[] s = t % 2 == 0 ? up : down;
      s[t % m] = -s[t % m];
      assertArrayEquals(full(problem, s), sum.of(pattern(s)), 1e-11);
    }
    assertEquals(500, sum.rowProducts() - before);
  }

  @Test
  void theSameSignsCostNothing() {
    SignedRowSum sum = new SignedRowSum(problem(8, 3));
    double[] s = {1, -1, 0, 1, 1, -1, -1, 1};
    sum.of(pattern(s));
    long before = sum.rowProducts();
    sum.of(pattern(s));
    assertEquals(before, sum.rowProducts());
  }

  /** An infinite sum must not be corrected: it would stay. */
  @Test
  void sumsThatOverflowAreLeftAgain() {
    double[] x = {1.2e308, 1, 1.2e308, 1};
    RobustRegression problem = new RobustRegression(x, new double[2], new double[2]);
    SignedRowSum sum = new SignedRowSum(problem);
    double infinite = Double.POSITIVE_INFINITY;
    for (int t = 0; t < 4; t++) {
      assertArrayEquals(new double[] {infinite, 2}, sum.of(pattern(new double[] {1, 1})), 0);
      assertArrayEquals(new double[] {1.2e308, 1}, sum.of(pattern(new double[] {1, 0})), 0);
    }
  }

  /**
   * Up to half of the rows are corrected, more are summed afresh; one of eight is done in place.
   */
  @Test
  void costsAreThoseOfTheNearerSum() {
    SignedRowSum sum = new SignedRowSum(problem(8, 3));
    String[] signs = {
      "++++++++", "++++++++", "----++++", "-----+++", "++++++++", "+++++---", "----++--"
    };
    long[] products = {8, 0, 4, 1, 0, 3, 8};
    for (int t = 0; t < signs.length; t++) {
      double[] s = signs[t].chars().mapToDouble(c -> c == '+' ? 1 : -1).toArray();
      long before = sum.rowProducts();
      sum.of(pattern(s));
      assertEquals(products[t], sum.rowProducts() - before, "call " + t);
      assertEquals(t == 1, sum.isUnchanged(), "call " + t);
    }
  }
}
