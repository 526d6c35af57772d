package org.plateau.theorems.identityinit;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Steps to a plane rotation against its angle, up to just short of a half turn. */
final class StepsByAngleFigure implements Figure {

  private static final int[] DEPTHS = {2, 3, 4, 8};
  private static final int POINTS = 32;
  private static final int LIMIT = 100_000;

  @Override
  public String id() {
    return "identityinit/steps-by-angle";
  }

  @Override
  public Paper paper() {
    return Paper.BARTLETT_ET_AL;
  }

  @Override
  public String title() {
    return "Steps against the angle of a rotation: only the half turn itself is out of reach";
  }

  @Override
  public String caption() {
    return "Gradient descent from the identity with steps of 0.3/L, until |p - w| is 1e-6. Left: against the angle; at π/2, dashed, the"
        + " symmetric part stops being positive, and nothing happens. Right: against the distance from a half turn, where the number of"
        + " steps grows like a power that depends on L.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    List<Chart.Series> byAngle = new ArrayList<>();
    List<Chart.Series> byGap = new ArrayList<>();
    double most = 1;
    for (int depth : DEPTHS) {
      double[] angles = new double[POINTS];
      double[] gaps = new double[POINTS];
      double[] atAngle = new double[POINTS];
      double[] atGap = new double[POINTS];
      for (int k = 0; k < POINTS; k++) {
        angles[k] = 0.1 + (FastMath.PI - 0.13) * k / (POINTS - 1);
        gaps[k] = FastMath.pow(10, -3 + 3.0 * k / (POINTS - 1));
        atAngle[k] = steps(angles[k], depth);
        atGap[k] = steps(FastMath.PI - gaps[k], depth);
        most = Math.max(most, atAngle[k]);
      }
      byAngle.add(new Chart.Series("L = " + depth, Chart.Style.LINE, angles, atAngle));
      byGap.add(new Chart.Series("L = " + depth, Chart.Style.LINE, gaps, atGap));
    }
    double right = FastMath.PI / 2;
    byAngle.add(
        new Chart.Series(
            "right angle",
            Chart.Style.BOUND,
            new double[] {right, right},
            new double[] {10, most}));
    return List.of(
        Chart.of("by angle", Chart.Axis.linear("angle (rad)"), Chart.Axis.log("steps"), byAngle),
        Chart.of(
            "by distance from a half turn",
            Chart.Axis.log("π minus angle (rad)"),
            Chart.Axis.log("steps"),
            byGap));
  }

  private static int steps(double angle, int depth) {
    return PlaneRotation.of(1, angle, depth, 0.3 / depth)
        .recursion()
        .stepsTo(1e-6, 0.3 / depth, LIMIT);
  }
}
