package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plateau.dynamics.RegressionLoss;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.dynamics.SubgradientMethod;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/**
 * How long depth 2 stays near the truth after it got there, against alpha: a chart without a
 * verdict. Spec: sub-gradient-balance, C4, long horizon.
 */
final class EscapeHorizon implements Figure {

  private static final int CAP = 40_000;
  private static final double[] ALPHAS = {0.1, 0.03, 0.01, 0.003};

  @Override
  public String id() {
    return "subgradient/escape-horizon";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "How long depth 2 stays near the truth: a chart without a verdict";
  }

  @Override
  public String caption() {
    return "First step with a relative error above 0.5 after one below 0.15, from equal layers"
        + " alpha; m = 60, d = 80, 20 % outliers, one positive coordinate, constant steps of 0.01,"
        + " at most 40000 of them. Runs that never left are drawn at 40000. The horizon grows as"
        + " alpha shrinks; it is not infinite.";
  }

  @Override
  public Effort from() {
    return Effort.STANDARD;
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int trials = effort == Effort.DEEP ? 15 : 3;
    double[] medians = new double[ALPHAS.length];
    double[] x = new double[ALPHAS.length * trials];
    double[] y = new double[ALPHAS.length * trials];
    for (int a = 0; a < ALPHAS.length; a++) {
      double[] horizons = new double[trials];
      for (int t = 0; t < trials; t++) {
        RobustRegression problem = new RegressionLaw(60, 80, 0.2, 1, false).draw(stream.sub(t));
        horizons[t] = horizon(problem, ALPHAS[a]);
        x[a * trials + t] = ALPHAS[a];
        y[a * trials + t] = horizons[t];
      }
      Arrays.sort(horizons);
      medians[a] = horizons[trials / 2];
    }
    List<Chart.Series> series = new ArrayList<>();
    series.add(new Chart.Series("runs", Chart.Style.POINTS, x, y));
    series.add(new Chart.Series("median", Chart.Style.LINE, ALPHAS, medians));
    return List.of(
        Chart.of(
            "Horizon against alpha",
            Chart.Axis.log("alpha"),
            Chart.Axis.log("first step far from the truth"),
            series));
  }

  private static double horizon(RobustRegression problem, double alpha) {
    DiagonalLinearNetwork network = new DiagonalLinearNetwork(2, problem.width());
    RegressionLoss loss = new RegressionLoss(problem, network, ResidualLoss.ABSOLUTE);
    SubgradientMethod method = new SubgradientMethod(loss, network.constant(alpha, alpha));
    boolean[] arrived = {false};
    int[] left = {CAP};
    method.run(
        StepSchedule.constant(0.01, CAP),
        (step, weights) -> {
          double error = loss.relativeError(weights);
          arrived[0] |= error < 0.15;
          if (arrived[0] && error > 0.5) {
            left[0] = step;
            return false;
          }
          return true;
        });
    return left[0];
  }
}
