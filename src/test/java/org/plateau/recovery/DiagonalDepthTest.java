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
}
