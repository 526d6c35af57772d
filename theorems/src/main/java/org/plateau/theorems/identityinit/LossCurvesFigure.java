package org.plateau.theorems.identityinit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hipparchus.util.FastMath;
import org.plateau.dynamics.SquareDescent;
import org.plateau.network.SquareLayers;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/**
 * Loss against step for a positive definite, a near-identity and an indefinite target, each at
 * several depths.
 */
final class LossCurvesFigure implements Figure {

  private static final int[] DEPTHS = {2, 4, 8};

  private static final int STEPS = 150;

  /** Lines end where the loss comes down to rounding. */
  private static final double ROUNDING = 1e-20;

  /**
   * Beside a floor, a line that falls without end is cut off here, so that the others can be told
   * apart.
   */
  private static final double WELL_BELOW_FLOOR = 0.01;

  @Override
  public String id() {
    return "identityinit/loss-curves";
  }

  @Override
  public Paper paper() {
    return Paper.BARTLETT_ET_AL;
  }

  @Override
  public String title() {
    return "Loss against step: learned fast, learned fast at any depth, never learned";
  }

  @Override
  public String caption() {
    return "Gradient descent from the identity, d = 4. Left: positive definite target with"
        + " eigenvalues 0.4, 0.7, 1.3, 2 and steps of 1/(L M^(2-2/L)), with which one layer needs a"
        + " single step; dashed, the bound (1 - η L m^(2-2/L))^(2t). Middle: target at distance"
        + " 1/(6e) from the identity and steps of 1/(3L); dashed, the bound (1 - e^(-2/3)/3)^t for every depth. Right: eigenvalues -0.8, 0.7, 1.3, 2; one layer learns"
        + " them (its line is cut off), from two layers on the loss stays above the floor of 0.32, dashed, and with penalty 0.2 above it too.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    return List.of(
        positiveDefinite(stream.sub("definite")), nearIdentity(stream.sub("near")), indefinite());
  }

  private static Chart positiveDefinite(RandomStream stream) {
    double[] mu = {0.4, 0.7, 1.3, 2};
    double[] target = RandomMatrices.symmetric(stream, mu);
    List<Chart.Series> series = new ArrayList<>();
    for (int depth : DEPTHS) {
      double eta = Spectrum.safeStep(2, depth);
      double[] losses =
          run(new SquareDescent(SquareLayers.identity(4, depth), target), eta, ROUNDING);
      series.add(series("L = " + depth, Chart.Style.LINE, losses));
      double rate = 1 - eta * depth * Spectrum.scalePower(0.4, depth);
      series.add(
          series(
              "bound, L = " + depth,
              Chart.Style.BOUND,
              powers(losses[0], rate * rate, losses.length)));
    }
    return chart("positive definite target", series);
  }

  private static Chart nearIdentity(RandomStream stream) {
    double[] target = NearIdentityRate.target(stream, 4, 1 / (6 * FastMath.E), false);
    List<Chart.Series> series = new ArrayList<>();
    double first = 0;
    int longest = 0;
    for (int depth : DEPTHS) {
      double[] losses =
          run(
              new SquareDescent(SquareLayers.identity(4, depth), target),
              1.0 / (3 * depth),
              ROUNDING);
      series.add(series("L = " + depth, Chart.Style.LINE, losses));
      first = losses[0];
      longest = Math.max(longest, losses.length);
    }
    double rate = 1 - FastMath.exp(-2.0 / 3) / 3;
    series.add(series("bound, every L", Chart.Style.BOUND, powers(first, rate, longest)));
    return chart("near-identity target", series);
  }

  private static Chart indefinite() {
    double[] mu = {-0.8, 0.7, 1.3, 2};
    List<Chart.Series> series = new ArrayList<>();
    for (int depth : new int[] {1, 2, 4, 8}) {
      for (double penalty : depth == 4 ? new double[] {0, 0.2} : new double[] {0}) {
        SquareDescent descent =
            new SquareDescent(SquareLayers.identity(4, depth), Matrices.diagonal(mu), penalty);
        String name =
            "L = "
                + depth
                + (penalty == 0 ? "" : String.format(Locale.ROOT, ", penalty %.1f", penalty));
        series.add(
            series(
                name,
                Chart.Style.LINE,
                run(descent, FailureFloor.safeStep(mu, depth, penalty), WELL_BELOW_FLOOR)));
      }
    }
    series.add(series("floor", Chart.Style.BOUND, powers(0.32, 1, STEPS + 1)));
    return chart("target with a negative eigenvalue", series);
  }

  private static double[] run(SquareDescent descent, double eta, double lowest) {
    List<Double> losses = new ArrayList<>();
    losses.add(descent.loss());
    for (int t = 0; t < STEPS; t++) {
      descent.step(eta);
      if (descent.loss() < lowest) {
        break;
      }
      losses.add(descent.loss());
    }
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] powers(double first, double rate, int count) {
    double[] out = new double[count];
    double value = first;
    for (int t = 0; t < count; t++) {
      out[t] = value;
      value *= rate;
    }
    return out;
  }

  private static Chart.Series series(String name, Chart.Style style, double[] losses) {
    double[] steps = new double[losses.length];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = t;
    }
    return new Chart.Series(name, style, steps, losses);
  }

  private static Chart chart(String title, List<Chart.Series> series) {
    return Chart.of(title, Chart.Axis.linear("step t"), Chart.Axis.log("loss"), series);
  }
}
