package org.plateau.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * Sub-gradient steps of constant size on a diagonal network of depth 3, m = 200 rows, d = 100 (goal
 * G5).
 */
final class SubgradientWorkload implements Workload {

  private static final int DEPTH = 3;
  private static final int ROWS = 200;
  private static final int WIDTH = 100;
  private static final double STEP = 0.01;
  private static final double START = 0.1;

  private final DiagonalLinearNetwork model = new DiagonalLinearNetwork(DEPTH, WIDTH);
  private final int steps;
  private final RobustRegression problem;

  SubgradientWorkload(int steps) {
    this.steps = steps;
    RandomStream stream = RandomStream.of(1, "subgradient", 0);
    double[] design = RandomMatrices.gaussian(stream.sub("X"), ROWS, WIDTH, 1);
    double[] truth = new double[WIDTH];
    truth[3] = 1.5;
    truth[40] = 0.7;
    double[] noise = new double[ROWS];
    RandomStream outliers = stream.sub("outliers");
    for (int i = 0; i < ROWS / 5; i++) {
      noise[5 * i] = (outliers.nextBoolean() ? 1 : -1) * outliers.uniform(10, 100);
    }
    problem = new RobustRegression(design, truth, noise);
  }

  @Override
  public Map<String, Array> instance() {
    Map<String, Array> out = new LinkedHashMap<>();
    out.put("X", new Array(problem.design(), ROWS, WIDTH));
    out.put("y", new Array(problem.targets(), ROWS));
    out.put("settings", new Array(new double[] {DEPTH, steps, STEP, START}, 4));
    return out;
  }

  @Override
  public double run() {
    RegressionLoss loss = loss();
    return loss.value(solve(loss));
  }

  /** Products of rows, which the algorithm counts itself; the plain form has 2 m of them a step. */
  @Override
  public WorkCount count() {
    return new WorkCount(steps, "steps", 2L * WIDTH * rowProducts(), 0);
  }

  /** How many rows of the design a run multiplies. */
  long rowProducts() {
    RegressionLoss loss = loss();
    solve(loss);
    return loss.rowProducts();
  }

  private RegressionLoss loss() {
    return new RegressionLoss(problem, model, ResidualLoss.ABSOLUTE);
  }

  private double[] solve(RegressionLoss loss) {
    SubgradientMethod method = new SubgradientMethod(loss, model.constant(START, START));
    method.run(StepSchedule.constant(STEP, steps));
    return method.weights();
  }
}
