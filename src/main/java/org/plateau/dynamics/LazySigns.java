package org.plateau.dynamics;

import org.plateau.landscape.RobustRegression;
import org.plateau.matrix.Kernels;

/**
 * X^T sign(X theta - y) along a path of theta, at the cost of the rows that may have changed sign.
 *
 * <p>Row i cannot change sign before theta has traveled |r_i| / ||x_i||, so until then its residual
 * is not computed; rounding is accounted for outward (derived: Cauchy-Schwarz). The sum over rows
 * is corrected by the rows that did change. Signs are therefore those of the full computation; the
 * sum differs from it in the last digits only, and is taken afresh every {@value #REFRESH} calls.
 * Grossly corrupted rows are almost never due; when more than a quarter of all rows are, the full
 * products are cheaper and are used.
 */
final class LazySigns {

  private static final int REFRESH = 1024;
  private static final double UNIT = 0x1p-52;
  private static final double DISTANCE_ROUNDING = 1 + 1e-12;

  private final RobustRegression problem;
  private final int rows;
  private final int width;
  private final double[] norms;
  private final double[] signs;
  private final double[] dueAt;
  private final int[] due;
  private final double[] residual;
  private final double[] sum;
  private final double[] last;
  private final double[] step;
  private double traveled;
  private int calls;

  LazySigns(RobustRegression problem) {
    this.problem = problem;
    rows = problem.rows();
    width = problem.width();
    norms = new double[rows];
    signs = new double[rows];
    dueAt = new double[rows];
    due = new int[rows];
    residual = new double[rows];
    sum = new double[width];
    last = new double[width];
    step = new double[width];
    for (int i = 0; i < rows; i++) {
      double[] x = problem.design();
      norms[i] = Math.sqrt(Kernels.dot(x, i * width, x, i * width, width)) * DISTANCE_ROUNDING;
    }
  }

  /** Returns X^T sign(X theta - y): an internal buffer that the next call overwrites. */
  double[] pull(double[] theta) {
    if (calls++ % REFRESH == 0) {
      refresh(theta);
    } else {
      advance(theta);
    }
    System.arraycopy(theta, 0, last, 0, width);
    return sum;
  }

  private void refresh(double[] theta) {
    traveled = 0;
    double size = Math.sqrt(Kernels.dot(theta, theta));
    problem.times(theta, residual);
    for (int i = 0; i < rows; i++) {
      residual[i] -= problem.targets()[i];
      signs[i] = Math.signum(residual[i]);
      schedule(i, residual[i], size);
    }
    problem.timesTransposed(signs, sum);
  }

  private void advance(double[] theta) {
    for (int j = 0; j < width; j++) {
      step[j] = theta[j] - last[j];
    }
    double distance = Math.sqrt(Kernels.dot(step, step)) * DISTANCE_ROUNDING;
    traveled = (traveled + distance) * (1 + UNIT);
    int count = 0;
    for (int i = 0; i < rows; i++) {
      due[count] = i;
      count += traveled < dueAt[i] ? 0 : 1;
      if (count == rows) {
        break;
      }
    }
    double size = Math.sqrt(Kernels.dot(theta, theta));
    boolean most = 4 * count > rows;
    if (most) {
      problem.times(theta, residual);
    }
    for (int k = 0; k < count; k++) {
      int i = due[k];
      double product =
          most ? residual[i] : Kernels.dot(problem.design(), i * width, theta, 0, width);
      visit(i, product - problem.targets()[i], size);
    }
  }

  private void visit(int i, double r, double size) {
    double sign = Math.signum(r);
    if (sign != signs[i]) {
      Kernels.axpy(sign - signs[i], problem.design(), i * width, sum, 0, width);
      signs[i] = sign;
    }
    schedule(i, r, size);
  }

  /** The residual is known to within its rounding; so far theta may travel before it can vanish. */
  private void schedule(int i, double r, double size) {
    double rounding = 2 * (width + 4) * UNIT * (norms[i] * size + Math.abs(problem.targets()[i]));
    double margin = (Math.abs(r) - rounding) / norms[i];
    dueAt[i] = (traveled + margin) * (1 - 2 * UNIT);
  }
}
