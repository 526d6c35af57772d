package org.plateau.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.junit.jupiter.api.Test;
import org.plateau.matrix.Kernels;
import org.plateau.sampling.RandomStream;

class DiagonalDepthTest {

  private static double[] sparse(RandomStream stream, int d, int r) {
    double[] x = new double[d];
    int[] order = stream.permutation(new int[d]);
    for (int k = 0; k < r; k++) {
      x[order[k]] = stream.nextGaussian();
    }
    return x;
  }

  /** The least sum of weights |x| as a linear program in the positive and negative parts. */
  private static double simplex(double[] a, int m, int d, double[] b) {
    double[] cost = new double[2 * d];
    List<LinearConstraint> rows = new ArrayList<>();
    for (int i = 0; i < m; i++) {
      double[] row = new double[2 * d];
      for (int j = 0; j < d; j++) {
        row[j] = a[i * d + j];
        row[d + j] = -a[i * d + j];
        cost[j] += a[i * d + j] * a[i * d + j];
        cost[d + j] = cost[j];
      }
      rows.add(new LinearConstraint(row, Relationship.EQ, b[i]));
    }
    return new SimplexSolver()
        .optimize(
            new LinearObjectiveFunction(cost, 0),
            new LinearConstraintSet(rows),
            new NonNegativeConstraint(true))
        .getValue();
  }

  @Test
  void depthTwoAgreesWithTheSimplexMethodRecoveringOrNot() {
    for (int r : new int[] {2, 9}) {
      RandomStream stream = RandomStream.of(r, "depth", 0);
      double[] a = stream.gaussian(new double[12 * 20]);
      DiagonalDepth problem = new DiagonalDepth(12, 20, a);
      double[] b = problem.measure(sparse(stream, 20, r));
      Recovery flat = problem.flattest(b, 2, DouglasRachford.PRECISE);
      assertTrue(flat.converged());
      double expected = simplex(a, 12, 20, b);
      assertEquals(expected, flat.value(), 1e-7 * expected);
      assertTrue(flat.gap() <= 1e-8);
      assertTrue(Truth.distance(problem.measure(flat.matrix()), b) <= 1e-12);
    }
  }

  @Test
  void depthTwoRecoversWhatTheCertificateProves() {
    int proved = 0;
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "depth", 1);
      double[] x = sparse(stream, 40, 3);
      DiagonalDepth problem = new DiagonalDepth(24, 40, stream.gaussian(new double[24 * 40]));
      Recovery flat = problem.flattest(problem.measure(x), 2, DouglasRachford.PRECISE);
      if (problem.certifies(x)) {
        proved++;
        assertTrue(Truth.distance(flat.matrix(), x) <= 1e-8);
      }
    }
    assertTrue(proved >= 15, "proved " + proved);
  }

  @Test
  void deeperSolutionsHaveAProvedGapAndAreFlatterThanTheTruth() {
    RandomStream stream = RandomStream.of(3, "depth", 2);
    double[] x = sparse(stream, 30, 2);
    DiagonalDepth problem = new DiagonalDepth(15, 30, stream.gaussian(new double[15 * 30]));
    for (int depth : new int[] {3, 4, 8}) {
      Recovery flat = problem.flattest(problem.measure(x), depth, DouglasRachford.PRECISE);
      assertTrue(flat.converged(), depth + ": " + flat.residual() + " gap " + flat.gap());
      assertTrue(flat.gap() <= 1e-8);
      assertEquals(flat.value(), problem.flatness(flat.matrix(), depth), 1e-12 * flat.value());
      assertTrue(flat.value() < problem.flatness(x, depth));
      assertTrue(Truth.distance(flat.matrix(), x) > 0.01);
    }
  }

  @Test
  void certificateRefusesADenseVectorAndBadInputIsNamed() {
    RandomStream stream = RandomStream.of(4, "depth", 3);
    DiagonalDepth problem = new DiagonalDepth(5, 10, stream.gaussian(new double[50]));
    assertFalse(problem.certifies(stream.gaussian(new double[10])));
    assertThrows(
        IllegalArgumentException.class,
        () -> problem.flattest(new double[5], 1, DouglasRachford.PRECISE));
    assertThrows(
        IllegalArgumentException.class,
        () -> problem.flattest(new double[4], 2, DouglasRachford.PRECISE));
    DiagonalDepth dependent = new DiagonalDepth(2, 2, new double[] {1, 1, 1, 1});
    assertThrows(
        IllegalArgumentException.class,
        () -> dependent.flattest(new double[2], 2, DouglasRachford.PRECISE));
    assertEquals(
        0, Kernels.norm(problem.flattest(new double[5], 2, DouglasRachford.PRECISE).matrix()));
  }

  /** With one measurement the gradient condition has a solution in closed form. */
  @Test
  void oneMeasurementHasAClosedForm() {
    double[] a = {0.5, -1, 2, 1.5};
    DiagonalDepth problem = new DiagonalDepth(1, 4, a);
    for (int depth : new int[] {3, 4, 6}) {
      double power = 1 / (1 - 2.0 / depth);
      double sum = 0;
      for (double v : a) {
        sum += Math.pow(Math.abs(v), 1 - power);
      }
      Recovery flat = problem.flattest(new double[] {3}, depth, DouglasRachford.PRECISE);
      for (int j = 0; j < 4; j++) {
        double expected = 3 / sum * Math.signum(a[j]) * Math.pow(Math.abs(a[j]), -power);
        assertEquals(expected, flat.matrix()[j], 1e-9 * Math.abs(expected));
      }
      assertTrue(flat.converged() && flat.gap() <= 1e-9);
    }
  }

  /**
   * The exponent 2 - 2/K grows to 2: x = W^-1 A^T (A W^-1 A^T)^-1 b, here from the normal
   * equations.
   */
  @Test
  void greatDepthIsWeightedLeastNorm() {
    RandomStream stream = RandomStream.of(7, "depth", 7);
    double[] a = stream.gaussian(new double[2 * 5]);
    DiagonalDepth problem = new DiagonalDepth(2, 5, a);
    double[] b = {1, -2};
    double[] gram = new double[3];
    double[] weights = new double[5];
    for (int j = 0; j < 5; j++) {
      weights[j] = a[j] * a[j] + a[5 + j] * a[5 + j];
      gram[0] += a[j] * a[j] / weights[j];
      gram[1] += a[j] * a[5 + j] / weights[j];
      gram[2] += a[5 + j] * a[5 + j] / weights[j];
    }
    double determinant = gram[0] * gram[2] - gram[1] * gram[1];
    double y0 = (gram[2] * b[0] - gram[1] * b[1]) / determinant;
    double y1 = (gram[0] * b[1] - gram[1] * b[0]) / determinant;
    double[] limit = new double[5];
    for (int j = 0; j < 5; j++) {
      limit[j] = (a[j] * y0 + a[5 + j] * y1) / weights[j];
    }
    double far = Truth.distance(problem.flattest(b, 50, DouglasRachford.PRECISE).matrix(), limit);
    double near =
        Truth.distance(problem.flattest(b, 5000, DouglasRachford.PRECISE).matrix(), limit);
    assertTrue(far > 1e-4 && far < 0.1, "K = 50: " + far);
    assertEquals(0.01, near / far, 0.002);
  }

  @Test
  void spentBudgetsHaveValidGaps() {
    RandomStream stream = RandomStream.of(5, "depth", 4);
    double[] a = stream.gaussian(new double[6 * 12]);
    DiagonalDepth problem = new DiagonalDepth(6, 12, a);
    double[] b = problem.measure(stream.gaussian(new double[12]));
    for (int depth : new int[] {2, 4}) {
      double best = problem.flattest(b, depth, DouglasRachford.PRECISE).value();
      for (int budget : new int[] {1, 3, 10}) {
        Recovery rough = problem.flattest(b, depth, new DouglasRachford(1e-15, 1e-15, budget));
        assertEquals(Ending.BUDGET_SPENT, rough.ending());
        assertEquals(budget, rough.iterations());
        assertEquals(rough.value(), problem.flatness(rough.matrix(), depth), 1e-12 * best);
        assertTrue(Truth.distance(problem.measure(rough.matrix()), b) <= 1e-12);
        double excess = (rough.value() - best) / rough.value();
        assertTrue(rough.gap() >= excess - 1e-9, rough.gap() + " below " + excess);
        assertTrue(rough.gap() <= 1 && rough.residual() > 0);
      }
    }
  }

  @Test
  void zeroIsFlattestForZeroValues() {
    RandomStream stream = RandomStream.of(6, "depth", 5);
    DiagonalDepth problem = new DiagonalDepth(3, 5, stream.gaussian(new double[15]));
    for (int depth : new int[] {2, 3}) {
      Recovery zero = problem.flattest(new double[3], depth, DouglasRachford.PRECISE);
      assertEquals(0, Kernels.norm(zero.matrix()));
      assertEquals(0, zero.value());
      assertEquals(0, zero.gap());
      assertTrue(zero.converged(), zero.toString());
    }
  }

  @Test
  void aSparseVectorThatIsNotLeastIsRefused() {
    int refused = 0;
    for (int seed = 0; seed < 6; seed++) {
      RandomStream stream = RandomStream.of(seed, "depth", 6);
      double[] a = stream.gaussian(new double[12 * 20]);
      DiagonalDepth problem = new DiagonalDepth(12, 20, a);
      double[] x = sparse(stream, 20, 9);
      double least = simplex(a, 12, 20, problem.measure(x));
      if (least < problem.flatness(x, 2) * (1 - 1e-6)) {
        refused++;
        assertFalse(problem.certifies(x));
      }
    }
    assertTrue(refused > 0);
  }
}
