package org.plateau.theorems.sharpness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plateau.dynamics.DescentPlan;
import org.plateau.dynamics.GradientDescent;
import org.plateau.dynamics.Objective;
import org.plateau.dynamics.SharpnessTrace;
import org.plateau.dynamics.StepObserver;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Chart;
import org.plateau.theorems.Chart.Axis;
import org.plateau.theorems.Chart.Series;
import org.plateau.theorems.Chart.Style;

/**
 * Distance and sharpness along gradient descent, as in the paper's figures 1c, 1d and 5: the exact
 * largest eigenvalue, beside what 20 power steps return, which is how the authors' code measures it
 * and which may be the modulus of a negative eigenvalue.
 */
final class Evolution {

  private static final int POWER_STEPS = 20;
  private static final long POWER_START = 20;

  private Evolution() {}

  /** Two panels for one learning rate, looking at one step in {@code every}. */
  static List<Chart> panels(
      DeepLinearNetwork start, LeastSquaresData data, double eta, int steps, int every) {
    LeastSquaresLoss loss = new LeastSquaresLoss(start, data);
    SharpnessTrace trace = new SharpnessTrace(start, data, every);
    List<double[]> extras = new ArrayList<>();
    StepObserver observer =
        (step, weights, gap) -> {
          if ((long) step % every == 0) {
            double distance = ScaleSweep.distance(data, start.with(weights));
            extras.add(new double[] {distance, powerEstimate(loss, weights)});
          }
          return trace.observe(step, weights, gap);
        };
    new GradientDescent(Objective.of(loss))
        .run(start.parameters(), new DescentPlan(eta, 0, 1e6 * data.beta(), steps), observer);
    return panels(eta, trace, extras);
  }

  private static List<Chart> panels(double eta, SharpnessTrace trace, List<double[]> extras) {
    double[] x = trace.times();
    double[] distances = extras.stream().mapToDouble(e -> e[0]).toArray();
    double[] estimates = extras.stream().mapToDouble(e -> e[1]).toArray();
    String rate = String.format(Locale.ROOT, "learning rate %.3g", eta);
    double[] ends = {x[0], x[x.length - 1]};
    double[] edge = {2 / eta, 2 / eta};
    return List.of(
        Chart.of(
            "Distance, " + rate,
            Axis.linear("step"),
            Axis.log("|w - w*|²"),
            List.of(new Series("distance", Style.LINE, x, distances))),
        Chart.of(
            "Sharpness, " + rate,
            Axis.linear("step"),
            Axis.linear("sharpness"),
            List.of(
                new Series("largest eigenvalue", Style.LINE, x, trace.sharpness()),
                new Series("20 power steps", Style.POINTS, x, estimates),
                new Series("2 / learning rate", Style.BOUND, ends, edge))));
  }

  /** The norm of the last but one of 20 Hessian-vector products with a vector of norm 1. */
  private static double powerEstimate(LeastSquaresLoss loss, double[] weights) {
    double[] v = RandomMatrices.unitVector(RandomStream.ofKey(POWER_START), weights.length);
    double[] image = new double[v.length];
    double estimate = 0;
    for (int i = 1; i < POWER_STEPS; i++) {
      loss.hessianVector(weights, v, image);
      estimate = Kernels.norm(image);
      for (int j = 0; j < v.length; j++) {
        v[j] = image[j] / estimate;
      }
    }
    return estimate;
  }
}
