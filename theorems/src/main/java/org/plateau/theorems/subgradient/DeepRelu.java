package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.plateau.dynamics.ReluRegression;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.network.ReluNetwork;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/**
 * Test error of deep ReLU networks trained with the l1 loss on corrupted data: a chart without a
 * verdict. Spec: sub-gradient-balance, D3.
 */
final class DeepRelu implements Figure {

  private static final int INPUTS = 10;
  private static final int WIDTH = 20;
  private static final int ROWS = 150;
  private static final int CORRUPTED = 45;
  private static final int TEST_ROWS = 500;
  private static final double STEP = 0.05;
  private static final int POINTS = 40;

  @Override
  public String id() {
    return "subgradient/deep-relu";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "Deep ReLU networks on corrupted data: a chart without a verdict";
  }

  @Override
  public String caption() {
    return "No claim is tested here. Teacher: a difference of two relu units in R^10; students of"
        + " width 20 with 2, 3 and 4 layers; 150 rows, 30 % of them off by +-U[2, 5]; l1 loss, step"
        + " 0.05, He weights times 0.3 and times 1; medians of the clean test error. All depths"
        + " overfit in this setup. Deeper students end lower, but not reliably enough for a"
        + " verdict; that no early stopping is needed could not be reproduced for ReLU networks.";
  }

  @Override
  public Effort from() {
    return Effort.STANDARD;
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int trials = effort == Effort.DEEP ? 6 : 1;
    int steps = effort == Effort.DEEP ? 4000 : 1200;
    List<Chart> charts = new ArrayList<>();
    for (double scale : new double[] {0.3, 1}) {
      List<Chart.Series> series = new ArrayList<>();
      for (int layers = 2; layers <= 4; layers++) {
        series.add(median(layers, scale, steps, trials, stream));
      }
      charts.add(
          Chart.of(
              String.format(Locale.ROOT, "He weights times %s", scale),
              Chart.Axis.linear("step"),
              Chart.Axis.log("mean absolute error on clean test rows"),
              series));
    }
    return charts;
  }

  private static Chart.Series median(
      int layers, double scale, int steps, int trials, RandomStream stream) {
    double[][] errors = new double[trials][];
    for (int t = 0; t < trials; t++) {
      errors[t] = testErrors(layers, scale, steps, stream.sub(t));
    }
    double[] x = new double[POINTS + 1];
    double[] y = new double[POINTS + 1];
    double[] column = new double[trials];
    for (int i = 0; i <= POINTS; i++) {
      for (int t = 0; t < trials; t++) {
        column[t] = errors[t][i];
      }
      Arrays.sort(column);
      x[i] = (double) i * steps / POINTS;
      y[i] = (column[(trials - 1) / 2] + column[trials / 2]) / 2;
    }
    return new Chart.Series(layers + " layers", Chart.Style.LINE, x, y);
  }

  private static double[] testErrors(int layers, double scale, int steps, RandomStream stream) {
    double[] first = RandomMatrices.unitVector(stream.sub("teacher"), INPUTS);
    double[] second = RandomMatrices.unitVector(stream.sub("other teacher"), INPUTS);
    double[] inputs = stream.sub("inputs").gaussian(new double[ROWS * INPUTS]);
    double[] targets = teach(inputs, first, second);
    RandomStream outliers = stream.sub("outliers");
    int[] order = outliers.permutation(new int[ROWS]);
    for (int i = 0; i < CORRUPTED; i++) {
      double e = outliers.uniform(2, 5);
      targets[order[i]] += outliers.nextBoolean() ? e : -e;
    }
    double[] tests = stream.sub("tests").gaussian(new double[TEST_ROWS * INPUTS]);
    ReluNetwork network = new ReluNetwork(widths(layers));
    ReluRegression loss = new ReluRegression(network, inputs, targets, ResidualLoss.ABSOLUTE);
    ReluRegression test =
        new ReluRegression(network, tests, teach(tests, first, second), ResidualLoss.ABSOLUTE);
    SubgradientMethod method =
        new SubgradientMethod(loss, network.heWeights(stream.sub("weights"), scale));
    double[] errors = new double[POINTS + 1];
    errors[0] = test.value(method.weights());
    method.run(
        StepSchedule.constant(STEP, steps),
        (step, weights) -> {
          if (step % (steps / POINTS) == 0) {
            errors[step / (steps / POINTS)] = test.value(weights);
          }
          return true;
        });
    return errors;
  }

  private static int[] widths(int layers) {
    int[] widths = new int[layers + 1];
    Arrays.fill(widths, WIDTH);
    widths[0] = INPUTS;
    widths[layers] = 1;
    return widths;
  }

  /** y = relu(a x) - relu(b x), for unit vectors a and b. */
  private static double[] teach(double[] inputs, double[] first, double[] second) {
    double[] out = new double[inputs.length / INPUTS];
    for (int i = 0; i < out.length; i++) {
      out[i] = relu(inputs, i, first) - relu(inputs, i, second);
    }
    return out;
  }

  private static double relu(double[] inputs, int row, double[] unit) {
    double sum = 0;
    for (int j = 0; j < INPUTS; j++) {
      sum = Math.fma(inputs[row * INPUTS + j], unit[j], sum);
    }
    return Math.max(0, sum);
  }
}
