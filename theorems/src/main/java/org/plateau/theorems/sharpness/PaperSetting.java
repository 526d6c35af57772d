package org.plateau.theorems.sharpness;

import java.util.Arrays;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;
import org.plateau.sampling.RandomMatrices;
import org.plateau.sampling.RandomStream;

/**
 * Data as the paper's experiments draw them: X and w_true standard Gaussian, y = X w_true + noise,
 * then y divided by |w*|, so that |w*| = 1 (spec: sharpness-and-depth, section 6).
 */
final class PaperSetting {

  /** Samples of the experiments with more samples than inputs. */
  static final int SAMPLES = 50;

  /** Inputs of the experiments with more samples than inputs. */
  static final int INPUTS = 5;

  /** Depth of the experiments that vary the initial scale. */
  static final int DEPTH = 10;

  private PaperSetting() {}

  /** Returns data with standard Gaussian noise and |w*| = 1. */
  static LeastSquaresData draw(RandomStream stream, int n, int d) {
    double[] x = stream.sub("X").gaussian(new double[n * d]);
    double[] truth = stream.sub("w_true").gaussian(new double[d]);
    double[] y = stream.sub("noise").gaussian(new double[n]);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        y[i] = Math.fma(x[i * d + j], truth[j], y[i]);
      }
    }
    double norm = LeastSquaresData.of(x, y, n, d).solutionNorm();
    for (int i = 0; i < n; i++) {
      y[i] /= norm;
    }
    return LeastSquaresData.of(x, y, n, d);
  }

  /** A plain network whose entries are all N(0, scale²), as in the paper's figures 1 and 3. */
  static DeepLinearNetwork plain(RandomStream stream, int d, int depth, double scale) {
    int[] widths = widths(d, depth);
    int count = DeepLinearNetwork.parameterCount(widths);
    return DeepLinearNetwork.plain(widths, RandomMatrices.gaussian(stream, 1, count, scale));
  }

  /** A residual network with p on the unit sphere, as in the paper's figures 2, 4 and 5. */
  static DeepLinearNetwork residual(RandomStream stream, int d, int depth, double s) {
    double[] p = RandomMatrices.unitVector(stream.sub("p"), d);
    double deviation = ResidualStart.deviation(s, depth, d);
    return ResidualStart.network(stream.sub("W"), depth, p, deviation);
  }

  /** Widths of the plain network: layers d x d, the last one 1 x d. */
  static int[] widths(int d, int depth) {
    int[] widths = new int[depth + 1];
    Arrays.fill(widths, d);
    widths[depth] = 1;
    return widths;
  }
}
