package org.plateau.matrix;

import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.util.FastMath;

/**
 * The principal p-th root X of a real d x d matrix A without eigenvalues on the closed negative
 * axis: X^p = A, and every eigenvalue of X has an argument below pi/p.
 *
 * <p>Repeated square roots by the Denman-Beavers iteration bring A near the identity; there the
 * coupled Newton iteration for the inverse p-th root converges quadratically; squaring back undoes
 * the square roots. An eigendecomposition would fail silently on (nearly) defective matrices, and
 * the plain Newton iteration is unstable. Sources: E. Denman, A. Beavers, Appl. Math. Comp. 2,
 * 1976; C.-H. Guo, N. Higham, SIAM J. Matrix Anal. 28, 2006; spec: identity-initialization, section
 * 8, item 2.
 *
 * @param root X, of shape d x d
 * @param residual the Frobenius norm of X^p - A, divided by that of A
 * @param squareRoots how many square roots were taken first
 * @param iterations Denman-Beavers and Newton steps together
 */
public record PrincipalRoot(double[] root, double residual, int squareRoots, int iterations) {

  private static final int MOST_SQUARE_ROOTS = 10;
  private static final int MOST_STEPS = 60;
  private static final double NEAR_IDENTITY = 0.5;
  private static final double ACCEPTED_RESIDUAL = 1e-6;

  /**
   * An eigenvalue closer to the negative axis than this, relative to the norm, counts as lying on
   * it.
   */
  private static final double AXIS = 1e-10;

  /**
   * Computes the principal root of order {@code p} of {@code a}, of shape {@code dimension x
   * dimension}.
   *
   * @throws IllegalArgumentException if the shape is wrong, {@code p < 1}, or {@code a} has, to
   *     working accuracy, an eigenvalue on the closed negative axis, so that no principal root
   *     exists
   */
  public static PrincipalRoot of(double[] a, int dimension, int p) {
    Square.require("matrix", a, dimension);
    if (p < 1) {
      throw new IllegalArgumentException("order of the root must be at least 1, got " + p);
    }
    requireSlitPlane(a, dimension);
    return new Iteration(dimension, p).run(a);
  }

  private static void requireSlitPlane(double[] a, int d) {
    double norm = Kernels.norm(a);
    if (norm == 0) {
      throw refusal("it is zero");
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(d, d);
    for (int i = 0; i < d * d; i++) {
      matrix.setEntry(i / d, i % d, a[i] / norm);
    }
    for (Complex value : new EigenDecompositionNonSymmetric(matrix).getEigenvalues()) {
      if (!(value.getRealPart() > AXIS) && !(Math.abs(value.getImaginaryPart()) > AXIS)) {
        throw refusal(
            "it has the eigenvalue " + norm * value.getRealPart() + " on the closed negative axis");
      }
    }
  }

  private static IllegalArgumentException refusal(String why) {
    return new IllegalArgumentException(
        "matrix has no principal root to working accuracy: "
            + why
            + "; a principal root needs every eigenvalue away from (-inf, 0]");
  }

  /** The steps for one matrix; counts them. */
  private static final class Iteration {
    private final int d;
    private final int p;
    private int steps;

    Iteration(int d, int p) {
      this.d = d;
      this.p = p;
    }

    PrincipalRoot run(double[] a) {
      double scale =
          FastMath.pow(
              Math.abs(LuFactors.of(scaled(a, 1 / Kernels.norm(a)), d).determinant()), 1.0 / d);
      double unit = scale * Kernels.norm(a);
      double[] near = scaled(a, 1 / unit);
      double[] one = Kernels.identity(d);
      int roots = 0;
      while (Square.distanceOne(near, one, d) > NEAR_IDENTITY) {
        if (roots == MOST_SQUARE_ROOTS) {
          throw refusal(MOST_SQUARE_ROOTS + " square roots did not bring it near the identity");
        }
        near = squareRoot(near);
        roots++;
      }
      double[] root = Square.power(LuFactors.of(inverseRoot(near), d).inverse(), 1 << roots, d);
      root = scaled(root, FastMath.pow(unit, 1.0 / p));
      double[] defect = Square.power(root, p, d);
      Kernels.axpy(-1, a, 0, defect, 0, d * d);
      double residual = Kernels.norm(defect) / Kernels.norm(a);
      if (!(residual <= ACCEPTED_RESIDUAL)) {
        throw refusal("the best root found leaves a relative residual of " + residual);
      }
      return new PrincipalRoot(root, residual, roots, steps);
    }

    /** Denman-Beavers: Y and Z tend to the square root and its inverse. */
    private double[] squareRoot(double[] b) {
      double[] y = b.clone();
      double[] z = Kernels.identity(d);
      double last = Double.POSITIVE_INFINITY;
      for (int i = 0; i < MOST_STEPS; i++) {
        steps++;
        double[] yInverse = inverse(y);
        double[] zInverse = inverse(z);
        double[] next = mean(y, zInverse);
        z = mean(z, yInverse);
        double change =
            Square.distanceOne(next, y, d) / Square.distanceOne(next, new double[d * d], d);
        y = next;
        // Once a small change stops shrinking, only rounding is left.
        if (change <= 1e-15 || (change < 1e-9 && change >= last)) {
          return y;
        }
        last = change;
      }
      throw refusal("the Denman-Beavers iteration did not settle in " + MOST_STEPS + " steps");
    }

    /** Coupled Newton iteration: M tends to I and X to the inverse p-th root. */
    private double[] inverseRoot(double[] b) {
      double[] m = b.clone();
      double[] x = Kernels.identity(d);
      double[] one = Kernels.identity(d);
      double last = Double.POSITIVE_INFINITY;
      for (int i = 0; i < MOST_STEPS; i++) {
        double distance = Square.distanceOne(m, one, d);
        if (distance <= 1e-15 || (distance < 1e-9 && distance >= last)) {
          return x;
        }
        last = distance;
        steps++;
        double[] t = scaled(m, -1.0 / p);
        Kernels.axpy((p + 1.0) / p, one, 0, t, 0, d * d);
        m = Square.product(Square.power(t, p, d), m, d);
        x = Square.product(x, t, d);
      }
      throw refusal("the Newton iteration did not settle in " + MOST_STEPS + " steps");
    }

    private double[] inverse(double[] matrix) {
      for (double entry : matrix) {
        if (!Double.isFinite(entry)) {
          throw refusal("the Denman-Beavers iteration left the finite numbers");
        }
      }
      LuFactors factors = LuFactors.of(matrix, d);
      if (factors.singular()) {
        throw refusal("the Denman-Beavers iteration met a singular matrix");
      }
      return factors.inverse();
    }

    private double[] mean(double[] a, double[] b) {
      double[] out = new double[d * d];
      for (int i = 0; i < out.length; i++) {
        out[i] = 0.5 * (a[i] + b[i]);
      }
      return out;
    }

    private double[] scaled(double[] a, double factor) {
      double[] out = new double[d * d];
      Kernels.axpy(factor, a, 0, out, 0, d * d);
      return out;
    }
  }
}
