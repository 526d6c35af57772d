package org.plateau.theorems.subgradient;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.landscape.RobustRegression;
import org.plateau.network.DiagonalLinearNetwork;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Decrease of the loss against the radius, one line per depth. Spec: A3 and A4. */
final class DecreaseByRadius implements Figure {

  private static final int POINTS = 13;

  @Override
  public String id() {
    return "subgradient/decrease-by-radius";
  }

  @Override
  public Paper paper() {
    return Paper.MA_FATTAHI;
  }

  @Override
  public String title() {
    return "How far the loss falls within a radius of a true solution";
  }

  @Override
  public String caption() {
    return "One regression with m = 60, d = 100, 30 % outliers and three nonzero coordinates. Left:"
        + " at an unbalanced true solution the decrease is linear in the radius at every depth"
        + " (slope 1). Right: at the balanced one it has slope N; dashed, the derived ceiling"
        + " B (gamma / sqrt N)^N, which no perturbation exceeds.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    RobustRegression problem = new RegressionLaw(60, 100, 0.3, 3, true).draw(stream);
    return List.of(unbalanced(problem, stream.sub("layers")), balanced(problem));
  }

  private static Chart unbalanced(RobustRegression problem, RandomStream stream) {
    double[] radii = radii(1e-6, 1e-1);
    double[] v = CleanNullSpace.pull(problem, CleanNullSpace.all(problem));
    List<Chart.Series> series = new ArrayList<>();
    for (int depth = 1; depth <= 5; depth++) {
      DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, problem.width());
      double[] weights = PerturbedSolution.unbalanced(network, problem.truth(), stream.sub(depth));
      series.add(
          line(depth, PerturbedSolution.inFirstLayer(problem, network, weights, v, radii), radii));
    }
    return Chart.of("Unbalanced: slope 1", radius(), decrease(), series);
  }

  private static Chart balanced(RobustRegression problem) {
    double[] radii = radii(0.05, 1);
    int[] zeros = CleanNullSpace.zeros(problem);
    double[] v = CleanNullSpace.pull(problem, zeros);
    double steepest = 0;
    for (int i : zeros) {
      steepest = Math.max(steepest, BalancedFlatness.meanColumn(problem, i));
    }
    List<Chart.Series> series = new ArrayList<>();
    for (int depth = 2; depth <= 5; depth++) {
      DiagonalLinearNetwork network = new DiagonalLinearNetwork(depth, problem.width());
      double[] weights = network.balanced(problem.truth());
      series.add(
          line(depth, PerturbedSolution.inAllLayers(problem, network, weights, v, radii), radii));
      double[] bound = new double[radii.length];
      for (int i = 0; i < radii.length; i++) {
        bound[i] = steepest * FastMath.pow(radii[i] / Math.sqrt(depth), depth);
      }
      series.add(new Chart.Series("ceiling, N = " + depth, Chart.Style.BOUND, radii, bound));
    }
    return Chart.of("Balanced: slope N", radius(), decrease(), series);
  }

  private static Chart.Series line(int depth, PerturbedSolution s, double[] radii) {
    double[] decrease = new double[radii.length];
    for (int i = 0; i < radii.length; i++) {
      decrease[i] = s.decrease(radii[i]);
    }
    return new Chart.Series("N = " + depth, Chart.Style.LINE, radii, decrease);
  }

  private static double[] radii(double low, double high) {
    double[] out = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      out[i] = low * FastMath.pow(high / low, i / (POINTS - 1.0));
    }
    return out;
  }

  private static Chart.Axis radius() {
    return Chart.Axis.log("radius gamma");
  }

  private static Chart.Axis decrease() {
    return Chart.Axis.log("decrease of the loss");
  }
}
