package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.List;
import org.plateau.landscape.RobustRegression;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Error and loss against the step, one line per depth, from a small start. Spec: C2. */
final class ErrorByStep implements Figure {

  @Override
  public String id() {
    return "subgradient/error-by-step";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "The sub-gradient method from a small start, by depth";
  }

  @Override
  public String caption() {
    return "One regression with m = 200, d = 150, 30 % outliers and two positive coordinates; step"
        + " 0.05, then decaying. Depth 1 overfits: its loss ends below the loss at the truth, and"
        + " its error is large. From depth 2 on the error falls to a few percent, and from depth 3 on"
        + " the loss ends above the loss at the truth. Depth flattens the landscape, and it also slows the"
        + " start: a weight needs a time of order alpha^-(N-2) to grow.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    RobustRegression problem = new RegressionLaw(200, 150, 0.3, 2, false).draw(stream);
    Training[] runs = {
      Training.symmetric(problem, 1, 0, 2000, 1200),
      Training.symmetric(problem, 2, 0.01, 2000, 1200),
      Training.symmetric(problem, 3, 0.1, 2000, 1200),
      Training.symmetric(problem, 4, 0.2, 2000, 1200)
    };
    List<Chart.Series> errors = new ArrayList<>();
    List<Chart.Series> losses = new ArrayList<>();
    for (Training run : runs) {
      String name = "N = " + run.network().depth();
      Trajectory trajectory = Trajectory.of(run, 100);
      errors.add(trajectory.errorLine(name));
      losses.add(trajectory.excessLine(name));
    }
    return List.of(
        Chart.of("Error", Chart.Axis.linear("step"), Chart.Axis.log("relative error"), errors),
        Chart.of(
            "Loss",
            Chart.Axis.linear("step"),
            Chart.Axis.linear("loss minus loss at the truth"),
            losses));
  }
}
