package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plateau.landscape.Regressions;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.network.FactorizedMatrix;
import org.plateau.network.ReluNetwork;
import org.plateau.sampling.RandomStream;

class SubgradientMethodTest {

  /** The definition of the spec, written entry by entry. */
  private static double[][] naiveStep(
      RobustRegression problem, double[][] w, double eta, boolean squared) {
    int n = w.length;
    int d = problem.width();
    int m = problem.rows();
    double[] g = new double[d];
    for (int r = 0; r < m; r++) {
      double residual = -problem.targets()[r];
      for (int i = 0; i < d; i++) {
        double theta = 1;
        for (double[] layer : w) {
          theta *= layer[i];
        }
        residual += problem.design()[r * d + i] * theta;
      }
      for (int i = 0; i < d; i++) {
        double weight = squared ? residual : Math.signum(residual);
        g[i] += weight * problem.design()[r * d + i] / m;
      }
    }
    double[][] next = new double[n][d];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < d; i++) {
        double partial = 1;
        for (int l = 0; l < n; l++) {
          partial *= l == j ? 1 : w[l][i];
        }
        next[j][i] = w[j][i] - eta * g[i] * partial;
      }
    }
    return next;
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "3,false", "4,true", "1,true"})
  void followsTheDefinition(int depth, boolean squared) {
    RobustRegression problem = Regressions.draw(RandomStream.of(1, "steps", depth), 20, 12, 0.3, 2);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, 12);
    ResidualLoss loss = squared ? ResidualLoss.SQUARED : ResidualLoss.ABSOLUTE;
    double[] start = RandomStream.of(1, "start", depth).gaussian(new double[12 * depth]);
    SubgradientMethod method =
        new SubgradientMethod(new RegressionLoss(problem, network, loss), start);
    double[][] w = new double[depth][12];
    for (int j = 0; j < depth; j++) {
      System.arraycopy(start, 12 * j, w[j], 0, 12);
    }
    for (int t = 0; t < 50; t++) {
      method.step(0.002);
      w = naiveStep(problem, w, 0.002, squared);
    }
    for (int j = 0; j < depth; j++) {
      for (int i = 0; i < 12; i++) {
        assertEquals(w[j][i], method.weights()[12 * j + i], 1e-11);
      }
    }
  }

  @Test
  void signOfZeroIsZero() {
    RobustRegression problem =
        new RobustRegression(new double[] {1, 1}, new double[] {1}, new double[] {0, 0});
    SubgradientMethod method =
        new SubgradientMethod(
            new RegressionLoss(problem, new DiagonalLinearNetwork(1, 1), ResidualLoss.ABSOLUTE),
            new double[] {1});
    method.step(0.5);
    assertEquals(1, method.weights()[0], 0);
  }

  @Test
  void scheduleIsConstantThenGeometric() {
    RobustRegression problem =
        new RobustRegression(new double[] {1}, new double[] {100}, new double[] {0});
    double[] positions = new double[5];
    SubgradientMethod method =
        new SubgradientMethod(
            new RegressionLoss(problem, new DiagonalLinearNetwork(1, 1), ResidualLoss.ABSOLUTE),
            new double[] {0});
    SubgradientMethod.End end =
        method.run(
            new StepSchedule(1, 2, 5, 0.5),
            (step, w) -> {
              positions[step - 1] = w[0];
              return true;
            });
    assertEquals(SubgradientMethod.End.COMPLETED, end);
    assertArrayEquals(new double[] {1, 2, 2.5, 2.75, 2.875}, positions, 0);
  }

  @Test
  void reportsHowItEnded() {
    RobustRegression problem = Regressions.draw(RandomStream.of(2, "end", 0), 20, 5, 0.2, 1);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(4, 5);
    RegressionLoss squared = new RegressionLoss(problem, network, ResidualLoss.SQUARED);
    SubgradientMethod wild = new SubgradientMethod(squared, network.constant(9, 9));
    assertEquals(SubgradientMethod.End.DIVERGED, wild.run(StepSchedule.constant(1, 100)));
    SubgradientMethod stopped = new SubgradientMethod(squared, network.constant(0.1, 0.1));
    assertEquals(
        SubgradientMethod.End.STOPPED,
        stopped.run(StepSchedule.constant(1e-3, 100), (step, w) -> step < 7));
  }

  /**
   * Spec D1: a rank one matrix is recovered from 200 Gaussian measurements, 60 of them corrupted.
   */
  @Test
  void recoversAMatrixOfRankOne() {
    int n = 10;
    RandomStream stream = RandomStream.of(3, "matrix", 0);
    double[] v = org.plateau.sampling.RandomMatrices.unitVector(stream, n);
    double[] truth = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      truth[i] = 1.5 * v[i / n] * v[i % n];
    }
    double[] design = stream.gaussian(new double[200 * n * n]);
    double[] noise = new double[200];
    for (int i = 0; i < 60; i++) {
      noise[i] = (stream.nextBoolean() ? 1 : -1) * stream.uniform(10, 100);
    }
    RobustRegression problem = new RobustRegression(design, truth, noise);
    FactorizedMatrix model = new FactorizedMatrix(3, n);
    RegressionLoss objective = new RegressionLoss(problem, model, ResidualLoss.ABSOLUTE);
    SubgradientMethod method = new SubgradientMethod(objective, model.scaledIdentity(0.15));
    method.run(new StepSchedule(0.02, 700, 1200, 0.99));
    assertTrue(objective.relativeError(method.weights()) < 0.08);
  }

  @Test
  void fitsATeacherWithoutNoise() {
    ReluNetwork network = new ReluNetwork(3, 8, 1);
    RandomStream stream = RandomStream.of(4, "teacher", 0);
    double[] inputs = stream.gaussian(new double[150]);
    double[] targets = new double[50];
    for (int i = 0; i < 50; i++) {
      targets[i] = Math.max(0, inputs[3 * i]) - Math.max(0, inputs[3 * i + 1]);
    }
    ReluRegression objective = new ReluRegression(network, inputs, targets, ResidualLoss.ABSOLUTE);
    SubgradientMethod method = new SubgradientMethod(objective, network.heWeights(stream, 1));
    double before = objective.value(method.weights());
    method.run(new StepSchedule(0.05, 1500, 3000, 0.997));
    assertTrue(objective.value(method.weights()) < 0.1 * before);
  }

  @Test
  void badInputIsNamed() {
    RobustRegression problem = Regressions.draw(RandomStream.of(5, "bad", 0), 6, 4, 0.3, 1);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(2, 4);
    RegressionLoss objective = new RegressionLoss(problem, network, ResidualLoss.ABSOLUTE);
    assertThrows(
        IllegalArgumentException.class, () -> new SubgradientMethod(objective, new double[4]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SubgradientMethod(objective, new double[8], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RegressionLoss(problem, new DiagonalLinearNetwork(2, 5), ResidualLoss.ABSOLUTE));
    assertThrows(IllegalArgumentException.class, () -> new StepSchedule(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new StepSchedule(1, 2, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new StepSchedule(1, 1, 1, 1.1));
  }

  @Test
  void lossAndGradientAreThoseOfTheDefinition() {
    RobustRegression problem = Regressions.draw(RandomStream.of(6, "value", 0), 9, 5, 0.3, 2);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(3, 5);
    double[] weights = RandomStream.of(6, "weights", 0).gaussian(new double[15]);
    double[] theta = new double[5];
    for (int i = 0; i < 5; i++) {
      theta[i] = weights[i] * weights[5 + i] * weights[10 + i];
    }
    double[] residual = problem.times(theta);
    double absolute = 0;
    double squared = 0;
    double[] byTheta = new double[5];
    for (int r = 0; r < 9; r++) {
      residual[r] -= problem.targets()[r];
      absolute += Math.abs(residual[r]) / 9;
      squared += residual[r] * residual[r] / 18;
      for (int i = 0; i < 5; i++) {
        byTheta[i] += residual[r] * problem.design()[r * 5 + i] / 9;
      }
    }
    RegressionLoss loss = new RegressionLoss(problem, network, ResidualLoss.SQUARED);
    assertEquals(squared, loss.value(weights), 1e-12 * squared);
    assertArrayEquals(theta, loss.theta(weights), 1e-14);
    double error = 0;
    double size = 0;
    for (int i = 0; i < 5; i++) {
      error += Math.pow(theta[i] - problem.truth()[i], 2);
      size += Math.pow(problem.truth()[i], 2);
    }
    assertEquals(Math.sqrt(error / size), loss.relativeError(weights), 1e-13);
    assertEquals(1, loss.relativeError(new double[15]), "not that of the last weights");
    double[] gradient = new double[15];
    loss.subgradient(weights, gradient);
    assertArrayEquals(byTheta, loss.outputGradient(), 1e-11);
    for (int i = 0; i < 5; i++) {
      double expected = byTheta[i] * weights[5 + i] * weights[10 + i];
      assertEquals(expected, gradient[i], 1e-11 * (1 + Math.abs(expected)));
    }
    assertEquals(15, loss.weightCount());
    assertEquals(3, loss.layers());
    assertEquals(10, loss.layerStart(2));
    assertEquals(
        absolute,
        new RegressionLoss(problem, network, ResidualLoss.ABSOLUTE).value(weights),
        1e-13 * absolute);
  }

  @Test
  void eachLayerMovesWithItsFactor() {
    RobustRegression problem = Regressions.draw(RandomStream.of(7, "factors", 0), 9, 4, 0.3, 1);
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(2, 4);
    RegressionLoss loss = new RegressionLoss(problem, network, ResidualLoss.SQUARED);
    double[] start = RandomStream.of(7, "start", 0).gaussian(new double[8]);
    double[] gradient = new double[8];
    loss.subgradient(start, gradient);
    SubgradientMethod method = new SubgradientMethod(loss, start, new double[] {4, 0.25});
    method.step(0.01);
    assertArrayEquals(gradient, method.gradient(), 1e-15);
    for (int i = 0; i < 8; i++) {
      double size = i < 4 ? 0.04 : 0.0025;
      assertEquals(start[i] - size * gradient[i], method.weights()[i], 1e-14);
    }
    assertTrue(start[0] != method.weights()[0], "the start was copied");
  }
}
