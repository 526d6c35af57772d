package org.plateau.dynamics;

import org.hipparchus.util.FastMath;

/**
 * The end point of the gradient flow of a plain deep linear network whose hidden widths are all 1,
 * in closed form up to one scalar equation (spec: sharpness-and-depth, F7; derived).
 *
 * <p>The squared norms n_k = |W_k|² differ by conserved offsets o_k = n_k(0) - n_L(0), and their
 * product is |w|² all along. So n_L at the end is the root x of sum_k ln(x + o_k) = 2 ln|w*|, which
 * is unique, and w = w* fixes the direction of the first layer. The scalars keep their signs, since
 * w never vanishes when R(W(0)) &lt; R(0).
 *
 * @param squaredNorms n_1, …, n_L at the end
 * @param weights the layers at the end, one after the other: W_1 of shape 1 x d, then L - 1 scalars
 */
public record WidthOneEndPoint(double[] squaredNorms, double[] weights) {

  private static final int MOST_STEPS = 200;

  /**
   * Returns the end point of the flow from {@code start}. Needs a positive definite Sigma and a
   * start with R(W(0)) &lt; R(0); neither is checked here.
   *
   * @param start W_1, of length d, then the scalars w_2, …, w_L, none of them 0
   * @param target w*, of length d, not 0
   * @param depth L, at least 1
   * @throws IllegalArgumentException if the lengths do not fit, or a scalar or w* is 0
   */
  public static WidthOneEndPoint of(double[] start, double[] target, int depth) {
    int d = target.length;
    if (depth < 1 || start.length != d + depth - 1) {
      throw new IllegalArgumentException(
          "a width-one network of depth "
              + depth
              + " on "
              + d
              + " inputs has "
              + (d + depth - 1)
              + " weights, got "
              + start.length);
    }
    double[] squares = new double[depth];
    squares[0] = sumOfSquares(start, 0, d);
    double sign = 1;
    for (int k = 1; k < depth; k++) {
      double scalar = start[d + k - 1];
      if (scalar == 0) {
        throw new IllegalArgumentException(
            "layer " + (k + 1) + " is 0, so the flow's end point is not determined by its norms");
      }
      squares[k] = scalar * scalar;
      sign *= FastMath.signum(scalar);
    }
    double squaredTarget = sumOfSquares(target, 0, d);
    if (!(squaredTarget > 0)) {
      throw new IllegalArgumentException("the target w* must not be 0");
    }
    shiftToProduct(squares, squaredTarget);
    return new WidthOneEndPoint(squares, layers(start, target, squares, sign));
  }

  private static double sumOfSquares(double[] v, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum = Math.fma(v[i], v[i], sum);
    }
    return sum;
  }

  /**
   * Adds one number to all entries so that their product becomes {@code product}. Newton on the
   * logarithm, in the unknown least entry x > 0, from the left: the sum of logarithms is concave
   * and increasing, so that Newton never overshoots.
   */
  private static void shiftToProduct(double[] squares, double product) {
    int depth = squares.length;
    double least = Double.POSITIVE_INFINITY;
    for (double s : squares) {
      least = Math.min(least, s);
    }
    double[] offsets = new double[depth];
    for (int k = 0; k < depth; k++) {
      offsets[k] = squares[k] - least;
    }
    double goal = FastMath.log(product);
    double x = leftOfRoot(offsets, goal);
    for (int i = 0; i < MOST_STEPS; i++) {
      double value = -goal;
      double slope = 0;
      for (double o : offsets) {
        value += FastMath.log(x + o);
        slope += 1 / (x + o);
      }
      double change = -value / slope;
      x += change;
      if (Math.abs(change) <= 1e-16 * x) {
        break;
      }
    }
    for (int k = 0; k < depth; k++) {
      squares[k] = x + offsets[k];
    }
  }

  private static double leftOfRoot(double[] offsets, double goal) {
    double x = FastMath.exp(goal / offsets.length);
    while (true) {
      double value = -goal;
      for (double o : offsets) {
        value += FastMath.log(x + o);
      }
      if (value <= 0) {
        return x;
      }
      x *= 0.5;
    }
  }

  private static double[] layers(double[] start, double[] target, double[] squares, double sign) {
    int d = target.length;
    double[] weights = new double[start.length];
    double length = Math.sqrt(sumOfSquares(target, 0, d));
    double factor = sign * Math.sqrt(squares[0]) / length;
    for (int i = 0; i < d; i++) {
      weights[i] = factor * target[i];
    }
    for (int k = 1; k < squares.length; k++) {
      weights[d + k - 1] = FastMath.copySign(Math.sqrt(squares[k]), start[d + k - 1]);
    }
    return weights;
  }

  /**
   * Returns J J^T at the end point, prod_{k>=2} n_k I + sum_{k>=2} w* w*^T / n_k, of shape d x d,
   * row-major; the sharpness is twice the largest eigenvalue of Sigma times it.
   */
  public double[] gram(double[] target) {
    int d = target.length;
    double product = 1;
    double reciprocals = 0;
    for (int k = 1; k < squaredNorms.length; k++) {
      product *= squaredNorms[k];
      reciprocals += 1 / squaredNorms[k];
    }
    double[] m = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        m[i * d + j] = reciprocals * target[i] * target[j] + (i == j ? product : 0);
      }
    }
    return m;
  }
}
