package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.List;
import org.plateau.dynamics.ResidualLoss;
import org.plateau.dynamics.StepSchedule;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Error against the step from the truth itself, by depth and balance. Spec: C4. */
final class StayingByDepth implements Figure {

  @Override
  public String id() {
    return "subgradient/staying-by-depth";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "Starting at the truth: who stays, and who leaves";
  }

  @Override
  public String caption() {
    return "One regression with m = d = 100, 30 % outliers and two nonzero coordinates; constant"
        + " steps of 0.01, no early stopping. Balanced starts of depth 2 to 5 (zero coordinates at"
        + " 0.05 in all layers) stay within a few percent. Depth 1, started at the truth exactly,"
        + " and unbalanced true solutions leave. For ever is not claimed: at depth 2 the method"
        + " does leave in the end, the later the smaller alpha.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    RobustRegression problem = new RegressionLaw(100, 100, 0.3, 2, true).draw(stream);
    int steps = effort == Effort.DEEP ? 10_000 : 1000;
    List<Chart.Series> series = new ArrayList<>();
    for (int depth = 1; depth <= 5; depth++) {
      String name = depth == 1 ? "N = 1" : "balanced, N = " + depth;
      double[] start = StayingNearTruth.balancedStart(problem, depth);
      series.add(line(name, problem, depth, start, steps));
    }
    for (int depth = 2; depth <= 3; depth++) {
      double[] start = StayingNearTruth.unbalancedStart(problem, depth);
      series.add(line("unbalanced, N = " + depth, problem, depth, start, steps));
    }
    return List.of(
        Chart.of(
            "Error from the truth on",
            Chart.Axis.linear("step"),
            Chart.Axis.log("relative error"),
            series));
  }

  private static Chart.Series line(
      String name, RobustRegression problem, int depth, double[] start, int steps) {
    Training training =
        new Training(
            problem,
            new DiagonalLinearNetwork(depth, problem.width()),
            start,
            ResidualLoss.ABSOLUTE,
            StepSchedule.constant(StayingNearTruth.STEP, steps));
    return Trajectory.of(training, 100).errorLine(name);
  }
}
