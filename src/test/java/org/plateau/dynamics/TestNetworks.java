package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/** Random objectives and starts for the tests of this package. */
final class TestNetworks {

  private TestNetworks() {}

  /** Sigma with eigenvalues log-uniform in [1/condition, 1] and a Gaussian target. */
  static LinearNetworkLoss loss(RandomStream stream, int[] widths, double condition) {
    int d = widths[0];
    double[] spectrum = new double[d];
    RandomStream s = stream.sub("spectrum");
    for (int i = 0; i < d; i++) {
      spectrum[i] = Math.pow(condition, -s.nextDouble());
    }
    double[] sigma = RandomMatrices.symmetric(stream.sub("sigma"), spectrum);
    double[] target = RandomMatrices.gaussian(stream.sub("target"), 1, d, 1);
    double[] output =
        RandomMatrices.gaussian(stream.sub("output"), 1, widths[widths.length - 1], 1);
    if (output.length == 1) {
      output[0] = 1;
    }
    return new LinearNetworkLoss(widths, output, sigma, target);
  }

  /**
   * A start of the given scale with w^T Sigma (w - w*) negative, so that R(W) is less than R(0)
   * even where their difference drowns in rounding.
   */
  static double[] start(RandomStream stream, LinearNetworkLoss loss, double scale) {
    int last = loss.offset(loss.depth());
    double[] gradient = new double[loss.dimension()];
    while (true) {
      double[] weights = RandomMatrices.gaussian(stream, 1, loss.dimension(), scale);
      loss.evaluate(weights, gradient);
      double along = 0;
      for (int i = last; i < weights.length; i++) {
        along += weights[i] * gradient[i];
      }
      if (along < 0) {
        return weights;
      }
    }
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
