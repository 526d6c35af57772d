package org.plateau.recovery;

import org.plateau.matrix.Kernels;
import org.plateau.matrix.SingularValues;
import org.plateau.matrix.SymmetricEigen;

/**
 * Douglas-Rachford splitting (J. Douglas, H. H. Rachford 1956; P.-L. Lions, B. Mercier 1979) for
 * problems over matrices: a projection on the feasible set and a proximal step of the objective in
 * turn. Its own residual is a dual candidate, so each result carries a rigorous duality gap
 * (derived: spec flat-minima-recovery, S1).
 *
 * @param tolerance stop when the two proximal points differ by at most this, relative to the
 *     iterate
 * @param gapTolerance and when the relative duality gap is at most this, for problems that have one
 * @param budget most iterations
 */
public record DouglasRachford(double tolerance, double gapTolerance, int budget) {

  private static final double RELAXATION = 1.7;
  private static final double ROBUST_RELAXATION = 1.6;
  private static final double ROBUST_STEP = 0.3;

  /** The settings for claims: far below the accuracy that any of them asks for. */
  public static final DouglasRachford PRECISE = new DouglasRachford(1e-10, 1e-9, 4000);

  /**
   * The settings for instances that may lie beyond the threshold of recovery, where convergence is
   * sublinear.
   */
  public static final DouglasRachford BRIEF = new DouglasRachford(1e-8, 1e-7, 500);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a tolerance is not positive or the budget is below 1
   */
  public DouglasRachford {
    if (!(tolerance > 0) || !(gapTolerance > 0)) {
      throw new IllegalArgumentException(
          "tolerances must be positive, got " + tolerance + " and " + gapTolerance);
    }
    Shapes.requirePositive("budget", budget);
  }

  /**
   * Returns the matrix of least nuclear norm in the set; among the symmetric ones if the set says
   * so.
   */
  public Recovery leastNuclearNorm(AffineSet set) {
    double[] start = set.leastNormPoint();
    double step = SingularValues.largest(start, set.rows(), set.cols());
    return run(set, start, step, RELAXATION, set.symmetric());
  }

  /** Returns the matrix of least nuclear norm in the set. */
  public Recovery leastNuclearNorm(CorruptionBall set) {
    double step = ROBUST_STEP * SingularValues.largest(set.data(), set.rows(), set.cols());
    double[] start = new double[set.rows() * set.cols()];
    set.project(start.clone(), start);
    return run(set, start, step, ROBUST_RELAXATION, false);
  }

  private Recovery run(
      FeasibleSet set, double[] y, double step, double relaxation, boolean symmetric) {
    int size = y.length;
    double[] x = new double[size];
    double[] z = new double[size];
    double[] change = new double[size];
    SingularValues svd = new SingularValues(set.rows(), set.cols());
    if (step == 0) {
      return new Recovery(x, 0, 0, 0, 0, Ending.CONVERGED);
    }
    double residual = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= budget; k++) {
      set.project(y, x);
      reflect(x, y, z);
      svd.shrink(z, step, z);
      residual = relativeDistance(z, x, change);
      if (residual <= tolerance || k == budget) {
        Recovery result = certify(set, x, y, step, residual, k);
        if (result.converged() || k == budget) {
          return result;
        }
      }
      Kernels.axpy(relaxation, change, 0, y, 0, size);
      if (symmetric) {
        symmetrize(y, set.rows());
      }
    }
    throw new AssertionError("unreachable: the last iteration returns");
  }

  /**
   * The gap is rigorous at any iterate: W = (X - Y)/step, scaled to operator norm 1, is feasible
   * for the dual.
   */
  private Recovery certify(
      FeasibleSet set, double[] x, double[] y, double step, double residual, int iterations) {
    SingularValues svd = new SingularValues(set.rows(), set.cols());
    svd.decompose(x);
    double value = svd.nuclearNorm();
    double[] w = new double[x.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = (x[i] - y[i]) / step;
    }
    double infimum = set.infimum(w);
    double norm = SingularValues.largest(w, set.rows(), set.cols());
    double lower = infimum / Math.max(1, norm);
    double gap = value == 0 ? 0 : Math.max(0, value - lower) / value;
    boolean converged = residual <= tolerance && gap <= gapTolerance;
    return new Recovery(
        x.clone(),
        value,
        gap,
        residual,
        iterations,
        converged ? Ending.CONVERGED : Ending.BUDGET_SPENT);
  }

  /**
   * Returns the positive semidefinite matrix of the set that minimizes &lt;objective, Z&gt;.
   *
   * <p>The gap uses that all positive semidefinite members of the set have the same trace, as they
   * do for covariance estimation in the coordinates Z = D X D; it is the caller who knows the
   * trace. It is relative to |objective| |Z|, Frobenius norms, since the value may be zero. The
   * matrix interpolates; it is semidefinite up to the residual.
   *
   * @param objective symmetric, shape rows x rows; zero asks for any member
   * @param trace the common trace of the members
   */
  public Recovery leastSemidefinite(AffineSet set, double[] objective, double trace) {
    int n = set.rows();
    double[] y = set.leastNormPoint();
    double[] x = new double[n * n];
    double[] z = new double[n * n];
    double[] change = new double[n * n];
    double[] absolute = new double[n * n];
    double step = SingularValues.largest(y, n, n);
    SingularValues svd = new SingularValues(n, n);
    if (step == 0) {
      return new Recovery(x, 0, 0, 0, 0, Ending.CONVERGED);
    }
    for (int k = 1; ; k++) {
      set.project(y, x);
      reflect(x, y, z);
      Kernels.axpy(-step, objective, 0, z, 0, n * n);
      clip(svd, z, absolute);
      double residual = relativeDistance(z, x, change);
      if (residual <= tolerance || k == budget) {
        Recovery result = certifySemidefinite(set, x, y, step, objective, trace, residual, k);
        if (result.converged() || k == budget) {
          return result;
        }
      }
      Kernels.axpy(RELAXATION, change, 0, y, 0, n * n);
      symmetrize(y, n);
    }
  }

  /** Replaces a symmetric matrix by its positive part, (A + |A|)/2. */
  private static void clip(SingularValues svd, double[] a, double[] absolute) {
    svd.update(a);
    svd.absolute(absolute);
    for (int i = 0; i < a.length; i++) {
      a[i] = 0.5 * (a[i] + absolute[i]);
    }
  }

  /**
   * &lt;C, Z&gt; = &lt;W, Z&gt; + &lt;C - W, Z&gt; >= inf + trace min(0, lambda_min(C - W)) for
   * members Z, W in the span of the constraints.
   */
  private Recovery certifySemidefinite(
      AffineSet set,
      double[] x,
      double[] y,
      double step,
      double[] c,
      double trace,
      double residual,
      int iterations) {
    double[] w = new double[x.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = (x[i] - y[i]) / step;
    }
    double infimum = set.infimum(w);
    for (int i = 0; i < w.length; i++) {
      w[i] = c[i] - w[i];
    }
    symmetrize(w, set.rows());
    double slack = SymmetricEigen.values(w, set.rows())[0];
    double value = Kernels.dot(c, x);
    double lower = infimum + trace * Math.min(0, slack);
    double gap =
        Math.max(0, value - lower) / Math.max(Math.abs(value), Kernels.norm(c) * Kernels.norm(x));
    boolean converged = residual <= tolerance && !(gap > gapTolerance);
    return new Recovery(
        x.clone(),
        value,
        Kernels.norm(c) == 0 ? 0 : gap,
        residual,
        iterations,
        converged ? Ending.CONVERGED : Ending.BUDGET_SPENT);
  }

  private static void reflect(double[] x, double[] y, double[] out) {
    for (int i = 0; i < x.length; i++) {
      out[i] = 2 * x[i] - y[i];
    }
  }

  /** Writes z - x and returns its norm relative to that of x. */
  private static double relativeDistance(double[] z, double[] x, double[] change) {
    for (int i = 0; i < x.length; i++) {
      change[i] = z[i] - x[i];
    }
    double distance = Kernels.norm(change);
    double norm = Kernels.norm(x);
    return norm == 0 ? (distance == 0 ? 0 : Double.POSITIVE_INFINITY) : distance / norm;
  }

  private static void symmetrize(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * (a[i * n + j] + a[j * n + i]);
        a[i * n + j] = mean;
        a[j * n + i] = mean;
      }
    }
  }
}
