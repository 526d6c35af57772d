package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.network.LeastSquaresLoss;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * A random regression with its network shape, for the tests of this package.
 *
 * @param widths d_0, …, d_L
 * @param data with n = d samples and a Gaussian w*
 * @param objective the gap
 */
record TestNetworks(int[] widths, LeastSquaresData data, Objective objective) {

  /** Sigma with eigenvalues log-uniform in [1/condition, 1] in random directions. */
  static TestNetworks of(RandomStream stream, int[] widths, double condition) {
    int d = widths[0];
    RandomStream spectrum = stream.sub("spectrum");
    double[] x = RandomMatrices.haar(stream.sub("directions"), d);
    for (int i = 0; i < d; i++) {
      double factor = Math.sqrt(d * Math.pow(condition, -spectrum.nextDouble()));
      for (int j = 0; j < d; j++) {
        x[i * d + j] *= factor;
      }
    }
    return of(x, RandomMatrices.gaussian(stream.sub("target"), 1, d, 1), widths);
  }

  /** The regression on the square design X whose solution is {@code target}. */
  static TestNetworks of(double[] x, double[] target, int[] widths) {
    int d = target.length;
    double[] y = new double[d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        y[i] += x[i * d + j] * target[j];
      }
    }
    LeastSquaresData data = LeastSquaresData.of(x, y, d, d);
    int count = DeepLinearNetwork.parameterCount(widths);
    DeepLinearNetwork shape = DeepLinearNetwork.plain(widths, new double[count]);
    LeastSquaresLoss loss = new LeastSquaresLoss(shape, data);
    return new TestNetworks(widths, data, Objective.of(loss));
  }

  /** One input, X = 1, so that Sigma = 1. */
  static TestNetworks scalars(double target, int depth) {
    return of(new double[] {1}, new double[] {target}, hidden(1, depth, 1));
  }

  /**
   * A start of the given scale with w^T Sigma (w - w*) negative, so that R(W) is less than R(0)
   * even where their difference drowns in rounding.
   */
  double[] start(RandomStream stream, double scale) {
    int depth = widths.length - 1;
    int last = objective.dimension() - widths[depth] * widths[depth - 1];
    double[] gradient = new double[objective.dimension()];
    while (true) {
      double[] weights = RandomMatrices.gaussian(stream, 1, objective.dimension(), scale);
      objective.evaluate(weights, gradient);
      double along = 0;
      for (int i = last; i < weights.length; i++) {
        along += weights[i] * gradient[i];
      }
      if (along < 0) {
        return weights;
      }
    }
  }

  FlowEnd run(GradientFlow flow, double[] start, double relativeTarget) {
    return flow.run(start, FlowPlan.toMinimizer(data.beta(), relativeTarget));
  }

  static int[] hidden(int inputs, int depth, int width) {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, width);
    widths[0] = inputs;
    widths[depth] = 1;
    return widths;
  }

  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  static double norm(double[] a) {
    return distance(a, new double[a.length]);
  }
}
