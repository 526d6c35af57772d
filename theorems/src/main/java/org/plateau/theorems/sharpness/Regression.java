package org.plateau.theorems.sharpness;

import org.hipparchus.util.FastMath;
import org.plateau.matrix.Kernels;
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

  private static final String GENERAL = "more samples than inputs";
  private static final String FEW_SAMPLES = "fewer samples than inputs";
  private static final String EQUAL_COLUMNS = "two equal columns";
  private static final String ALONG_EIGENVECTOR = "w* an eigenvector";

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

  /**
   * Data of any kind, with even chances: {@link #overdetermined}, {@link #singular}, {@link
   * #equalColumns} or {@link #alongEigenvector}.
   */
  static LeastSquaresData any(Draws draws) {
    return switch (draws.oneOf("data", GENERAL, FEW_SAMPLES, EQUAL_COLUMNS, ALONG_EIGENVECTOR)) {
      case FEW_SAMPLES -> singular(draws);
      case EQUAL_COLUMNS -> equalColumns(draws);
      case ALONG_EIGENVECTOR -> alongEigenvector(draws);
      default -> overdetermined(draws);
    };
  }

  /**
   * Positive definite Sigma: {@link #alongEigenvector} in one of eight draws, since that takes an
   * eigenvalue decomposition, and else {@link #overdetermined}.
   */
  static LeastSquaresData definite(Draws draws) {
    return draws.integer("w* an eigenvector at 8", 1, 8) == 8
        ? alongEigenvector(draws)
        : overdetermined(draws);
  }

  /** d in 2 .. 8, n in d+1 .. d+20, and yet a singular Sigma: the last column repeats another. */
  static LeastSquaresData equalColumns(Draws draws) {
    int d = draws.integer("d", 2, 8);
    int n = d + draws.integer("surplus", 1, 20);
    int repeated = draws.integer("repeated column", 1, d - 1);
    double[] x = design(draws, n, d, LOG_SCALE_RATIO);
    for (int i = 0; i < n; i++) {
      x[i * d + d - 1] = x[i * d + repeated - 1];
    }
    return noisy(draws, x, n, d);
  }

  /**
   * d in 1 .. 8, n in d+1 .. d+20, and w* an eigenvector of Sigma, to rounding: then the lower
   * bound of the paper is attained if L a >= Lambda, and the least sharpness is at a kink if not.
   */
  static LeastSquaresData alongEigenvector(Draws draws) {
    int d = draws.integer("d", 1, 8);
    int n = d + draws.integer("surplus", 1, 20);
    int which = draws.integer("eigenvector", 1, d);
    double norm = draws.logUniform("|w*|", 0.1, 10);
    double[] x = design(draws, n, d, LOG_SCALE_RATIO);
    double[] axes = noisy(draws, x, n, d).orthogonalFactor();
    double length = Kernels.norm(axes, (which - 1) * d, d);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = norm * (Kernels.dot(x, i * d, axes, (which - 1) * d, d) / length);
    }
    return LeastSquaresData.wrapping(x, y, n, d);
  }

  static LeastSquaresData gaussian(Draws draws, int n, int d, double logScaleRatio) {
    return noisy(draws, design(draws, n, d, logScaleRatio), n, d);
  }

  private static double[] design(Draws draws, int n, int d, double logScaleRatio) {
    RandomStream scales = draws.stream("column scales");
    double[] x = draws.gaussian("X", n, d);
    double[] scale = new double[d];
    for (int j = 0; j < d; j++) {
      scale[j] = FastMath.exp(scales.uniform(0, logScaleRatio));
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x[i * d + j] *= scale[j];
      }
    }
    return x;
  }

  /** y = X w_true + noise. */
  private static LeastSquaresData noisy(Draws draws, double[] x, int n, int d) {
    double[] truth = draws.gaussian("w_true", d);
    double[] y = draws.gaussian("noise", n);
    for (int i = 0; i < n; i++) {
      double target = y[i];
      for (int j = 0; j < d; j++) {
        target = Math.fma(x[i * d + j], truth[j], target);
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
