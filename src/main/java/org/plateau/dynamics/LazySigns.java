package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;

/**
 * X^T sign(X theta - y) along a path of theta, at the cost of the rows that may have changed sign.
 *
 * <p>Residuals of all rows are computed at an anchor. The few coordinates that moved most before it
 * are followed exactly, for all rows; of a sparse truth these are the ones that oscillate at the
 * end. By all others together the residual of row i cannot change by more than ||x_i|| times their
 * distance from the anchor (derived: Cauchy-Schwarz). Only where this leaves the sign open, up to
 * rounding, which is accounted for outward, is the residual computed again, and where it is as
 * small as its own rounding, in the order of the full product. Signs are therefore those of the
 * full computation, to the last one. When so many rows are open that the full product is cheaper,
 * it is used, and becomes the new anchor. So is it where a residual could leave the range of
 * doubles.
 */
final class LazySigns {

  private static final int MOST_FOLLOWED = 8;

  /** A coordinate is followed when it moves at least this share of what the fastest one does. */
  private static final double FAST = 0.01;

  /** What a former speed counts at the next anchor: an oscillation may just be at its turn. */
  private static final double MEMORY = 0.5;

  private static final double UNIT = 0x1p-52;

  /** Covers the growth of theta, and with it of its rounding, on the way. */
  private static final double QUIET_ROUNDING = 1 - 1e-9;

  /** What a distance loses at most, in units of the root of d, where squares of steps underflow. */
  private static final double LOST_DISTANCE = 0x1p-536;

  /** Beyond it no sum of few terms of a residual is certain to stay finite. */
  private static final double LARGEST_RESIDUAL = 0x1p1020;

  private final RobustRegression problem;
  private final int rows;
  private final int width;
  private final double rounding;
  private final double lostDistance;
  private final double leastMargin;
  private final double[] norms;
  private final SignPattern signs;
  private final double[] parts;
  private final double[] weights = new double[1 + MOST_FOLLOWED];
  private final double[] estimate;
  private final double[] anchor;
  private final double[] last;
  private final double[] settled;
  private final double[] origin;
  private final double[] lost;
  private final double[] speed;
  private final int[] open;
  private final int[] followed = new int[MOST_FOLLOWED];
  private final SignedRowSum sum;
  private double limit = Double.POSITIVE_INFINITY;
  private int followedCount;
  private double reach;
  private double travel;
  private double quiet;
  private int computed;
  private long products;
  private boolean anchored;

  LazySigns(RobustRegression problem) {
    this.problem = problem;
    rows = problem.rows();
    width = problem.width();
    // In units of |x_i| |theta| 2^-53: d each for the products at the anchor and of the full
    // computation, 1.5 d + 14 for the norm and the distance, 67 for the followed coordinates, with
    // |y_i| <= 2 |x_i| |theta|; a larger y_i decides the sign alone. Together 3.5 d + 81, and here
    // are 6 d + 144.
    double terms = 3.0 * (width + 2 * MOST_FOLLOWED + 8);
    rounding = terms * UNIT;
    lostDistance = LOST_DISTANCE * Math.sqrt(width);
    leastMargin = terms * Double.MIN_VALUE;
    norms = new double[rows];
    signs = new SignPattern(rows);
    parts = new double[(1 + MOST_FOLLOWED) * rows];
    estimate = new double[rows];
    anchor = new double[width];
    last = new double[width];
    settled = new double[width];
    origin = new double[width];
    lost = new double[width];
    speed = new double[width];
    open = new int[rows];
    sum = new SignedRowSum(problem);
    for (int i = 0; i < rows; i++) {
      // Rounded up, for rows so small that their norm is subnormal.
      norms[i] = Math.nextUp(Kernels.norm(problem.design(), i * width, width));
      double room = LARGEST_RESIDUAL - Math.abs(problem.targets()[i]);
      limit = Math.min(limit, room / norms[i]);
    }
  }

  /** Returns X^T sign(X theta - y): an internal buffer that later calls overwrite. */
  double[] pull(double[] theta) {
    if (quiet > 0 && distance(theta, settled) < quiet) {
      System.arraycopy(theta, 0, last, 0, width);
      return sum.latest();
    }
    double size = distance(theta, origin);
    if (!(size < limit)) {
      return ofLost(theta);
    }
    if (!anchored || !advance(theta, size)) {
      anchor(theta, size);
    }
    System.arraycopy(theta, 0, last, 0, width);
    double[] pulled = sum.of(signs);
    quiet = 0;
    if (sum.isUnchanged()) {
      settle(theta);
    }
    return pulled;
  }

  /** Finds how far theta may go from here, in any direction, before a sign can change. */
  private void settle(double[] theta) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows; i++) {
      double margin = norms[i] * travel + leastMargin;
      least = Math.min(least, (Math.abs(estimate[i]) - margin) / norms[i]);
    }
    quiet = least * QUIET_ROUNDING;
    System.arraycopy(theta, 0, settled, 0, width);
  }

  /** |theta - from|; four sums, since one would wait for itself. */
  private double distance(double[] theta, double[] from) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int j = 0;
    for (; j < width - 3; j += 4) {
      double step0 = theta[j] - from[j];
      double step1 = theta[j + 1] - from[j + 1];
      double step2 = theta[j + 2] - from[j + 2];
      double step3 = theta[j + 3] - from[j + 3];
      sum0 = Math.fma(step0, step0, sum0);
      sum1 = Math.fma(step1, step1, sum1);
      sum2 = Math.fma(step2, step2, sum2);
      sum3 = Math.fma(step3, step3, sum3);
    }
    for (; j < width; j++) {
      double step = theta[j] - from[j];
      sum0 = Math.fma(step, step, sum0);
    }
    return Math.sqrt(sum0 + sum1 + (sum2 + sum3));
  }

  /** How many rows of X have been multiplied so far, in products with theta and in sums. */
  long rowProducts() {
    return products + sum.rowProducts();
  }

  /** Too far for distances or residuals: nothing is kept, and no numbers make no sum. */
  private double[] ofLost(double[] theta) {
    anchor(theta, 0);
    anchored = false;
    Arrays.fill(speed, 0);
    quiet = 0;
    for (double r : estimate) {
      if (Double.isNaN(r)) {
        Arrays.fill(lost, Double.NaN);
        return lost;
      }
    }
    return sum.of(signs);
  }

  /** Computes all residuals, and chooses anew which coordinates are followed. */
  private void anchor(double[] theta, double size) {
    problem.times(theta, estimate);
    products += rows;
    for (int i = 0; i < rows; i++) {
      estimate[i] -= problem.targets()[i];
      signs.set(i, estimate[i]);
    }
    follow(theta);
    separate(theta);
    System.arraycopy(theta, 0, anchor, 0, width);
    reach = size;
    travel = rounding * reach + lostDistance;
    computed = 0;
    anchored = true;
  }

  private void follow(double[] theta) {
    double fastest = 0;
    for (int j = 0; j < width; j++) {
      speed[j] = Math.max(Math.abs(theta[j] - last[j]), MEMORY * speed[j]);
      fastest = Math.max(fastest, speed[j]);
    }
    followedCount = 0;
    for (int j = 0; j < width; j++) {
      if (speed[j] >= FAST * fastest) {
        if (followedCount == MOST_FOLLOWED) {
          followedCount = 0;
          return;
        }
        followed[followedCount++] = j;
      }
    }
  }

  /** Residuals without the followed coordinates, and under them the columns of those. */
  private void separate(double[] theta) {
    System.arraycopy(estimate, 0, parts, 0, rows);
    for (int k = 0; k < followedCount; k++) {
      int column = followed[k] * rows;
      Kernels.axpy(-theta[followed[k]], problem.transposed(), column, parts, 0, rows);
      System.arraycopy(problem.transposed(), column, parts, (1 + k) * rows, rows);
    }
  }

  /** Finds all signs, or says that it would cost more than an anchor. */
  private boolean advance(double[] theta, double size) {
    reach = Math.max(reach, size);
    weights[0] = 1;
    for (int k = 0; k < followedCount; k++) {
      weights[1 + k] = theta[followed[k]];
      anchor[followed[k]] = theta[followed[k]];
    }
    Kernels.multiplyTranspose(parts, weights, estimate, 1 + followedCount, rows);
    travel = distance(theta, anchor) + (rounding * reach + lostDistance);
    int count = decide();
    computed += count;
    if (4 * count > rows || computed > rows / 2) {
      return false;
    }
    for (int k = 0; k < count; k++) {
      compute(open[k], theta);
    }
    products += count;
    return true;
  }

  /** Sets the signs that are certain, and returns the number of the others, which are listed. */
  private int decide() {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      double r = estimate[i];
      double margin = norms[i] * travel + leastMargin;
      open[count] = i;
      count += Math.abs(r) > margin ? 0 : 1;
    }
    signs.takeNonzero(estimate);
    return count;
  }

  private void compute(int i, double[] theta) {
    double[] x = problem.design();
    double r = Kernels.dot(x, i * width, theta, 0, width) - problem.targets()[i];
    if (Math.abs(r) <= norms[i] * (rounding * reach) + leastMargin) {
      r = inOrder(x, i * width, theta) - problem.targets()[i];
    }
    signs.set(i, r);
  }

  /** The sum as the full product makes it, so that what is 0 there is 0 here. */
  private double inOrder(double[] x, int at, double[] theta) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum = Math.fma(x[at + j], theta[j], sum);
    }
    return sum;
  }
}
