package org.plateau.landscape;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * The first-order decrease rate of the deep loss at a true solution, with certificates on both
 * sides.
 *
 * <p>With D the gains of the network at the solution ({@code DiagonalLinearNetwork.gains}),
 *
 * <pre>
 *   R = max over ||h|| <= 1 of -F'(theta*; D o h)
 *     = (1/m) min over u in [-1, 1]^C of || D o (X_S^T s - X_C^T u) ||_2 .
 * </pre>
 *
 * The right side is a box-constrained least-squares problem, solved by the accelerated proximal
 * gradient method with restarts (A. Beck, M. Teboulle, SIAM J. Imaging Sci. 2, 2009; B. O'Donoghue,
 * E. Candes, Found. Comput. Math. 15, 2015). Each feasible u bounds R from above, and each unit h
 * from below, so the pair is a certificate that needs no trust in the solver. R = 0 says that no
 * first-order descent exists; R > 0 comes with an explicit descent direction. Derived in spec
 * sub-gradient-balance, section 1.
 */
public final class DecreaseRate {

  /** The duality gap at which the solver stops, in units of the loss. */
  public static final double GAP = 1e-12;

  private static final int ITERATIONS = 40_000;
  private static final int CHECK_EVERY = 10;
  private static final double SAFETY = 1.02;

  /**
   * Both sides of R.
   *
   * @param lower a certified lower bound: the rate along {@code direction}, or 0 if that is larger
   * @param upper a certified upper bound: the value of {@code multipliers}
   * @param direction h, a unit vector of length d, or all 0 if the residual vanished
   * @param multipliers u in [-1, 1], one for each clean row in ascending order
   * @param iterations the number of gradient steps
   * @param converged whether the gap came down to {@link #GAP}
   */
  public record Certificate(
      double lower,
      double upper,
      double[] direction,
      double[] multipliers,
      int iterations,
      boolean converged) {

    /** Returns the duality gap, upper - lower. */
    public double gap() {
      return upper - lower;
    }
  }

  private final int rows;
  private final int clean;
  private final int width;
  private final int[] active;
  private final int fullWidth;
  private final double[] matrix;
  private final double[] transposed;
  private final double[] pull;
  private final double frobenius;

  private DecreaseRate(RobustRegression problem, double[] gains) {
    rows = problem.rows();
    fullWidth = problem.width();
    clean = rows - problem.corrupted();
    active = activeCoordinates(gains);
    width = active.length;
    matrix = new double[clean * width];
    pull = new double[width];
    double[] fullPull = problem.outlierPull();
    for (int a = 0; a < width; a++) {
      pull[a] = gains[active[a]] * fullPull[active[a]];
    }
    int at = 0;
    for (int i = 0; i < rows; i++) {
      if (problem.noise()[i] == 0) {
        for (int coordinate : active) {
          matrix[at++] = gains[coordinate] * problem.design()[i * fullWidth + coordinate];
        }
      }
    }
    transposed = Kernels.transpose(matrix, clean, width);
    frobenius = Kernels.dot(matrix, matrix);
  }

  private static int[] activeCoordinates(double[] gains) {
    int[] out = new int[gains.length];
    int count = 0;
    for (int i = 0; i < gains.length; i++) {
      if (!(gains[i] >= 0) || Double.isInfinite(gains[i])) {
        throw new IllegalArgumentException(
            "gains must be finite and not negative, got "
                + gains[i]
                + " at coordinate "
                + i
                + "; take them from DiagonalLinearNetwork.gains");
      }
      if (gains[i] > 0) {
        out[count++] = i;
      }
    }
    return Arrays.copyOf(out, count);
  }

  /**
   * Returns R with its certificates.
   *
   * @param problem the regression, at its truth
   * @param gains D, of length d, not negative; coordinates with gain 0 cannot move to first order
   * @throws IllegalArgumentException if the length of gains is not d, or an entry is negative or
   *     not finite
   */
  public static Certificate of(RobustRegression problem, double[] gains) {
    if (gains.length != problem.width()) {
      throw new IllegalArgumentException(
          "gains must have d = " + problem.width() + " entries, got " + gains.length);
    }
    return new DecreaseRate(problem, gains).solve();
  }

  /**
   * Returns R of the plain regression (depth 1): positive exactly if theta* does not minimize F.
   */
  public static Certificate atTruth(RobustRegression problem) {
    double[] ones = new double[problem.width()];
    Arrays.fill(ones, 1);
    return of(problem, ones);
  }

  private Certificate solve() {
    double[] u = new double[clean];
    double[] previous = new double[clean];
    double[] extrapolated = new double[clean];
    double[] gradient = new double[clean];
    double[] residual = pull.clone();
    double[] residualBefore = pull.clone();
    double[] residualAt = pull.clone();
    double lipschitz = Math.min(frobenius, SAFETY * largestSquaredSingularValue());
    double momentum = 1;
    int iteration = 0;
    Certificate best = certificate(u, residual, iteration);
    while (best.gap() > GAP && iteration < ITERATIONS && lipschitz > 0) {
      iteration++;
      Kernels.multiplyTranspose(transposed, residualAt, gradient, width, clean);
      double[] swap = previous;
      previous = u;
      u = swap;
      double[] residualSwap = residualBefore;
      residualBefore = residual;
      residual = residualSwap;
      lipschitz = proximalStep(extrapolated, gradient, residualAt, u, residual, lipschitz);
      if (ascends(extrapolated, u, previous)) {
        momentum = 1;
      }
      double next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      double beta = (momentum - 1) / next;
      momentum = next;
      extrapolate(u, previous, beta, extrapolated);
      extrapolate(residual, residualBefore, beta, residualAt);
      if (iteration % CHECK_EVERY == 0) {
        Certificate now = certificate(u, residual, iteration);
        best = merge(best, now);
      }
    }
    return best;
  }

  /**
   * u = clip(v + A r / L), residual = pull - A^T u; L grows until the quadratic upper bound holds
   * along the step, so that an underestimated L cannot spoil convergence. The squared Frobenius
   * norm always suffices, so rounding cannot drive L any further.
   */
  private double proximalStep(
      double[] v,
      double[] gradient,
      double[] residualAt,
      double[] u,
      double[] residual,
      double lipschitz) {
    double constant = lipschitz;
    while (true) {
      double moved = 0;
      for (int i = 0; i < clean; i++) {
        u[i] = Math.max(-1, Math.min(1, v[i] + gradient[i] / constant));
        double step = u[i] - v[i];
        moved = Math.fma(step, step, moved);
      }
      residualOf(u, residual);
      double curved = 0;
      for (int a = 0; a < width; a++) {
        double change = residual[a] - residualAt[a];
        curved = Math.fma(change, change, curved);
      }
      if (curved <= constant * moved || constant >= frobenius) {
        return constant;
      }
      constant = Math.min(frobenius, SAFETY * constant);
    }
  }

  private void residualOf(double[] u, double[] residual) {
    Kernels.multiplyTranspose(matrix, u, residual, clean, width);
    for (int a = 0; a < width; a++) {
      residual[a] = pull[a] - residual[a];
    }
  }

  /** The gradient restart: the last step went against the direction of travel. */
  private static boolean ascends(double[] from, double[] to, double[] before) {
    double sum = 0;
    for (int i = 0; i < to.length; i++) {
      sum += (from[i] - to[i]) * (to[i] - before[i]);
    }
    return sum > 0;
  }

  private static void extrapolate(double[] now, double[] before, double beta, double[] out) {
    for (int i = 0; i < now.length; i++) {
      out[i] = now[i] + beta * (now[i] - before[i]);
    }
  }

  private Certificate certificate(double[] u, double[] residual, int iterations) {
    double norm = Kernels.norm(residual);
    double[] direction = new double[fullWidth];
    double lower = 0;
    if (norm > 0) {
      double[] h = new double[width];
      for (int a = 0; a < width; a++) {
        h[a] = residual[a] / norm;
        direction[active[a]] = h[a];
      }
      double[] t = new double[clean];
      Kernels.multiplyTranspose(transposed, h, t, width, clean);
      double rate = Kernels.dot(pull, h);
      for (double value : t) {
        rate -= Math.abs(value);
      }
      lower = Math.max(0, rate / rows);
    }
    double upper = norm / rows;
    return new Certificate(lower, upper, direction, u.clone(), iterations, upper - lower <= GAP);
  }

  /** Each side keeps its best witness. */
  private static Certificate merge(Certificate a, Certificate b) {
    Certificate below = b.lower >= a.lower ? b : a;
    Certificate above = b.upper <= a.upper ? b : a;
    return new Certificate(
        below.lower,
        above.upper,
        below.direction,
        above.multipliers,
        b.iterations,
        above.upper - below.lower <= GAP);
  }

  private double largestSquaredSingularValue() {
    double[] v = new double[clean];
    double[] image = new double[width];
    Arrays.fill(v, 1);
    double value = 0;
    for (int round = 0; round < 30; round++) {
      Kernels.multiplyTranspose(matrix, v, image, clean, width);
      Kernels.multiplyTranspose(transposed, image, v, width, clean);
      value = Kernels.norm(v);
      if (value == 0) {
        return frobenius;
      }
      for (int i = 0; i < clean; i++) {
        v[i] /= value;
      }
    }
    return value;
  }
}
