package org.plateau.network;

import org.plateau.sampling.RandomStream;

/** Networks of Gaussian layers in small shapes, and a regression for each. */
public final class RandomNetworks {

  private static final int[][] SHAPES = {
    {1, 1},
    {4, 1},
    {3, 2},
    {1, 1, 1},
    {3, 2, 1},
    {2, 3, 2, 2},
    {4, 1, 3, 1},
    {2, 2, 2, 2, 1},
    {1, 2, 1, 2, 1, 1}
  };

  private RandomNetworks() {}

  /**
   * A network, its data, and what the data were made of.
   *
   * @param x n x d
   * @param y n
   */
  public record Fit(DeepLinearNetwork network, LeastSquaresData data, double[] x, double[] y) {

    /** The Hessian of another network on these data, by automatic differentiation. */
    public FullHessian oracle(DeepLinearNetwork other) {
      return FullHessian.of(other, x, y, y.length);
    }
  }

  /** Widths with and without p; d = 1, L = 1 and width 1 included. */
  public static int[][] shapes() {
    return SHAPES.clone();
  }

  /** A network of the shape, with n from 1 to 6 samples, so that n below d occurs. */
  public static Fit fit(int[] widths, RandomStream stream) {
    int n = 1 + stream.nextInt(6);
    double[] x = stream.gaussian(new double[n * widths[0]]);
    double[] y = stream.gaussian(new double[n]);
    LeastSquaresData data = LeastSquaresData.of(x, y, n, widths[0]);
    return new Fit(of(widths, stream), data, x, y);
  }

  /** A network of the shape; with p where the last layer has several rows. */
  public static DeepLinearNetwork of(int[] widths, RandomStream stream) {
    double[] parameters = stream.gaussian(new double[DeepLinearNetwork.parameterCount(widths)]);
    int last = widths[widths.length - 1];
    return last == 1
        ? DeepLinearNetwork.plain(widths, parameters)
        : DeepLinearNetwork.withOutput(widths, parameters, stream.gaussian(new double[last]));
  }
}
