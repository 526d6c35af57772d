package org.plateau.theorems.identityinit;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.util.FastMath;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Effort;
import org.plateau.theorems.Figure;
import org.plateau.theorems.Paper;

/** Steps to 1e-6 of the first loss against M/m, with the bound of the rate theorem. */
final class StepsByConditionFigure implements Figure {

  private static final int[] DEPTHS = {1, 2, 4, 16};
  private static final int POINTS = 16;
  private static final double GOAL = 1e-6;

  @Override
  public String id() {
    return "identityinit/steps-by-condition";
  }

  @Override
  public Paper paper() {
    return Paper.BARTLETT_ET_AL;
  }

  @Override
  public String title() {
    return "Steps against condition number: what counts is the scale against the identity";
  }

  @Override
  public String caption() {
    return "Steps of 1/(L M^(2-2/L)) until the loss is 1e-6 of its first value, for eigenvalues spread evenly in the logarithm."
        + " Left: from 1 to M, so that m = 1. Middle: from m to 1. Right: a multiple m I of the identity, whose condition number is 1"
        + " all the way; a bound by the condition number alone would be flat. Dashed: ½ (M/m)^(2-2/L) ln(10^6), the bound with M/m.";
  }

  @Override
  public List<Chart> draw(Effort effort, RandomStream stream) {
    return List.of(
        panel("eigenvalues from 1 to M", 5, true),
        panel("eigenvalues from m to 1", 5, false),
        panel("multiple m I of the identity", 1, false));
  }

  private static Chart panel(String title, int dimension, boolean upward) {
    List<Chart.Series> series = new ArrayList<>();
    for (int depth : DEPTHS) {
      double[] ratios = new double[POINTS];
      double[] steps = new double[POINTS];
      double[] bounds = new double[POINTS];
      for (int k = 0; k < POINTS; k++) {
        ratios[k] = FastMath.pow(10, 0.1 + 1.4 * k / (POINTS - 1));
        Spectrum spectrum = spectrum(ratios[k], dimension, upward, depth);
        bounds[k] =
            Math.max(1, 0.5 * Spectrum.scalePower(ratios[k], depth) * FastMath.log(1 / GOAL));
        steps[k] = steps(spectrum);
      }
      series.add(new Chart.Series("L = " + depth, Chart.Style.LINE, ratios, steps));
      series.add(new Chart.Series("bound, L = " + depth, Chart.Style.BOUND, ratios, bounds));
    }
    return Chart.of(title, Chart.Axis.log("M/m"), Chart.Axis.log("steps"), series);
  }

  private static Spectrum spectrum(double ratio, int dimension, boolean upward, int depth) {
    double[] mu = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      double share = dimension == 1 ? 1 : (double) j / (dimension - 1);
      mu[j] = FastMath.pow(ratio, upward ? share : -share);
    }
    return new Spectrum(mu, depth, Spectrum.safeStep(upward ? ratio : 1, depth), 0);
  }

  private static int steps(Spectrum run) {
    double goal = GOAL * run.initialLoss();
    Orbit[] orbits = new Orbit[run.mu().length];
    for (int j = 0; j < orbits.length; j++) {
      orbits[j] = Orbit.inDouble(run.recursion(j));
    }
    for (int t = 0; ; t++) {
      double loss = 0;
      for (Orbit orbit : orbits) {
        loss += orbit.loss();
        orbit.step(run.eta());
      }
      if (loss <= goal) {
        return t;
      }
    }
  }
}
