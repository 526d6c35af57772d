package org.plateau.network;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/**
 * Data (X, y) of a least-squares problem, and the quantities of it that curvature depends on.
 *
 * <p>Sigma = X^T X / n with eigenvalues lambda .. Lambda; w* the least-squares solution of minimum
 * norm; beta = w*^T Sigma w*, a = beta / |w*|^2, alpha = w*^T Sigma^2 w* / beta. Always lambda <= a
 * <= alpha <= Lambda when Sigma has full rank. (Spec: sharpness-and-depth, section 0.)
 *
 * <p>Method: Householder QR of (X | y) when n > d, then one-sided Jacobi on the rows (Hestenes
 * 1958), which leaves sigma_i v_i^T and u_i^T y. X^T X is never formed, so small singular values
 * keep their relative accuracy. Singular values up to max(n, d) 2^-52 times the largest count as
 * zero.
 */
public final class LeastSquaresData {

  private static final double EPSILON = 0x1p-52;
  private static final double NO_SIGNAL = 1e-14;

  private final int samples;
  private final int dimension;
  private final double[] design;
  private final double[] targets;
  private final double[] factor;
  private final double[] transposedFactor;
  private final double[] spectrum;
  private final double[] components;
  private final double[] covariance;
  private final double[] solution;
  private final double minimalLoss;
  private final double beta;
  private final double alpha;

  private LeastSquaresData(int n, int d, double[] x, double[] y) {
    this.samples = n;
    this.dimension = d;
    this.design = x;
    this.targets = y;
    OrthogonalRows rows = OrthogonalRows.of(x, y, n, d);
    double rootN = Math.sqrt(n);
    int rank = rows.rank(Math.max(n, d) * EPSILON);
    this.factor = Arrays.copyOf(rows.rows(), rank * d);
    this.spectrum = new double[rank];
    this.components = new double[rank];
    this.solution = new double[d];
    double explained = 0;
    double curvature = 0;
    for (int i = 0; i < rank; i++) {
      double sigma = rows.norm(i);
      double c = rows.component(i);
      spectrum[i] = (sigma / rootN) * (sigma / rootN);
      components[i] = c / rootN;
      for (int j = 0; j < d; j++) {
        // Each factor stays in range even when 1 / sigma^2 does not.
        solution[j] = Math.fma(c / sigma, factor[i * d + j] / sigma, solution[j]);
      }
      explained = Math.fma(components[i], components[i], explained);
      curvature = Math.fma(components[i] * components[i], spectrum[i], curvature);
    }
    for (int i = 0; i < factor.length; i++) {
      factor[i] /= rootN;
    }
    this.transposedFactor = Kernels.transpose(factor, rank, d);
    this.beta = explained;
    this.alpha = curvature / explained;
    this.minimalLoss = rows.unexplained(rank) / n;
    this.covariance = new double[d * d];
    Kernels.multiplyTransposeLeft(factor, factor, covariance, d, rank, d);
  }

  /**
   * Data of n samples in dimension d.
   *
   * @param x the n x d design matrix X, row-major
   * @param y the n targets
   * @throws IllegalArgumentException if lengths do not fit, an entry is not finite, or X^T y = 0 up
   *     to rounding (then w* = 0 and no claim of this paper applies)
   */
  public static LeastSquaresData of(double[] x, double[] y, int n, int d) {
    if (n < 1 || d < 1) {
      throw new IllegalArgumentException(
          "X: at least one row and one column are needed, but the shape is " + n + " x " + d);
    }
    if (x.length != n * d) {
      throw new IllegalArgumentException(
          "X: shape " + n + " x " + d + " has " + n * d + " entries, but got " + x.length);
    }
    if (y.length != n) {
      throw new IllegalArgumentException(
          "y: X has " + n + " rows, so y needs as many entries, but has " + y.length);
    }
    requireFinite("X", x);
    requireFinite("y", y);
    LeastSquaresData data = new LeastSquaresData(n, d, x.clone(), y.clone());
    double total = Kernels.norm(y) / Math.sqrt(n);
    if (!(Math.sqrt(data.beta) > NO_SIGNAL * total)) {
      throw new IllegalArgumentException(
          "X, y: X^T y = 0 up to rounding, so the least-squares solution is w* = 0 and the bounds"
              + " are 0 / 0; give data that have a linear signal");
    }
    return data;
  }

  /** Number of samples n. */
  public int samples() {
    return samples;
  }

  /** Input dimension d. */
  public int dimension() {
    return dimension;
  }

  /** X, row-major n x d; a fresh array. */
  public double[] design() {
    return design.clone();
  }

  /** y, length n; a fresh array. */
  public double[] targets() {
    return targets.clone();
  }

  /** Sigma = X^T X / n, row-major d x d; a fresh array. */
  public double[] covariance() {
    return covariance.clone();
  }

  /** Numerical rank of X (and of Sigma). */
  public int rank() {
    return spectrum.length;
  }

  /**
   * A factor C of Sigma = C^T C with orthogonal rows, row-major rank x d: row i is sqrt(lambda_i)
   * v_i^T for the i-th largest eigenvalue; a fresh array.
   */
  public double[] factor() {
    return factor.clone();
  }

  /** The positive eigenvalues of Sigma, descending, length rank; a fresh array. */
  public double[] spectrum() {
    return spectrum.clone();
  }

  /**
   * Components z_i = (Sigma^{1/2} w*)_i of the explained signal along the eigenvectors of {@link
   * #spectrum()}, so that sum z_i^2 = beta; a fresh array of length rank.
   */
  public double[] components() {
    return components.clone();
  }

  /** Lambda, the largest eigenvalue of Sigma. */
  public double largest() {
    return spectrum[0];
  }

  /** lambda, the smallest eigenvalue of Sigma; 0 when its rank is below d. */
  public double smallest() {
    return rank() < dimension ? 0 : spectrum[dimension - 1];
  }

  /** w*, the least-squares solution of minimum norm, length d; a fresh array. */
  public double[] solution() {
    return solution.clone();
  }

  /**
   * The minimizer of the loss nearest to w: w* plus the part of w in the kernel of X; a fresh array
   * of length d.
   */
  public double[] nearestSolution(double[] w) {
    if (spectrum.length == dimension) {
      return solution.clone();
    }
    double[] nearest = w.clone();
    Kernels.axpy(-1, solution, 0, nearest, 0, dimension);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < spectrum.length; i++) {
        double along = Kernels.dot(factor, i * dimension, nearest, 0, dimension) / spectrum[i];
        Kernels.axpy(-along, factor, i * dimension, nearest, 0, dimension);
      }
    }
    Kernels.axpy(1, solution, 0, nearest, 0, dimension);
    return nearest;
  }

  /** |w*|. */
  public double solutionNorm() {
    return Kernels.norm(solution);
  }

  /** beta = w*^T Sigma w*, the mean squared signal that a linear map explains. */
  public double beta() {
    return beta;
  }

  /** a = beta / |w*|^2, the Rayleigh quotient of Sigma at w*. */
  public double rayleigh() {
    double norm = solutionNorm();
    return beta / norm / norm;
  }

  /** alpha = w*^T Sigma^2 w* / beta. */
  public double alpha() {
    return alpha;
  }

  /** tr Sigma. */
  public double trace() {
    double sum = 0;
    for (double value : spectrum) {
      sum += value;
    }
    return sum;
  }

  /** min R, the mean squared residual of w*; 0 up to rounding when rank X = n. */
  public double minimalLoss() {
    return minimalLoss;
  }

  /** R at the end-to-end vector w: |y - X w|^2 / n. */
  public double loss(double[] w) {
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      double residual = targets[i] - Kernels.dot(design, i * dimension, w, 0, dimension);
      sum = Math.fma(residual, residual, sum);
    }
    return sum / samples;
  }

  /** R(w) - min R = (w - w*)^T Sigma (w - w*), as a sum of squares and so never cancelling. */
  public double lossGap(double[] w) {
    double sum = 0;
    for (int i = 0; i < spectrum.length; i++) {
      double deviation = 0;
      for (int j = 0; j < dimension; j++) {
        deviation = Math.fma(factor[i * dimension + j], w[j] - solution[j], deviation);
      }
      sum = Math.fma(deviation, deviation, sum);
    }
    return sum;
  }

  /** out = Sigma v, both of length d at least; allocates nothing. */
  public void applyCovariance(double[] v, double[] out) {
    // Sigma is symmetric, and rows times a vector need sums across registers.
    Kernels.multiplyTranspose(covariance, v, out, dimension, dimension);
  }

  /** out = C v, for v of length d and out of length rank at least; allocates nothing. */
  public void applyFactor(double[] v, double[] out) {
    Kernels.multiplyTranspose(transposedFactor, v, out, dimension, rank());
  }

  /** Copies C^T, row-major d x rank, with C of {@link #factor()}; allocates nothing. */
  public void copyFactorTransposed(double[] out) {
    System.arraycopy(transposedFactor, 0, out, 0, transposedFactor.length);
  }

  /** out = C^T v, for v of length rank and out of length d; allocates nothing. */
  public void applyFactorTransposed(double[] v, double[] out) {
    Kernels.multiplyTranspose(factor, v, out, rank(), dimension);
  }

  /**
   * out = Sigma v = C^T (C v) and the return value v^T Sigma v = |C v|^2, a sum of squares.
   *
   * @param work overwritten, of length {@link #rank()} at least
   */
  double energy(double[] v, double[] work, double[] out) {
    int rank = spectrum.length;
    Kernels.multiplyTranspose(transposedFactor, v, work, dimension, rank);
    Kernels.multiplyTranspose(factor, work, out, rank, dimension);
    return Kernels.dot(work, 0, work, 0, rank);
  }

  double solutionEntry(int j) {
    return solution[j];
  }

  private static void requireFinite(String name, double[] values) {
    if (Kernels.isFinite(values)) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + ": entry " + i + " is " + values[i] + "; every entry must be finite");
      }
    }
  }
}
