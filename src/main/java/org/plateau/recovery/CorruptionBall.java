package org.plateau.recovery;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * The matrices X with |Y - X|_1 <= tau, the entrywise sum: those that explain the data Y up to
 * gross corruption of total size tau, as in robust principal component analysis. Immutable.
 */
public final class CorruptionBall implements FeasibleSet {

  private final int rows;
  private final int cols;
  private final double[] center;
  private final double radius;

  /**
   * Makes the ball.
   *
   * @param data Y, shape rows x cols; copied
   * @param radius tau, at least 0
   * @throws IllegalArgumentException if a shape does not fit or the radius is negative or not
   *     finite
   */
  public CorruptionBall(int rows, int cols, double[] data, double radius) {
    Shapes.requirePositive("rows", rows);
    Shapes.requirePositive("cols", cols);
    Shapes.requireLength("data", data, rows * cols);
    Shapes.requireFinite("data", data);
    if (!(radius >= 0) || radius == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the corruption's size must be at least 0 and finite, got " + radius);
    }
    this.rows = rows;
    this.cols = cols;
    this.center = data.clone();
    this.radius = radius;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  /** Returns Y; a fresh array. */
  public double[] data() {
    return center.clone();
  }

  /** Returns tau. */
  public double radius() {
    return radius;
  }

  @Override
  public void project(double[] y, double[] out) {
    double[] magnitudes = new double[center.length];
    double sum = 0;
    for (int i = 0; i < center.length; i++) {
      magnitudes[i] = Math.abs(center[i] - y[i]);
      sum += magnitudes[i];
    }
    double cut = sum <= radius ? 0 : threshold(magnitudes);
    for (int i = 0; i < center.length; i++) {
      double s = center[i] - y[i];
      out[i] = center[i] - Math.copySign(Math.max(Math.abs(s) - cut, 0), s);
    }
  }

  /**
   * The amount by which all magnitudes must fall so that what is left sums to tau (sorts its
   * argument).
   */
  private double threshold(double[] magnitudes) {
    Arrays.sort(magnitudes);
    double sum = 0;
    double cut = 0;
    int kept = 0;
    for (int i = magnitudes.length - 1; i >= 0; i--) {
      sum += magnitudes[i];
      kept++;
      double candidate = (sum - radius) / kept;
      if (i > 0 && candidate < magnitudes[i - 1]) {
        continue;
      }
      cut = candidate;
      break;
    }
    return cut;
  }

  @Override
  public double infimum(double[] w) {
    double max = 0;
    for (double v : w) {
      max = Math.max(max, Math.abs(v));
    }
    return Kernels.dot(w, center) - radius * max;
  }
}
