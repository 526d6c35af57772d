package org.plateau.theorems.sharpness;

import org.plateau.dynamics.DescentEnd;
import org.plateau.landscape.Sharpness;
import org.plateau.matrix.Kernels;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;

/**
 * A run of the paper's figure 6: fewer samples than inputs, depth 5, plain network, small steps
 * (spec: sharpness-and-depth, section 6). The loss on fresh samples is taken in expectation, which
 * leaves the noise of a test set out.
 *
 * @param network the start
 * @param problem the training data with the truth behind them
 */
record GeneralizationRun(DeepLinearNetwork network, Problem problem) {

  private static final int DEPTH = 5;

  /**
   * Training data with |w*| = 1, and what generated them.
   *
   * @param data the training data
   * @param truth w_true on the scale of the data
   * @param noise the noise's standard deviation on that scale
   */
  record Problem(LeastSquaresData data, double[] truth, double noise) {

    static Problem draw(RandomStream stream, int n, int d) {
      double[] truth = stream.sub("w_true").gaussian(new double[d]);
      double[] x = stream.sub("X").gaussian(new double[n * d]);
      double[] y = stream.sub("noise").gaussian(new double[n]);
      for (int i = 0; i < n; i++) {
        y[i] += Kernels.dot(x, i * d, truth, 0, d);
      }
      double factor = 1 / LeastSquaresData.of(x, y, n, d).solutionNorm();
      scale(y, factor);
      scale(truth, factor);
      return new Problem(LeastSquaresData.of(x, y, n, d), truth, factor);
    }

    private static void scale(double[] v, double factor) {
      for (int i = 0; i < v.length; i++) {
        v[i] *= factor;
      }
    }

    /** Draws until the nonzero eigenvalues of Sigma are within a factor of {@code condition}. */
    static Problem draw(RandomStream stream, int n, int d, double condition) {
      for (long attempt = 0; ; attempt++) {
        Problem problem = draw(stream.sub(attempt), n, d);
        double[] spectrum = problem.data().spectrum();
        if (spectrum[0] <= condition * spectrum[spectrum.length - 1]) {
          return problem;
        }
      }
    }

    /** E R_test - R_train for standard Gaussian inputs, |w - w_true|^2 + noise^2 - R(w). */
    double generalizationGap(double[] w) {
      double[] error = w.clone();
      Kernels.axpy(-1, truth, 0, error, 0, error.length);
      return Kernels.dot(error, error) + noise * noise - data.loss(w);
    }
  }

  /**
   * Where a run ended.
   *
   * @param converged whether the gap fell to the one asked for
   * @param sharpness S at the end
   * @param generalizationGap the expected loss on fresh samples minus the training loss
   */
  record Result(boolean converged, double sharpness, double generalizationGap) {}

  static GeneralizationRun draw(RandomStream stream, Problem problem, double scale) {
    int d = problem.data().dimension();
    return new GeneralizationRun(PaperSetting.plain(stream, d, DEPTH, scale), problem);
  }

  Result run(double stepSize, int steps, double relativeGap) {
    Descent descent = new Descent(network, problem.data(), 1);
    DescentEnd end = descent.run(stepSize, steps, relativeGap);
    if (!FigureRun.converged(end)) {
      return new Result(false, Double.NaN, Double.NaN);
    }
    DeepLinearNetwork last = network.with(end.weights());
    double gap = problem.generalizationGap(last.endToEnd());
    return new Result(true, Sharpness.anywhere(last, problem.data()).value(), gap);
  }
}
