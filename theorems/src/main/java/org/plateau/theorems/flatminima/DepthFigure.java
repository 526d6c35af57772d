package org.plateau.theorems.flatminima;

import java.util.List;
import org.plateau.recovery.DiagonalDepth;
import org.plateau.recovery.DouglasRachford;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** The error of flat diagonal networks against their depth. Spec: flat-minima-recovery, C15. */
final class DepthFigure implements Figure {

  private static final int[] DEPTHS = {2, 3, 4, 6, 8, 16};
  private static final int D = 40;
  private static final int M = 24;
  private static final int SUPPORT = 3;

  @Override
  public String id() {
    return "flatminima/depth";
  }

  @Override
  public Paper paper() {
    return Paper.DING_ET_AL;
  }

  @Override
  public String title() {
    return "Depth two recovers sparse vectors, greater depth does not";
  }

  @Override
  public String caption() {
    return "Diagonal networks of depth K on sparse recovery, d = 40, m = 24, three entries: relative error of the flat solution. Flatness"
        + " is a weighted l1 norm at K = 2, and a power of exponent 2 - 2/K beyond.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    int trials = effort == Effort.QUICK ? 3 : effort == Effort.STANDARD ? 10 : 30;
    double[] x = new double[trials * DEPTHS.length];
    double[] y = new double[trials * DEPTHS.length];
    for (int t = 0; t < trials; t++) {
      RandomStream trial = stream.sub(t);
      double[] truth = new double[D];
      int[] places = trial.sub("support").permutation(new int[D]);
      double[] entries = trial.sub("entries").gaussian(new double[SUPPORT]);
      for (int k = 0; k < SUPPORT; k++) {
        truth[places[k]] = entries[k];
      }
      DiagonalDepth model =
          new DiagonalDepth(M, D, trial.sub("measurements").gaussian(new double[M * D]));
      for (int i = 0; i < DEPTHS.length; i++) {
        double[] flat =
            model.flattest(model.measure(truth), DEPTHS[i], DouglasRachford.PRECISE).matrix();
        x[t * DEPTHS.length + i] = DEPTHS[i];
        y[t * DEPTHS.length + i] = Math.max(Truths.error(flat, truth), 1e-16);
      }
    }
    return List.of(
        Chart.of(
            "flat solutions by depth",
            Chart.Axis.log("depth K"),
            Chart.Axis.log("relative error |x - x#| / |x#|"),
            List.of(new Chart.Series("flat solution", Chart.Style.POINTS, x, y))));
  }
}
