package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.landscape.Regressions;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.sampling.RandomStream;

class LazySignsTest {

  private static double[] full(RobustRegression problem, double[] theta) {
    double[] residual = problem.times(theta);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = Math.signum(residual[i] - problem.targets()[i]);
    }
    double[] out = new double[problem.width()];
    problem.timesTransposed(residual, out);
    return out;
  }

  /** A single wrong sign would move an entry by about 1. */
  @ParameterizedTest
  @CsvSource({
    "1,60,30,.05",
    "2,60,80,.05",
    "3,200,100,.01",
    "2,3,1,.2",
    "4,30,20,.3",
    "1,20,3,.02",
    "2,40,31,.1"
  })
  void agreesWithTheFullProductsAlongARun(int depth, int m, int d, double eta) {
    RobustRegression problem = Regressions.draw(RandomStream.of(1, "lazy", m), m, d, 0.3, 1);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, d);
    LazySigns signs = new LazySigns(problem);
    RegressionLoss loss = new RegressionLoss(problem, network, ResidualLoss.ABSOLUTE);
    SubgradientMethod method = new SubgradientMethod(loss, network.constant(0.3, 0.3));
    method.run(
        StepSchedule.constant(eta, 3000),
        (step, weights) -> {
          double[] theta = network.product(weights);
          assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9, "step " + step);
          return true;
        });
  }

  @Test
  void largeJumpsAndReturnsAreNoticed() {
    RobustRegression problem = Regressions.draw(RandomStream.of(2, "jumps", 0), 50, 10, 0.3, 2);
    LazySigns signs = new LazySigns(problem);
    RandomStream stream = RandomStream.of(2, "points", 0);
    for (int t = 0; t < 500; t++) {
      double[] theta = stream.gaussian(new double[10]);
      double size = stream.uniform(0, 50) * (t % 2);
      for (int i = 0; i < 10; i++) {
        theta[i] *= size;
      }
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9);
    }
  }

  @Test
  void rowsOfZerosAndResidualsOfZeroAreHandled() {
    RobustRegression problem =
        new RobustRegression(new double[] {0, 0, 1, 0}, new double[] {1, 1}, new double[] {0, 0});
    LazySigns signs = new LazySigns(problem);
    assertArrayEquals(new double[2], signs.pull(new double[] {1, 1}), 0);
    assertArrayEquals(new double[] {1, 0}, signs.pull(new double[] {2, 1}), 0);
    assertArrayEquals(new double[] {-1, 0}, signs.pull(new double[] {0.5, 1}), 0);
    assertArrayEquals(new double[2], signs.pull(new double[] {1, 7}), 0);
  }

  @Test
  void notANumberIsPassedOn() {
    RobustRegression problem = Regressions.draw(RandomStream.of(3, "nan", 0), 8, 2, 0.3, 1);
    LazySigns signs = new LazySigns(problem);
    signs.pull(new double[] {1, 1});
    assertTrue(Double.isNaN(signs.pull(new double[] {Double.NaN, 1})[0]));
    double[] back = {1, 1};
    assertArrayEquals(full(problem, back), signs.pull(back), 1e-12);
    assertArrayEquals(
        full(problem, new double[] {1e308, 1e308}), signs.pull(new double[] {1e308, 1e308}), 1e-12);
  }

  /**
   * A coordinate that oscillates while all others creep, as near a sparse solution: residuals pass
   * zero again and again, and most are never computed.
   */
  @ParameterizedTest
  @CsvSource({"1,1e-4", "3,1e-5", "8,1e-6", "9,1e-6", "40,0"})
  void oscillatingCoordinatesAreFollowed(int oscillating, double creep) {
    int m = 120;
    int d = 40;
    RobustRegression problem = Regressions.draw(RandomStream.of(4, "follow", 0), m, d, 0.3, 2);
    LazySigns signs = new LazySigns(problem);
    RandomStream stream = RandomStream.of(4, "steps", oscillating);
    double[] theta = problem.truth().clone();
    int calls = 3000;
    for (int t = 0; t < calls; t++) {
      for (int j = 0; j < d; j++) {
        double back = problem.truth()[j] - theta[j];
        theta[j] += j < oscillating ? 1.9 * back + 0.01 * stream.nextGaussian() : creep * back;
        theta[j] += creep * stream.nextGaussian();
      }
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9, "call " + t);
    }
    // Where not all that oscillate can be followed, each call computes all residuals.
    boolean followed = oscillating <= 8;
    assertEquals(followed, signs.rowProducts() < (long) m * calls, () -> signs.rowProducts() + "");
  }

  /** With at most eight coordinates all may be followed, and nothing else can change a sign. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void fewCoordinatesAreFollowedTogether(int d) {
    int m = 30;
    RobustRegression problem = Regressions.draw(RandomStream.of(6, "few", d), m, d, 0.3, 1);
    LazySigns signs = new LazySigns(problem);
    RandomStream stream = RandomStream.of(6, "walk", d);
    double[] theta = new double[d];
    for (int t = 0; t < 2000; t++) {
      theta[stream.nextInt(d)] += 0.1 * stream.nextGaussian();
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9, "call " + t);
    }
  }

  /**
   * The rows that are clean end at the truth exactly, where only the order of a sum makes them 0.
   */
  @Test
  void residualsThatAreZeroInTheFullProductAreZero() {
    int m = 80;
    int d = 30;
    RobustRegression problem = Regressions.draw(RandomStream.of(9, "zero", 0), m, d, 0.9, d);
    double[] near = problem.truth().clone();
    for (int j = 0; j < d; j++) {
      near[j] += j % 2 == 0 ? 1e-9 : -1e-9;
    }
    LazySigns signs = new LazySigns(problem);
    signs.pull(near);
    assertArrayEquals(full(problem, problem.truth()), signs.pull(problem.truth()), 1e-12);
    assertTrue(signs.rowProducts() < 3 * m, "the truth was reached without an anchor");
  }

  /** Squares of the steps, or of the rows, or of both, underflow or overflow. */
  @ParameterizedTest
  @CsvSource({
    "1e-170,1",
    "1e-320,1",
    "1,1e-170",
    "1,1e-310",
    "1e-100,1e-100",
    "1e-170,1e-150",
    "1e140,1e140",
    "1e140,3e-323",
    "1e100,1e160",
    "1e-100,1e200",
    "1e-20,1e305",
    "1e120,1e200",
    "1e-160,1e307"
  })
  void signsAreRightAtTheEndsOfTheRange(double step, double row) {
    int m = 30;
    int d = 12;
    RandomStream stream = RandomStream.of(10, "range", 0);
    double[] x = stream.gaussian(new double[m * d]);
    for (int at = 0; at < x.length; at++) {
      x[at] *= row;
    }
    RobustRegression problem = new RobustRegression(x, new double[d], new double[m]);
    LazySigns signs = new LazySigns(problem);
    double[] theta = new double[d];
    for (int t = 0; t < 60; t++) {
      for (int j = 0; j < d; j++) {
        theta[j] = step * (0.2 * stream.nextGaussian() + (t % 3 - 1) * (j + 1));
      }
      double[] expected = full(problem, theta);
      assertArrayEquals(expected, signs.pull(theta), 1e-12 * row, "call " + t);
    }
  }

  /**
   * Only the coordinates that are followed move, so that nothing but rounding leaves signs open.
   */
  @ParameterizedTest
  @CsvSource({"1e20,8", "1,8", "1e-20,8", "1e20,30", "1,30"})
  void signsWithinRoundingAreThoseOfTheFullProduct(double size, int moving) {
    int m = 80;
    int d = 30;
    RandomStream stream = RandomStream.of(11, "rounding", moving);
    double[] x = stream.gaussian(new double[m * d]);
    double[] truth = new double[d];
    for (int j = 0; j < d; j++) {
      truth[j] = size * (1 + j / 2);
      for (int i = 0; j % 2 == 1 && i < 20; i++) {
        // Half of the clean rows are orthogonal to the truth, so that y is small there.
        x[i * d + j] = i < 10 ? -x[i * d + j - 1] : x[i * d + j];
      }
    }
    double[] noise = new double[m];
    for (int i = 20; i < m; i++) {
      noise[i] = 1e3 * size * d * (i % 2 == 0 ? 1 : -1);
    }
    RobustRegression problem = new RobustRegression(x, truth, noise);
    LazySigns signs = new LazySigns(problem);
    double[] theta = new double[d];
    for (int t = 0; t < 300; t++) {
      System.arraycopy(truth, 0, theta, 0, d);
      for (int j = 0; t % 4 != 0 && j < moving; j++) {
        theta[j] += (stream.nextInt(3) - 1) * Math.ulp(theta[j]) * (t % 3 == 0 ? 1e6 : 1);
      }
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9, "call " + t);
    }
  }

  /** One row, which is open at every call: an anchor, whose own rounding bounds how far is safe. */
  @ParameterizedTest
  @CsvSource({"1e20", "1"})
  void anAnchorKnowsItsRounding(double size) {
    int d = 20;
    RandomStream stream = RandomStream.of(12, "anchor", 0);
    double[] x = stream.gaussian(new double[d]);
    double[] truth = new double[d];
    for (int j = 0; j < d; j++) {
      truth[j] = size * (1 + j / 2);
      x[j] = j % 2 == 1 ? -x[j - 1] : x[j];
    }
    RobustRegression problem = new RobustRegression(x, truth, new double[1]);
    LazySigns signs = new LazySigns(problem);
    double[] theta = truth.clone();
    for (int t = 0; t < 2000; t++) {
      int j = stream.nextInt(d);
      theta[j] = truth[j] + (stream.nextInt(5) - 2) * Math.ulp(truth[j]);
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9, "call " + t);
    }
  }

  /**
   * Rows of zeros are open at every call and never change a sign. Two of eight are computed twice,
   * and the third time all are.
   */
  @Test
  void rowsAreComputedUntilAnAnchorIsCheaper() {
    int d = 20;
    double[] x = RandomStream.of(13, "rows", 0).gaussian(new double[8 * d]);
    double[] noise = new double[8];
    for (int i = 0; i < 8; i++) {
      noise[i] = i < 2 ? 0 : 50;
      for (int j = 0; i < 2 && j < d; j++) {
        x[i * d + j] = 0;
      }
    }
    LazySigns signs = new LazySigns(new RobustRegression(x, new double[d], noise));
    double[] theta = new double[d];
    long[] expected = {16, 18, 20, 28, 30, 32, 40};
    for (long products : expected) {
      theta[d - 1] += 1e-3;
      theta[0] -= 1e-3;
      signs.pull(theta);
      assertEquals(products, signs.rowProducts());
    }
  }

  /** A residual of 10 |x| at the anchor, 1 |x| where the signs settle, and -1 |x| beyond. */
  @Test
  void theWayToTheNextSignCountsFromWhereSignsSettled() {
    int d = 20;
    double[] x = RandomStream.of(14, "settle", 0).gaussian(new double[d]);
    double norm = Kernels.norm(x);
    RobustRegression problem = new RobustRegression(x, new double[d], new double[] {-10 * norm});
    LazySigns signs = new LazySigns(problem);
    for (double way : new double[] {0, 9, 9.5, 9.9, 11, 9.5, 9.9, 10.5, 9.5}) {
      double[] theta = x.clone();
      for (int j = 0; j < d; j++) {
        theta[j] *= -way / norm;
      }
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-12, "way " + way);
    }
  }

  /** Here the residual at -theta is finite, but not reached from the infinite one at theta. */
  @Test
  void anInfiniteResidualIsNoAnchor() {
    RobustRegression problem =
        new RobustRegression(new double[] {1e160}, new double[1], new double[] {-1.5e308});
    LazySigns signs = new LazySigns(problem);
    assertArrayEquals(new double[] {1e160}, signs.pull(new double[] {1.55e148}), 0);
    assertArrayEquals(new double[] {-1e160}, signs.pull(new double[] {-1.55e148}), 0);
  }

  /**
   * What moved long ago is not followed for ever; nor does a call that was lost spoil the speeds.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theCoordinatesThatMoveNowAreFollowed(boolean losing) {
    int m = 100;
    int d = 40;
    RobustRegression problem = Regressions.draw(RandomStream.of(15, "now", 0), m, d, 0.3, 2);
    LazySigns signs = new LazySigns(problem);
    RandomStream stream = RandomStream.of(15, "moves", 0);
    double[] theta = problem.truth().clone();
    for (int first = 0; first < d; first += 8) {
      double[] broken = theta.clone();
      broken[d - 1] = first % 16 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
      if (losing) {
        signs.pull(broken);
      }
      long before = 0;
      for (int t = 0; t < 200; t++) {
        before = t == 40 ? signs.rowProducts() : before;
        for (int j = first; j < first + 8; j++) {
          theta[j] = problem.truth()[j] + 0.05 * stream.nextGaussian();
        }
        assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-9, "call " + t);
      }
      long products = signs.rowProducts() - before;
      assertTrue(products < 160L * m / 2, "rows multiplied: " + products + " from " + first);
    }
  }

  /** As long as no sign can change, not even the sum is taken afresh. */
  @Test
  void whereSignsSettleNothingIsMultiplied() {
    RobustRegression problem = Regressions.draw(RandomStream.of(16, "quiet", 0), 20, 30, 0.3, 1);
    LazySigns signs = new LazySigns(problem);
    double[] theta = RandomStream.of(16, "theta", 0).gaussian(new double[30]);
    for (int t = 0; t < 3000; t++) {
      theta[t % 30] += t % 2 == 0 ? 1e-9 : -1e-9;
      assertArrayEquals(full(problem, theta), signs.pull(theta), 1e-12);
    }
    assertEquals(40, signs.rowProducts());
  }
}
