package org.plateau.network;

import org.jspecify.annotations.Nullable;
import org.plateau.matrix.Kernels;

/**
 * Data (X, y) of a least-squares problem, and the quantities of it that curvature depends on.
 *
 * <p>Sigma = X^T X / n with eigenvalues lambda .. Lambda; w* the least-squares solution of minimum
 * norm; beta = w*^T Sigma w*, a = beta / |w*|^2, alpha = w*^T Sigma^2 w* / beta. Always lambda <= a
 * <= alpha <= Lambda when Sigma has full rank. (Spec: sharpness-and-depth, section 0.)
 *
 * <p>Method: Householder QR of (X | y) when n >= d; where that is well-conditioned, w* and the
 * factor C of Sigma = C^T C come from the triangle. Eigenvalues and what belongs to them are found
 * when first asked for, or at once where X may have lost rank: one-sided Jacobi on the rows
 * (Hestenes 1958), which leaves sigma_i v_i^T and u_i^T y. X^T X is never formed, so small singular
 * values keep their relative accuracy. Singular values up to max(n, d) 2^-52 times the largest
 * count as zero.
 *
 * <p>Immutable, and safe to share between threads.
 */
public final class LeastSquaresData {

  private static final double EPSILON = 0x1p-52;
  private static final double NO_SIGNAL = 1e-14;
  private static final double LEAST_SQUARE = 0x1p-1000;

  private final int samples;
  private final int dimension;
  private final double[] design;
  private final double[] targets;
  private final double[] factor;
  private final double[] signal;
  private final double[] transposedFactor;
  private final double[] covariance;
  private final double[] solution;
  private final double solutionNorm;
  private final double minimalLoss;
  private final double beta;
  private final boolean wellConditioned;
  private volatile @Nullable PrincipalAxes known;

  private LeastSquaresData(int n, int d, double[] x, double largestX, double[] y, double largestY) {
    this.samples = n;
    this.dimension = d;
    this.design = x;
    this.targets = y;
    TriangularForm form = TriangularForm.of(x, largestX, y, largestY, n, d);
    this.wellConditioned = form.isWellConditioned();
    if (wellConditioned) {
      this.factor = form.rows();
      this.signal = form.head();
      this.solution = form.solution();
      this.minimalLoss = form.rest();
    } else {
      double[] head = form.head();
      PrincipalAxes axes = PrincipalAxes.of(form.rows(), head, d, threshold());
      this.known = axes;
      this.factor = axes.rows();
      this.signal = axes.components();
      this.solution = axes.solution();
      this.minimalLoss = form.rest() + axes.unexplained();
    }
    this.transposedFactor = Kernels.transpose(factor, rank(), d);
    this.solutionNorm = Kernels.norm(solution);
    this.beta = Kernels.dot(signal, signal);
    this.covariance = new double[d * d];
    Kernels.multiplyTransposeLeft(factor, factor, covariance, d, rank(), d);
  }

  private double threshold() {
    return Math.max(samples, dimension) * EPSILON;
  }

  private PrincipalAxes axes() {
    PrincipalAxes axes = known;
    if (axes == null) {
      axes = PrincipalAxes.of(factor, signal, dimension, threshold());
      known = axes;
    }
    return axes;
  }

  /**
   * Data of n samples in dimension d.
   *
   * @param x the n x d design matrix X, row-major
   * @param y the n targets
   * @throws IllegalArgumentException if lengths do not fit, an entry is not finite, X^T y = 0 up to
   *     rounding (then w* = 0 and no claim of this paper applies), or squares leave the range of
   *     doubles: |y|^2 / n, tr Sigma and beta must be finite and at least 2^-1000
   */
  public static LeastSquaresData of(double[] x, double[] y, int n, int d) {
    return wrapping(x.clone(), y.clone(), n, d);
  }

  /** As {@link #of}, around these arrays themselves, which nobody may change any more. */
  public static LeastSquaresData wrapping(double[] x, double[] y, int n, int d) {
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
    LeastSquaresData data =
        new LeastSquaresData(n, d, x, requireFinite("X", x), y, requireFinite("y", y));
    double total = Kernels.norm(y) / Math.sqrt(n);
    if (total > 0) {
      requireRange("y", "|y|^2 / n", total * total);
    }
    if (!(Math.sqrt(data.beta) > NO_SIGNAL * total)) {
      throw new IllegalArgumentException(
          "X, y: X^T y = 0 up to rounding, so the least-squares solution is w* = 0 and the bounds"
              + " are 0 / 0; give data that have a linear signal");
    }
    double trace = 0;
    for (int i = 0; i < d; i++) {
      trace += data.covariance[i * d + i];
    }
    requireRange("X", "tr X^T X / n", trace);
    requireRange("X, y", "beta", data.beta);
    return data;
  }

  /** Squares that overflow or lose digits would make infinities, or bounds that are none. */
  private static void requireRange(String name, String what, double value) {
    if (!(value >= LEAST_SQUARE && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name
              + ": "
              + what
              + " is "
              + value
              + ", out of the range of double precision; divide or multiply "
              + name
              + " by a power of ten");
    }
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
    return signal.length;
  }

  /**
   * Whether X is so far from losing rank (condition number at most 2^20) that no eigenvalue was
   * needed to tell; its rank is then d.
   */
  public boolean isWellConditioned() {
    return wellConditioned;
  }

  /**
   * H C C^T H, row-major rank x rank, on and below the diagonal (entries above may hold anything),
   * with the reflector H that takes C w* to a multiple of e_1: the matrix of C C^T seen from the
   * explained signal. A fresh array.
   */
  public double[] gramFromSignal() {
    int rank = rank();
    double[] v = signal.clone();
    double norm = Math.sqrt(beta);
    v[0] += v[0] > 0 ? norm : -norm;
    // H = I - v v^T / c with c = |v|^2 / 2.
    double inverse = 1 / (norm * Math.abs(v[0]));
    double[] turned = transposedFactor.clone();
    for (int j = 0; j < dimension; j++) {
      double along = Kernels.dot(turned, j * rank, v, 0, rank);
      Kernels.axpy(-inverse * along, v, 0, turned, j * rank, rank);
    }
    double[] gram = new double[rank * rank];
    Kernels.lowerGramAdd(1, turned, gram, dimension, rank);
    return gram;
  }

  /** A factor C of Sigma = C^T C, row-major rank x d; a fresh array. */
  public double[] factor() {
    return factor.clone();
  }

  /**
   * The factor with orthogonal rows, row-major rank x d: row i is sqrt(lambda_i) v_i^T for the i-th
   * largest eigenvalue; a fresh array.
   */
  public double[] orthogonalFactor() {
    return axes().rows().clone();
  }

  /** The positive eigenvalues of Sigma, descending, length rank; a fresh array. */
  public double[] spectrum() {
    return axes().spectrum();
  }

  /**
   * Components z_i = (Sigma^{1/2} w*)_i of the explained signal along the eigenvectors of {@link
   * #spectrum()}, so that sum z_i^2 = beta; a fresh array of length rank.
   */
  public double[] components() {
    return axes().components().clone();
  }

  /** Lambda, the largest eigenvalue of Sigma. */
  public double largest() {
    return axes().eigenvalue(0);
  }

  /** lambda, the smallest eigenvalue of Sigma; 0 when its rank is below d. */
  public double smallest() {
    return rank() < dimension ? 0 : axes().eigenvalue(dimension - 1);
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
    if (rank() == dimension) {
      return solution.clone();
    }
    double[] rows = axes().rows();
    double[] nearest = w.clone();
    Kernels.axpy(-1, solution, 0, nearest, 0, dimension);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < rank(); i++) {
        double along = Kernels.dot(rows, i * dimension, nearest, 0, dimension);
        double share = along / axes().eigenvalue(i);
        Kernels.axpy(-share, rows, i * dimension, nearest, 0, dimension);
      }
    }
    Kernels.axpy(1, solution, 0, nearest, 0, dimension);
    return nearest;
  }

  /** |w*|. */
  public double solutionNorm() {
    return solutionNorm;
  }

  /** beta = w*^T Sigma w*, the mean squared signal that a linear map explains. */
  public double beta() {
    return beta;
  }

  /** a = beta / |w*|^2, the Rayleigh quotient of Sigma at w*. */
  public double rayleigh() {
    return beta / solutionNorm / solutionNorm;
  }

  /** alpha = w*^T Sigma^2 w* / beta. */
  public double alpha() {
    return axes().meanCurvature();
  }

  /** tr Sigma. */
  public double trace() {
    return Kernels.dot(factor, factor);
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
    for (int i = 0; i < rank(); i++) {
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

  /**
   * out = Sigma v = C^T (C v) and the return value v^T Sigma v = |C v|^2, a sum of squares.
   *
   * @param work overwritten, of length {@link #rank()} at least
   */
  double energy(double[] v, double[] work, double[] out) {
    int rank = rank();
    Kernels.multiplyTranspose(transposedFactor, v, work, dimension, rank);
    Kernels.multiplyTranspose(factor, work, out, rank, dimension);
    return Kernels.dot(work, 0, work, 0, rank);
  }

  /** out = w - w*, both of length d at least, perhaps the same; allocates nothing. */
  public void deviation(double[] w, double[] out) {
    for (int j = 0; j < dimension; j++) {
      out[j] = w[j] - solution[j];
    }
  }

  /** Returns the largest modulus of an entry. */
  private static double requireFinite(String name, double[] values) {
    double largest = Kernels.largest(values);
    if (Double.isFinite(largest)) {
      return largest;
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + ": entry " + i + " is " + values[i] + "; every entry must be finite");
      }
    }
    throw new AssertionError(name + ": every entry is finite, but the largest is " + largest);
  }
}
