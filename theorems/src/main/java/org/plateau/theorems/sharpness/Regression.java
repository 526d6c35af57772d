package org.plateau.theorems.sharpness;

import org.hipparchus.util.FastMath;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomStream;
import org.plateau.theorems.Draws;

/**
 * Draws of regression data (spec: sharpness-and-depth, generator G): X Gaussian with column scales
 * log-uniform of ratio at most 30, y = X w_true + noise, w_true and noise standard Gaussian. The
 * solution is not normalized, since that would hide wrong exponents.
 */
final class Regression {

  static final double LOG_SCALE_RATIO = FastMath.log(30);

  private Regression() {}

  /** d in 1 .. 8, n in d+1 .. d+20. */
  static LeastSquaresData overdetermined(Draws draws) {
    return overdetermined(draws, 1, 8);
  }

  /** d in the given range, n in d+1 .. d+20. */
  static LeastSquaresData overdetermined(Draws draws, int lowest, int highest) {
    int d = draws.integer("d", lowest, highest);
    int n = d + draws.integer("surplus", 1, 20);
    return gaussian(draws, n, d, LOG_SCALE_RATIO);
  }

  /** d in 2 .. 8, n in 1 .. d-1, so that Sigma is singular. */
  static LeastSquaresData singular(Draws draws) {
    int d = draws.integer("d", 2, 8);
    int n = d - draws.integer("deficit", 1, d - 1);
    return gaussian(draws, n, d, LOG_SCALE_RATIO);
  }

  static LeastSquaresData gaussian(Draws draws, int n, int d, double logScaleRatio) {
    RandomStream scales = draws.stream("column scales");
    double[] x = draws.gaussian("X", n, d);
    double[] truth = draws.gaussian("w_true", d);
    double[] y = draws.gaussian("noise", n);
    double[] scale = new double[d];
    for (int j = 0; j < d; j++) {
      scale[j] = FastMath.exp(scales.uniform(0, logScaleRatio));
    }
    for (int i = 0; i < n; i++) {
      double target = y[i];
      for (int j = 0; j < d; j++) {
        double entry = x[i * d + j] * scale[j];
        x[i * d + j] = entry;
        target = Math.fma(entry, truth[j], target);
      }
      y[i] = target;
    }
    return LeastSquaresData.wrapping(x, y, n, d);
  }

  /** w* + k with k a Gaussian vector in the kernel of X, scaled so that its size is about |w*|. */
  static double[] withKernelPart(Draws draws, LeastSquaresData data) {
    int d = data.dimension();
    double[] w = draws.gaussian("kernel part", d);
    double size = data.solutionNorm() / Math.sqrt(d - data.rank());
    for (int j = 0; j < d; j++) {
      w[j] *= size;
    }
    return data.nearestSolution(w);
  }
}
