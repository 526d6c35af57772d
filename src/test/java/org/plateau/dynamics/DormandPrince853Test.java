package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.sampling.RandomStream;

/** The coefficients by the order conditions, the steps by Hipparchus', the two forms of stages. */
class DormandPrince853Test {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** A rooted tree by its root's branches, in J. Butcher's theory of order. */
  private record Tree(List<Tree> branches) {

    int order() {
      return 1 + branches.stream().mapToInt(Tree::order).sum();
    }

    double density() {
      return branches.stream().mapToDouble(Tree::density).reduce(order(), (a, b) -> a * b);
    }

    /** The elementary weights of all stages. */
    double[] weights(double[][] a) {
      double[] out = new double[a.length];
      java.util.Arrays.fill(out, 1);
      for (Tree branch : branches) {
        double[] inner = branch.weights(a);
        for (int i = 0; i < a.length; i++) {
          double sum = 0;
          for (int j = 0; j < i; j++) {
            sum += a[i][j] * inner[j];
          }
          out[i] *= sum;
        }
      }
      return out;
    }
  }

  /** All trees of an order: branches in the order of a list of all smaller ones. */
  private static List<Tree> trees(int order) {
    List<Tree> smaller = new ArrayList<>();
    for (int n = 1; n < order; n++) {
      smaller.addAll(trees(n));
    }
    List<Tree> out = new ArrayList<>();
    collect(smaller, 0, order - 1, new ArrayList<>(), out);
    return out;
  }

  private static void collect(
      List<Tree> smaller, int from, int left, List<Tree> branches, List<Tree> out) {
    if (left == 0) {
      out.add(new Tree(List.copyOf(branches)));
    }
    for (int i = from; i < smaller.size() && left > 0; i++) {
      if (smaller.get(i).order() <= left) {
        branches.add(smaller.get(i));
        collect(smaller, i, left - smaller.get(i).order(), branches, out);
        branches.remove(branches.size() - 1);
      }
    }
  }

  /** The matrix a_ij, read back from the slots as the integrator reads it. */
  private static double[][] matrix() {
    int stages = DormandPrince853Coefficients.STAGES;
    double[][] a = new double[stages][stages];
    int[] holder = new int[DormandPrince853Coefficients.SLOTS];
    for (int i = 0; i < stages; i++) {
      double[] row = DormandPrince853Coefficients.A[i];
      for (int j = 0; j < row.length; j++) {
        a[i][holder[DormandPrince853Coefficients.FIRST[i] + j]] = row[j];
      }
      holder[DormandPrince853Coefficients.SLOT[i]] = i;
    }
    return a;
  }

  /** Weights of k1 and k6 to k12 as weights of all stages. */
  private static double[] spread(double[] weights) {
    double[] out = new double[DormandPrince853Coefficients.STAGES];
    out[0] = weights[0];
    System.arraycopy(weights, 1, out, 5, weights.length - 1);
    return out;
  }

  private static double defect(double[] weights, Tree tree, double exact) {
    double[] stages = tree.weights(matrix());
    double sum = 0;
    for (int i = 0; i < stages.length; i++) {
      sum += weights[i] * stages[i];
    }
    return Math.abs(sum - exact);
  }

  @Test
  void treesAreCountedRight() {
    int[] counts = {1, 1, 2, 4, 9, 20, 48, 115};
    for (int order = 1; order <= 8; order++) {
      assertEquals(counts[order - 1], trees(order).size(), "order " + order);
    }
  }

  @Test
  void theStepHasOrderEightAndNoMore() {
    double[] b = spread(DormandPrince853Coefficients.B);
    for (int order = 1; order <= 8; order++) {
      for (Tree tree : trees(order)) {
        assertEquals(0, defect(b, tree, 1 / tree.density()), 1e-14, tree.toString());
      }
    }
    assertTrue(trees(9).stream().anyMatch(t -> defect(b, t, 1 / t.density()) > 1e-8));
  }

  /** They vanish for trees below the order of the method they compare with, and not above. */
  @Test
  void theErrorEstimatesHaveOrdersFiveAndThree() {
    double[] fifth = spread(DormandPrince853Coefficients.FIFTH);
    double[] third = spread(DormandPrince853Coefficients.THIRD);
    for (int order = 1; order <= 5; order++) {
      for (Tree tree : trees(order)) {
        assertEquals(0, defect(fifth, tree, 0), 1e-14);
        if (order <= 3) {
          assertEquals(0, defect(third, tree, 0), 1e-14);
        }
      }
    }
    assertTrue(trees(6).stream().anyMatch(t -> defect(fifth, t, 0) > 1e-6));
    assertTrue(trees(4).stream().anyMatch(t -> defect(third, t, 0) > 1e-6));
  }

  /** y' = f(y) on a circle with a speed that depends on the angle. */
  private static VectorField uneven() {
    return new VectorField() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public double evaluate(double[] y, double[] derivative, int at) {
        double speed = 1 + 0.9 * y[0];
        derivative[at] = -speed * y[1];
        derivative[at + 1] = speed * y[0];
        return 1;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-8, 1e-10, 1e-12})
  void theStepsAreThoseOfHipparchus(double tolerance) {
    Tolerances tolerances = new Tolerances(tolerance, tolerance);
    List<double[]> own = path(new DormandPrince853(2, tolerances));
    List<double[]> other = path(new HipparchusDormandPrince(tolerances));
    assertEquals(other.size(), own.size(), 0.02 * other.size());
    // The two differ in how they choose the first step, and so in where the others end.
    double[] end = own.get(own.size() - 1);
    assertArrayEquals(other.get(other.size() - 1), end, 300 * tolerance);
  }

  private static List<double[]> path(OdeIntegrator integrator) {
    List<double[]> out = new ArrayList<>();
    integrator.integrate(
        uneven(),
        new double[] {1, 0},
        30,
        NEVER,
        100_000,
        (time, state, gauge) -> out.add(state.clone()));
    return out;
  }

  /** A flow whose stages are made both ways, over widths with and without remainders. */
  @Test
  void rankOneStagesAreTheDenseOnes() {
    int[][] shapes = {{1, 1}, {3, 1}, {1, 1, 1}, {5, 2, 7, 1}, {8, 8, 8, 8, 8}, {9, 17, 3}};
    for (int[] widths : shapes) {
      RandomStream stream = RandomStream.of(6, "stages", widths.length * 100L + widths[0]);
      LeastSquaresLoss loss = loss(stream, widths);
      Objective objective = Objective.of(loss);
      int n = objective.dimension() + 1;
      VectorField field = field(objective);
      RankOneStages.Pace pace =
          (norm, carried, at) -> {
            carried[at] = norm;
            return -0.5;
          };
      Stages dense = new DenseStages(field, 11);
      Stages factors = new RankOneStages(loss, 1, pace, 11);
      double[] y = stream.gaussian(new double[n]);
      double[] weights = stream.gaussian(new double[24]);
      double[][] results = new double[2][];
      for (Stages stages : new Stages[] {dense, factors}) {
        results[stages == dense ? 0 : 1] = walk(stages, y, weights, n);
      }
      assertArrayEquals(results[0], results[1], 1e-10, java.util.Arrays.toString(widths));
    }
  }

  /** All numbers that an integrator can get from stages. */
  private static double[] walk(Stages stages, double[] y, double[] weights, int n) {
    List<Double> out = new ArrayList<>();
    double[] next = new double[n];
    double[] sums = new double[16];
    double[] small = weights.clone();
    for (int i = 0; i < small.length; i++) {
      small[i] *= 0.05;
    }
    stages.moveTo(y);
    out.add(stages.evaluate(0, small, 0, 2));
    for (int slot = 3; slot < 11; slot++) {
      out.add(stages.evaluate(2, small, slot - 2, slot));
    }
    stages.copy(7, 0);
    for (int slot : new int[] {0, 2, 10}) {
      stages.derivative(slot, next);
      for (double v : next) {
        out.add(v);
      }
    }
    stages.end(2, small, 8, new Tolerances(0.1, 0.1), next, sums);
    for (double v : next) {
      out.add(v);
    }
    for (int at = 0; at < 16; at += 8) {
      double sum = 0;
      for (int i = 0; i < 8; i++) {
        sum += sums[at + i];
      }
      out.add(sum);
    }
    return out.stream().mapToDouble(v -> v / (1 + Math.abs(v))).toArray();
  }

  private static LeastSquaresLoss loss(RandomStream stream, int[] widths) {
    int d = widths[0];
    int last = widths[widths.length - 1];
    double[] x = stream.gaussian(new double[3 * d * d]);
    LeastSquaresData data = LeastSquaresData.of(x, stream.gaussian(new double[3 * d]), 3 * d, d);
    double[] zero = new double[DeepLinearNetwork.parameterCount(widths)];
    double[] p = stream.gaussian(new double[last]);
    return new LeastSquaresLoss(DeepLinearNetwork.withOutput(widths, zero, p), data);
  }

  private static VectorField field(Objective objective) {
    int count = objective.dimension();
    return new VectorField() {
      @Override
      public int dimension() {
        return count + 1;
      }

      @Override
      public double evaluate(double[] state, double[] derivative, int at) {
        double[] gradient = new double[count];
        double gap = objective.evaluate(state, gradient);
        double sum = 0;
        for (int i = 0; i < count; i++) {
          derivative[at + i] = -0.5 * gradient[i];
          sum += gradient[i] * gradient[i];
        }
        derivative[at + count] = Math.sqrt(sum);
        return gap;
      }
    };
  }
}
